"""What tasks are called: the diagram's own Thai name, and a translation of what the act is."""

from flask_babel import lazy_gettext as _

from processes.terms import Act
from webapp.grades import class_words
from webapp.language import language

TASKS = {
    Act.VERIFY_ROLL: _("ตรวจสอบตัวตนผู้เรียน"),
    Act.RECHECK_ROLL: _("นำผู้ไม่มีตัวตนออก และตรวจสอบการบันทึก"),
    Act.CONFIRM: _("ยืนยันข้อมูล"),
    Act.CHECK_REPORT: _("ตรวจสอบจำนวนในรายงาน"),
    Act.REVIEW_UNIT: _("ตรวจสอบหน่วยงานที่ยืนยันแล้ว"),
    Act.RECORD_COUNTS: _("กรอกจำนวนนักเรียนของสังกัดอื่น"),
    Act.CONFIRM_COUNTS: _("ยืนยันจำนวนนักเรียนของสังกัดอื่น"),
    Act.DRAW_SAMPLE: _("สุ่มสถานศึกษา"),
    Act.RECORD_FINDING: _("บันทึกผลการตรวจสอบ"),
    Act.GRANT_REOPENING: _("พิจารณาคำขอแก้ไขข้อมูล"),
    Act.KEEP_OUTSIDE_SCHOOL: _("พิจารณาข้อเสนอแก้ไขทะเบียนโรงเรียนสังกัดอื่น"),
    Act.SETTLE_DUPLICATE: _("ตอบเรื่องเด็กซ้ำ ขอรับโดย"),
    Act.RAISE_DUPLICATE: _("ไม่ได้รับเด็ก ยอมรับหรือส่งเรื่องขึ้นไป"),
    Act.TAKE_FIGURES: _("รับข้อมูลจังหวัดที่ยืนยันแล้ว"),
}

# Tasks that no diagram names.
OF_THE_HOUSE = {
    Act.GRANT_REOPENING,
    Act.KEEP_OUTSIDE_SCHOOL,
    Act.SETTLE_DUPLICATE,
    Act.RAISE_DUPLICATE,
}


def task_words(name: str, act: Act) -> str:
    """The task's name: as its diagram says in Thai; in English by its act, where the act has words."""
    if act in OF_THE_HOUSE or (act in TASKS and language() != "th"):
        return str(TASKS[act])
    return name


def task_title(name: str, act: Act, subject: str = "") -> str:
    """The task and what it is about: ตรวจสอบตัวตนนักเรียน ป.1/1."""
    words, about = task_words(name, act), class_words(subject) or subject
    return f"{words} {about}" if about else words
