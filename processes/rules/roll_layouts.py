"""Finds a roll in a workbook by what stands in it: the sheet, the headings, the columns, the lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from processes.rules.record_fields import field_of
from processes.rules.thai import clean_name


class Column(StrEnum):
    """What a column of a roll holds."""

    CODE = "code"
    SCHOOL = "school"
    YEAR = "year"
    TERM = "term"
    GRADE = "grade"
    ROOM = "room"
    NUMBER = "number"
    PREFIX = "prefix"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    SEX = "sex"
    BIRTH = "birth"
    NATIONALITY = "nationality"


# The heading that we write comes first; the others are met in reports of LEC and in lists of schools.
HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.CODE: ("รหัสสถานศึกษา", "รหัสโรงเรียน"),
    Column.SCHOOL: ("สถานศึกษา", "โรงเรียน", "ชื่อสถานศึกษา"),
    Column.YEAR: ("ปีการศึกษา",),
    Column.TERM: ("ภาคเรียน", "ภาคเรียนที่"),
    Column.GRADE: ("ระดับชั้น", "ชั้น", "ชั้นเรียน"),
    Column.ROOM: ("ห้องเรียน", "ห้อง"),
    Column.NUMBER: ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน/G-Code"),
    Column.PREFIX: ("คำนำหน้า", "คำนำหน้าชื่อ"),
    Column.FIRST_NAME: ("ชื่อ",),
    Column.LAST_NAME: ("นามสกุล", "ชื่อสกุล"),
    Column.SEX: ("เพศ",),
    Column.BIRTH: ("วันเดือนปีเกิด", "วันเกิด", "ว/ด/ปเกิด"),
    Column.NATIONALITY: ("สัญชาติ",),
}
NEEDED = (Column.FIRST_NAME, Column.LAST_NAME, Column.GRADE, Column.NUMBER)
# Groups of the report whose columns are other persons' or an address: their ชื่อ is not the learner's.
OTHERS = ("บิดา", "มารดา", "ผู้ปกครอง", "ที่อยู่")
DEEPEST = 15  # lines in which headings may stand


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: its number there, counted from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file, without its blank lines."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a roll, cut down to the columns that are known; those of the record's fields come last."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    fields: tuple[str, ...] = ()


Headings = Sequence[tuple[str, str]]  # of a group, where there is one, and of the column itself


def find_table(sheets: Sequence[Sheet]) -> Table | None:
    """The first sheet that has the headings of a roll and lines below them; None when there is none."""
    empty = None
    for sheet in sheets:
        table = _table_of(sheet.lines)
        if table and table.lines:
            return table
        empty = empty or table
    return empty


def _table_of(lines: Sequence[Line]) -> Table | None:
    for place, head in enumerate(lines[:DEEPEST]):
        below = lines[place + 1] if place + 1 < len(lines) else None
        merged = list(_merged(head, below)) if below and not _is_title(head, below) else []
        if below and (columns := _columns(merged)) and _is_heading(below, columns):
            return _cut(columns, _fields(merged), lines[place + 2 :])
        if columns := _columns(_flat(head)):
            return _cut(columns, _fields(_flat(head)), lines[place + 1 :])
    return None


def _is_title(head: Line, below: Line) -> bool:
    """Whether the line stands over headings that are whole without it: it groups nothing."""
    grouping = any(text.startswith(OTHERS) for text in head.cells)
    return not grouping and _columns(_flat(below)) is not None


def _flat(head: Line) -> Headings:
    return [("", text) for text in head.cells]


def _merged(head: Line, below: Line) -> Iterator[tuple[str, str]]:
    """Two lines of headings as pairs of group and heading; a merged cell has its text in its first cell."""
    group = ""
    for place in range(max(len(head.cells), len(below.cells))):
        above, sub = head.at(place), below.at(place)
        group = above or (group if sub else "")
        yield (group, sub) if sub else ("", above)


def _columns(headings: Headings) -> dict[Column, int] | None:
    """Where each column stands, the first of a name; None when these are not the headings of a roll."""
    found: dict[Column, int] = {}
    for place, (group, heading) in enumerate(headings):
        column = _KNOWN.get(_plain(heading)) or _KNOWN.get(_plain(group + heading))
        if column and column not in found and not group.startswith(OTHERS):
            found[column] = place
    return found if all(column in found for column in NEEDED) else None


def _fields(headings: Headings) -> dict[str, int]:
    """Where the fields of a learner's record stand that are no column of the roll, the first of each."""
    found: dict[str, int] = {}
    for place, (group, heading) in enumerate(headings):
        if heading and (field := field_of(heading, group)):
            found.setdefault(field.key, place)
    return found


def _is_heading(below: Line, columns: dict[Column, int]) -> bool:
    """Whether the line still belongs to the headings: where a learner's name would stand is none."""
    names = (Column.FIRST_NAME, Column.LAST_NAME, Column.GRADE)
    return all(not below.at(columns[name]) or _plain(below.at(columns[name])) in _KNOWN for name in names)


def _cut(columns: dict[Column, int], fields: dict[str, int], lines: Sequence[Line]) -> Table:
    places = (*columns.values(), *fields.values())
    cut = (Line(line.number, tuple(line.at(place) for place in places)) for line in lines)
    return Table(tuple(columns), tuple(line for line in cut if any(line.cells)), tuple(fields))


def _plain(heading: str) -> str:
    return "".join(clean_name(heading).split()).strip("*:").upper()


_KNOWN = {_plain(name): column for column, names in HEADINGS.items() for name in names}
