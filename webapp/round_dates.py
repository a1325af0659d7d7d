"""The department moves a tier's dates, or a round's terms, with the letter and the reason (F8, F118)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import deadlines
from processes.acts.counter import UnknownItem
from processes.acts.deadlines import NewDates, Terms
from processes.records.rounds import Round, Window
from processes.reports.rounds import tier_windows
from processes.rules.checks.terms import UnknownTermError, read_overrides
from processes.terms import IfReopened, Tier
from webapp.carrying_on import carry_on
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.forms.moments import moment_parts, read_moment
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.names import VOCABULARY
from webapp.rounds import administered
from webapp.thaidate import month_names
from webapp.visitors import actor

bp = Blueprint("dates", __name__, url_prefix="/rounds")
bp.context_processor(lambda: VOCABULARY)


@bp.get("/<int:round_id>/dates/<tier>")
@signed_in
def change(round_id: int, tier: str) -> ResponseReturnValue:
    return _draw_dates(administered(round_id), _window(round_id, tier), Sheet())


@bp.post("/<int:round_id>/dates/<tier>")
@signed_in
def move(round_id: int, tier: str) -> ResponseReturnValue:
    round_, window = administered(round_id), _window(round_id, tier)
    try:
        wish = _read_dates(Reading(request.form.to_dict()))
    except Unfit as unfit:
        return _draw_dates(round_, window, Sheet(request.form.to_dict(), unfit.errors)), unfit.status
    with office_door() as office:
        deadlines.change_deadline(office, actor(), round_id, Tier(tier), wish)
    carry_on()
    flash(_("เปลี่ยนกำหนดเวลาแล้ว ระบบปรับกล่องงานและแจ้งทุกหน่วยงานในระดับนี้"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.get("/<int:round_id>/terms")
@signed_in
def terms(round_id: int) -> ResponseReturnValue:
    return _draw_terms(administered(round_id), Sheet())


@bp.post("/<int:round_id>/terms")
@signed_in
def set_terms(round_id: int) -> ResponseReturnValue:
    round_, form = administered(round_id), Reading(request.form.to_dict())
    try:
        wish, reason = _read_terms(form)
    except Unfit as unfit:
        return _draw_terms(round_, Sheet(request.form.to_dict(), unfit.errors)), unfit.status
    with office_door() as office:
        deadlines.set_round_terms(office, actor(), round_id, wish, reason)
    flash(_("บันทึกเงื่อนไขของรอบแล้ว"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _window(round_id: int, tier: str) -> Window:
    found = [each for each in tier_windows(reading(), round_id) if each.tier == tier]
    if not found:
        raise UnknownItem(round_id)
    return found[0]


def _read_dates(form: Reading) -> NewDates:
    due_at = read_moment(form, "due", _("โปรดระบุวันครบกำหนด"))
    closes_at = read_moment(form, "closes", _("โปรดระบุวันปิดระบบ"))
    source = form.text("source", _("โปรดระบุหนังสือหรือคำสั่งที่กำหนดวันเวลาใหม่"), limit=200)
    reason = form.text("reason", _("โปรดระบุเหตุผล"))
    form.done()
    assert due_at is not None and closes_at is not None  # noqa: PT018, S101 -- said as errors otherwise
    return NewDates(due_at, closes_at, source, reason)


def _read_terms(form: Reading) -> tuple[Terms, str]:
    percent = form.count("seen_percent", _("โปรดระบุร้อยละตั้งแต่ 1 ถึง 100"), most=100)
    if percent == 0:
        form.wrong("seen_percent", _("โปรดระบุร้อยละตั้งแต่ 1 ถึง 100"))
    policy = form.choice("if_reopened", list(IfReopened), _("โปรดเลือกว่าข้อมูลใดนับเมื่อปิดระบบ"))
    until = read_moment(form, "roll")
    rules = form.text("rules") or "{}"
    try:
        read_overrides(rules)
    except UnknownTermError as error:
        form.wrong("rules", _("ระบบไม่รู้จัก %(where)s ในกฎตรวจข้อมูล", where=error.where))
    reason = form.text("reason", _("โปรดระบุเหตุผล"))
    form.done()
    return Terms(percent or 100, IfReopened(policy), until, rules), reason


def _draw_dates(round_: Round, window: Window, sheet: Sheet) -> str:
    return render_template(
        "rounds/dates.html",
        round=round_,
        window=window,
        sheet=sheet,
        months=month_names(language()),
        due=moment_parts(sheet, "due", window.due_at),
        closes=moment_parts(sheet, "closes", window.closes_at),
    )


def _draw_terms(round_: Round, sheet: Sheet) -> str:
    return render_template(
        "rounds/terms.html",
        round=round_,
        sheet=sheet,
        months=month_names(language()),
        roll=moment_parts(sheet, "roll", round_.roll_open_until),
        policies=[
            (str(IfReopened.LAST_CONFIRMED), _("นับฉบับที่ยืนยันล่าสุดก่อนเปิดให้แก้ไข")),
            (str(IfReopened.NOTHING), _("ไม่นับ ถือว่ายังไม่ได้ยืนยัน")),
        ],
    )
