"""Carries running cases over to another edition inside a round: tried without effect, then in batches.

Whoever is refused stays on the old edition and goes on working there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from processes.acts import alarms, casework, journal
from processes.acts.office import LOCKED_CASE_OPTIONS, Actor, Office
from processes.engine import moves
from processes.engine.diagrams import Diagram
from processes.engine.migrating import Obstacle, Unmovable
from processes.engine.packing import shape_of
from processes.records.cases import Case, WorkItem
from processes.records.edition_changes import EditionChange
from processes.records.rounds import DiagramEdition, Round, RoundEdition
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation, WindowState
from processes.terms import Act, Refused, Role

BATCH = 100
A_PAUSE = timedelta(milliseconds=50)
EXAMPLES = 3


@dataclass
class Alike:
    """Cases that stand alike: how many, at which open tasks, some of them, and what stands in their way."""

    number: int = 0
    nodes: tuple[str, ...] = ()
    examples: list[int] = field(default_factory=list)
    obstacle: Obstacle | None = None
    node: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cases are to run on which edition, and why."""

    round_id: int
    from_id: int
    to_id: int
    reason: str = ""


def survey(session: Session, wish: Wish) -> list[Alike]:
    """The running cases of the edition by how they stand, the largest group first; nothing is locked."""
    groups: dict[str, Alike] = {}
    wanted = select(Case.id, Case.state, Case.tasks).where(*_running(wish)).order_by(Case.id)
    for id_, state, tasks in session.execute(wanted.execution_options(yield_per=1000)):
        group = groups.setdefault(shape_of(state), Alike())
        group.number += 1
        group.nodes = tuple(sorted(pair.split(" ", 1)[1] for pair in tasks.split(";") if pair))
        if len(group.examples) < EXAMPLES:
            group.examples.append(id_)
    return sorted(groups.values(), key=lambda each: -each.number)


def try_out(office: Office, groups: Iterable[Alike], wish: Wish) -> None:
    """Note what stands in the way of each group, tried on its first case; no case is changed."""
    old, new = _diagrams(office, wish)
    for group in groups:
        case = office.session.get_one(Case, group.examples[0])
        try:
            moves.migrate(old, new, case.state, casework.facts_of(office, case), office.now)
        except Unmovable as refusal:
            group.obstacle, group.node = refusal.obstacle, refusal.node


def begin(office: Office, actor: Actor, wish: Wish) -> EditionChange:
    """Start carrying over; cases that open later in the round begin on the new edition."""
    round_ = office.session.get_one(Round, wish.round_id, with_for_update=True)
    editions = (
        office.session.get_one(DiagramEdition, wish.from_id),
        office.session.get(DiagramEdition, wish.to_id),
    )
    under_way = select(EditionChange.id).filter_by(
        round_id=wish.round_id, diagram=editions[0].diagram, done_at=None
    )
    situation = Situation(
        administers=actor.administers,
        round_open=round_.opened_at is not None and round_.closed_at is None,
        reason_given=bool(wish.reason.strip()),
        change_under_way=office.session.scalars(under_way).first() is not None,
        edition_fits=_fit(*editions),
    )
    if reason := obstacle(Act.MIGRATE_CASES, situation):
        raise Refused(reason)
    change = EditionChange(
        round_id=wish.round_id,
        diagram=editions[0].diagram,
        from_id=wish.from_id,
        to_id=wish.to_id,
        reason=wish.reason.strip(),
        begun_by=actor.officer_id,
        begun_at=office.now,
        total=office.session.scalars(select(func.count(Case.id)).where(*_running(wish))).one(),
    )
    office.session.add(change)
    office.session.flush()
    pinned = update(RoundEdition).filter_by(round_id=wish.round_id, diagram=change.diagram)
    office.session.execute(pinned.values(edition_id=wish.to_id))
    alarms.set_alarm(office, f"migrate:{change.id}:1", "migrate", change.id, office.now)
    _note(office, actor, change, "begun")
    return change


def pause(office: Office, actor: Actor, change: EditionChange) -> None:
    """Stop after the batch under way; what was carried over stays carried over."""
    _allow(actor)
    if change.done_at is None and change.paused_at is None:
        change.paused_at = office.now
        _note(office, actor, change, "paused")


def resume(office: Office, actor: Actor, change: EditionChange) -> None:
    _allow(actor)
    if change.done_at is None and change.paused_at is not None:
        change.paused_at = None
        key = f"migrate:{change.id}:{office.now.isoformat()}"
        alarms.set_alarm(office, key, "migrate", change.id, office.now)
        _note(office, actor, change, "resumed")


def run_batch(office: Office, change_id: int) -> bool:
    """Carry the next cases over; true once none is left, or somebody has paused it."""
    change = office.session.get_one(EditionChange, change_id, with_for_update=True)
    if change.done_at is not None or change.paused_at is not None:
        return True
    cases = office.session.scalars(_next(change)).all()
    office.lock_windows(cases)
    old, new = _diagrams(office, Wish(change.round_id, change.from_id, change.to_id))
    for case in cases:
        moved = _carry_over(office, case, (old, new), change.to_id)
        change.moved += moved
        change.refused += not moved
    if len(cases) < BATCH:
        change.done_at = office.now
    else:
        change.last_case_id = cases[-1].id
    return change.done_at is not None


def _carry_over(office: Office, case: Case, diagrams: tuple[Diagram, Diagram], to_id: int) -> bool:
    if office.window_state(office.lock_window(case)) is WindowState.CLOSED:
        return False
    old, new = diagrams
    clock = casework.clock_of(office, case)
    try:
        move = moves.migrate(old, new, case.state, casework.facts_of(office, case), clock)
    except Unmovable:
        return False
    case.edition_id = to_id
    casework.apply(office, case, move)
    for task in move.tasks:
        node = new.nodes[task.node]
        if node != old.nodes[task.node]:
            again = {
                "name": node.name,
                "form": node.form or node.act or "",
                "role": Role(node.role or Role.RESPONSIBLE),
            }
            named = (
                update(WorkItem).filter_by(case_id=case.id, task_ref=task.ref, state="open").values(**again)
            )
            office.session.execute(named.execution_options(synchronize_session=False))
    casework.settle(office, case)
    return True


def _next(change: EditionChange) -> Select[Case]:
    wanted = (
        select(Case)
        .options(*LOCKED_CASE_OPTIONS)
        .where(*_running(Wish(change.round_id, change.from_id, change.to_id)), Case.id > change.last_case_id)
        .order_by(Case.id)
        .limit(BATCH)
        .with_for_update(of=Case)
    )
    return wanted.execution_options(populate_existing=True)


def _running(wish: Wish) -> tuple[ColumnElement[bool], ...]:
    return Case.round_id == wish.round_id, Case.edition_id == wish.from_id, Case.ended_at.is_(None)


def _diagrams(office: Office, wish: Wish) -> tuple[Diagram, Diagram]:
    return office.shelf.of(office.session, wish.from_id), office.shelf.of(office.session, wish.to_id)


def _fit(old: DiagramEdition, new: DiagramEdition | None) -> bool:
    return new is not None and new.id != old.id and new.diagram == old.diagram


def _allow(actor: Actor) -> None:
    situation = Situation(administers=actor.administers, round_open=True)
    if reason := obstacle(Act.MIGRATE_CASES, situation):
        raise Refused(reason)


def _note(office: Office, actor: Actor, change: EditionChange, what: str) -> None:
    journal.note_at_department(
        office,
        Act.MIGRATE_CASES,
        actor,
        change=change.id,
        what=what,
        editions=[change.from_id, change.to_id],
        cases=change.total,
        why=change.reason,
    )
