"""Asking to open again what was confirmed, opening it from above, and following a request (letter 8)."""

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
from processes.reports.confirmed import confirmed_now
from processes.reports.requests import item_of, request_seen, requests_before, requests_of, steps_up
from processes.reports.standing import chain_above
from processes.terms import Act, Standing, Stream
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.standpoint import Standpoint, case_here
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
        origin=request_seen(session, found.origin_id) if found.origin_id else None,
        above=steps_up(session, request_id),
        item_id=item_of(session, actor().unit_id, request_id),
        decides=found.decider_id == actor().unit_id,
    )


@bp.get("/units/<code>/reopening/new")
@signed_in
def ask(code: str) -> ResponseReturnValue:
    here, _case = _own(code)
    return _draw_asking(here, _stream(), Sheet())


@bp.post("/units/<code>/reopening/new")
@signed_in
def ask_reopening(code: str) -> ResponseReturnValue:
    here, case = _own(code)
    stream, form = _stream(), Reading(request.form)
    reason = form.text("reason", _("โปรดระบุเหตุผลที่ต้องแก้ไข"))
    changes = form.text("changes", _("โปรดระบุสิ่งที่จะแก้ไข"))
    if form.errors:
        return _draw_asking(here, stream, Sheet(request.form.to_dict(), form.errors)), 422
    case_id = case.id
    with office_door() as office:
        own = office.lock_case(case_id)
        wish = Wish(stream, reason, changes, _origin(office))
        request_id = reopening.ask(office, actor(), own, wish).id
    flash(_("ส่งคำขอแล้ว หน่วยงานต้นสังกัดจะเห็นในกล่องงานทันที"), "ok")
    return redirect(url_for("requests.show", request_id=request_id), 303)


@bp.get("/units/<code>/reopen")
@signed_in
def reopen(code: str) -> ResponseReturnValue:
    here, _case = case_here(code)
    return _draw_reopening(here, _stream(), Sheet())


@bp.post("/units/<code>/reopen")
@signed_in
def reopen_unit(code: str) -> ResponseReturnValue:
    here, case = case_here(code)
    stream, form = _stream(), Reading(request.form)
    reason = form.text("reason", _("โปรดระบุเหตุผลที่ยกเลิกการยืนยัน"))
    if form.errors:
        return _draw_reopening(here, stream, Sheet(request.form.to_dict(), form.errors)), 422
    case_id = case.id
    with office_door() as office:
        reopening.reopen(office, actor(), office.lock_case(case_id), stream, reason)
    flash(_("ยกเลิกการยืนยันแล้ว หน่วยงานแก้ไขและยืนยันใหม่ได้ก่อนเวลาปิดระบบ"), "ok")
    return redirect(url_for("units.show", code=code), 303)


def _own(code: str) -> tuple[Standpoint, Case]:
    """Only a unit itself asks; for any other it is as if the page did not exist."""
    here, case = case_here(code)
    if not here.is_mine or here.unit.parent_id is None:
        raise UnknownItem(case.id)
    return here, case


def _stream() -> Stream:
    asked = request.values.get("stream", Stream.OWN)
    return Stream(asked) if asked in list(Stream) else Stream.OWN


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


def _left(here: Standpoint) -> str:
    return left_words(here.window.closes_at if here.window else None)


def _draw_asking(here: Standpoint, stream: Stream, sheet: Sheet) -> str:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    if refusal := here.refusal(Act.ASK_REOPENING, confirmed=confirmed):
        raise refusal
    chain = chain_above(reading(), here.round_id, here.unit)
    return render_template(
        "requests/ask.html",
        here=here,
        unit=here.unit,
        stream=stream,
        sheet=sheet,
        origin=request.values.get("origin", ""),
        falls=confirmed_now(reading(), here.case.id).get(stream) if here.case else None,
        above=list(reversed(chain)),
        left=_left(here),
    )


def _draw_reopening(here: Standpoint, stream: Stream, sheet: Sheet) -> str:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    if refusal := here.refusal(Act.REOPEN, confirmed=confirmed):
        raise refusal
    return render_template(
        "requests/reopen.html",
        here=here,
        unit=here.unit,
        stream=stream,
        sheet=sheet,
        falls=confirmed_now(reading(), here.case.id).get(stream) if here.case else None,
        left=_left(here),
    )
