"""Class levels as schools write them, and a typed class read back."""

import re
from functools import cache

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from processes.terms import Grade
from webapp.digits import arabic

GRADES = {
    Grade.TK: _("ตอ."),
    Grade.A1: _("อ.1"),
    Grade.A2: _("อ.2"),
    Grade.A3: _("อ.3"),
    Grade.P1: _("ป.1"),
    Grade.P2: _("ป.2"),
    Grade.P3: _("ป.3"),
    Grade.P4: _("ป.4"),
    Grade.P5: _("ป.5"),
    Grade.P6: _("ป.6"),
    Grade.M1: _("ม.1"),
    Grade.M2: _("ม.2"),
    Grade.M3: _("ม.3"),
    Grade.M4: _("ม.4"),
    Grade.M5: _("ม.5"),
    Grade.M6: _("ม.6"),
    Grade.V1: _("ปวช.1"),
    Grade.V2: _("ปวช.2"),
    Grade.V3: _("ปวช.3"),
}

_LETTERS = {"ตอ": "TK", "อ": "A", "ป": "P", "ม": "M", "ปวช": "V"}
_TYPED = re.compile(r"(ตอ|อ|ปวช|ป|ม)\.?\s*(\d?)(/\S*)?")
_SUBJECT = re.compile(r"([A-Z]{1,2}\d?)/(.+)")


def grade_words(grade: Grade) -> str:
    return _grade_words(grade, get_locale())  # which a sheet for a Thai desk may set


@cache
def _grade_words(grade: Grade, _locale: Locale | None) -> str:
    # A page of a roll names a class 250 times, and each look for its words took 0.006 ms.
    return str(GRADES[grade])


def class_words(subject: str) -> str | None:
    """ป.1/1 for the subject P1/1 of a class's item; None when the subject is no class."""
    found = _SUBJECT.fullmatch(subject)
    if found is None or found[1] not in Grade.__members__:
        return None
    return f"{grade_words(Grade(found[1]))}/{found[2]}"


def class_typed(text: str) -> str | None:
    """The subject that ป.1/1 or ป. ๑ stands for, whole or as a beginning; None when no class was typed."""
    found = _TYPED.fullmatch(arabic(text))
    return f"{_LETTERS[found[1]]}{found[2]}{found[3] or ''}" if found else None
