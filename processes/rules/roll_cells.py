"""The cells of a roll as schools write them: prefixes, sexes, days of either era, classes, numbers."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from processes.rules.identity import NO_IDENTITY, Identity, IdentityProblem, read_identity
from processes.rules.record_fields import Field, Kind
from processes.rules.record_values import FieldProblem, read_value
from processes.rules.thai import MONTHS, SHORT_MONTHS, arabic_digits, clean_name, plain_code
from processes.terms import Grade, Sex


class CellProblem(StrEnum):
    """Why a cell, or the row it stands in, cannot be taken into a roll."""

    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    PREFIX_MISSING = "prefix_missing"
    SEX_UNKNOWN = "sex_unknown"
    SEX_DISAGREES = "sex_disagrees"
    BIRTH_UNREADABLE = "birth_unreadable"
    BIRTH_IN_FUTURE = "birth_in_future"
    BIRTH_TOO_EARLY = "birth_too_early"
    NUMBER_DAMAGED = "number_damaged"
    NUMBER_CHARACTERS = "number_characters"
    NUMBER_LENGTH = "number_length"
    NUMBER_SERIES = "number_series"
    NUMBER_CHECK_DIGIT = "number_check_digit"
    GRADE_UNKNOWN = "grade_unknown"
    ROOM_MISSING = "room_missing"
    TWICE_IN_FILE = "twice_in_file"
    ON_ANOTHER_ROLL = "on_another_roll"
    CLAIMED_BY_ANOTHER = "claimed_by_another"
    TOO_MANY_ELSEWHERE = "too_many_elsewhere"
    MAY_BE_ELSEWHERE = "may_be_elsewhere"


class Misread(ValueError):  # noqa: N818 -- said of a cell
    """A cell that cannot be read; `problem` says why."""

    def __init__(self, problem: CellProblem | FieldProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was written, and in which era."""

    on: date
    common_era: bool


LONGEST_NAME = 100
LONGEST_ROOM = 20
OLDEST = 30  # years: nobody on a roll is older, so an older birth is a slip in the year
BUDDHIST_ERA = 543
NONE_YET = frozenset({"", "-", "ไม่มี", "ยังไม่มี", "ไม่มีเลข"})

_PREFIXES = {
    "ด.ช.": ("เด็กชาย", "ดช.", "ดช", "ด.ช"),
    "ด.ญ.": ("เด็กหญิง", "ดญ.", "ดญ", "ด.ญ"),
    "นาย": (),
    "น.ส.": ("นางสาว", "นส.", "น.ส"),
    "นาง": (),
    "สามเณร": ("ส.ณ.", "เณร"),
}
_SHORT = {other: short for short, others in _PREFIXES.items() for other in (short, *others)}
_SEX_OF = {"ด.ช.": Sex.MALE, "นาย": Sex.MALE, "สามเณร": Sex.MALE}
_SEX_OF |= {"ด.ญ.": Sex.FEMALE, "น.ส.": Sex.FEMALE, "นาง": Sex.FEMALE}
_SEXES = {"ชาย": Sex.MALE, "ช": Sex.MALE, "M": Sex.MALE, "หญิง": Sex.FEMALE, "ญ": Sex.FEMALE, "F": Sex.FEMALE}
_MONTHS = [[name.replace(".", "") for name in names] for names in (SHORT_MONTHS, MONTHS)]
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2}|[ก-๛.]+?)\.?\s*[/.\-\s]\s*(?:พ\.?ศ\.?)?\s*(\d{4})(?:\s.*)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAMAGED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_CUT_PHONE = re.compile(r"[1-9]\d{7,8}")
_GRADE = re.compile(
    r"(เตรียมอนุบาล|อนุบาลปีที่|อนุบาล|อบ|อ|ประถมศึกษาปีที่|ประถม|ป|มัธยมศึกษาปีที่|มัธยม|ม|ปวช|ตอ|TK|A|P|M|V)"
    r"\.?(\d?)(?:\([^)]*\))?(?:/(\S+))?"
)
_STAGE = {"เตรียมอนุบาล": "TK", "ตอ": "TK", "TK": "TK", "อนุบาลปีที่": "A", "อนุบาล": "A", "อบ": "A", "อ": "A"}
_STAGE |= {"ประถมศึกษาปีที่": "P", "ประถม": "P", "ป": "P", "มัธยมศึกษาปีที่": "M", "มัธยม": "M", "ม": "M"}
_STAGE |= {"ปวช": "V", "A": "A", "P": "P", "M": "M", "V": "V"}
_NUMBER_PROBLEMS = {
    IdentityProblem.CHARACTERS: CellProblem.NUMBER_CHARACTERS,
    IdentityProblem.LENGTH: CellProblem.NUMBER_LENGTH,
    IdentityProblem.RESERVED_SERIES: CellProblem.NUMBER_SERIES,
    IdentityProblem.CHECK_DIGIT: CellProblem.NUMBER_CHECK_DIGIT,
}


