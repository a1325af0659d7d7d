"""A learner's particulars as typed: read into the act's values, or a sentence for each that is wrong."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.acts.roll import Particulars
from processes.rules.identity import NO_IDENTITY, Identity, IdentityProblem, read_identity
from processes.rules.thai import clean_name
from processes.terms import Sex
from webapp.forms.reading import Reading

LONGEST_NAME = 100
OLDEST = 30  # years: nobody on a roll is older, so an older birth is a slip in the year
PROBLEMS = {
    IdentityProblem.CHARACTERS: lazy_gettext("เลขประจำตัวประชาชนมีได้เฉพาะตัวเลข หรือขึ้นต้นด้วย G สำหรับรหัส G-Code"),
    IdentityProblem.LENGTH: lazy_gettext(
        "เลขประจำตัวประชาชนต้องมี 13 หลัก ส่วนรหัส G-Code คือ G ตามด้วยตัวเลข 12 หลัก"
    ),
    IdentityProblem.RESERVED_SERIES: lazy_gettext(
        "เลขประจำตัวประชาชนของผู้เรียนขึ้นต้นด้วย 9 ไม่ได้ โปรดตรวจจากเอกสาร"
    ),
    IdentityProblem.CHECK_DIGIT: lazy_gettext(
        "เลขประจำตัวประชาชนไม่ถูกต้อง หลักสุดท้ายไม่ตรงกับหลักอื่น โปรดตรวจจากเอกสารทีละหลัก"
    ),
}


def read_particulars(typed: Mapping[str, str], today: date) -> Particulars:
    """What was typed; raises `Unfit` with a sentence for each field that cannot be taken."""
    form = Reading(typed)
    prefix = form.text("prefix", _("โปรดกรอกคำนำหน้าชื่อ"), 40)
    first = clean_name(form.text("first_name", _("โปรดกรอกชื่อ"), LONGEST_NAME))
    last = clean_name(form.text("last_name", _("โปรดกรอกนามสกุล"), LONGEST_NAME))
    sex = form.choice("sex", [str(each) for each in Sex], _("โปรดเลือกเพศ"))
    born = _birth(form, today)
    identity = _identity(form)
    nationality = clean_name(form.text("nationality", _("โปรดกรอกสัญชาติ"), 60))
    form.done()
    return Particulars(prefix, first, last, Sex(sex), born, identity, nationality)


def _birth(form: Reading, today: date) -> date | None:
    born = form.day("birth")
    if born is not None and born > today:
        form.wrong("birth", _("วันเกิดอยู่หลังวันนี้ โปรดตรวจสอบปี พ.ศ."))
    elif born is not None and today.year - born.year > OLDEST:
        form.wrong("birth", _("วันเกิดนี้ทำให้ผู้เรียนอายุเกิน %(years)s ปี โปรดตรวจสอบปี พ.ศ.", years=OLDEST))
    return born


def _identity(form: Reading) -> Identity:
    """The number in the one field that holds it, or the statement that there is none yet (letter 4.3.3)."""
    number, none_yet = form.text("number", limit=40), form.ticked("no_number")
    if number and none_yet:
        form.wrong("number", _("กรอกเลขแล้วและเลือกว่ายังไม่มีเลขด้วย โปรดเลือกอย่างใดอย่างหนึ่ง"))
    if not number and not none_yet:
        form.wrong("number", _("โปรดกรอกเลขประจำตัวประชาชนหรือรหัส G-Code หรือเลือกว่ายังไม่มีเลข"))
    read = read_identity(number)
    if isinstance(read, IdentityProblem):
        form.wrong("number", str(PROBLEMS[read]))
        return NO_IDENTITY
    return read
