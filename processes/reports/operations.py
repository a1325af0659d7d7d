"""The running cases that an administrator looks for: how many, which, where they stand, since when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case, WorkItem
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.reports.incidents import OF_A_CASE, TROUBLE
from processes.reports.whereabouts import listed, stands_at
from processes.terms import Condition, Tier

SIZE = 50
AUTHORITY, PROVINCE = aliased(Unit), aliased(Unit)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a round's running cases are looked for; what is None or empty narrows nothing."""

    round_id: int
    tier: Tier | None = None
    edition_id: int | None = None
    province_id: int | None = None
    authority_id: int | None = None
    node: str = ""
    event: tuple[str, str] | None = None  # where the node is one: its message, and the task that hears it too
    condition: Condition | None = None
    picked: tuple[int, ...] = ()  # one by one


class Tallies(NamedTuple):
    """How many of the cases that are looked for are in each condition."""

    running: int
    suspended: int
    late: int
    incident: int


class Found(NamedTuple):
    """A running case: where it stands, since when, and until when its work should be done."""

    id: int
    code: str
    name: str
    authority: str | None
    province: str | None
    edition_id: int
    tasks: str
    awaits: str
    suspended_at: datetime | None
    in_trouble: bool
    since: datetime | None
    due_at: datetime | None


def within(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """What holds for every case that is looked for."""
    narrowed = (
        (Case.tier, wanted.tier),
        (Case.edition_id, wanted.edition_id),
        (Case.province_id, wanted.province_id),
        (Case.authority_id, wanted.authority_id),
    )
    held = [Case.round_id == wanted.round_id, Case.ended_at.is_(None)]
    held += [column == value for column, value in narrowed if value is not None]
    if wanted.picked:
        held.append(Case.id.in_(wanted.picked))
    if wanted.node:
        held.append(_stands(wanted))
    if wanted.condition is not None:
        held.append(CONDITIONS[wanted.condition](wanted, now))
    return held


def tallies(session: Session, wanted: Wanted, now: datetime) -> Tallies:
    """Counted in one statement, whatever condition is asked for."""
    counts = [func.count(Case.id).filter(CONDITIONS[each](wanted, now)) for each in Condition]
    return Tallies._make(session.execute(select(*counts).where(*within(wanted, now))).one())


def cases_found(session: Session, wanted: Wanted, now: datetime, page: int) -> list[Found]:
    """A page of them, province by province and authority by authority."""
    ordered = (
        select(Case.id).where(*within(wanted, now)).order_by(Case.province_id, Case.authority_id, Case.id)
    )
    ids = session.scalars(ordered.limit(SIZE).offset((page - 1) * SIZE)).all()
    found = {each.id: each for each in _looked_at(session, ids)}
    return [found[id_] for id_ in ids]


def _looked_at(session: Session, ids: Sequence[int]) -> list[Found]:
    """What is shown of a page's cases; of their open work the oldest, and what is due first."""
    opened, due = WorkItem.opened_at, WorkItem.due_at
    wanted = (
        select(
            Case.id,
            Unit.code,
            Unit.name,
            AUTHORITY.name,
            PROVINCE.name,
            Case.edition_id,
            Case.tasks,
            Case.awaits,
            Case.suspended_at,
            _in_trouble(),
            func.min(opened, type_=opened.type),
            func.min(due, type_=due.type),
        )
        .join(Unit, Unit.id == Case.unit_id)
        .outerjoin(AUTHORITY, AUTHORITY.id == Case.authority_id)
        .outerjoin(PROVINCE, PROVINCE.id == Case.province_id)
        .outerjoin(WorkItem, and_(WorkItem.case_id == Case.id, WorkItem.state == "open"))
        .where(Case.id.in_(ids))
        .group_by(Case.id, Unit.id, AUTHORITY.id, PROVINCE.id)
    )
    return [Found._make(row) for row in session.execute(wanted)]


def _stands(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.event is None:
        return stands_at(wanted.node)
    message, host = wanted.event
    return and_(listed(message), ~stands_at(host)) if host else listed(message)


def _late(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    """Overdue at the step that is looked for, or at any."""
    overdue = [WorkItem.case_id == Case.id, WorkItem.state == "open", WorkItem.due_at < now]
    if wanted.node:
        overdue.append(WorkItem.node == wanted.node)
    return exists().where(*overdue).correlate(Case)


def _in_trouble() -> ColumnElement[bool]:
    return Case.id.in_(select(Timer.subject_id).where(Timer.kind == OF_A_CASE, TROUBLE))


CONDITIONS: dict[Condition, Callable[[Wanted, datetime], ColumnElement[bool]]] = {
    Condition.RUNNING: lambda _wanted, _now: Case.suspended_at.is_(None),
    Condition.SUSPENDED: lambda _wanted, _now: Case.suspended_at.is_not(None),
    Condition.LATE: _late,
    Condition.INCIDENT: lambda _wanted, _now: _in_trouble(),
}
