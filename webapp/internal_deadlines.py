"""An authority sets the date and hour by which its institutions confirm, within its own (F9, F10, N14)."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import internal_deadlines
from processes.acts.counter import UnknownItem
from processes.records.cases import Case
from processes.reports.dates import own_dates
from processes.terms import Tier
from webapp.carrying_on import carry_on
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.forms.moments import moment_parts, read_moment
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.names import VOCABULARY
from webapp.standpoint import Standpoint, case_here
from webapp.thaidate import month_names
from webapp.visitors import actor

bp = Blueprint("internal", __name__, url_prefix="/units")
bp.context_processor(lambda: VOCABULARY)

FEW_HOURS = 24  # less than this leaves the authority no day to check what its institutions confirmed


@bp.get("/<code>/deadline")
@signed_in
def show(code: str) -> ResponseReturnValue:
    here, case = _own(code)
    return _draw(here, case, Sheet())


@bp.post("/<code>/deadline")
@signed_in
def set_date(code: str) -> ResponseReturnValue:
    here, case = _own(code)
    form = Reading(request.form.to_dict())
    lifts = request.form.get("do") == "lift"
    try:
        due_at = None if lifts else read_moment(form, "due", _("โปรดระบุวันเวลา"))
        unit_id = form.count("unit", most=10**12)
        form.done()
    except Unfit as unfit:
        return _draw(here, case, Sheet(request.form.to_dict(), unfit.errors)), unfit.status
    case_id = case.id
    with office_door() as office:
        own = office.lock_case(case_id)
        internal_deadlines.set_internal_deadline(office, actor(), own, due_at, unit_id)
    carry_on()
    flash(_("ยกเลิกกำหนดเวลาภายในแล้ว") if lifts else _("บันทึกกำหนดเวลาภายในและแจ้งสถานศึกษาแล้ว"), "ok")
    return redirect(url_for("internal.show", code=code), 303)


def _own(code: str) -> tuple[Standpoint, Case]:
    here, case = case_here(code)
    if not here.is_mine or case.tier is not Tier.LOCAL_AUTHORITY:
        raise UnknownItem(case.id)
    return here, case


def _draw(here: Standpoint, case: Case, sheet: Sheet) -> str:
    for_all, units = own_dates(reading(), case)
    own_due = here.window.due_at if here.window else None
    return render_template(
        "units/deadline.html",
        here=here,
        unit=here.unit,
        sheet=sheet,
        for_all=for_all,
        units=units,
        choices=[(each.unit_id, each.name) for each in units],
        own_due=own_due,
        hours=_hours_between(for_all, own_due),
        few=FEW_HOURS,
        months=month_names(language()),
        due=moment_parts(sheet, "due", for_all),
    )


def _hours_between(internal: datetime | None, own_due: datetime | None) -> int | None:
    """The hours left for review between the two dates (F10)."""
    if internal is None or own_due is None:
        return None
    return max(0, (own_due - internal) // timedelta(hours=1))
