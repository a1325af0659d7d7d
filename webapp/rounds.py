"""Rounds: their letter and dates, how far everyone is, opening and closing, and what a close left behind."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from processes.acts import closing, opening, reviewing
from processes.acts.counter import UnknownItem
from processes.records.cases import Case
from processes.records.rounds import Round, RoundChange, Window
from processes.reports.dataset import datasets_of
from processes.reports.dates import changes_of
from processes.reports.duplicates import SIZE, left_behind
from processes.reports.editions import editions_to_run_on
from processes.reports.rounds import (
    all_rounds,
    closing_counts,
    closing_lines,
    counts_by_tier,
    provinces_to_take,
    tier_windows,
)
from processes.terms import Reason, Refused, Standing, Tier
from webapp.counter import signed_in
from webapp.door import now, office_door, reading
from webapp.letters import letters_of
from webapp.names import VOCABULARY, due_day_words
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

bp = Blueprint("rounds", __name__, url_prefix="/rounds")
bp.context_processor(lambda: VOCABULARY)

LINES_A_PAGE = 100


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    return render_template("rounds/list.html", rounds=all_rounds(reading()), now=now())


@bp.get("/<int:round_id>")
@signed_in
def show(round_id: int) -> ResponseReturnValue:
    """The letter, each tier's dates with the paragraph they come from (F93, F118), and the counts in view."""
    round_ = round_here(round_id)
    windows = tier_windows(reading(), round_id)
    return render_template(
        "rounds/round.html",
        round=round_,
        windows=windows,
        counts=counts_by_tier(reading(), round_id),
        provinces=provinces_to_take(reading(), round_id) if actor().administers else [],
        administers=actor().administers,
        changes=[(_change_words(change), change, name) for change, name in changes_of(reading(), round_id)],
        has_struck=[window for window in windows if _has_struck(window)],
        letters=letters_of(round_id),
    )


@bp.get("/<int:round_id>/closing")
@signed_in
def closing_list(round_id: int) -> ResponseReturnValue:
    """Where each unit stood at the close, with the officer who answers for it (F109)."""
    asked, page = request.args.get("standing", ""), page_asked()
    standing = Standing(asked) if asked in list(Standing) else None
    lines, total = closing_lines(reading(), round_id, standing, page, LINES_A_PAGE)
    waiting_page = page_asked("waiting")
    waiting, how_many = left_behind(reading(), round_id, waiting_page)
    return render_template(
        "rounds/closing.html",
        round=round_here(round_id),
        lines=lines,
        waiting=waiting,
        waiting_pages=Pages(waiting_page, SIZE, how_many, "waiting"),
        counts=closing_counts(reading(), round_id),
        datasets=datasets_of(reading(), round_id),
        asked=standing,
        pages=Pages(page, LINES_A_PAGE, total),
    )


@bp.get("/<int:round_id>/open")
@signed_in
def ask_to_open(round_id: int) -> ResponseReturnValue:
    """What opening does, before it is done."""
    round_ = administered(round_id)
    if round_.opened_at is not None:
        raise Refused(Reason.ROUND_ALREADY_OPEN)
    return render_template(
        "rounds/open.html",
        round=round_,
        windows=tier_windows(reading(), round_id),
        editions=editions_to_run_on(reading(), round_),
    )


@bp.post("/<int:round_id>/open")
@signed_in
def open_round(round_id: int) -> ResponseReturnValue:
    administered(round_id)
    with office_door() as office:
        cases = opening.open_round(office, actor(), round_id)
    flash(_("เปิดรอบแล้ว หน่วยงาน %(cases)s แห่งได้รับงานในกล่องงาน", cases=f"{cases:,}"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.get("/<int:round_id>/close")
@signed_in
def ask_to_close(round_id: int) -> ResponseReturnValue:
    """What closing does; the clock does it by itself at the hour, this is for when it does not run."""
    round_ = administered(round_id)
    windows = tier_windows(reading(), round_id)
    if not any(_has_struck(window) for window in windows):
        raise Refused(Reason.HOUR_NOT_STRUCK)
    return render_template("rounds/close.html", round=round_, windows=windows)


@bp.post("/<int:round_id>/close")
@signed_in
def close(round_id: int) -> ResponseReturnValue:
    administered(round_id)
    with office_door() as office:
        closed = closing.close(office, round_id)
        if not closed:
            raise Refused(Reason.HOUR_NOT_STRUCK)
    flash(_("ปิดระบบแล้ว ระบบกำลังแจ้งทุกหน่วยงานและทำบัญชีปิดรอบ"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.post("/<int:round_id>/take/<int:case_id>")
@signed_in
def take(round_id: int, case_id: int) -> ResponseReturnValue:
    """Take a province's figures as correct and complete; possible after the close, too (letter 9.2)."""
    administered(round_id)
    with office_door() as office:
        wanted = select(Case).filter_by(id=case_id, round_id=round_id, tier=Tier.PROVINCE)
        if office.visible(actor(), wanted) is None:
            raise UnknownItem(case_id)
        case = office.lock_case(case_id)
        reviewing.take_figures(office, actor(), case)
        name = case.unit.name
    flash(_("รับข้อมูลของ%(province)sเป็นข้อมูลที่ถูกต้อง ครบถ้วนแล้ว", province=name), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def round_here(round_id: int) -> Round:
    found = reading().get(Round, round_id)
    if found is None:
        raise UnknownItem(round_id)
    return found


def administered(round_id: int) -> Round:
    """The round, for an administrator of the department; for anybody else there is no such page."""
    if not actor().administers:
        raise UnknownItem(round_id)
    return round_here(round_id)


FIELDS = {
    "due_at": lazy_gettext("วันครบกำหนด"),
    "closes_at": lazy_gettext("เวลาปิดระบบ"),
    "seen_percent": lazy_gettext("ร้อยละของผู้เรียนที่ต้องตรวจพบตัวตน"),
    "if_reopened": lazy_gettext("ข้อมูลที่นับเมื่อเปิดให้แก้ไขแล้วไม่ยืนยันใหม่"),
    "roll_open_until": lazy_gettext("แก้บัญชีรายชื่อหลังปิดระบบได้ถึง"),
    "rules": lazy_gettext("กฎตรวจข้อมูลของรอบ"),
}
_POLICIES = {
    "last_confirmed": lazy_gettext("นับฉบับที่ยืนยันล่าสุดก่อนเปิดให้แก้ไข"),
    "nothing": lazy_gettext("ไม่นับ ถือว่ายังไม่ได้ยืนยัน"),
}


def _change_words(change: RoundChange) -> tuple[str, str, str]:
    """What was changed, from what, to what."""
    was, becomes = (_value_words(change.field, value) for value in (change.was, change.becomes))
    return str(FIELDS.get(change.field, change.field)), was, becomes


def _value_words(field: str, value: str) -> str:
    if field.endswith(("_at", "_until")):
        return due_day_words(datetime.fromisoformat(value)) if value else "–"
    return str(_POLICIES.get(value, value))


def _has_struck(window: Window) -> bool:
    return window.closed_at is None and now() >= window.closes_at
