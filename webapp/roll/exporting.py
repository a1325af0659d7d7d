"""The roll to take along: as the LEC report RPT318, as our own sheet and as CSV; each comes in again."""

from collections.abc import Callable, Sequence

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from processes.acts.counter import UnknownItem
from processes.acts.roll import NUMBER
from processes.records.rounds import Round
from processes.reports.roll_sheet import SheetRow, Whereabouts, sheet_rows, whereabouts
from processes.rules.roll_layouts import HEADINGS, Column
from processes.terms import Grade, Reason, Refused
from webapp.counter import signed_in
from webapp.door import reading
from webapp.grades import grade_words
from webapp.keepers import cipher
from webapp.roll.blueprint import bp
from webapp.roll.listing import institution
from webapp.standpoint import Standpoint
from webapp.thaidate import buddhist_parts
from webapp.workbooks.writing import CSV, XLSX, Heading, comma_separated, workbook

TITLE = "รายงานรายละเอียดข้อมูลนักเรียน"
PERSON = ("คำนำหน้า", "ชื่อ", "นามสกุล", "ศาสนา", "อาชีพ", "รายได้", "เบอร์โทร")
ADDRESS = ("เลขที่", "หมู่ที่", "ถนน", "ตำบล", "อำเภอ", "จังหวัด", "รหัสไปรษณีย์")
# Files are in Thai whatever the reader's language is: they are read by other systems.
SEXES = {"M": "ชาย", "F": "หญิง"}

Line = Callable[[SheetRow], str]


@bp.get("/units/<code>/roll.xlsx")
@signed_in
def workbook_of(code: str) -> ResponseReturnValue:
    """The layout of RPT318 unless our own is asked for."""
    here, round_ = _own_roll(code)
    rows = sheet_rows(reading(), here.unit.id)
    if request.args.get("layout") == "own":
        own = _own_columns(here, round_)
        written = workbook("", [Heading(name) for name in own], _lines(rows, list(own.values())))
    else:
        report = _report_columns(here, round_, whereabouts(reading(), here.unit))
        headings = [Heading(name) for name in report]
        numbered = ([str(place), *line] for place, line in enumerate(_lines(rows, list(report.values())), 1))
        written = workbook(TITLE, [Heading("ลำดับที่"), *headings, *_groups()], numbered)
    return _file(written, XLSX, _name(here, round_, "xlsx"))


@bp.get("/units/<code>/roll.csv")
@signed_in
def csv_of(code: str) -> ResponseReturnValue:
    here, round_ = _own_roll(code)
    own = _own_columns(here, round_)
    lines = _lines(sheet_rows(reading(), here.unit.id), list(own.values()))
    return _file(comma_separated(list(own), lines), CSV, _name(here, round_, "csv"))


def _own_roll(code: str) -> tuple[Standpoint, Round]:
    """The roll of the officer's own school; a file holds whole numbers, so nobody else takes it along."""
    here = institution(code)
    if not here.answers_here:
        raise Refused(Reason.NOT_YOUR_ROLE if here.is_mine else Reason.NOT_YOUR_UNIT)
    if here.round is None:
        raise UnknownItem(here.unit.id)
    return here, here.round


def _own_columns(here: Standpoint, round_: Round) -> dict[str, Line]:
    """Our own sheet: a heading for every column that an import knows."""
    with force_locale("th"):
        grades = {grade: grade_words(grade) for grade in Grade}
    cells: dict[Column, Line] = {
        Column.CODE: lambda _row: here.unit.code,
        Column.SCHOOL: lambda _row: here.unit.name,
        Column.YEAR: lambda _row: str(round_.academic_year),
        Column.TERM: lambda _row: str(round_.number),
        Column.GRADE: lambda row: grades[row.grade],
        **_CELLS,
    }
    return {HEADINGS[column][0]: cells[column] for column in Column}


def _report_columns(here: Standpoint, round_: Round, above: Whereabouts) -> dict[str, Line]:
    """RPT318 from its second column to its last that is no group; what LEC does not record here is blank."""
    own = _own_columns(here, round_)
    blank: Line = lambda _row: ""  # noqa: E731
    return {
        "จังหวัด": lambda _row: above.province.removeprefix("จังหวัด"),
        "อำเภอ": lambda _row: above.district.removeprefix("อำเภอ"),
        "อปท.": lambda _row: above.authority,
        **{name: own[name] for name in ("สถานศึกษา", "ปีการศึกษา", "ภาคเรียน", "ระดับชั้น", "ห้องเรียน")},
        "เลขประจำตัวนักเรียน": blank,
        **{name: own[name] for name in ("เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล")},
        "วันเดือนปี เกิด": own["วันเดือนปีเกิด"],
        "เชื้อชาติ": blank,
        "สัญชาติ": own["สัญชาติ"],
        "ศาสนา": blank,
        "วันเดือนปี เข้าศึกษา": lambda row: _day(row.admitted_on),
        **dict.fromkeys(("น้ำหนัก", "ส่วนสูง", "สภาพนักเรียน", "สถานภาพ"), blank),
        **dict.fromkeys(("สิทธิการเบิกค่าเล่าเรียน", "สิทธิการเบิกค่ารักษาพยาบาล"), blank),
    }


def _groups() -> list[Heading]:
    return [
        Heading("บิดา", PERSON),
        Heading("มารดา", PERSON),
        Heading("ผู้ปกครอง", (*PERSON, "ความเกี่ยวข้อง")),
        Heading("ที่อยู่ตามทะเบียนบ้าน", ADDRESS),
        Heading("ที่อยู่ปัจจุบัน", ADDRESS),
    ]


def _lines(rows: Sequence[SheetRow], columns: Sequence[Line]) -> list[list[str]]:
    return [[cell(row) for cell in columns] for row in rows]


def _number(row: SheetRow) -> str:
    return cipher().open(row.number_cipher, NUMBER).decode() if row.number_cipher else ""


def _day(day: object) -> str:
    parts = buddhist_parts(day)  # type: ignore[arg-type]
    return "/".join(part.zfill(2) for part in parts) if parts[0] else ""


_CELLS: dict[Column, Line] = {
    Column.ROOM: lambda row: row.room,
    Column.NUMBER: _number,
    Column.PREFIX: lambda row: row.prefix,
    Column.FIRST_NAME: lambda row: row.first_name,
    Column.LAST_NAME: lambda row: row.last_name,
    Column.SEX: lambda row: SEXES[row.sex],
    Column.BIRTH: lambda row: _day(row.birth_on),
    Column.NATIONALITY: lambda row: row.nationality,
}


def _name(here: Standpoint, round_: Round, ending: str) -> str:
    return f"LEC_{round_.academic_year}-{round_.number}_{here.unit.code}_roll_001.{ending}"


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
