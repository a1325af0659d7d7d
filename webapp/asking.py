"""Asking to open what was confirmed: why, what will change by name or cell, what follows (letter 8)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import reopening
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.acts.reopening import Wish
from processes.records.cases import Case
from processes.records.confirmations import ReopeningRequest
from processes.reports.impact import impact_of
from processes.reports.outside_grid import outside_grid
from processes.reports.planned import difference
from processes.terms import OUTSIDE_GRADES, Act, Standing, Stream, Tier
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.planned import SEARCHES, Plan, read_plan
from webapp.standpoint import Standpoint, case_here
from webapp.visitors import actor
from webapp.words import left_words

bp = Blueprint("asking", __name__)
bp.context_processor(lambda: VOCABULARY)


@bp.get("/units/<code>/reopening/new")
@signed_in
def ask(code: str) -> ResponseReturnValue:
    """The form, begun with what a link to it says, as the case of a child at two units does (F104)."""
    here, case = _own(code)
    begun = {name: request.args[name] for name in ("reason", "changes") if name in request.args}
    return _draw(here, case, stream_asked(), Sheet(begun), Plan())


@bp.post("/units/<code>/reopening/new")
@signed_in
def ask_reopening(code: str) -> ResponseReturnValue:
    """Send the request; with the other button only look for learners, and keep what was typed."""
    here, case = _own(code)
    stream, form = stream_asked(), Reading(request.form)
    plan = read_plan(form, case, stream)
    if request.form.get("do") in SEARCHES:
        return _draw(here, case, stream, Sheet(request.form.to_dict(), form.errors), plan)
    reason = form.text("reason", _("โปรดระบุเหตุผลที่ต้องแก้ไข"))
    changes = form.text("changes", _("โปรดระบุสิ่งที่จะแก้ไข"))
    if form.errors:
        return _draw(here, case, stream, Sheet(request.form.to_dict(), form.errors), plan), 422
    case_id = case.id
    with office_door() as office:
        own = office.lock_case(case_id)
        wish = Wish(stream, reason, changes, _origin(office), plan.planned)
        request_id = reopening.ask(office, actor(), own, wish).id
    flash(_("ส่งคำขอแล้ว หน่วยงานต้นสังกัดจะเห็นในกล่องงานทันที"), "ok")
    return redirect(url_for("requests.show", request_id=request_id), 303)


def stream_asked() -> Stream:
    """Which of the two streams the address or the form is about."""
    asked = request.values.get("stream", Stream.OWN)
    return Stream(asked) if asked in list(Stream) else Stream.OWN


def _own(code: str) -> tuple[Standpoint, Case]:
    """Only a unit itself asks; for any other it is as if the page did not exist."""
    here, case = case_here(code)
    if not here.is_mine or here.unit.parent_id is None:
        raise UnknownItem(case.id)
    return here, case


def _origin(office: Office) -> int | None:
    """The request from below that makes this one necessary; only one laid before this very unit counts."""
    asked = request.form.get("origin", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 18):
        raise UnknownItem(0)
    wanted = select(ReopeningRequest).filter_by(id=int(asked), decider_id=actor().unit_id)
    found = office.visible(actor(), wanted)
    if found is None:
        raise UnknownItem(int(asked))
    return found.id


def _draw(here: Standpoint, case: Case, stream: Stream, sheet: Sheet, plan: Plan) -> str:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    if refusal := here.refusal(Act.ASK_REOPENING, confirmed=confirmed):
        raise refusal
    session = reading()
    return render_template(
        "requests/ask.html",
        here=here,
        unit=here.unit,
        stream=stream,
        sheet=sheet,
        origin=request.values.get("origin", ""),
        impact=impact_of(session, case, stream, today()),
        plan=plan,
        change=difference(session, case.round_id, plan.planned),
        is_roll=case.tier is Tier.INSTITUTION and stream is Stream.OWN,
        schools=outside_grid(session, case.round_id, case.unit_id) if stream is Stream.OTHER else [],
        grades=OUTSIDE_GRADES,
        left=left_words(here.window.closes_at if here.window else None),
    )
