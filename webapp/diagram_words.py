"""What a diagram may name, in the reader's words: values, messages, steps, outcomes."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "opens_at": _("เวลาที่เปิดให้หน่วยงานบันทึก"),
    "due_at": _("เวลาครบกำหนดของหน่วยงาน หลังจากนี้ถือว่าช้า"),
    "closes_at": _("เวลาที่ปิดระบบ"),
    "units_total": _("จำนวนหน่วยงานในสังกัดที่มีเรื่องในรอบนี้"),
    "units_confirmed": _("จำนวนหน่วยงานในสังกัดที่ยืนยันครบแล้ว"),
    "units_reviewed": _("จำนวนหน่วยงานในสังกัดที่ตรวจสอบแล้วหลังยืนยันล่าสุด"),
    "other_total": _("จำนวนโรงเรียนสังกัดอื่นที่ อปท. เบิกจ่ายให้"),
    "own_confirmed": _("ข้อมูลผู้เรียนในสังกัดยืนยันแล้วหรือไม่"),
    "other_confirmed": _("จำนวนนักเรียนของสังกัดอื่นยืนยันแล้วหรือไม่"),
    "outcome": _("ผลที่เจ้าหน้าที่เลือกในงานล่าสุด"),
    "answers": _("คำตอบในแบบของงาน เช่น answers.ชื่อช่อง"),
}
KINDS: dict[str, LazyString] = {
    "timestamp": _("วันเวลา"),
    "int": _("จำนวนเต็ม"),
    "bool": _("จริงหรือเท็จ"),
    "string": _("ข้อความ"),
    "map": _("ชุดคำตอบ"),
}
MESSAGES: dict[str, LazyString] = {
    "own_incomplete": _("หน่วยงานในสังกัดถูกเปิดให้แก้ไข ข้อมูลจึงไม่ครบอีก"),
    "own_reopened": _("การยืนยันผู้เรียนในสังกัดถูกยกเลิกโดยระดับเหนือขึ้นไป"),
    "other_reopened": _("การยืนยันจำนวนของสังกัดอื่นถูกยกเลิกโดยระดับเหนือขึ้นไป"),
    "window_closed": _("ระบบปิดรับข้อมูลแล้ว"),
}
ADDRESSES: dict[str, LazyString] = {
    "own": _("หน่วยงานเอง"),
    "executive": _("ผู้บริหารของหน่วยงาน"),
    "above": _("หน่วยงานเหนือขึ้นไป"),
}
OUTCOMES: dict[str, LazyString] = {
    "done": _("เสร็จแล้ว"),
    "shown": _("รายงานแสดงจำนวนถูกต้อง"),
    "missing": _("รายงานไม่แสดงจำนวน"),
}


def said(words: dict[str, LazyString], name: str) -> str:
    """The words for a name; the name itself where there are none."""
    return str(words.get(name, name))
