"""The register of outside schools to take along as a file, one line a school."""

from flask import Response
from flask.typing import ResponseReturnValue

from processes.reports.outside_register import RegisterLine, every_line
from processes.rules.affiliations import affiliation_of
from processes.rules.outside_files import HEADINGS
from webapp.counter import signed_in
from webapp.door import reading
from webapp.downloads import as_file
from webapp.outside.blueprint import bp
from webapp.outside.desk import reader
from webapp.outside.register import wanted_here
from webapp.thaidate import buddhist_parts
from webapp.workbooks.writing import Heading, comma_separated, workbook


@bp.get("/register.xlsx")
@signed_in
def workbook_of() -> ResponseReturnValue:
    return _file(workbook("", [Heading(name) for name in HEADINGS.values()], _lines()), "xlsx")


@bp.get("/register.csv")
@signed_in
def csv_of() -> ResponseReturnValue:
    return _file(comma_separated(list(HEADINGS.values()), _lines()), "csv")


# Files are in Thai whatever the reader's language is: they are read by other systems.
def _lines() -> list[tuple[str, ...]]:
    reader()
    return [_cells(each) for each in every_line(reading(), wanted_here())]


def _cells(each: RegisterLine) -> tuple[str, ...]:
    day = "/".join(part.zfill(2) for part in buddhist_parts(each.dissolved_on)) if each.dissolved_on else ""
    return (
        each.code,
        each.name,
        affiliation_of(each.affiliation).short,
        each.payer_code,
        each.payer,
        each.district_code or "",
        day,
        each.dissolved_by or "",
    )


def _file(content: bytes, ending: str) -> Response:
    return as_file(content, f"LEC_outside_schools.{ending}")
