"""The sentences of a rehearsal, for the command line: what happened, its numbers, and whether all holds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from flask import Flask
from flask_babel import Babel, force_locale
from flask_babel import lazy_gettext as _

from webapp.thaidate import short_moment

LINES = {
    "opened": _("เปิดรอบ หน่วยงาน %(cases)s แห่งได้รับงานในกล่องงาน"),
    "day": _(
        "สรุปวัน: ตรวจสอบตัวตน %(look)s แห่ง ตรวจทาน %(recheck)s ยืนยัน %(confirm)s "
        "ตรวจรับ %(accept)s บันทึกสังกัดอื่น %(counts)s"
    ),
    "reminded": _("ระบบเตือนหน่วยงานที่ยังมีงานค้าง %(number)s ครั้ง"),
    "escalated": _("ระบบแจ้งหน่วยเหนือว่าหน่วยงานล่าช้า %(number)s เรื่อง"),
    "claimed": _("%(unit)s เพิ่มเด็กที่อยู่ในบัญชีของ %(other)s ระบบให้ทั้งสองแห่งตกลงกันก่อน"),
    "released": _("%(unit)s ปล่อยเด็กให้ %(other)s"),
    "drawn": _("%(unit)s สุ่มตรวจสอบสถานศึกษา"),
    "asked": _("%(unit)s ขอแก้ไขหลังยืนยัน"),
    "granted": _("หน่วยเหนือเปิดให้ %(unit)s แก้ไข"),
    "refused": _("หน่วยเหนือไม่อนุญาตให้ %(unit)s แก้ไข"),
    "passed_on": _("%(unit)s ขอให้หน่วยเหนือเปิดก่อน เพื่อให้ %(other)s แก้ไขได้"),
    "last_moment": _("%(unit)s ยืนยันก่อนเวลาปิดหนึ่งในล้านวินาที ระบบรับไว้"),
    "after_the_hour": _("%(unit)s ส่งการยืนยันเมื่อถึงเวลาปิด ระบบไม่รับ"),
    "closed": _("ถึงเวลาปิดระบบ"),
    "frozen": _("ตรึงตัวเลขฉบับที่ %(version)s จำนวน %(lines)s บรรทัด"),
    "extended": _("กรมขยายเวลาตามคำสั่งให้ %(number)s แห่ง ถึง %(until)s"),
    "taken": _("กรมรับตัวเลขของ %(unit)s"),
}
NUMBERS = {
    "writes": _("รายการที่ระบบแจ้งว่าบันทึกแล้ว"),
    "confirmations": _("การยืนยันทั้งหมด"),
    "late": _("การยืนยันที่ล่าช้ากว่ากำหนด"),
    "reminders": _("การเตือน"),
    "escalations": _("การแจ้งหน่วยเหนือ"),
    "asked": _("คำขอแก้ไขหลังยืนยัน"),
    "granted": _("คำขอที่อนุญาต"),
    "refused": _("คำขอที่ไม่อนุญาต"),
    "duplicates": _("เด็กซ้ำระหว่างหน่วยงาน"),
    "came": _("ผู้เรียนที่เข้าใหม่"),
    "left": _("ผู้เรียนที่นำออก"),
    "outside": _("ช่องจำนวนของสังกัดอื่น"),
    "confirmed": _("ยืนยันแล้วเมื่อปิด"),
    "reopened": _("เปิดแก้ไขแล้วไม่ได้ยืนยันอีกเมื่อปิด"),
    "missed": _("ไม่ได้ยืนยันเมื่อปิด"),
    "too_late": _("ส่งเมื่อปิดแล้ว ระบบไม่รับ"),
    "by_order": _("ยืนยันแล้วหลังขยายเวลาตามคำสั่ง"),
}
HOLDS = _("ทุกข้อเป็นไปตามที่ต้องเป็น: ไม่มีรายการใดบันทึกหลังปิด ทุกรายการที่แจ้งว่าบันทึกแล้วอยู่ครบ และลายนิ้วมือข้อมูลทุกฉบับตรง")
HOLDS_NOT = _("มีข้อที่ไม่เป็นไปตามที่ต้องเป็น")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Sentences inside are in this language, though no page is being made."""
    app = Flask("webapp")
    Babel(app)
    with app.app_context(), force_locale(language):
        yield


def line_words(at: datetime, kind: str, values: Mapping[str, object], language: str) -> str:
    """A line of the tale with its day of the Buddhist era."""
    plain = {name: _plain(value, language) for name, value in values.items()}
    return f"{short_moment(at, language)}  {str(LINES[kind]) % plain}"


def number_lines(numbers: Mapping[str, int]) -> Iterator[str]:
    for name, words in NUMBERS.items():
        yield f"{numbers[name]:>9,}  {words}"


def verdict(holds: bool) -> str:
    """Whether everything that a round must hold did hold."""
    return str(HOLDS if holds else HOLDS_NOT)


def _plain(value: object, language: str) -> str:
    if isinstance(value, datetime):
        return short_moment(value, language)
    return f"{value:,}" if isinstance(value, int) else str(value)
