"""Requests to reopen: a unit's own, those it decides, and how one climbs the chain (letter 8, F72 to F75)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import WorkItem
from processes.records.confirmations import ReopeningRequest
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.reports.units import looking_up
from processes.terms import Decision, Stream

ASKER, DECIDED_BY, DECIDER = aliased(Officer), aliased(Officer), aliased(Unit)
MOST = 100
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Request:
    """A request with the names of everyone in it."""

    id: int
    stream: Stream
    unit_id: int
    unit_code: str
    unit_name: str
    decider_id: int
    decider_name: str
    origin_id: int | None
    reason: str
    changes: str
    asked_by: str
    asked_at: datetime
    decision: Decision | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    round_id: int
    case_id: int


def requests_of(session: Session, unit_id: int) -> list[Request]:
    """What the unit has asked, newest first."""
    return _read(session, _all().where(ReopeningRequest.unit_id == unit_id))


def requests_before(session: Session, unit_id: int) -> list[Request]:
    """What was laid before the unit, the undecided first, the longest waiting of them at the top."""
    undecided = ReopeningRequest.decided_at.is_(None)
    asked = _all().where(ReopeningRequest.decider_id == unit_id)
    waiting = _read(session, asked.where(undecided), oldest_first=True)
    return waiting + _read(session, asked.where(~undecided))


def request_seen(session: Session, request_id: int) -> Request | None:
    """A request of the units in view."""
    return next(iter(_read(session, _all().where(ReopeningRequest.id == request_id))), None)


def steps_up(session: Session, request_id: int) -> list[Request]:
    """The requests that this one made necessary further up: whoever asked first may follow them (F74)."""
    found: list[Request] = []
    origin: int | None = request_id
    with looking_up(session):
        while origin is not None and len(found) < 3:  # authority, province, department
            above = _read(session, _all().where(ReopeningRequest.origin_id == origin))
            found += above[:1]
            origin = above[0].id if above else None
    return found


def item_of(session: Session, unit_id: int, request_id: int) -> int | None:
    """The work item through which the unit decides the request."""
    wanted = select(WorkItem.id).where(WorkItem.unit_id == unit_id)
    return session.scalars(wanted.where(WorkItem.task_ref == f"request-{request_id}")).first()


def _all() -> Rows:
    rows: Rows = (
        select(
            ReopeningRequest.id,
            ReopeningRequest.stream,
            Unit.id,
            Unit.code,
            Unit.name,
            DECIDER.id,
            DECIDER.name,
            ReopeningRequest.origin_id,
            ReopeningRequest.reason,
            ReopeningRequest.changes,
            ASKER.name,
            ReopeningRequest.asked_at,
            ReopeningRequest.decision,
            ReopeningRequest.decision_reason,
            DECIDED_BY.name,
            ReopeningRequest.decided_at,
            ReopeningRequest.round_id,
            ReopeningRequest.case_id,
        )
        .join(Unit, Unit.id == ReopeningRequest.unit_id)
        .join(DECIDER, DECIDER.id == ReopeningRequest.decider_id)
        .join(ASKER, ASKER.id == ReopeningRequest.asked_by)
        .outerjoin(DECIDED_BY, DECIDED_BY.id == ReopeningRequest.decided_by)
    )
    return rows


def _read(session: Session, wanted: Rows, oldest_first: bool = False) -> list[Request]:
    at = ReopeningRequest.asked_at
    rows = session.execute(wanted.order_by(at if oldest_first else at.desc()).limit(MOST))
    return [Request(*row) for row in rows]
