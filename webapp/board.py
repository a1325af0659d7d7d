"""The board: how far the units below are, who stands in the way, and whom to call (F66, F67, F69, F79)."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from processes.reports.board import SIZE, Board, Wanted, board_below
from processes.reports.corrections import corrections_at
from processes.reports.dates import extended_until
from processes.terms import Standing, Tier
from webapp.counter import signed_in
from webapp.door import reading, today
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.standpoint import Standpoint, standpoint
from webapp.visitors import visitor

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
        pages=Pages(wanted.page, SIZE, board.total if board else 0),
    )


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
