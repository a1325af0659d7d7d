"""Cells of the grid kept one by one in the background, while the officer goes on typing (letter 4.2)."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports.outside_grid import OutsideSchool, outside_grid
from processes.terms import OUTSIDE_GRADES
from webapp.counter import at_counter
from webapp.forms.reading import Reading
from webapp.thaidate import bangkok
from webapp.visitors import actor, wants_words
from webapp.work.count_cells import Row, Typed, read_typed
from webapp.work.count_marks import state_of
from webapp.work.counts import GRID_ACTS, overtaken_words, to_grid
from webapp.work.desk import bp


@bp.post("/<int:item_id>/counts/at-once")
@at_counter(*GRID_ACTS)
def record_at_once(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Keep the cells sent, all or none; 409 says what a colleague wrote meanwhile, 422 what is wrong."""
    wanted, sexes = _schools_sent(), item.case.other_by_sex
    schools = outside_grid(office.session, item.case.round_id, item.case.unit_id, wanted)
    if len(schools) < len(wanted):
        raise UnknownItem(item.id)
    form = Reading(request.form)
    typed = read_typed(form, schools, sexes)
    if form.errors:
        return {"sentence": next(iter(form.errors.values())), "errors": form.errors}, 422
    if typed.overtaken:
        return _overtaken(typed, schools, item), 409
    outside.record_counts(office, actor(), item.case, typed.grid)
    if not wants_words():
        return to_grid(item)
    now = outside_grid(office.session, item.case.round_id, item.case.unit_id, wanted)
    return {
        "saved": f"{bangkok(office.now):%H.%M.%S}",
        "by": actor().name,
        "version": item.case.other_figures_version,
        "rows": _rows(now, sexes),
    }


def _schools_sent() -> set[int]:
    """The schools of which the request holds a row; what is no number is none of ours."""
    sent = {name.removeprefix("was-") for name in request.form if name.startswith("was-")}
    if not all(each.isascii() and each.isdecimal() and len(each) < 18 for each in sent):
        raise UnknownItem(0)
    return {int(each) for each in sent}


def _overtaken(typed: Typed, schools: list[OutsideSchool], item: WorkItem) -> dict[str, object]:
    sexes = item.case.other_by_sex
    words = {
        Row(each, sexes).names(grade)[0]: overtaken_words(each, grade, item.case.round_id, sexes)
        for each, grade in typed.overtaken
    }
    help_ = _("ค่าที่ท่านพิมพ์ยังอยู่ในช่อง กด Enter เพื่อบันทึกค่าของท่าน หรือ Esc เพื่อใช้ค่าที่บันทึกไว้")
    sentence = f"{next(iter(words.values()))} · {help_}"
    return {"sentence": sentence, "errors": words, "rows": _rows(schools, sexes)}


def _rows(schools: list[OutsideSchool], sexes: bool) -> dict[str, object]:
    return {
        str(each.school.id): {
            "was": Row(each, sexes).was,
            "states": {str(grade): state_of(each, grade) for grade in OUTSIDE_GRADES},
            "asks": len(each.unsettled),
        }
        for each in schools
    }