def read_name(cell: str) -> str:
    name = clean_name(cell)
    if not name:
        raise Misread(CellProblem.NAME_MISSING)
    if len(name) > LONGEST_NAME:
        raise Misread(CellProblem.NAME_TOO_LONG)
    return name


def short_prefix(cell: str) -> str:
    """A prefix in the one form that is compared: เด็กชาย is ด.ช.; one that is not known stays as it is."""
    prefix = clean_name(cell)
    return _SHORT.get(prefix.replace(" ", ""), prefix)


def sex_of_prefix(prefix: str) -> Sex | None:
    """What a prefix in its short form says; None where it says nothing."""
    return _SEX_OF.get(prefix)


def read_prefix(cell: str) -> str:
    prefix = short_prefix(cell)
    if not prefix:
        raise Misread(CellProblem.PREFIX_MISSING)
    if len(prefix) > 40:
        raise Misread(CellProblem.NAME_TOO_LONG)
    return prefix


def read_sex(cell: str, prefix: str) -> Sex:
    """As written, or as the prefix says; a sex that is written must agree with the prefix."""
    written, said = _SEXES.get(clean_name(cell).upper()), _SEX_OF.get(prefix)
    if (cell and written is None) or not (written or said):
        raise Misread(CellProblem.SEX_UNKNOWN)
    if written and said and written is not said:
        raise Misread(CellProblem.SEX_DISAGREES)
    return written or said or Sex.MALE


def read_day(cell: str) -> Day | None:
    """A day of the Buddhist or the common era, told apart by its year; None for a blank cell."""
    text = arabic_digits(clean_name(cell))
    if text in {"", "-"}:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _month(found[2]), int(found[1])
    else:
        raise Misread(CellProblem.BIRTH_UNREADABLE)
    common = year < 2400
    try:
        return Day(date(year if common else year - BUDDHIST_ERA, month, day), common)
    except ValueError:
        raise Misread(CellProblem.BIRTH_UNREADABLE) from None


def read_birth(cell: str, today: date) -> Day | None:
    day = read_day(cell)
    if day and day.on > today:
        raise Misread(CellProblem.BIRTH_IN_FUTURE)
    if day and today.year - day.on.year > OLDEST:
        raise Misread(CellProblem.BIRTH_TOO_EARLY)
    return day


def read_number(cell: str) -> Identity:
    """A citizen number, a G-Code or none yet; what a spreadsheet cut to 1.1E+12 is refused, never guessed."""
    if clean_name(cell) in NONE_YET:
        return NO_IDENTITY
    if _DAMAGED.fullmatch(plain_code(cell)):
        raise Misread(CellProblem.NUMBER_DAMAGED)
    read = read_identity(cell)
    if isinstance(read, IdentityProblem):
        raise Misread(_NUMBER_PROBLEMS[read])
    return read


def read_grade(cell: str) -> tuple[Grade, str]:
    """The grade, and the room where both stand in one cell: ป.1/2 is P1 and 2."""
    found = _GRADE.fullmatch(arabic_digits(clean_name(cell)).replace(" ", "").upper())
    name = _STAGE[found[1]] + ("" if _STAGE[found[1]] == "TK" else found[2]) if found else ""
    if found is None or name not in Grade.__members__:
        raise Misread(CellProblem.GRADE_UNKNOWN)
    return Grade(name), found[3] or ""


def read_room(cell: str, beside_grade: str) -> str:
    """The room of a class: 1, also where ป.1/1 or 1/1 is written."""
    room = arabic_digits(clean_name(cell)).rpartition("/")[2].strip() or beside_grade
    if not room or len(room) > LONGEST_ROOM:
        raise Misread(CellProblem.ROOM_MISSING)
    return room


def read_detail(field: Field, cell: str, today: date) -> str:
    """A field of a learner's record as it is kept; days and telephones as spreadsheets cut them are taken."""
    text = clean_name(cell)
    if text in {"", "-"}:
        return ""
    if field.kind is Kind.DAY:
        day = read_day(text)
        if day and day.on > today:
            raise Misread(FieldProblem.IN_THE_FUTURE)
        return day.on.isoformat() if day else ""
    if field.kind is Kind.PHONE and _CUT_PHONE.fullmatch(text):
        text = f"0{text}"  # every number begins with 0, which a spreadsheet takes away
    read = read_value(field, text, today)
    if isinstance(read, FieldProblem):
        raise Misread(read)
    return read


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    plain = written.replace(".", "")
    for months in _MONTHS:
        if plain in months:
            return months.index(plain) + 1
    raise Misread(CellProblem.BIRTH_UNREADABLE)
