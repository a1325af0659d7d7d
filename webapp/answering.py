"""The one page that an outside school opens without an account, to say its nine numbers."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside_collecting, signing_in
from processes.acts.counter import UnknownItem
from processes.acts.outside_collecting import Sender
from processes.acts.signing_in import Try
from processes.reports.outside_collecting import Invitation, invitation
from processes.terms import OUTSIDE_GRADES, Reason, Refused, Standing
from webapp.door import now, office_door, reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.outside.links import link_behind
from webapp.outside.numbers import fields_of, read_numbers, typed_as
from webapp.words import WORDS

bp = Blueprint("answering", __name__, url_prefix="/answer")
bp.context_processor(lambda: WORDS)

TRIES = 20  # sendings of one link within a quarter of an hour
STATUS = {Reason.WINDOW_CLOSED: 423, Reason.LINK_ENDED: 410, Reason.ALREADY_CONFIRMED: 409}


@bp.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    asked = _asked(token)
    return _draw(token, asked, Sheet(_as_sent(asked)))


@bp.post("/<token>")
def send(token: str) -> ResponseReturnValue:
    """Keep what the school says, for the officer of its payer to take over."""
    asked = _asked(token)
    with office_door() as office:
        signing_in.count_try(office, Try(f"link:{asked.link_id}", request.remote_addr or "", TRIES))
    form = Reading(request.form)
    numbers = read_numbers(form, asked.by_sex)
    person = form.text("person", _("โปรดกรอกชื่อผู้แจ้ง"), 200)
    phone = form.text("phone", _("โปรดกรอกหมายเลขโทรศัพท์"), 60)
    note = form.text("note", None, 500)
    if form.errors:
        return _draw(token, asked, Sheet(request.form.to_dict(), form.errors), 422)
    try:
        with office_door() as office:
            outside_collecting.send(office, asked.link_id, numbers, Sender(person, phone, note))
    except Refused as refusal:  # nobody is signed in, so the page of officers would not do
        reading().rollback()
        return _draw(token, _asked(token), Sheet(request.form.to_dict()), no=refusal.reason)
    return redirect(url_for("answering.show", token=token), 303)


def _asked(token: str) -> Invitation:
    """What the link is about; `UnknownItem` (404) for what we did not sign."""
    link_id = link_behind(token)
    asked = invitation(reading(), link_id) if link_id is not None else None
    if asked is None:
        raise UnknownItem(0)
    return asked


def _obstacle(asked: Invitation) -> Reason | None:
    """What the act would say, so that no form is offered in vain."""
    if now() >= asked.closes_at:
        return Reason.WINDOW_CLOSED
    if asked.revoked_at is not None or now() >= asked.expires_at:
        return Reason.LINK_ENDED
    return Reason.ALREADY_CONFIRMED if asked.standing is Standing.CONFIRMED else None


def _draw(
    token: str, asked: Invitation, sheet: Sheet, status: int = 200, no: Reason | None = None
) -> ResponseReturnValue:
    no = no or _obstacle(asked)
    page = render_template(
        "answering/form.html",
        asked=asked,
        token=token,
        sheet=sheet,
        no=no,
        grades=OUTSIDE_GRADES,
        fields_of=fields_of,
    )
    return page, STATUS.get(no, 409) if no else status


def _as_sent(asked: Invitation) -> Mapping[str, str]:
    return {
        name: text
        for grade, cell in asked.numbers.items()
        for name, text in zip(fields_of(grade, asked.by_sex), typed_as(cell, asked.by_sex), strict=True)
    }
