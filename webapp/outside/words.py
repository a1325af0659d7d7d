"""What the register of outside schools and the collecting of their counts is called."""

from datetime import date

from flask_babel import lazy_gettext as _

from processes.terms import AnswerState, ChangeState, ContactResult, ContactWay
from webapp.affiliations import affiliation_choices, affiliation_short, affiliation_words
from webapp.words import day_words

FIELDS = {
    "name": _("ชื่อโรงเรียน"),
    "affiliation": _("สังกัด"),
    "payer": _("หน่วยเบิกจ่าย"),
    "district": _("อำเภอ"),
    "dissolved_on": _("วันที่ประกาศเลิกสถานศึกษา"),
    "dissolved_by": _("เลขที่ประกาศ"),
}
STATES = {
    ChangeState.WAITING: _("รอจังหวัดพิจารณา"),
    ChangeState.MADE: _("มีผลแล้ว"),
    ChangeState.NEXT_ROUND: _("มีผลเมื่อเปิดรอบถัดไป"),
    ChangeState.REFUSED: _("ไม่รับ"),
    ChangeState.REPLACED: _("ถูกแทนที่ด้วยรายการใหม่"),
}
LOOKS = {
    ChangeState.WAITING: "warn",
    ChangeState.MADE: "ok",
    ChangeState.NEXT_ROUND: "info",
    ChangeState.REFUSED: "bad",
    ChangeState.REPLACED: "mute",
}
WAYS = {
    ContactWay.PHONE: _("โทรศัพท์"),
    ContactWay.LETTER: _("หนังสือราชการ"),
    ContactWay.MESSAGE: _("ข้อความหรืออีเมล"),
    ContactWay.VISIT: _("ไปที่โรงเรียน"),
}
RESULTS = {
    ContactResult.ASKED: _("แจ้งขอข้อมูลแล้ว"),
    ContactResult.PROMISED: _("รับว่าจะส่ง"),
    ContactResult.ANSWERED: _("ได้รับจำนวนแล้ว"),
    ContactResult.UNREACHED: _("ติดต่อไม่ได้"),
}
ANSWERS = {
    AnswerState.WAITING: _("รอเจ้าหน้าที่ตรวจรับ"),
    AnswerState.TAKEN_OVER: _("รับลงตารางแล้ว"),
    AnswerState.SET_ASIDE: _("ไม่ใช้"),
    AnswerState.REPLACED: _("โรงเรียนส่งใหม่แทนแล้ว"),
}


def field_words(name: str, value: str) -> str:
    """A value of the register as a reader sees it."""
    if not value:
        return "–"
    if name == "affiliation":
        return affiliation_words(value)
    return day_words(date.fromisoformat(value)) if name == "dissolved_on" else value


OUTSIDE_WORDS: dict[str, object] = {
    "fields_named": FIELDS,
    "change_states": STATES,
    "change_looks": LOOKS,
    "ways": WAYS,
    "results": RESULTS,
    "answer_states": ANSWERS,
    "affiliation_words": affiliation_words,
    "affiliation_short": affiliation_short,
    "affiliation_choices": affiliation_choices,
    "field_words": field_words,
}
