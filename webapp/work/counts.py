"""The grid of outside schools: nine cells a school, kept and finished (letter 4.2)."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import counter, outside
from processes.acts.office import Office
from processes.acts.outside import Grid
from processes.records.cases import Case, WorkItem
from processes.reports.outside_grid import OutsideSchool, outside_grid, writer_of
from processes.rules.outside_counts import counted
from processes.terms import OUTSIDE_GRADES, Act, Grade
from webapp.affiliations import affiliation_name, affiliation_short
from webapp.counter import at_counter, item_here, signed_in
from webapp.door import reading
from webapp.forms.reading import Overtaken, Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.paging import Pages, page_asked
from webapp.visitors import actor
from webapp.work.count_cells import Row, Typed, cell_words, read_typed
from webapp.work.count_rows import drawn_row
from webapp.work.desk import Desk, back_to, bp, page_of, pressed
from webapp.work.show import desk_of

SCHOOLS_A_PAGE = 60
GRID_ACTS = (Act.RECORD_COUNTS, Act.CONFIRM_COUNTS)
ZERO = "zero-"


@bp.get("/<int:item_id>/counts")
@signed_in
def grid(item_id: int) -> ResponseReturnValue:
    """The grid, also while the counts wait to be confirmed: numbers may still be mended then."""
    if item_here(item_id, *GRID_ACTS).state != counter.OPEN:
        return back_to(item_id)
    return page(desk_of(item_id, None))


@page_of(Act.RECORD_COUNTS)
def page(desk: Desk) -> str:
    schools = outside_grid(desk.session, desk.case.round_id, desk.case.unit_id)
    kinds = sorted({each.school.affiliation for each in schools})
    asked = request.args.get("affiliation", "")
    chosen = [each for each in schools if asked not in kinds or each.school.affiliation == asked]
    number = min(page_asked(), Pages(1, SCHOOLS_A_PAGE, len(chosen)).count)
    shown = chosen[(number - 1) * SCHOOLS_A_PAGE : number * SCHOOLS_A_PAGE]
    elsewhere = [each for each in schools if each not in shown]
    return desk.draw(
        "work/counts.html",
        rows=[drawn_row(Row(each, desk.case.other_by_sex), desk.sheet) for each in shown],
        may_act=desk.may_act,
        schools=schools,
        kinds=kinds,
        asked=asked if asked in kinds else "",
        pages=Pages(number, SCHOOLS_A_PAGE, len(chosen)),
        grades=OUTSIDE_GRADES,
        affiliation_name=affiliation_name,
        affiliation_short=affiliation_short,
        recording=desk.item.act is Act.RECORD_COUNTS,
        elsewhere=sums_of(elsewhere),
        sums=sums_of(schools),
        last_sums=last_sums_of(schools),
    )


@bp.post("/<int:item_id>/counts")
@signed_in
def record(item_id: int) -> ResponseReturnValue:
    """Keep the cells that were changed; with the last button also say that all are there."""
    try:
        return _recorded(item_id=item_id)
    except Unfit as error:  # nothing was kept; the task's own page may be another by now
        return page(desk_of(item_id, Sheet(request.form.to_dict(), error.errors))), error.status


@at_counter(*GRID_ACTS)
def _recorded(office: Office, item: WorkItem) -> ResponseReturnValue:
    form = Reading(request.form)
    typed = read_typed(form, _schools(office, item), item.case.other_by_sex)
    form.done()
    _not_overtaken(typed, item.case)
    kept = outside.record_counts(office, actor(), item.case, {**typed.grid, **_zeros()})
    if pressed() == "finish" and item.act is Act.RECORD_COUNTS:
        _all_there(office, item)
        outside.finish_recording(office, actor(), item)
        return back_to(item.id)
    counter.forget_draft(office, actor(), item)
    flash(_("บันทึกแล้ว %(cells)s ช่อง", cells=kept), "ok")
    return to_grid(item)


@bp.post("/<int:item_id>/counts/by-sex")
@at_counter(*GRID_ACTS)
def by_sex(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Count boys and girls apart, or together again."""
    outside.count_by_sex(office, actor(), item.case, pressed() == "apart")
    return to_grid(item)


def to_grid(item: WorkItem) -> ResponseReturnValue:
    """Back to the grid, with its choice of schools."""
    asked = {name: request.args[name] for name in ("affiliation", "page") if name in request.args}
    return redirect(url_for("work.grid", item_id=item.id, **asked), 303)  # type: ignore[arg-type]


def sums_of(schools: list[OutsideSchool]) -> dict[Grade, int]:
    return {grade: sum(each.number(grade) or 0 for each in schools) for grade in OUTSIDE_GRADES}


def last_sums_of(schools: list[OutsideSchool]) -> dict[Grade, int]:
    return {grade: sum(each.last.get(grade, 0) for each in schools) for grade in OUTSIDE_GRADES}


def overtaken_words(each: OutsideSchool, grade: Grade, round_id: int, by_sex: bool) -> str:
    """Who wrote the cell meanwhile, and what stands in it now."""
    name = writer_of(reading(), round_id, each.school.id, grade)
    now = "/".join(Row(each, by_sex).shown(grade)) or _("ว่าง")
    words = _("%(cell)s: %(name)s บันทึกเป็น %(now)s ไปแล้ว", cell=cell_words(each, grade), name=name, now=now)
    return str(words)


def _schools(office: Office, item: WorkItem) -> list[OutsideSchool]:
    return outside_grid(office.session, item.case.round_id, item.case.unit_id)


def _not_overtaken(typed: Typed, case: Case) -> None:
    """What a colleague wrote is not undone: the form comes back with both; sent again, it is meant."""
    if typed.overtaken:
        raise Overtaken(
            {
                Row(each, case.other_by_sex).names(grade)[0]: overtaken_words(
                    each, grade, case.round_id, case.other_by_sex
                )
                for each, grade in typed.overtaken
            }
        )


def _zeros() -> Grid:
    """Nine zeros, when the button of a dissolved school was pressed (F56)."""
    school = pressed().removeprefix(ZERO)
    if school == pressed() or not (school.isascii() and school.isdecimal() and len(school) < 18):
        return {}
    return {(int(school), grade): counted(0) for grade in OUTSIDE_GRADES}


def _all_there(office: Office, item: WorkItem) -> None:
    """Hold the finish while a cell of any school is blank, naming each."""
    form = Reading(request.form)
    for each in _schools(office, item):
        for grade in OUTSIDE_GRADES:
            if each.cell(grade).is_blank:
                name = Row(each, item.case.other_by_sex).names(grade)[0]
                form.wrong(name, _("%(cell)s: ยังไม่ได้กรอก", cell=cell_words(each, grade)))
    form.done()
