"""One outside school of the grid: numbers far from the last round explained, and who changed what (E17)."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside
from processes.acts.counter import OPEN, UnknownItem
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports.outside_grid import OutsideSchool, last_changes, outside_grid
from processes.rules.outside_counts import Doubt, written
from processes.terms import OUTSIDE_GRADES, Act, Grade
from webapp.affiliations import affiliation_name
from webapp.counter import at_counter, item_here, signed_in
from webapp.door import reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.visitors import actor
from webapp.work.count_cells import cell_words
from webapp.work.count_marks import doubt_words
from webapp.work.counts import GRID_ACTS, to_grid
from webapp.work.desk import back_to, bp
from webapp.work.show import desk_of

LONGEST = 200


@bp.get("/<int:item_id>/counts/<int:school_id>")
@signed_in
def school(item_id: int, school_id: int) -> ResponseReturnValue:
    item = item_here(item_id, *GRID_ACTS)
    return _drawn(item, school_id, Sheet())


@bp.post("/<int:item_id>/counts/<int:school_id>")
@at_counter(*GRID_ACTS)
def explain(office: Office, item: WorkItem, school_id: int) -> ResponseReturnValue:
    """Keep why a number is far from that of the last round; it holds as long as the number does."""
    each = _school(outside_grid(office.session, item.case.round_id, item.case.unit_id, {school_id}))
    form = Reading(request.form)
    grid = {
        (school_id, grade): _explained(form, each, grade) for grade in asked(each) if _is_sent(form, grade)
    }
    if form.errors:
        sheet = Sheet(request.form.to_dict(), form.errors)
        return _drawn(item, school_id, sheet), 422
    outside.record_counts(office, actor(), item.case, grid)
    flash(_("บันทึกคำชี้แจงแล้ว"), "ok")
    return back_to(item.id) if item.act is Act.CONFIRM_COUNTS else to_grid(item)


def asked(each: OutsideSchool) -> list[Grade]:
    """The grades whose number an explanation settles."""
    return [grade for grade in OUTSIDE_GRADES if each.doubt(grade) in {Doubt.GONE, Doubt.JUMP}]


def _is_sent(form: Reading, grade: Grade) -> bool:
    return f"explain-{grade}" in form.typed


def _explained(form: Reading, each: OutsideSchool, grade: Grade) -> outside.Cell:
    """The same number with its explanation; a page that showed another number explains nothing."""
    cell = each.cell(grade)
    name, words = f"explain-{grade}", cell_words(each, grade)
    if form.typed.get(f"number-{grade}") != written(cell):
        form.wrong(name, _("%(cell)s: จำนวนเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดอ่านแล้วชี้แจงอีกครั้ง", cell=words))
    text = form.text(name, _("%(cell)s: โปรดชี้แจง", cell=words), limit=LONGEST)
    return outside.Cell(cell.state, cell.count, cell.reason, text, cell.male, cell.female)


def _school(found: list[OutsideSchool]) -> OutsideSchool:
    if not found:
        raise UnknownItem(0)
    return found[0]


def _drawn(item: WorkItem, school_id: int, sheet: Sheet) -> str:
    session, desk = reading(), desk_of(item.id, sheet)
    each = _school(outside_grid(session, item.case.round_id, item.case.unit_id, {school_id}))
    return render_template(
        "work/count_school.html",
        **VOCABULARY,
        desk=desk,
        item=item,
        each=each,
        sheet=sheet,
        grades=OUTSIDE_GRADES,
        asked=asked(each),
        doubt_words=doubt_words,
        written=written,
        affiliation=affiliation_name(each.school.affiliation),
        changes=last_changes(session, item.case.round_id, school_id),
        may_act=desk.may_act and item.state == OPEN,
    )
