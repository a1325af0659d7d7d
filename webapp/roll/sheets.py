"""A roll as the columns of a file: of the LEC report RPT318, and of our own sheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from flask_babel import force_locale

from processes.acts.roll import NUMBER
from processes.reports.particulars import records_of, values_of
from processes.reports.roll_sheet import SheetRow, whereabouts
from processes.rules.record_fields import FIELDS, Field, Kind
from processes.rules.roll_layouts import HEADINGS
from processes.rules.roll_layouts import Column as Known
from processes.terms import Grade
from webapp.door import reading
from webapp.grades import grade_words
from webapp.keepers import cipher
from webapp.roll.listing import Period
from webapp.standpoint import Standpoint
from webapp.thaidate import buddhist_parts
from webapp.workbooks.writing import Heading

TITLE = "รายงานรายละเอียดข้อมูลนักเรียน"
# Files are in Thai whatever the reader's language is: they are read by other systems.
SEXES = {"M": "ชาย", "F": "หญิง"}
RIGHTS = {"yes": "มีสิทธิ", "no": "ไม่มีสิทธิ"}

Line = Callable[[SheetRow], str]
Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Roll:
    """Whose roll goes into a file, of which year and term, and who stands on it."""

    here: Standpoint
    period: Period
    rows: Sequence[SheetRow]


class Column(NamedTuple):
    """A column of a file: its heading, the heading over it where there is one, and its cell for a learner."""

    heading: str
    cell: Line
    above: str = ""


def own_sheet(roll: Roll) -> tuple[list[str], Cells]:
    """Our own sheet: a heading for every column of the roll that an import knows."""
    columns = _own_columns(roll).values()
    return [each.heading for each in columns], _cells(roll, columns)


def report(roll: Roll) -> tuple[list[Heading], Cells]:
    """RPT318, with what is recorded of each learner beyond the roll."""
    columns = _report_columns(roll)
    headings = [Heading("ลำดับที่")]
    for above, under in groupby(columns, lambda each: each.above):
        names = tuple(each.heading for each in under)
        headings += [Heading(above, names)] if above else [Heading(name) for name in names]
    numbered = enumerate(_cells(roll, columns), start=1)
    return headings, [[str(place), *cells] for place, cells in numbered]


def _cells(roll: Roll, columns: Iterable[Column]) -> Cells:
    return [[each.cell(row) for each in columns] for row in roll.rows]


def _own_columns(roll: Roll) -> dict[Known, Column]:
    here, period = roll.here, roll.period
    with force_locale("th"):
        grades = {grade: grade_words(grade) for grade in Grade}
    cells: dict[Known, Line] = {
        Known.CODE: lambda _row: here.unit.code,
        Known.SCHOOL: lambda _row: here.unit.name,
        Known.YEAR: lambda _row: str(period.year),
        Known.TERM: lambda _row: str(period.term),
        Known.GRADE: lambda row: grades[row.grade],
        **_CELLS,
    }
    return {known: Column(HEADINGS[known][0], cells[known]) for known in Known}


def _report_columns(roll: Roll) -> list[Column]:
    """RPT318 from its second column on."""
    own, kept = _own_columns(roll), _record_columns(roll)
    above = whereabouts(reading(), roll.here.unit)
    groups = [column for column in kept.values() if column.above]
    return [
        Column("จังหวัด", lambda _row: above.province.removeprefix("จังหวัด")),
        Column("อำเภอ", lambda _row: above.district.removeprefix("อำเภอ")),
        Column("อปท.", lambda _row: above.authority),
        *(own[each] for each in (Known.SCHOOL, Known.YEAR, Known.TERM, Known.GRADE, Known.ROOM)),
        kept["student_number"],
        *(own[each] for each in (Known.NUMBER, Known.PREFIX, Known.FIRST_NAME, Known.LAST_NAME)),
        Column("วันเดือนปี เกิด", own[Known.BIRTH].cell),
        kept["race"],
        own[Known.NATIONALITY],
        kept["religion"],
        Column("วันเดือนปี เข้าศึกษา", kept["entered_on"].cell),
        *(kept[key] for key in ("weight", "height", "condition", "family_status")),
        *(kept[key] for key in ("tuition_right", "medical_right")),
        *groups,
    ]


def _record_columns(roll: Roll) -> dict[str, Column]:
    """The fields of the record that the report has a heading for."""
    records = records_of(reading(), roll.here.unit.id)
    held = {key: values_of(cipher(), each) for key, each in records.items()}
    asked = [field for field in FIELDS.values() if field.heading]
    return {each.key: Column(each.heading, _kept(each, held), each.above) for each in asked}


def _kept(field: Field, held: Mapping[int, Mapping[str, str]]) -> Line:
    return lambda row: _written(field, held.get(row.learner_id, {}).get(field.key, ""))


def _written(field: Field, value: str) -> str:
    """A kept value as files have it: days of the Buddhist era, rights in words."""
    if field.kind is Kind.DAY and value:
        return _day(date.fromisoformat(value))
    return RIGHTS.get(value, value) if field.kind is Kind.YES_NO else value


def _number(row: SheetRow) -> str:
    return cipher().open(row.number_cipher, NUMBER).decode() if row.number_cipher else ""


def _day(day: date | None) -> str:
    parts = buddhist_parts(day)
    return "/".join(part.zfill(2) for part in parts) if parts[0] else ""


_CELLS: dict[Known, Line] = {
    Known.ROOM: lambda row: row.room,
    Known.NUMBER: _number,
    Known.PREFIX: lambda row: row.prefix,
    Known.FIRST_NAME: lambda row: row.first_name,
    Known.LAST_NAME: lambda row: row.last_name,
    Known.SEX: lambda row: SEXES[row.sex],
    Known.BIRTH: lambda row: _day(row.birth_on),
    Known.NATIONALITY: lambda row: row.nationality,
}
