"""Mending a learner in the row of the list: the row as a form, and the row again once it is kept."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from processes.acts.counter import UnknownItem
from processes.records.learners import Enrolment
from processes.reports.roll_list import line_of
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import now, reading, today
from webapp.forms.reading import Unfit
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.roll import mending
from webapp.roll.blueprint import bp
from webapp.roll.desk import enrolment_here, refusal
from webapp.roll.listing import institution, may_mend
from webapp.roll.particulars import read_particulars
from webapp.standpoint import Standpoint
from webapp.thaidate import bangkok, buddhist_parts, month_names


@bp.get("/units/<code>/roll/<int:enrolment_id>/row")
@signed_in
def row_form(code: str, enrolment_id: int) -> ResponseReturnValue:
    """The row as a form, with the number in the clear; without a script the page of the form."""
    if not _is_a_part():
        return redirect(url_for("roll.mend_form", code=code, enrolment_id=enrolment_id), 303)
    here = institution(code)
    enrolment = enrolment_here(here, enrolment_id)
    if no := refusal(here, Act.MEND_LEARNER, enrolment.classroom, enrolment.left_at is None):
        raise no
    return _draw_form(here, enrolment, Sheet())


@bp.post("/units/<code>/roll/<int:enrolment_id>/row")
@signed_in
def mend_row(code: str, enrolment_id: int) -> ResponseReturnValue:
    """Keep what the row says and answer with the row; without a script as the page of the form does."""
    if not _is_a_part():
        return mending.mend(code, enrolment_id)
    here = institution(code)
    try:
        particulars = read_particulars(request.form, today())
    except Unfit as wrong:
        if not here.is_mine:
            raise UnknownItem(enrolment_id) from wrong
        enrolment = enrolment_here(here, enrolment_id)
        return _draw_form(here, enrolment, Sheet(request.form.to_dict(), wrong.errors)), 422
    mending.keep_mended(here, enrolment_id, particulars)
    return _draw_line(here, enrolment_here(here, enrolment_id))


def _is_a_part() -> bool:
    """Whether a script asks, which puts the answer into the page that it has."""
    return "HX-Request" in request.headers


def _draw_form(here: Standpoint, enrolment: Enrolment, sheet: Sheet) -> str:
    birth = buddhist_parts(enrolment.learner.birth_on)
    if sheet.touched:
        birth = (sheet.value("birth-day"), sheet.value("birth-month"), sheet.value("birth-year"))
    return render_template(
        "roll/row_form.html",
        address=url_for("roll.mend_row", code=here.unit.code, enrolment_id=enrolment.id),
        key=enrolment.id,
        sheet=sheet,
        recorded=mending.recorded(enrolment.learner),
        birth=birth,
        months=month_names(language()),
    )


def _draw_line(here: Standpoint, enrolment: Enrolment) -> str:
    return render_template(
        "roll/row_line.html",
        each=line_of(reading(), here.round_id, here.unit.id, enrolment.id),
        base=url_for("roll.show", code=here.unit.code),
        mends=may_mend(here, enrolment.classroom),
        saved=f"{bangkok(now()):%H.%M.%S}",
    )
