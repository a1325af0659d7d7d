"""Extensions by order: the department's list and form, with a look at the units before it is done (X5)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import extending
from processes.acts.extending import EXTENDED, MOST_UNITS, Order
from processes.records.rounds import Round
from processes.reports.dates import cases_named, extensions_of
from processes.terms import Tier
from webapp.carrying_on import carry_on
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import now, office_door, reading
from webapp.forms.moments import moment_parts, read_moment
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.names import TIERS, VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.rounds import administered
from webapp.thaidate import month_names
from webapp.visitors import actor

bp = Blueprint("extensions", __name__, url_prefix="/rounds")
bp.context_processor(lambda: VOCABULARY)

A_PAGE = 50


@bp.get("/<int:round_id>/extensions")
@signed_in
def index(round_id: int) -> ResponseReturnValue:
    round_, page = administered(round_id), page_asked()
    found, total = extensions_of(reading(), round_id, page, A_PAGE)
    pages = Pages(page, A_PAGE, total)
    return render_template("rounds/extensions.html", round=round_, found=found, pages=pages, now=now())


@bp.get("/<int:round_id>/extensions/new")
@signed_in
def ask(round_id: int) -> ResponseReturnValue:
    return _draw(administered(round_id), Sheet(), [])


@bp.post("/<int:round_id>/extensions/new")
@signed_in
def grant(round_id: int) -> ResponseReturnValue:
    """First the units are shown with where they stand; granted is what is sent again from there."""
    round_, form = administered(round_id), Reading(request.form.to_dict())
    try:
        codes, order = _read(form, round_id)
    except Unfit as unfit:
        return _draw(round_, Sheet(request.form.to_dict(), unfit.errors), []), unfit.status
    if request.form.get("do") != "grant":
        return _draw(round_, Sheet(request.form.to_dict()), codes)
    with office_door() as office:
        granted = extending.grant(office, actor(), round_id, codes, order)
        number = len(granted)
    carry_on()
    flash(_("ขยายเวลาให้ %(number)s หน่วยงานแล้ว", number=f"{number:,}"), "ok")
    return redirect(url_for("extensions.index", round_id=round_id), 303)


def _read(form: Reading, round_id: int) -> tuple[list[str], Order]:
    typed = form.text("codes", _("โปรดระบุรหัสหน่วยงานอย่างน้อยหนึ่งรหัส"), limit=20_000)
    codes = list(dict.fromkeys(arabic(typed).replace(",", " ").replace(";", " ").split()))
    if len(codes) > MOST_UNITS:
        form.wrong("codes", _("ระบุได้ครั้งละไม่เกิน %(most)s รหัส", most=MOST_UNITS))
    else:
        named = cases_named(reading(), round_id, codes)
        known = {unit.code for case, unit in named if case.tier in EXTENDED}
        if unknown := [code for code in codes if code not in known]:
            words = _("ไม่พบหน่วยงานรหัส %(codes)s ในรอบนี้", codes=", ".join(unknown[:10])[:300])
            form.wrong("codes", words)
    until = read_moment(form, "until", _("โปรดระบุวันเวลาสิ้นสุด"))
    number = form.text("number", _("โปรดระบุเลขที่คำสั่งหรือหนังสือ"), limit=200)
    reason = form.text("reason", _("โปรดระบุเหตุผล"))
    form.done()
    carried = frozenset(tier for tier in EXTENDED if form.ticked(f"carry-{tier}"))
    assert until is not None  # noqa: S101 -- said as an error otherwise
    return codes, Order(until, number, reason, carried)


def _draw(round_: Round, sheet: Sheet, codes: list[str]) -> str:
    return render_template(
        "rounds/extend.html",
        round=round_,
        sheet=sheet,
        months=month_names(language()),
        until=moment_parts(sheet, "until", None),
        named=cases_named(reading(), round_.id, codes) if codes else [],
        carriers=[(str(tier), TIERS[tier]) for tier in (Tier.INSTITUTION, *EXTENDED[1:])],
    )
