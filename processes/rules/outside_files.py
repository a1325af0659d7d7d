"""The register of outside schools as it comes in a file: each row read, or what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from processes.rules.affiliations import affiliation_named
from processes.rules.roll_cells import Misread, read_day
from processes.rules.roll_layouts import DEEPEST, Line, Sheet
from processes.rules.thai import clean_name, plain_code

MOST = 5000  # rows of one file; the largest province has far fewer
CODE_LENGTHS = range(6, 13)
UNIT_CODE = 8
LONGEST = 200


class Column(StrEnum):
    """What a column of the register holds."""

    CODE = "code"
    NAME = "name"
    AFFILIATION = "affiliation"
    PAYER = "payer"
    PAYER_NAME = "payer_name"  # for whoever reads the file; the code is what counts
    DISTRICT = "district"
    DISSOLVED_ON = "dissolved_on"
    DISSOLVED_BY = "dissolved_by"


# As the register is written; a file is read by the same headings, in any order.
HEADINGS = {
    Column.CODE: "รหัสโรงเรียน",
    Column.NAME: "ชื่อโรงเรียน",
    Column.AFFILIATION: "สังกัด",
    Column.PAYER: "รหัสหน่วยเบิกจ่าย",
    Column.PAYER_NAME: "หน่วยเบิกจ่าย",
    Column.DISTRICT: "รหัสอำเภอ",
    Column.DISSOLVED_ON: "วันที่ประกาศเลิก",
    Column.DISSOLVED_BY: "เลขที่ประกาศ",
}
NEEDED = (Column.CODE, Column.NAME, Column.AFFILIATION, Column.PAYER)


class RowProblem(StrEnum):
    """Why a row cannot be taken into the register."""

    CODE_WRONG = "code_wrong"
    CODE_OF_A_UNIT = "code_of_a_unit"
    TWICE_IN_FILE = "twice_in_file"
    NAME_MISSING = "name_missing"
    TOO_LONG = "too_long"
    AFFILIATION_UNKNOWN = "affiliation_unknown"
    PAYER_UNKNOWN = "payer_unknown"
    PAYER_ELSEWHERE = "payer_elsewhere"
    DISTRICT_UNKNOWN = "district_unknown"
    DAY_UNREADABLE = "day_unreadable"
    DAY_IN_FUTURE = "day_in_future"
    ANNOUNCEMENT_HALF = "announcement_half"
    TOO_MANY_AT_ONCE = "too_many_at_once"


class FileFault(StrEnum):
    """Why a file as a whole is no register."""

    NO_REGISTER = "no_register"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_register_rows"


class NoRegister(ValueError):  # noqa: N818 -- the file is wrong, the program is not
    """A file that holds no register of outside schools; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell of the file."""

    line: int
    column: Column
    value: str
    problem: RowProblem


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row that can be read. A blank district or announcement says nothing against what is recorded."""

    line: int
    code: str
    name: str
    affiliation: str
    payer: str
    district: str
    dissolved_on: date | None
    dissolved_by: str


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """All rows of a file that can be read, and what is wrong with the others."""

    rows: tuple[RegisterRow, ...]
    troubles: tuple[Trouble, ...]


def register_lines(sheets: Iterable[Sheet]) -> list[Line]:
    """The lines below the headings of the first sheet that has them, cut to our columns; or `NoRegister`."""
    for sheet in sheets:
        for place, head in enumerate(sheet.lines[:DEEPEST]):
            if places := _places(head):
                return _cut(places, sheet.lines[place + 1 :])
    raise NoRegister(FileFault.NO_REGISTER)


def read_register(lines: Sequence[Line], today: date) -> RegisterFile:
    """The rows of those lines; a code that stands twice is in trouble each time but the first."""
    reader, seen = _Reader(today), set[str]()
    for line in lines:
        row = reader.row(line)
        if row and row.code in seen:
            reader.trouble(line, Column.CODE, RowProblem.TWICE_IN_FILE)
        elif row:
            seen.add(row.code)
            reader.rows.append(row)
    return RegisterFile(tuple(reader.rows), tuple(reader.troubles))


