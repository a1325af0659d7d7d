"""Deciding a request to reopen: granted, refused with the reason, or asked further up (letter 8)."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import reopening
from processes.acts.office import Office
from processes.acts.reopening import Wish
from processes.records.cases import WorkItem
from processes.reports.impact import impact_of
from processes.reports.planned import difference, planned_of, plans_of
from processes.reports.requests_to_reopen import asked, asked_for
from processes.reports.windows import window_of
from processes.terms import Act, Decision, Standing, Stream
from webapp.counter import at_counter
from webapp.door import today
from webapp.forms.reading import Reading
from webapp.visitors import actor
from webapp.words import left_words
from webapp.work.desk import Desk, back_to, bp, page_of

FORM = "reopening_request"
ANSWERS = (Decision.GRANTED, Decision.REFUSED)


@page_of(FORM)
def page(desk: Desk) -> str:
    found = asked(desk.session, request_id(desk.item))
    window = window_of(desk.session, found.request.case.tier, found.request.unit_id)
    plans = plans_of(desk.session, found.request.id)
    return desk.draw(
        "work/reopening.html",
        asked=found,
        left=left_words(window.closes_at if window else None),
        confirmed_here=desk.case.standing is Standing.CONFIRMED,
        sent_up=asked_for(desk.session, found.request.id),
        planned=planned_of(desk.session, found.request.id),
        impact=impact_of(desk.session, found.request.case, found.request.stream, today()),
        change=difference(desk.session, found.request.round_id, plans) if plans else None,
    )


@bp.post("/<int:item_id>/decide")
@at_counter(Act.GRANT_REOPENING)
def decide(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Withdraw the confirmation as asked, or say no."""
    form = Reading(request.form)
    answer = form.choice("answer", ANSWERS, _("โปรดเลือกว่าจะอนุญาตหรือไม่"))
    why = form.text("why", _("โปรดระบุเหตุผลที่ไม่อนุญาต") if answer == Decision.REFUSED else None)
    form.done()
    wanted, case = reopening.request_for(office, actor(), request_id(item))
    if answer == Decision.GRANTED:
        reopening.grant(office, actor(), wanted, case)
    else:
        reopening.refuse(office, actor(), wanted, case, why)
    return back_to(item.id)


@bp.post("/<int:item_id>/ask-above")
@at_counter(Act.GRANT_REOPENING)
def ask_above(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Confirmed itself, the unit first asks the tier above it to reopen (letter 8.2)."""
    wanted, _case = reopening.request_for(office, actor(), request_id(item))
    form = Reading(request.form)
    reason = form.text("reason", _("โปรดระบุเหตุผลที่ขอแก้ไข"))
    form.done()
    wish = Wish(Stream.OWN, reason, wanted.changes, origin_id=wanted.id)
    reopening.ask(office, actor(), item.case, wish)
    flash(_("ส่งคำขอขึ้นไปแล้ว เมื่อได้รับอนุญาตจึงอนุญาตคำขอนี้ได้"), "ok")
    return back_to(item.id)


def request_id(item: WorkItem) -> int:
    """The request that the item lays before the unit; its task is named after it."""
    return int(item.task_ref.rpartition("-")[2])
