"""Marking a learner's record to be looked at again, with a note, and saying that it is settled."""

from collections.abc import Callable

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import following_up
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.learners import Enrolment
from webapp.counter import signed_in
from webapp.door import office_door
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.roll.blueprint import bp
from webapp.roll.desk import back_to, enrolment_here
from webapp.roll.learner import draw_learner
from webapp.roll.listing import institution
from webapp.visitors import actor

LONGEST_NOTE = 500


@bp.post("/units/<code>/roll/<int:enrolment_id>/follow-up")
@signed_in
def follow_up(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    form = Reading(request.form)
    note = form.text("follow_up", _("โปรดบันทึกว่าต้องติดตามเรื่องใด"), LONGEST_NOTE)
    if form.errors:
        sheet = Sheet(request.form.to_dict(), form.errors)
        return draw_learner(here, enrolment_here(here, enrolment_id), sheet), 422
    _at(here.unit.id, enrolment_id, lambda office, who: following_up.follow_up(office, actor(), who, note))
    flash(_("ทำเครื่องหมายติดตามแล้ว ดูรายการที่ติดตามได้จากบัญชีรายชื่อ"), "ok")
    return back_to(code, enrolment_id)


@bp.post("/units/<code>/roll/<int:enrolment_id>/settled")
@signed_in
def settled(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    _at(here.unit.id, enrolment_id, lambda office, who: following_up.settle(office, actor(), who))
    flash(_("เลิกติดตามแล้ว"), "ok")
    return back_to(code, enrolment_id)


def _at(unit_id: int, enrolment_id: int, act: Callable[[Office, Enrolment], None]) -> None:
    """Do one act on a learner of the unit; no window is asked, so no case is locked."""
    with office_door() as office:
        found = office.visible(actor(), select(Enrolment).filter_by(id=enrolment_id, unit_id=unit_id))
        if found is None:
            raise UnknownItem(enrolment_id)
        act(office, found)
