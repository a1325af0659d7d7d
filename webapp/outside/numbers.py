"""Reads the nine numbers of a school: a count, or a dash where it has no such grade; none may be blank."""

from flask_babel import gettext as _

from processes.terms import OUTSIDE_GRADES, Grade
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.grades import grade_words

MOST = 2000  # learners of one grade of one school; more is a slip of the finger
NOT_OFFERED = "-"


def read_numbers(form: Reading) -> dict[Grade, int | None]:
    """A number for each grade, None for a dash; what is blank or broken is noted in the form."""
    return {grade: _number(form, grade) for grade in OUTSIDE_GRADES}


def _number(form: Reading, grade: Grade) -> int | None:
    name = f"n-{grade}"
    if arabic(form.typed.get(name, "")) == NOT_OFFERED:
        return None
    words = grade_words(grade)
    missing = str(_("%(grade)s: โปรดกรอกจำนวน หรือ - ถ้าไม่มีชั้นนี้", grade=words))
    return form.count(name, missing, MOST, of=words) or 0
