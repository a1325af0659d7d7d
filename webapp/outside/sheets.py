"""The sheet that an outside school fills in in Excel, and the sheet coming back (4.2 (1))."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import xlsxwriter
from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from processes.acts import outside_collecting
from processes.acts.counter import UnknownItem
from processes.records.rounds import Round
from processes.terms import OUTSIDE_GRADES, Reason, Refused
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.downloads import as_file
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.grades import grade_words
from webapp.outside.blueprint import bp
from webapp.outside.desk import SchoolDesk, desk_for, in_round
from webapp.outside.numbers import MOST, fields_of, read_numbers
from webapp.outside.register import draw
from webapp.visitors import actor
from webapp.workbooks.faults import SENTENCES, BadFile, Fault
from webapp.workbooks.keeping import room
from webapp.workbooks.reading import Workbook, read_workbook
from webapp.workbooks.writing import TEXT_ONLY

# Files are in Thai whatever the reader's language is: schools read them.
TITLE = "แบบแจ้งจำนวนนักเรียนของโรงเรียนสังกัดอื่น"
CODE, SCHOOL, ROUND, GRADE, NUMBER = "รหัสโรงเรียน", "โรงเรียน", "ปีการศึกษา/ครั้งที่", "ชั้น", "จำนวนนักเรียน"
SEXES = ("ชาย", "หญิง")
HINT = "กรอกจำนวนนักเรียนทั้งหมดที่เป็นปัจจุบัน 0 คือเปิดสอนแต่ไม่มีนักเรียน ขีด (-) คือไม่มีชั้นนั้น"
FIRST = 6  # the line of the first grade, from 0


@bp.get("/<code>/sheet.xlsx")
@signed_in
def sheet_of(code: str) -> ResponseReturnValue:
    desk = listed(code)
    return as_file(_written(desk), f"LEC_{round_of(desk).replace('/', '-')}_{desk.school.code}_counts.xlsx")


@bp.post("/<code>/sheet")
@signed_in
def take_sheet(code: str) -> ResponseReturnValue:
    """Read what the school filled in; it waits for the officer, who looks it over before it counts."""
    desk = desk_for(code)
    if not desk.is_listed:
        raise UnknownItem(desk.school.id)
    try:
        cells = _cells(_uploaded())
    except BadFile as bad:
        return draw(desk, Sheet({"file": ""}, {"file": str(SENTENCES[bad.fault])})), 422
    form = Reading(cells)
    if cells.get(CODE) != desk.school.code or cells.get(ROUND) != round_of(desk):
        form.wrong("file", _("ไฟล์นี้ไม่ใช่แบบของโรงเรียนนี้ในรอบนี้"))
    else:
        numbers = read_numbers(
            form, cells.get(GRADE) == SEXES[0]
        )  # as the sheet was given, not as we count now
    if form.errors:
        wrong = " · ".join(form.errors.values())
        return draw(desk, Sheet({"file": ""}, {"file": wrong})), 422
    in_round(desk, lambda office, case, id_: outside_collecting.bring(office, actor(), case, id_, numbers))
    flash(_("อ่านไฟล์แล้ว โปรดตรวจรับก่อนลงตาราง"), "ok")
    return redirect(url_for("outside.show", code=desk.school.code) + "#collect", 303)


def listed(code: str) -> SchoolDesk:
    desk = desk_for(code)
    if not desk.is_listed:
        raise Refused(Reason.NOT_ON_THE_LIST)
    return desk


def round_of(desk: SchoolDesk) -> str:
    round_: Round | None = desk.mine.round
    return f"{round_.academic_year}/{round_.number}" if round_ else ""


def _written(desk: SchoolDesk) -> bytes:
    """A sheet in which only the nine numbers can be written."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet("Sheet1")
        plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        free = book.add_format({"locked": False, "border": 1, "bg_color": "#FFF8E1", "align": "right"})
        sheet.write_string(0, 0, TITLE, bold)
        about = ((CODE, desk.school.code), (SCHOOL, desk.school.name), (ROUND, round_of(desk)))
        for line, (words, value) in enumerate(about, start=1):
            sheet.write_string(line, 0, words, bold)
            sheet.write_string(line, 1, value, plain)
        sheet.write_string(FIRST - 2, 0, HINT, plain)
        columns = SEXES if desk.by_sex else (NUMBER,)
        sheet.write_row(FIRST - 1, 0, (GRADE, *columns), bold)
        with force_locale("th"):
            for line, grade in enumerate(OUTSIDE_GRADES, start=FIRST):
                sheet.write_string(line, 0, grade_words(grade), plain)
                for place in range(len(columns)):
                    sheet.write_blank(line, 1 + place, None, free)
        cell = f"B{FIRST + 1}"
        rule = f'=OR({cell}="-",AND(ISNUMBER({cell}),{cell}>=0,{cell}<={MOST},{cell}=INT({cell})))'
        checked = {"validate": "custom", "value": rule}
        sheet.data_validation(FIRST, 1, FIRST + len(OUTSIDE_GRADES) - 1, len(columns), checked)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 2, 16)
        sheet.protect()
    return kept.getvalue()


def _cells(book: Workbook) -> Mapping[str, str]:
    """What stands beside each word of the sheet, wherever its lines have gone; numbers by their grade."""
    with force_locale("th"):
        grades = {grade_words(grade): grade for grade in OUTSIDE_GRADES}
    found: dict[str, str] = {}
    for line in book.sheets[0].lines:
        words, *values = (arabic(line.at(place)).removesuffix(".0") for place in range(3))
        if words in {CODE, ROUND, GRADE}:
            found.setdefault(words, values[0])
        elif grade := grades.get(line.at(0).strip()):
            names = fields_of(grade, found.get(GRADE) == SEXES[0])
            found |= {name: value for name, value in zip(names, values, strict=False) if name not in found}
    return found


def _uploaded() -> Workbook:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadFile(Fault.MISSING)
    with NamedTemporaryFile(dir=room()) as file:
        sent.save(file)
        file.flush()
        return read_workbook(Path(file.name))
