"""Class lists for paper: empty, to be filled in by hand in the class, or with the marks as they stand."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.records.learners import Classroom
from processes.reports.class_list import Line, class_list
from webapp.counter import signed_in
from webapp.documents.setting import pdf_of
from webapp.door import now, reading
from webapp.downloads import as_file
from webapp.grades import grade_words
from webapp.language import language
from webapp.roll.blueprint import bp
from webapp.roll.desk import classroom_asked
from webapp.roll.listing import institution
from webapp.standpoint import Standpoint
from webapp.words import sex_words, short_moment_words

BLANK_LINES = 3  # for who turns up and is not on the list


@bp.get("/units/<code>/roll/print")
@signed_in
def paper(code: str) -> ResponseReturnValue:
    here = institution(code)
    classroom = classroom_asked(here)
    return render_template(
        "roll/print.html",
        here=here,
        unit=here.unit,
        round=here.round,
        classroom=classroom,
        lines=class_list(reading(), here.round_id, classroom.id),
        filled=_filled(),
        blank_lines=BLANK_LINES,
        printed_at=now(),
    )


@bp.get("/units/<code>/roll/class-list.pdf")
@signed_in
def paper_pdf(code: str) -> ResponseReturnValue:
    """The same list as a file, laid out for A4."""
    here = institution(code)
    classroom = classroom_asked(here)
    lines = class_list(reading(), here.round_id, classroom.id)
    content = pdf_of("class_list", {**_words(here, classroom), "lines": _lines(lines, _filled())})
    name = f"LEC_{here.unit.code}_{classroom.grade}-{classroom.id}_class_list.pdf"
    return as_file(content, name, inline=True)


def _filled() -> bool:
    return request.args.get("filled") == "yes"


def _words(here: Standpoint, classroom: Classroom) -> dict[str, object]:
    printed = _("พิมพ์เมื่อ %(moment)s", moment=short_moment_words(now()))
    round_ = here.round
    term = (
        _("ปีการศึกษา %(year)s ครั้งที่ %(number)s", year=round_.academic_year, number=round_.number)
        if round_
        else ""
    )
    return {
        "language": language(),
        "title": _("ใบรายชื่อชั้น %(name)s", name=f"{grade_words(classroom.grade)}/{classroom.room}"),
        "school": f"{here.unit.name} ({here.unit.code})",
        "lead": " · ".join(filter(None, (term, printed))),
        "footer": here.unit.name,
        "words": [
            *(_("ที่"), _("ชื่อ-นามสกุล"), _("เพศ"), _("เลขประจำตัว")),
            *(_("พบตัว"), _("ไม่พบตัว"), _("หมายเหตุ")),
        ],
        "signature": _(
            "ลงชื่อ ........................................................ ครูประจำชั้น วันที่ ........................"  # noqa: E501 -- a line to write on
        ),
    }


def _lines(lines: Sequence[Line], filled: bool) -> list[dict[str, object]]:
    """What is not marked, and every line to be filled in by hand, has empty boxes."""
    written: list[dict[str, object]] = [
        {
            "name": line.name,
            "sex": sex_words(line.sex),
            "number": line.number_masked or _("ยังไม่มีเลข"),
            "seen": filled and line.seen is True,
            "missing": filled and line.seen is False,
        }
        for line in lines
    ]
    blank = {"name": "", "sex": "", "number": "", "seen": False, "missing": False}
    written += [blank] * (0 if filled else BLANK_LINES)
    return [{"place": place, **line} for place, line in enumerate(written, start=1)]
