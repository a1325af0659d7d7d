"""Where the units of a round stand in their diagrams: how many, how late, how long, and which they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    case,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case, WorkItem
from processes.records.units import Unit

SIZE = 100
AUTHORITY = aliased(Unit)
UNIT = (Unit.code, Unit.name, AUTHORITY.name.label("authority"))
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """Which cases a reader asked for: of a round, on an edition, of a province or an authority."""

    round_id: int
    edition_id: int
    province_id: int | None = None
    authority_id: int | None = None


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many units stand at a step, and of these how many are past the due date."""

    units: int
    late: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that stands at a step: since when, and until when it should be done."""

    code: str
    name: str
    authority: str
    since: datetime | None
    due_at: datetime | None


def counts_at_tasks(session: Session, part: Part, now: datetime) -> dict[str, StepCount]:
    """How many units have work open at each human task."""
    late = func.count(func.distinct(case((WorkItem.due_at < now, WorkItem.case_id))))
    wanted = _open_work(part, select(WorkItem.node, func.count(func.distinct(WorkItem.case_id)), late))
    rows = session.execute(wanted.group_by(WorkItem.node))
    return {node: StepCount(units, overdue) for node, units, overdue in rows}


def counts_at_events(session: Session, part: Part, events: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """How many units wait at events: by node, of (message, task whose edge waits for the same message)."""
    hosts = sorted({host for _, host in events.values() if host})
    marks = [stands_at(host).label(f"host_{place}") for place, host in enumerate(hosts)]
    wanted = _of(part, select(Case.awaits, *marks, func.count(Case.id))).where(Case.ended_at.is_(None))
    found: dict[str, int] = {}
    for awaits, *at, number in session.execute(wanted.group_by(Case.awaits, *marks)):
        standing = dict(zip(hosts, at, strict=True))
        for node, (message, host) in events.items():
            if message in awaits.split() and not standing.get(host):
                found[node] = found.get(node, 0) + number
    return found


def ended(session: Session, part: Part) -> int:
    """How many cases have gone through to their end."""
    wanted = _of(part, select(func.count(Case.id))).where(Case.ended_at.is_not(None))
    return int(session.execute(wanted).scalar_one())


def median_times(session: Session, part: Part) -> dict[str, timedelta]:
    """How long half of the work at each step took at most, from inbox to done."""
    took = _seconds(session)
    numbered = (
        _of(part, select(WorkItem.node, took.label("took")))
        .add_columns(
            func.row_number().over(partition_by=WorkItem.node, order_by=took).label("place"),
            func.count().over(partition_by=WorkItem.node).label("number"),
        )
        .join(WorkItem, WorkItem.case_id == Case.id)
        .where(WorkItem.state == "done")
        .subquery()
    )
    middle = numbered.c.place == (numbered.c.number + 1) // 2
    wanted = select(numbered.c.node, numbered.c.took).where(middle)
    return {node: timedelta(seconds=float(seconds)) for node, seconds in session.execute(wanted)}


def units_at_task(
    session: Session, part: Part, node: str, late_at: datetime | None, page: int
) -> tuple[list[Waiting], int]:
    """The units with work open at a step, longest first; only the late ones where `late_at` says when."""
    since = func.min(WorkItem.opened_at, type_=WorkItem.opened_at.type)
    due = func.min(WorkItem.due_at, type_=WorkItem.due_at.type)
    named = select(*UNIT, since.label("since"), due.label("due_at"))
    wanted = _with_units(_open_work(part, named))
    wanted = wanted.where(WorkItem.node == node)
    if late_at is not None:
        wanted = wanted.where(WorkItem.due_at < late_at)
    wanted = wanted.group_by(Unit.id, Unit.code, Unit.name, Unit.sort_key, AUTHORITY.name)
    return _page(session, wanted, since, page)


def units_at_event(
    session: Session, part: Part, event: tuple[str, str], page: int
) -> tuple[list[Waiting], int]:
    """The units that wait for a message at an event of their diagram."""
    message, host = event
    named = select(*UNIT, null().label("since"), null().label("due_at"))
    wanted = _of(part, named).where(Case.ended_at.is_(None), listed(message))
    if host:
        wanted = wanted.where(stands_at(host).is_(False))
    return _page(session, _with_units(wanted), Unit.sort_key, page)


def _page(session: Session, wanted: Rows, first: Any, page: int) -> tuple[list[Waiting], int]:
    total = session.scalars(select(func.count()).select_from(wanted.order_by(None).subquery())).one()
    ordered = wanted.order_by(first, Unit.sort_key, Unit.code).limit(SIZE).offset((page - 1) * SIZE)
    rows = session.execute(ordered).all()
    return [Waiting(row.code, row.name, row.authority or "", row.since, row.due_at) for row in rows], total


def _open_work(part: Part, wanted: Rows) -> Rows:
    return _of(part, wanted).join(WorkItem, WorkItem.case_id == Case.id).where(WorkItem.state == "open")


def _with_units(wanted: Rows) -> Rows:
    return wanted.join(Unit, Unit.id == Case.unit_id).outerjoin(AUTHORITY, AUTHORITY.id == Case.authority_id)


def _of(part: Part, wanted: Rows) -> Rows:
    wanted = wanted.select_from(Case).where(
        Case.round_id == part.round_id, Case.edition_id == part.edition_id
    )
    if part.province_id is not None:
        wanted = wanted.where(Case.province_id == part.province_id)
    if part.authority_id is not None:
        wanted = wanted.where(Case.authority_id == part.authority_id)
    return wanted


def stands_at(node: str) -> ColumnElement[bool]:
    """Whether a human task of this node is open: `tasks` holds `ref node` by `;`."""
    ending, inside = Case.tasks.endswith(f" {node}", autoescape=True), f" {node};"
    return or_(ending, Case.tasks.contains(inside, autoescape=True))


def listed(message: str) -> ColumnElement[bool]:
    """Whether the case waits for the message: `awaits` holds them by spaces."""
    words: ColumnElement[str] = literal(" ") + Case.awaits + " "
    return words.contains(f" {message} ", autoescape=True)


def _seconds(session: Session) -> ColumnElement[Any]:
    """How long an item took; moments are microseconds on SQLite, instants on PostgreSQL."""
    if session.get_bind().dialect.name == "postgresql":
        return extract("epoch", WorkItem.done_at - WorkItem.opened_at)
    return (type_coerce(WorkItem.done_at, Float) - type_coerce(WorkItem.opened_at, Float)) / 1_000_000
