"""Receipts of confirmations: found by number, shown whole, and their digest computed again (F43)."""

import json

from cryptography.exceptions import InvalidTag
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from processes.reports import receipts
from processes.reports.duplicates import pending_at
from processes.reports.figures import outside_from_plain
from processes.reports.receipts import Receipt
from processes.reports.rounds import window_for
from processes.reports.windows import window_of
from processes.rules.figures import Figures, figures_from_plain
from processes.terms import Grade, Tier
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.receipt_papers import receipt_pdf
from webapp.words import WORDS, due_in_words

bp = Blueprint("receipts", __name__, url_prefix="/receipts")


@bp.get("/")
@signed_in
def find() -> ResponseReturnValue:
    """The last receipts that I may see, or those whose number holds what was typed; one hit opens itself."""
    part = "".join(arabic(request.args.get("number", "")).split())
    found = receipts.receipts_like(reading(), part)
    if part and len(found) == 1:
        return redirect(url_for("receipts.show", number=found[0].number), 303)
    return render_template("receipts/find.html", part=part, found=found, **WORDS)


@bp.get("/<number>")
@signed_in
def show(number: str) -> ResponseReturnValue:
    """One receipt; 404 for what is not mine to see, the same as for a number that was never given."""
    return _drawn(_receipt(number))


@bp.get("/<number>.pdf")
@signed_in
def paper(number: str) -> ResponseReturnValue:
    """The same receipt as a file, laid out for A4."""
    found = _receipt(number)
    content = receipt_pdf(found, *_figures(found))
    return as_file(content, f"{found.confirmation.number}.pdf", inline=True)


@bp.post("/<number>/check")
@signed_in
def check(number: str) -> ResponseReturnValue:
    """Open the content that was signed and compute its digest again."""
    found = _receipt(number)
    with office_door() as office:
        try:
            computed = receipts.recomputed(found.confirmation, office.cipher)
        except InvalidTag:
            computed = ""
    return _drawn(_receipt(number), computed)


def _receipt(number: str) -> Receipt:
    found = receipts.receipt(reading(), arabic(number))
    if found is None:
        raise NotFound
    return found


def _drawn(found: Receipt, computed: str | None = None) -> str:
    own, outside = _figures(found)
    return render_template(
        "receipts/show.html",
        receipt=found,
        confirmation=found.confirmation,
        own=own,
        outside=outside,
        computed=computed,
        pending=pending_at(reading(), found.confirmation.unit_id, found.confirmation.confirmed_at),
        next_words=_what_comes_next(found),
        internal=_is_internal(found),
        words=WORDS,
        **WORDS,
    )


def _figures(found: Receipt) -> tuple[Figures | None, dict[Grade, int] | None]:
    """What was confirmed: the unit's own learners, or those of outside schools."""
    plain = json.loads(found.confirmation.figures)
    own = figures_from_plain(plain["own"]) if "own" in plain else None
    return own, outside_from_plain(plain["other"]) if "other" in plain else None


def _is_internal(found: Receipt) -> bool:
    """Whether late means by the date that the authority set, which lies before its tier's (N14)."""
    made = found.confirmation
    window = window_for(reading(), made.round_id, made.unit) if made.unit.tier is Tier.INSTITUTION else None
    return window is not None and made.due_at < window.due_at


def _what_comes_next(found: Receipt) -> str:
    """Who looks at the confirmation next, and by when."""
    made = found.confirmation
    above = made.unit.parent
    window = window_of(reading(), above.tier, above.id) if above and above.tier else None
    if above is None or window is None:
        return str(_("ข้อมูลถูกล็อกแล้ว"))
    by = due_in_words(window.due_at)
    if made.unit.tier is Tier.INSTITUTION:
        words = _(
            "ขั้นต่อไป ตรวจว่ารายงานแสดงจำนวนครบถ้วน งานนี้อยู่ในกล่องงานแล้ว จากนั้น %(unit)s จะตรวจสอบภายใน %(moment)s",
            unit=above.name,
            moment=by,
        )
    elif made.unit.tier is Tier.PROVINCE:
        words = _("ขั้นต่อไป %(unit)s จะรับข้อมูลนี้เป็นข้อมูลที่ถูกต้องครบถ้วน ข้อมูลถูกล็อกแล้ว", unit=above.name)
    else:
        words = _("ขั้นต่อไป %(unit)s จะตรวจสอบภายใน %(moment)s ข้อมูลถูกล็อกแล้ว", unit=above.name, moment=by)
    return str(words)
