"""The officers behind a unit's code, the work in their names, and handing it over (letter 3.4, F105)."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import handover
from processes.acts.counter import UnknownItem
from processes.records.officers import Officer
from processes.reports.appointed import Colleague, colleagues_at
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.standpoint import Standpoint, standpoint
from webapp.visitors import visitor

bp = Blueprint("people", __name__)
bp.context_processor(lambda: VOCABULARY)


@bp.get("/people")
@signed_in
def index() -> ResponseReturnValue:
    return _draw(standpoint(visitor().unit_code), Sheet())


@bp.get("/units/<code>/people")
@signed_in
def of_unit(code: str) -> ResponseReturnValue:
    """The officers of a unit below: whoever is above it hands over when its last officer has gone."""
    return _draw(standpoint(code), Sheet())


@bp.post("/units/<code>/people")
@signed_in
def hand_over(code: str) -> ResponseReturnValue:
    here = standpoint(code)
    people = colleagues_at(reading(), here.unit.id, today())
    form = Reading(request.form)
    known = [str(each.officer_id) for each in people]
    leaver = form.choice("leaver", known, _("โปรดเลือกผู้ส่งมอบงาน"))
    successor = form.choice("successor", known, _("โปรดเลือกผู้รับช่วงงาน"))
    order = form.text("order_number", _("โปรดกรอกเลขที่คำสั่งแต่งตั้งหรือมอบหมาย"), 200)
    if leaver and leaver == successor:
        form.wrong("successor", _("ผู้รับช่วงงานต้องเป็นคนละคนกับผู้ส่งมอบ"))
    if form.errors:
        return _draw(here, Sheet(request.form.to_dict(), form.errors)), 422
    moved = _hand_over(here, int(leaver), int(successor), order)
    flash(_("ส่งมอบแล้ว งานที่ค้างอยู่ %(number)s รายการอยู่กับผู้รับช่วงงาน", number=f"{moved:,}"), "ok")
    return redirect(url_for("people.of_unit", code=code), 303)


def _hand_over(here: Standpoint, leaver_id: int, successor_id: int, order: str) -> int:
    me = here.actor
    with office_door() as office:
        leaver, successor = (office.session.get(Officer, id_) for id_ in (leaver_id, successor_id))
        if leaver is None or successor is None:
            raise UnknownItem(leaver_id)
        return handover.hand_over(office, me, leaver, successor, order)


def _draw(here: Standpoint, sheet: Sheet) -> str:
    people: Sequence[Colleague] = colleagues_at(reading(), here.unit.id, today())
    return render_template(
        "people/list.html",
        here=here,
        unit=here.unit,
        people=people,
        sheet=sheet,
        may_hand_over=here.obstacle(Act.HAND_OVER) is None,
        choices=[(each.officer_id, f"{each.name} ({each.username})") for each in people],
    )
