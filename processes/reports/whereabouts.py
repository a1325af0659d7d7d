"""Where the units of a round stand in their diagrams: how many, how late, how long, and which they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, null, select, type_coerce
from sqlalchemy.orm import Session, aliased
from sqlalchemy.types import NullType

from processes.records.cases import Case, WorkItem
from processes.records.units import Unit

SIZE = 100
ENOUGH = 1_000  # cases: the middle of so many lies within two of a hundred of the true one
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
class CaseCount:
    """How many cases there are, how many of them ended, and how many wait at each event."""

    cases: int
    ended: int
    at_events: Mapping[str, int]


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
    due = func.min(WorkItem.due_at, type_=WorkItem.due_at.type)
    each = _open_work(part, select(WorkItem.node, due.label("due_at"))).group_by(
        WorkItem.node, WorkItem.case_id
    )
    found = each.subquery()
    late = func.count(case((found.c.due_at < now, 1)))
    rows = session.execute(select(found.c.node, func.count(), late).group_by(found.c.node))
    return {node: StepCount(units, overdue) for node, units, overdue in rows}


def counts_of_cases(session: Session, part: Part, events: Mapping[str, tuple[str, str]]) -> CaseCount:
    """How many there are, and wait at events: by node, of (message, task whose edge waits for the same)."""
    hosts = sorted({host for _, host in events.values() if host})
    # Where nothing is awaited nobody asks for the tasks, and the row itself is not read.
    marks = [case((Case.awaits != "", stands_at(host))).label(f"host_{n}") for n, host in enumerate(hosts)]
    is_over = Case.ended_at.is_not(None)
    wanted = _of(part, select(is_over, Case.awaits, *marks, func.count()))
    total, over, found = 0, 0, dict.fromkeys(events, 0)
    for has_ended, awaits, *at, number in session.execute(wanted.group_by(is_over, Case.awaits, *marks)):
        total += number
        over += number if has_ended else 0
        standing = dict(zip(hosts, at, strict=True))
        for node, (message, host) in events.items():
            if not has_ended and message in awaits.split() and not standing.get(host):
                found[node] += number
    return CaseCount(total, over, {node: number for node, number in found.items() if number})


def median_times(session: Session, part: Part, cases: int) -> dict[str, timedelta]:
    """How long half of the work at each step took at most, inbox to done; of many cases a sample tells."""
    # Raw, so that either database ranks what it keeps: intervals, or whole microseconds.
    took = type_coerce(WorkItem.done_at, NullType()) - type_coerce(WorkItem.opened_at, NullType())
    numbered = (
        select(
            *(WorkItem.node, took.label("took")),
            func.row_number().over(partition_by=WorkItem.node, order_by=took).label("place"),
            func.count().over(partition_by=WorkItem.node).label("number"),
        )
        .where(WorkItem.state == "done", WorkItem.case_id.in_(_sample(part, cases)))
        .subquery()
    )
    middle = numbered.c.place == (numbered.c.number + 1) // 2
    wanted = select(numbered.c.node, numbered.c.took).where(middle)
    return {node: _length(length) for node, length in session.execute(wanted)}


def sampled(cases: int) -> int:
    """Of how many cases the times are told, where not of all; else 0."""
    every = _every(cases)
    return cases // every if every > 1 else 0


def units_at_task(
    session: Session, part: Part, node: str, late_at: datetime | None, page: int
) -> tuple[list[Waiting], int]:
    """The units with work open at a step, longest first; only the late ones where `late_at` says when."""
    since = func.min(WorkItem.opened_at, type_=WorkItem.opened_at.type).label("since")
    due = func.min(WorkItem.due_at, type_=WorkItem.due_at.type).label("due_at")
    wanted = _open_work(part, select(WorkItem.case_id, since, due)).where(WorkItem.node == node)
    if late_at is not None:
        wanted = wanted.where(WorkItem.due_at < late_at)
    wanted = wanted.group_by(WorkItem.case_id)
    return _page(session, wanted.order_by(since, WorkItem.case_id), page)


def units_at_event(
    session: Session, part: Part, event: tuple[str, str], page: int
) -> tuple[list[Waiting], int]:
    """The units that wait for a message at an event of their diagram."""
    message, host = event
    columns = Case.id.label("case_id"), null().label("since"), null().label("due_at")
    wanted = _of(part, select(*columns)).where(Case.ended_at.is_(None), listed(message))
    if host:
        wanted = wanted.where(stands_at(host).is_(False))
    return _page(session, wanted.order_by(Case.id), page)


def _page(session: Session, wanted: Rows, page: int) -> tuple[list[Waiting], int]:
    """A page of the cases, and how many there are; units are looked up for those on the page alone."""
    counted = wanted.add_columns(func.count().over().label("total"))
    found = session.execute(counted.limit(SIZE).offset((page - 1) * SIZE)).all()
    named = select(Case.id, *UNIT).join(Unit, Unit.id == Case.unit_id)
    named = named.outerjoin(AUTHORITY, AUTHORITY.id == Case.authority_id)
    ids = [row.case_id for row in found]
    units = {row.id: row for row in session.execute(named.where(Case.id.in_(ids)))}
    rows = [(units[row.case_id], row) for row in found]
    waiting = [
        Waiting(unit.code, unit.name, unit.authority or "", row.since, row.due_at) for unit, row in rows
    ]
    return waiting, found[0].total if found else 0


def _open_work(part: Part, wanted: Rows) -> Rows:
    return wanted.where(WorkItem.state == "open", WorkItem.case_id.in_(_of(part, select(Case.id))))


def _sample(part: Part, cases: int) -> Rows:
    """All of the cases, or about a thousand from all over the country."""
    return _of(part, select(Case.id)).where(Case.id % _every(cases) == 0)


def _every(cases: int) -> int:
    return max(1, cases // ENOUGH)


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
    tasks: ColumnElement[str] = Case.tasks + ";"
    return tasks.contains(f" {node};", autoescape=True)


def listed(message: str) -> ColumnElement[bool]:
    """Whether the case waits for the message: `awaits` holds them by spaces."""
    words: ColumnElement[str] = literal(" ") + Case.awaits + " "
    return words.contains(f" {message} ", autoescape=True)


def _length(kept: timedelta | int) -> timedelta:
    return kept if isinstance(kept, timedelta) else timedelta(microseconds=kept)
