"""The dates that held for many cases of one round in the end: the tier's, an order's, an authority's own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from processes.records.rounds import InternalDeadline, Window
from processes.terms import Tier


class Dates(NamedTuple):
    """When a unit could record, from when it was late, and when it was locked."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime


def dates_of(session: Session, cases: Sequence[Any]) -> dict[int, Dates]:
    """By case; each of `cases` has an id, a round, a tier, a unit and an authority."""
    round_id, units = cases[0].round_id, [case.unit_id for case in cases]
    wanted = select(Window).where(Window.round_id == round_id)
    wanted = wanted.where(or_(Window.unit_id.is_(None), Window.unit_id.in_(units)))
    windows = list(session.scalars(wanted))
    own = _own_dates(session, round_id, units)
    return {case.id: _dates(case, windows, own) for case in cases}


def _own_dates(session: Session, round_id: int, units: list[int]) -> dict[tuple[int, int | None], datetime]:
    wanted = select(InternalDeadline.authority_id, InternalDeadline.unit_id, InternalDeadline.due_at)
    wanted = wanted.where(InternalDeadline.round_id == round_id)
    wanted = wanted.where(or_(InternalDeadline.unit_id.is_(None), InternalDeadline.unit_id.in_(units)))
    return {(authority, unit): due_at for authority, unit, due_at in session.execute(wanted)}


def _dates(case: Any, windows: list[Window], own: dict[tuple[int, int | None], datetime]) -> Dates:
    held = max(
        (each for each in windows if each.tier is case.tier and each.unit_id in {None, case.unit_id}),
        key=lambda each: (each.closes_at, each.unit_id is not None),
    )
    earlier = own.get((case.authority_id, case.unit_id)) or own.get((case.authority_id, None))
    brings_forward = earlier and case.tier is Tier.INSTITUTION and held.unit_id is None
    due_at = min(held.due_at, earlier) if earlier and brings_forward else held.due_at
    return Dates(held.opens_at, due_at, held.closes_at)
