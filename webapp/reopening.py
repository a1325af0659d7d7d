"""Following a request, taking it back, and opening a unit from above without its asking (letter 8)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import reopening
from processes.acts.counter import UnknownItem
from processes.records.cases import Case
from processes.reports.impact import impact_of
from processes.reports.planned import difference, planned_of, plans_of
from processes.reports.requests import Request, item_of, request_seen, requests_before, requests_of
from processes.reports.thread import thread_of
from processes.terms import Act, Standing, Stream
from webapp.asking import stream_asked
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.standpoint import Standpoint, case_here, standpoint
from webapp.visitors import actor
from webapp.words import left_words

bp = Blueprint("requests", __name__)
bp.context_processor(lambda: VOCABULARY)


@bp.get("/requests")
@signed_in
def index() -> ResponseReturnValue:
    """What my unit has asked, and what was laid before it."""
    session, unit_id = reading(), actor().unit_id
    before, mine = requests_before(session, unit_id), requests_of(session, unit_id)
    return render_template("requests/list.html", before=before, mine=mine)


@bp.get("/requests/<int:request_id>")
@signed_in
def show(request_id: int) -> ResponseReturnValue:
    """A request with its thread: who asked, why, what was decided, and how it climbs the chain."""
    session = reading()
    found = request_seen(session, request_id)
    if found is None:
        raise UnknownItem(request_id)
    return render_template(
        "requests/request.html",
        asked=found,
        thread=thread_of(session, found, today()),
        may_open=lambda hop: request_seen(session, hop.id) is not None,
        item_id=item_of(session, actor().unit_id, request_id),
        decides=found.decider_id == actor().unit_id,
        may_cancel=_may_cancel(found),
        planned=planned_of(session, request_id),
        left=_left_for(found),
        **_impact(found),
    )


@bp.post("/requests/<int:request_id>/cancel")
@signed_in
def cancel(request_id: int) -> ResponseReturnValue:
    """Take back a request of my own unit that nobody has decided yet."""
    with office_door() as office:
        reopening.cancel(office, actor(), *reopening.own_request(office, actor(), request_id))
    flash(_("ถอนคำขอแล้ว การยืนยันเดิมยังมีผลอยู่"), "ok")
    return redirect(url_for("requests.show", request_id=request_id), 303)


@bp.get("/units/<code>/reopen")
@signed_in
def reopen(code: str) -> ResponseReturnValue:
    here, case = case_here(code)
    return _draw_reopening(here, case, stream_asked(), Sheet())


@bp.post("/units/<code>/reopen")
@signed_in
def reopen_unit(code: str) -> ResponseReturnValue:
    here, case = case_here(code)
    stream, form = stream_asked(), Reading(request.form)
    reason = form.text("reason", _("โปรดระบุเหตุผลที่ยกเลิกการยืนยัน"))
    if form.errors:
        return _draw_reopening(here, case, stream, Sheet(request.form.to_dict(), form.errors)), 422
    case_id = case.id
    with office_door() as office:
        reopening.reopen(office, actor(), office.lock_case(case_id), stream, reason)
    flash(_("ยกเลิกการยืนยันแล้ว หน่วยงานแก้ไขและยืนยันใหม่ได้ก่อนเวลาปิดระบบ"), "ok")
    return redirect(url_for("units.show", code=code), 303)


def _may_cancel(found: Request) -> bool:
    here = standpoint(found.unit_code)
    return here.obstacle(Act.CANCEL_REQUEST, request_open=found.decision is None) is None


def _left_for(found: Request) -> str:
    window = standpoint(found.unit_code).window
    return left_words(window.closes_at if window else None)


def _impact(found: Request) -> dict[str, object]:
    """What granting would bring, as long as it is not decided."""
    case = reading().get(Case, found.case_id)
    if found.decision is not None or case is None:
        return {"impact": None}
    plans = plans_of(reading(), found.id)
    return {
        "impact": impact_of(reading(), case, found.stream, today()),
        "change": difference(reading(), found.round_id, plans) if plans else None,
    }


def _draw_reopening(here: Standpoint, case: Case, stream: Stream, sheet: Sheet) -> str:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    if refusal := here.refusal(Act.REOPEN, confirmed=confirmed):
        raise refusal
    return render_template(
        "requests/reopen.html",
        here=here,
        unit=here.unit,
        stream=stream,
        sheet=sheet,
        impact=impact_of(reading(), case, stream, today()),
        left=left_words(here.window.closes_at if here.window else None),
    )
