"""Opens a round: one case per unit, from the top down, on the editions the round is pinned to."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select

from processes.acts import casework, journal
from processes.acts.batches import in_batches
from processes.acts.fanout import FANS, Subject, class_subject
from processes.acts.office import Actor, Office
from processes.engine import moves
from processes.engine.diagrams import Diagram
from processes.engine.moves import Move
from processes.records.cases import Case, WorkItem
from processes.records.once import insert_once
from processes.records.outside import OtherSchool
from processes.records.rounds import DiagramEdition, Round, RoundEdition, Window
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.reports.roll import class_counts
from processes.rules.permissions import Situation, obstacle
from processes.terms import DIAGRAM_OF, Act, DiagramKey, Reason, Refused, Standing, Tier

BATCH = 500
TOP_DOWN = (Tier.DEPARTMENT, Tier.PROVINCE, Tier.LOCAL_AUTHORITY, Tier.INSTITUTION)


@dataclass
class _Country:
    """What opening has to know of all units at once: who is below whom, and who pays outside schools."""

    units: dict[Tier, list[Unit]]
    below: Counter[int]
    outside: Counter[int]
    idle: Counter[int]  # units below that have nothing to confirm at all
    case_ids: dict[int, int] = field(default_factory=dict)  # unit to case

    def is_idle(self, unit: Unit) -> bool:
        return unit.tier is Tier.LOCAL_AUTHORITY and not self.below[unit.id] and not self.outside[unit.id]


def open_round(office: Office, actor: Actor, round_id: int) -> int:
    """Give every unit its case, state and first work items; returns the number of cases."""
    round_ = office.session.get_one(Round, round_id, with_for_update=True)
    situation = Situation(administers=actor.administers, round_open=round_.opened_at is not None)
    if reason := obstacle(Act.OPEN_ROUND, situation):
        raise Refused(reason, round_id=round_id)
    editions = _pin_editions(office, round_)
    windows = {window.tier: window for window in round_.windows if window.unit_id is None}
    country = _survey(office)
    unsettled: list[int] = []
    for tier in TOP_DOWN:
        for batch in in_batches(country.units[tier], BATCH):
            unsettled += _open_batch(office, round_, windows[tier], editions, country, batch)
    round_.opened_at = office.now
    _set_alarms(office, round_, list(windows.values()))
    for case_id in reversed(unsettled):  # the lowest tier first
        casework.settle(office, office.lock_case(case_id))
    top = country.units[Tier.DEPARTMENT][0]
    journal.note_at_unit(office, top, Act.OPEN_ROUND, actor, round=round_id, cases=len(country.case_ids))
    return len(country.case_ids)


def _pin_editions(office: Office, round_: Round) -> dict[DiagramKey, tuple[int, Diagram]]:
    """The editions the round is pinned to; the latest ones where nothing was pinned."""
    latest = select(DiagramEdition.diagram, func.max(DiagramEdition.id)).group_by(DiagramEdition.diagram)
    pinned = dict(office.session.execute(latest).tuples().all())
    for row in office.session.scalars(select(RoundEdition).filter_by(round_id=round_.id)):
        pinned[row.diagram] = row.edition_id
    if missing := set(DiagramKey) - set(pinned):
        raise Refused(Reason.ROUND_HAS_NO_DIAGRAM, diagrams=sorted(missing))
    rows = [{"round_id": round_.id, "diagram": key, "edition_id": id_} for key, id_ in pinned.items()]
    insert_once(office.session, RoundEdition, rows)
    return {key: (id_, office.shelf.of(office.session, id_)) for key, id_ in pinned.items()}


def _survey(office: Office) -> _Country:
    units: dict[Tier, list[Unit]] = defaultdict(list)
    active = select(Unit).where(Unit.tier.is_not(None), Unit.closed_on.is_(None)).order_by(Unit.id)
    for unit in office.session.scalars(active):
        units[unit.tier or Tier.INSTITUTION].append(unit)
    everyone = [unit for tier in TOP_DOWN for unit in units[tier]]
    below = Counter(unit.parent_id for unit in everyone if unit.parent_id)
    paid = select(OtherSchool.unit_id, func.count(OtherSchool.id)).group_by(OtherSchool.unit_id)
    outside = Counter(dict(office.session.execute(paid).tuples().all()))
    country = _Country(units, below, outside, Counter())
    country.idle = Counter(unit.parent_id for unit in everyone if unit.parent_id and country.is_idle(unit))
    return country


def _open_batch(
    office: Office,
    round_: Round,
    window: Window,
    editions: dict[DiagramKey, tuple[int, Diagram]],
    country: _Country,
    units: Sequence[Unit],
) -> list[int]:
    """Insert the cases of some units of one tier with their items; returns those that must yet settle."""
    subjects = _classes(office, round_.id, units)
    started = _start(office, window, editions, country, units)
    rows = [_case_row(office, round_, country, unit, editions, started[unit.id], subjects) for unit in units]
    ids = office.session.scalars(insert(Case).returning(Case.id, sort_by_parameter_order=True), rows).all()
    items: list[dict[str, Any]] = []
    unsettled = []
    for unit, case_id in zip(units, ids, strict=True):
        country.case_ids[unit.id] = case_id
        diagram = editions[_key(unit)][1]
        items += _item_rows(office, window, unit, case_id, diagram, started[unit.id], subjects)
        if _follows_at_once(country, unit, diagram, started[unit.id], subjects):
            unsettled.append(case_id)
    if items:
        office.session.execute(insert(WorkItem), items)
    _carry_out_steps(office, units, started, country)
    return unsettled


def _start(
    office: Office,
    window: Window,
    editions: dict[DiagramKey, tuple[int, Diagram]],
    country: _Country,
    units: Sequence[Unit],
) -> dict[int, Move]:
    by_diagram: dict[DiagramKey, list[Unit]] = defaultdict(list)
    for unit in units:
        by_diagram[_key(unit)].append(unit)
    started = {}
    for key, group in by_diagram.items():
        facts = (_facts(window, country, unit) for unit in group)
        for unit, move in zip(group, moves.start_many(editions[key][1], facts, office.now), strict=True):
            started[unit.id] = move
    return started


def _facts(window: Window, country: _Country, unit: Unit) -> dict[str, Any]:
    return {
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "closes_at": window.closes_at,
        "units_total": country.below[unit.id],
        "units_confirmed": country.idle[unit.id],
        "units_reviewed": country.idle[unit.id],
        "other_total": country.outside[unit.id],
        "own_confirmed": False,
        "other_confirmed": False,
    }


def _case_row(
    office: Office,
    round_: Round,
    country: _Country,
    unit: Unit,
    editions: dict[DiagramKey, tuple[int, Diagram]],
    move: Move,
    subjects: dict[int, list[Subject]],
) -> dict[str, Any]:
    has_units = unit.tier is not Tier.LOCAL_AUTHORITY or country.below[unit.id]
    classes = subjects.get(unit.id, [])
    return {
        "round_id": round_.id,
        "parent_id": country.case_ids.get(unit.parent_id or 0),
        "tier": unit.tier,
        "edition_id": editions[_key(unit)][0],
        "state": move.state,
        "revision": 1,
        "tasks": ";".join(f"{task.ref} {task.node}" for task in move.tasks),
        "awaits": " ".join(move.awaits),
        "next_due_at": move.next_due_at,
        "opened_at": office.now,
        "standing": Standing.NOT_STARTED if has_units else Standing.NOTHING_TO_CONFIRM,
        "other_standing": Standing.NOT_STARTED if country.outside[unit.id] else Standing.NOTHING_TO_CONFIRM,
        "reviewed": country.is_idle(unit),
        "units_total": country.below[unit.id],
        "units_confirmed": country.idle[unit.id],
        "units_reviewed": country.idle[unit.id],
        "other_total": country.outside[unit.id],
        "learners": sum(each.learners for each in classes),
        "trouble": sum(each.trouble for each in classes),
        **unit.belonging,
    }


def _item_rows(
    office: Office,
    window: Window,
    unit: Unit,
    case_id: int,
    diagram: Diagram,
    move: Move,
    subjects: dict[int, list[Subject]],
) -> list[dict[str, Any]]:
    classes = subjects.get(unit.id, [])
    case = Case(id=case_id, **unit.belonging)
    rows = []
    for task in move.tasks:
        node = diagram.nodes[task.node]
        waiting = [Subject(0, "", None, sum(each.learners for each in classes))]
        if node.act and Act(node.act) in FANS:
            waiting = classes if node.act == Act.VERIFY_ROLL else []
        rows += [
            {"opened_at": office.now, **casework.item_values(case, task.ref, node, each, window.due_at)}
            for each in waiting
        ]
    return rows


def _follows_at_once(
    country: _Country, unit: Unit, diagram: Diagram, move: Move, subjects: dict[int, list[Subject]]
) -> bool:
    """Whether a task that fans out has nothing to wait for: no class on the roll, or no unit below."""
    acts = {diagram.nodes[task.node].act for task in move.tasks}
    idle_units = country.below[unit.id] <= country.idle[unit.id]
    return (Act.VERIFY_ROLL in acts and not subjects.get(unit.id)) or (
        bool(acts & {Act.REVIEW_UNIT, Act.TAKE_FIGURES}) and idle_units
    )


def _classes(office: Office, round_id: int, units: Sequence[Unit]) -> dict[int, list[Subject]]:
    found: dict[int, list[Subject]] = defaultdict(list)
    ids = [unit.id for unit in units if unit.tier is Tier.INSTITUTION]
    for each in class_counts(office.session, round_id, ids) if ids else ():
        found[each.unit_id].append(class_subject(each))
    return found


def _carry_out_steps(
    office: Office, units: Sequence[Unit], started: dict[int, Move], country: _Country
) -> None:
    """A round that opens after a reminder's hour reminds at once."""
    for unit in units:
        if started[unit.id].steps:
            case = office.lock_case(country.case_ids[unit.id])
            casework.carry_out_steps(office, case, started[unit.id])


def _set_alarms(office: Office, round_: Round, windows: list[Window]) -> None:
    rows = [
        {
            "key": f"close:{round_.id}:{closes_at.isoformat()}",
            "kind": "close",
            "subject_id": round_.id,
            "due_at": closes_at,
            "next_try_at": closes_at,
            "state": "pending",
            "tries": 0,
        }
        for closes_at in {window.closes_at for window in windows}
    ]
    insert_once(office.session, Timer, rows)


def _key(unit: Unit) -> DiagramKey:
    key = DIAGRAM_OF[unit.kind]
    if key is None:
        raise ValueError(f"{unit.kind} holds no case")
    return key
