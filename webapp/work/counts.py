"""Counts of schools of other affiliations: nine cells a school, kept, then confirmed (letter 4.2)."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import confirming, counter, outside
from processes.acts.office import Office
from processes.acts.outside import BLANK, Cell
from processes.records.cases import WorkItem
from processes.reports.figures import blank_counts, outside_figures
from processes.reports.outside_grid import OutsideSchool, outside_grid
from processes.reports.work_items import report_is_opened
from processes.terms import OUTSIDE_GRADES, Act, CountState, Grade, Stream
from webapp.counter import at_counter
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.forms.stamps import stamp, up_to_date
from webapp.grades import grade_words
from webapp.visitors import actor
from webapp.work.attesting import read_attestation, statement
from webapp.work.desk import Desk, back_to, bp, page_of, pressed

MOST = 2000  # learners of one grade of one school; more is a slip of the finger
NOT_OFFERED = "-"  # what a cell shows, and what may be typed, for a grade the school does not have


@page_of(Act.RECORD_COUNTS)
def page(desk: Desk) -> str:
    schools = outside_grid(desk.session, desk.case.round_id, desk.case.unit_id)
    return desk.draw(
        "work/counts.html",
        schools=schools,
        grades=OUTSIDE_GRADES,
        shown=_shown,
        made_from=_made_from(schools),
    )


@page_of(Act.CONFIRM_COUNTS)
def confirm_page(desk: Desk) -> str:
    key = (desk.session, desk.case.round_id, desk.case.unit_id)
    return desk.draw(
        "work/confirm_counts.html",
        schools=outside_grid(*key),
        grades=OUTSIDE_GRADES,
        shown=_shown,
        sums=outside_figures(*key),
        blanks=blank_counts(*key),
        statement=statement(desk.case, Stream.OTHER),
        report_opened=report_is_opened(desk.session, desk.case, Stream.OTHER, desk.actor.officer_id),
    )


@bp.post("/<int:item_id>/counts")
@at_counter(Act.RECORD_COUNTS)
def record(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Keep the cells; with the last button also say that all are there."""
    schools = outside_grid(office.session, item.case.round_id, item.case.unit_id)
    up_to_date(request.form, _made_from(schools))
    grid = read_grid(request.form, schools, complete=pressed() == "finish")
    kept = outside.record_counts(office, actor(), item.case, grid)
    if pressed() == "finish":
        outside.finish_recording(office, actor(), item)
    else:
        counter.forget_draft(office, actor(), item)
        flash(_("บันทึกแล้ว %(cells)s ช่อง", cells=kept), "ok")
    return back_to(item.id)


@bp.post("/<int:item_id>/confirm-counts")
@at_counter(Act.CONFIRM_COUNTS)
def confirm_counts(office: Office, item: WorkItem) -> ResponseReturnValue:
    attestation = read_attestation(item.case, Stream.OTHER)
    confirmation = confirming.confirm_counts(office, actor(), item, attestation)
    return redirect(url_for("receipts.show", number=confirmation.number), 303)


def read_grid(
    typed: Mapping[str, str], schools: list[OutsideSchool], complete: bool = False
) -> dict[tuple[int, Grade], Cell]:
    """Every cell as typed, in one of its three states (N13); `complete` asks that none is blank.

    Raises `Unfit` with a sentence for each cell that is negative, broken or beyond belief.
    """
    form = Reading(typed)
    grid = {(each.school.id, grade): _cell(form, each, grade) for each in schools for grade in OUTSIDE_GRADES}
    for each in schools if complete else ():
        for grade in OUTSIDE_GRADES:
            if grid[each.school.id, grade] == BLANK:
                form.wrong(_name(each, grade), _("%(cell)s: ยังไม่ได้กรอก", cell=_cell_words(each, grade)))
    form.done()
    return grid


def _cell(form: Reading, each: OutsideSchool, grade: Grade) -> Cell:
    name, blanks = _name(each, grade), f"none-{each.school.id}"
    text = arabic(form.typed.get(name, ""))
    if text == NOT_OFFERED or (not text and form.ticked(blanks)):
        why = form.text(f"why-{each.school.id}", _why_missing(each), limit=200)
        return Cell(CountState.NOT_APPLICABLE, None, why)
    number = form.count(name, most=MOST, of=_cell_words(each, grade))
    return BLANK if number is None else Cell(CountState.COUNTED, number)


def _shown(each: OutsideSchool, grade: Grade) -> str:
    """What stands in a cell; a dissolved school is offered zeros until something is kept (F56)."""
    cell = each.cells.get(grade)
    if cell is None or cell.state is CountState.BLANK:
        return "0" if each.school.dissolved_on and not each.cells else ""
    return NOT_OFFERED if cell.state is CountState.NOT_APPLICABLE else str(cell.count)


def _made_from(schools: list[OutsideSchool]) -> str:
    return stamp(cell.recorded_at for each in schools for cell in each.cells.values())


def _name(each: OutsideSchool, grade: Grade) -> str:
    return f"c-{each.school.id}-{grade}"


def _cell_words(each: OutsideSchool, grade: Grade) -> str:
    return str(_("%(school)s %(grade)s", school=each.school.name, grade=grade_words(grade)))


def _why_missing(each: OutsideSchool) -> str:
    return str(_("%(school)s: โปรดระบุเหตุผลที่ไม่มีชั้นเรียนนั้น", school=each.school.name))