class _Reader:
    """Reads line after line, and gathers what is wrong."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.rows: list[RegisterRow] = []
        self.troubles: list[Trouble] = []

    def trouble(self, line: Line, column: Column, problem: RowProblem) -> None:
        self.troubles.append(Trouble(line.number, column, _cell(line, column)[:60], problem))

    def row(self, line: Line) -> RegisterRow | None:
        before = len(self.troubles)
        affiliation = affiliation_named(_cell(line, Column.AFFILIATION))
        code, name = school_code(_cell(line, Column.CODE)), clean_name(_cell(line, Column.NAME))
        gone_on, gone_by = self._day(line), clean_name(_cell(line, Column.DISSOLVED_BY))
        self._want(line, Column.CODE, bool(code), RowProblem.CODE_WRONG)
        self._want(line, Column.NAME, bool(name), RowProblem.NAME_MISSING)
        self._want(line, Column.NAME, len(name) <= LONGEST, RowProblem.TOO_LONG)
        self._want(line, Column.DISSOLVED_BY, len(gone_by) <= LONGEST, RowProblem.TOO_LONG)
        self._want(line, Column.AFFILIATION, affiliation is not None, RowProblem.AFFILIATION_UNKNOWN)
        if len(self.troubles) == before:
            half = bool(gone_on) != bool(gone_by)
            self._want(line, Column.DISSOLVED_ON, not half, RowProblem.ANNOUNCEMENT_HALF)
        if len(self.troubles) > before or affiliation is None:
            return None
        payer, district = (unit_code(_cell(line, each)) for each in (Column.PAYER, Column.DISTRICT))
        return RegisterRow(line.number, code, name, affiliation.code, payer, district, gone_on, gone_by)

    def _want(self, line: Line, column: Column, held: bool, problem: RowProblem) -> None:
        if not held:
            self.trouble(line, column, problem)

    def _day(self, line: Line) -> date | None:
        try:
            day = read_day(_cell(line, Column.DISSOLVED_ON))
        except Misread:
            self.trouble(line, Column.DISSOLVED_ON, RowProblem.DAY_UNREADABLE)
            return None
        if day and day.on > self.today:
            self.trouble(line, Column.DISSOLVED_ON, RowProblem.DAY_IN_FUTURE)
        return day.on if day else None


def school_code(text: str) -> str:
    """A school's own code, as the ministry gives it: digits only; blank for what is none."""
    code = plain_code(text).replace("-", "")
    return code if code.isascii() and code.isdecimal() and len(code) in CODE_LENGTHS else ""


def unit_code(text: str) -> str:
    """A unit's code, with the noughts in front that a spreadsheet takes away."""
    code = plain_code(text).replace("-", "")
    return code.zfill(UNIT_CODE) if code.isascii() and code.isdecimal() else code


def _places(head: Line) -> dict[Column, int] | None:
    """Where each column stands; None when these are not the headings of the register."""
    known = {"".join(words.split()): column for column, words in HEADINGS.items()}
    found: dict[Column, int] = {}
    for place, text in enumerate(head.cells):
        column = known.get("".join(clean_name(text).split()).strip("*:"))
        if column:
            found.setdefault(column, place)
    return found if all(each in found for each in NEEDED) else None


def _cut(places: dict[Column, int], lines: Sequence[Line]) -> list[Line]:
    cut = [Line(line.number, tuple(_at(line, places.get(column)) for column in Column)) for line in lines]
    filled = [line for line in cut if any(line.cells)]
    if not filled:
        raise NoRegister(FileFault.NO_ROWS)
    if len(filled) > MOST:
        raise NoRegister(FileFault.TOO_MANY_ROWS)
    return filled


def _at(line: Line, place: int | None) -> str:
    return "" if place is None else line.at(place)


def _cell(line: Line, column: Column) -> str:
    return line.at(list(Column).index(column))
