"""The roll to take along: as the LEC report RPT318, as our own sheet and as CSV; each comes in again."""

from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from processes.acts import roll_export
from processes.acts.roll_export import Taken
from processes.reports.roll_sheet import sheet_rows
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.roll.blueprint import bp
from webapp.roll.listing import institution, period_here
from webapp.roll.sheets import TITLE, Roll, own_sheet, report
from webapp.visitors import actor
from webapp.workbooks.writing import Heading, comma_separated, workbook


@bp.get("/units/<code>/roll.xlsx")
@signed_in
def workbook_of(code: str) -> ResponseReturnValue:
    """The layout of RPT318 unless our own is asked for."""
    roll = _own_roll(code)
    if request.args.get("layout") == "own":
        names, cells = own_sheet(roll)
        return _file(roll, workbook("", [Heading(name) for name in names], cells), "own.xlsx")
    return _file(roll, workbook(TITLE, *report(roll)), "rpt318.xlsx")


@bp.get("/units/<code>/roll.csv")
@signed_in
def csv_of(code: str) -> ResponseReturnValue:
    roll = _own_roll(code)
    return _file(roll, comma_separated(*own_sheet(roll)), "own.csv")


def _own_roll(code: str) -> Roll:
    """The roll of the officer's own school; a file holds whole numbers, so nobody else takes it along."""
    here = institution(code)
    if no := here.refusal(Act.EXPORT_ROLL):
        raise no
    return Roll(here, period_here(here), sheet_rows(reading(), here.unit.id))


def _file(roll: Roll, content: bytes, layout: str) -> Response:
    """The file, once it is written down who takes it along."""
    whole = sum(row.number_cipher is not None for row in roll.rows)
    taken = Taken(layout, len(roll.rows), whole, sha256(content).hexdigest())
    unit, period = roll.here.unit, roll.period
    with office_door() as office:
        roll_export.take_along(office, actor(), unit.id, taken)
    ending = layout.rpartition(".")[2]
    return as_file(content, f"LEC_{period.year}-{period.term}_{unit.code}_roll_001.{ending}")
