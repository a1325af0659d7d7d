"""Suspends a case and lets it go on: what that means is said before it is done."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import operating
from processes.records.cases import Case
from webapp.counter import signed_in
from webapp.door import office_door
from webapp.operating.blueprint import at_work, back, bp, operated, reason_typed
from webapp.standpoint import Standpoint
from webapp.suspensions import suspension_of
from webapp.visitors import actor


@bp.get("/suspend")
@signed_in
def ask_suspend(code: str) -> ResponseReturnValue:
    return _drawn("operating/suspend.html", *operated(code))


@bp.post("/suspend")
@signed_in
def suspend(code: str) -> ResponseReturnValue:
    here, case = operated(code)
    if not reason_typed():
        return _drawn("operating/suspend.html", here, case, _("โปรดระบุเหตุผล")), 422
    with office_door() as office:
        operating.suspend(office, actor(), at_work(office, case), reason_typed())
    return back(code, _("ระงับเรื่องไว้แล้ว เจ้าหน้าที่เห็นเหตุผลและชื่อท่านในกล่องงาน"))


@bp.get("/resume")
@signed_in
def ask_resume(code: str) -> ResponseReturnValue:
    return _drawn("operating/resume.html", *operated(code))


@bp.post("/resume")
@signed_in
def resume(code: str) -> ResponseReturnValue:
    here, case = operated(code)
    if not reason_typed():
        return _drawn("operating/resume.html", here, case, _("โปรดระบุเหตุผล")), 422
    with office_door() as office:
        operating.resume(office, actor(), at_work(office, case), reason_typed())
    return back(code, _("เรื่องเดินต่อแล้ว"))


def _drawn(template: str, here: Standpoint, case: Case, error: str = "") -> str:
    suspension = suspension_of(case)
    return render_template(template, here=here, unit=here.unit, case=case, suspension=suspension, error=error)
