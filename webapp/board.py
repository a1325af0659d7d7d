"""The board: how far the units below are, who stands in the way, and whom to call (F66, F67, F69, F79)."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import urging
from processes.acts.counter import UnknownItem
from processes.reports.board import SIZE, Board, Wanted, board_below
from processes.reports.corrections import corrections_at
from processes.reports.dates import extended_until
from processes.terms import Act, Standing, Tier
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.standpoint import Standpoint, case_here, standpoint
from webapp.visitors import actor, visitor
from webapp.words import number_words

bp = Blueprint("board", __name__, url_prefix="/board")
bp.context_processor(lambda: VOCABULARY)


@bp.get("/")
@signed_in
def show() -> ResponseReturnValue:
    """The board of my own unit."""
    return _board(visitor().unit_code)


@bp.get("/<code>")
@signed_in
def of_unit(code: str) -> ResponseReturnValue:
    """The board of a unit below, down to an authority with its schools and centres."""
    return _board(code)


@bp.post("/<code>/urge")
@signed_in
def urge(code: str) -> ResponseReturnValue:
    """Tell those of my schools and centres that have not begun to begin (F52)."""
    here, case = case_here(code)
    if not here.is_mine:
        raise UnknownItem(case.id)
    case_id = case.id
    with office_door() as office:
        told = urging.urge_units(office, actor(), office.lock_case(case_id))
    if told:
        flash(_("เร่งรัดแล้ว %(number)s แห่ง ทุกแห่งเห็นในการแจ้งเตือนทันที", number=number_words(told)), "ok")
    else:
        flash(_("ไม่มีแห่งใดต้องเร่งรัดเพิ่ม ทุกแห่งที่ยังไม่เริ่มได้รับแจ้งของวันนี้แล้ว"), "ok")
    return redirect(url_for("board.show"), 303)


def _board(code: str) -> ResponseReturnValue:
    here = standpoint(code)
    if here.unit.tier in {Tier.INSTITUTION, None}:
        return redirect(url_for("units.show", code=here.unit.code), 303)
    wanted = _wanted()
    board = board_below(reading(), here.case, wanted, today()) if here.case else None
    return render_template(
        "board/board.html",
        here=here,
        unit=here.unit,
        wanted=wanted,
        board=board,
        extended=_extended(here, board),
        corrections=corrections_at(reading(), here.round_id, here.unit) if wanted == Wanted() else None,
        to_urge=_to_urge(here, board),
        pages=Pages(wanted.page, SIZE, board.total if board else 0),
    )


def _to_urge(here: Standpoint, board: Board | None) -> int:
    """How many have not begun, where whoever looks may urge them."""
    if board is None or not here.is_mine or here.unit.tier is not Tier.LOCAL_AUTHORITY:
        return 0
    return board.counts[Standing.NOT_STARTED] if here.obstacle(Act.URGE_UNITS) is None else 0


def _extended(here: Standpoint, board: Board | None) -> dict[int, datetime]:
    """Which units on the page may record beyond the close, until when (X5)."""
    if board is None or not here.round_id:
        return {}
    return extended_until(reading(), here.round_id, [row.unit_id for row in board.rows])


def _wanted() -> Wanted:
    standing = request.args.get("standing", "")
    return Wanted(
        standing=Standing(standing) if standing in list(Standing) else None,
        district=request.args.get("district", ""),
        search=request.args.get("search", "").strip(),
        page=page_asked(),
    )
