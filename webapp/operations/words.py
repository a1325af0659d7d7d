"""What operations, the conditions of cases and their fates are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.terms import Condition, Fate, OperationKind, Reason, Refused
from webapp.sentences import sentence

KINDS: dict[OperationKind, LazyString] = {
    OperationKind.SUSPEND: _("ระงับเรื่องไว้ชั่วคราว"),
    OperationKind.RESUME: _("ให้เรื่องที่ระงับไว้เดินต่อ"),
    OperationKind.MOVE: _("ย้ายไปขั้นตอนอื่น"),
    OperationKind.RETRY: _("ลองงานที่ขัดข้องอีกครั้ง"),
}
MEANINGS: dict[OperationKind, LazyString] = {
    OperationKind.SUSPEND: _("หน่วยงานทำงานของเรื่องไม่ได้จนกว่าจะให้เดินต่อ การปิดระบบตามเวลาไม่หยุดรอ"),
    OperationKind.RESUME: _("หน่วยงานทำงานต่อจากเดิม และระบบทำสิ่งที่ถึงกำหนดระหว่างนั้น"),
    OperationKind.MOVE: _("งานที่ค้างอยู่ออกจากกล่องงาน และงานของขั้นตอนใหม่เข้ามาแทน"),
    OperationKind.RETRY: _("ระบบลองทำงานที่ทำเองไม่สำเร็จอีกครั้งทันที"),
}
CONDITIONS: dict[Condition, LazyString] = {
    Condition.RUNNING: _("ดำเนินการตามปกติ"),
    Condition.SUSPENDED: _("ระงับไว้"),
    Condition.LATE: _("เกินกำหนด"),
    Condition.INCIDENT: _("ขัดข้อง"),
}
FATES: dict[Fate, LazyString] = {
    Fate.WAITING: _("รอลองทำ"),
    Fate.FIT: _("ทำได้"),
    Fate.UNFIT: _("ทำไม่ได้"),
    Fate.DONE: _("ทำแล้ว"),
    Fate.REFUSED: _("ถึงคิวแล้วทำไม่ได้"),
    Fate.LEFT: _("หยุดก่อนถึงคิว"),
}
LOOKS: dict[Fate, tuple[str, str]] = {
    Fate.WAITING: ("mute", "clock"),
    Fate.FIT: ("info", "check-lg"),
    Fate.UNFIT: ("warn", "exclamation-triangle"),
    Fate.DONE: ("ok", "check-circle"),
    Fate.REFUSED: ("warn", "exclamation-triangle"),
    Fate.LEFT: ("mute", "dash-circle"),
}

# Sentences that name a number or a moment of one case, said of many.
OF_MANY: dict[Reason, LazyString] = {
    Reason.WINDOW_NOT_OPEN: _("ระบบยังไม่เปิดให้บันทึกข้อมูล"),
    Reason.WINDOW_CLOSED: _("ระบบปิดรับข้อมูลแล้ว"),
    Reason.BELOW_OUTSTANDING: _("มีหน่วยงานในสังกัดยังยืนยันไม่ครบ"),
    Reason.UNITS_NOT_REVIEWED: _("ยังไม่ได้ตรวจสอบหน่วยงานในสังกัดครบทุกแห่ง"),
    Reason.LEARNERS_UNSEEN: _("ยังมีผู้เรียนที่ยังไม่ได้ตรวจสอบตัวตน"),
    Reason.TOO_FEW_SEEN: _("ยังตรวจสอบตัวตนไม่ถึงร้อยละที่กำหนด"),
    Reason.UNSAVED_DRAFTS: _("มีแบบร่างที่ยังไม่ได้บันทึก"),
    Reason.LEARNERS_NOT_FOUND: _("ยังมีผู้เรียนที่ไม่พบตัวตนอยู่ในบัญชีรายชื่อ"),
    Reason.PROBLEMS_OPEN: _("ยังมีข้อผิดพลาดของข้อมูลที่ต้องแก้ไข"),
    Reason.QUERIES_UNEXPLAINED: _("ยังมีข้อสังเกตของข้อมูลที่ยังไม่ได้แก้ไขหรือชี้แจง"),
    Reason.COUNTS_BLANK: _("ยังมีช่องจำนวนนักเรียนของสังกัดอื่นที่ว่างอยู่"),
    Reason.COUNTS_IN_DOUBT: _("ยังมีจำนวนนักเรียนของสังกัดอื่นที่ต่างจากครั้งก่อนมากและยังไม่ได้ชี้แจง"),
    Reason.CASE_ENDED: _("เรื่องสิ้นสุดแล้ว"),
    Reason.CASE_SUSPENDED: _("เรื่องถูกระงับไว้อยู่แล้ว"),
    Reason.CASE_NOT_SUSPENDED: _("เรื่องไม่ได้ถูกระงับไว้"),
}


def obstacle_words(reason: str) -> str:
    """The sentence for what stood in a case's way; a word of an older program stands as it is."""
    if reason not in set(Reason):
        return reason
    known = Reason(reason)
    return str(OF_MANY[known]) if known in OF_MANY else sentence(Refused(known))


WORDS: dict[str, object] = {
    "kinds_of_operation": KINDS,
    "conditions": CONDITIONS,
    "fates": FATES,
    "looks": LOOKS,
    "obstacle_words": obstacle_words,
}
