"""Rows of the grid made ready for the page, whose template writes down hundreds of cells."""

from dataclasses import dataclass

from processes.reports.outside_grid import OutsideSchool
from processes.terms import OUTSIDE_GRADES, Grade
from webapp.forms.sheet import Sheet
from webapp.work.count_cells import Row
from webapp.work.count_marks import state_of


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One cell: fields as (name, kind, value, error), how it is marked, its number and the last round's."""

    grade: Grade
    fields: list[tuple[str, str, str, str | None]]
    state: str
    number: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One school with its nine cells."""

    each: OutsideSchool
    was: str
    cells: list[DrawnCell]


def drawn_row(row: Row, sheet: Sheet) -> DrawnRow:
    """The row as kept or as typed, with what is wrong in it."""
    return DrawnRow(row.each, row.was, [_cell(row, grade, sheet) for grade in OUTSIDE_GRADES])


def _cell(row: Row, grade: Grade, sheet: Sheet) -> DrawnCell:
    values = zip(row.names(grade), row.filled(grade, sheet), strict=True)
    fields = [(name, name[0], value, sheet.error(name)) for name, value in values]
    return DrawnCell(
        grade, fields, state_of(row.each, grade), row.each.number(grade), row.each.last.get(grade)
    )
