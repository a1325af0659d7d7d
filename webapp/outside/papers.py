"""The sheet that an outside school fills in by hand, as a page to print or as PDF (4.2 (1))."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from processes.rules.affiliations import affiliation_of
from processes.terms import OUTSIDE_GRADES
from webapp.counter import signed_in
from webapp.documents.setting import pdf_of
from webapp.door import now
from webapp.downloads import as_file
from webapp.grades import grade_words
from webapp.outside.blueprint import bp
from webapp.outside.desk import SchoolDesk
from webapp.outside.sheets import GRADE, HINT, NUMBER, ROUND, SEXES, TITLE, listed, round_of

DOTS = "." * 28  # a line to write on


@bp.get("/<code>/sheet")
@signed_in
def paper(code: str) -> ResponseReturnValue:
    desk = listed(code)
    return render_template(
        "outside/paper.html",
        desk=desk,
        school=desk.school,
        round=desk.mine.round,
        unit=desk.mine.unit,
        grades=OUTSIDE_GRADES,
        printed_at=now(),
    )


@bp.get("/<code>/sheet.pdf")
@signed_in
def paper_pdf(code: str) -> ResponseReturnValue:
    """The same sheet as a file, laid out for A4, to be sent to the school."""
    desk = listed(code)
    content = pdf_of("outside_sheet", _set(desk))
    name = f"LEC_{round_of(desk).replace('/', '-')}_{desk.school.code}_counts.pdf"
    return as_file(content, name, inline=True)


def _set(desk: SchoolDesk) -> dict[str, object]:
    """What the sheet says, in Thai as letters are; by sex the sum has a column of its own."""
    unit, school = desk.mine.unit, desk.school
    phone = f" โทร. {unit.phone}" if unit.phone else ""
    columns = (*SEXES, "รวม") if desk.by_sex else (NUMBER,)
    with force_locale("th"):
        return {
            "title": TITLE,
            "about": [
                f"{school.name} (รหัส {school.code}) สังกัด {affiliation_of(school.affiliation).name}",
                f"{ROUND} {round_of(desk)} · ส่งคืน {unit.name}{phone}",
            ],
            "hint": HINT,
            "words": [GRADE, *columns],
            "grades": [*(grade_words(grade) for grade in OUTSIDE_GRADES), "รวม"],
            "signature": f"ลงชื่อ {DOTS}{DOTS} ผู้อำนวยการโรงเรียนหรือผู้แทน วันที่ {DOTS}",
        }
