"""Opens a round: one case per unit, from the top down, on the editions the round is pinned to."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from processes.acts import alarms, casework, journal
from processes.acts.batches import in_batches
from processes.acts.fanout import FANS, Subject, class_subject
from processes.acts.office import Actor, Office
from processes.acts.outside_lists import list_schools
from processes.acts.outside_register import make_due_changes
from processes.engine import moves
from processes.engine.diagrams import Diagram
from processes.engine.moves import Move
from processes.records.cases import Case, WorkItem
from processes.records.once import insert_once
from processes.records.rounds import Round, RoundEdition, Window
from processes.records.units import Unit
from processes.reports.editions import in_force
from processes.reports.roll import class_counts
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import DIAGRAM_OF, OUTSIDE_GRADES, Act, DiagramKey, Reason, Refused, Standing, Tier

BATCH = 500
TOP_DOWN = (Tier.DEPARTMENT, Tier.PROVINCE, Tier.LOCAL_AUTHORITY, Tier.INSTITUTION)


def open_round(office: Office, actor: Actor, round_id: int) -> int:
    """Give every unit its case, state and first work items; returns the number of cases."""
    round_ = office.session.get_one(Round, round_id, with_for_update=True)
    situation = Situation(administers=actor.administers, round_open=round_.opened_at is not None)
    if reason := obstacle(Act.OPEN_ROUND, situation):
        raise Refused(reason, round_id=round_id)
    windows = {window.tier: window for window in round_.windows if window.unit_id is None}
    editions = _pin_editions(office, round_)
    _stop_keeping_rolls(office)
    units = _active_units(office)
    opening = _Opening(office, round_, windows, editions, _survey(office, round_, units), {})
    at_once = [
        case_id
        for tier in TOP_DOWN
        for batch in in_batches(units[tier], BATCH)
        for case_id in opening.open_batch(batch)
    ]
    round_.opened_at = office.now
    alarms.set_closes(office, round_id, [window.closes_at for window in windows.values()])
    alarms.set_alarm(office, f"check:{round_id}", "check", round_id, office.now)  # every roll, bit by bit
    for case_id in reversed(at_once):  # the lowest tier first
        case = office.lock_case(case_id)
        office.assume(case, windows[case.tier])
        casework.settle(office, case)
    top, count = units[Tier.DEPARTMENT][0], len(opening.case_ids)
    journal.note_at_unit(office, top, Act.OPEN_ROUND, actor, round=round_id, cases=count)
    return count


def _stop_keeping_rolls(office: Office) -> None:
    """Wait for whoever keeps a roll between rounds: from here on each roll stands as it is counted (F3)."""
    kept = select(Round.id).where(Round.roll_open_until > office.now).order_by(Round.id).with_for_update()
    office.session.scalars(kept).all()


@dataclass(frozen=True)
class _Country:
    """What opening has to know of all units at once."""

    below: Counter[int]  # units directly below
    outside: Counter[int]  # outside schools paid
    idle: Counter[int]  # units below that have nothing to confirm at all

    def is_idle(self, unit: Unit) -> bool:
        return unit.tier is Tier.LOCAL_AUTHORITY and not self.below[unit.id] and not self.outside[unit.id]


@dataclass(frozen=True)
class _Started:
    """A unit whose case has made its first move."""

    unit: Unit
    diagram: Diagram
    edition_id: int
    move: Move
    classes: list[Subject]


@dataclass(frozen=True)
class _Opening:
    """One opening under way: what all batches share."""

    office: Office
    round: Round
    windows: dict[Tier, Window]
    editions: dict[DiagramKey, tuple[int, Diagram]]
    country: _Country
    case_ids: dict[int, int]  # unit to case

    def open_batch(self, units: Sequence[Unit]) -> list[int]:
        """Insert the cases of some units of one tier with their items; returns those that go on at once."""
        started = self._start(units)
        rows = [self._case_row(each) for each in started]
        ids = self.office.session.scalars(
            insert(Case).returning(Case.id, sort_by_parameter_order=True), rows
        ).all()
        self.case_ids.update(zip((unit.id for unit in units), ids, strict=True))
        items = [row for each in started for row in self._item_rows(each)]
        if items:
            self.office.session.execute(insert(WorkItem), items)
        for each in started:
            if each.move.steps:  # a round that opens after a reminder's hour reminds at once
                case = self.office.lock_case(self.case_ids[each.unit.id])
                casework.carry_out_steps(self.office, case, each.move)
        return [self.case_ids[each.unit.id] for each in started if self._goes_on_at_once(each)]

    def _start(self, units: Sequence[Unit]) -> list[_Started]:
        classes = self._classes(units)
        by_diagram: dict[DiagramKey, list[Unit]] = defaultdict(list)
        for unit in units:
            by_diagram[_key(unit)].append(unit)
        started = {}
        for key, group in by_diagram.items():
            edition_id, diagram = self.editions[key]
            facts = (self._facts(unit) for unit in group)
            for unit, move in zip(group, moves.start_many(diagram, facts, self.office.now), strict=True):
                started[unit.id] = _Started(unit, diagram, edition_id, move, classes[unit.id])
        return [started[unit.id] for unit in units]

    def _facts(self, unit: Unit) -> dict[str, Any]:
        window = self.windows[unit.tier or Tier.INSTITUTION]
        return {
            "opens_at": window.opens_at,
            "due_at": window.due_at,
            "closes_at": window.closes_at,
            "other_total": self.country.outside[unit.id],
            "own_confirmed": False,
            "other_confirmed": False,
            **self._counters(unit),
        }

    def _counters(self, unit: Unit) -> dict[str, int]:
        idle = self.country.idle[unit.id]
        return {
            "units_total": self.country.below[unit.id],
            "units_confirmed": idle,
            "units_reviewed": idle,
        }

    def _case_row(self, each: _Started) -> dict[str, Any]:
        unit, move = each.unit, each.move
        has_own = unit.tier is not Tier.LOCAL_AUTHORITY or self.country.below[unit.id]
        outside = self.country.outside[unit.id]
        return {
            "round_id": self.round.id,
            "parent_id": self.case_ids.get(unit.parent_id or 0),
            "tier": unit.tier,
            "edition_id": each.edition_id,
            "state": move.state,
            "revision": 1,
            "tasks": casework.tasks_of(move),
            "awaits": " ".join(move.awaits),
            "next_due_at": move.next_due_at,
            "opened_at": self.office.now,
            "standing": Standing.NOT_STARTED if has_own else Standing.NOTHING_TO_CONFIRM,
            "other_standing": Standing.NOT_STARTED if outside else Standing.NOTHING_TO_CONFIRM,
            "reviewed": self.country.is_idle(unit),
            "other_total": outside,
            "learners": sum(subject.learners for subject in each.classes),
            "trouble": sum(subject.trouble for subject in each.classes),
            **self._counters(unit),
            **unit.belonging,
        }

    def _item_rows(self, each: _Started) -> list[dict[str, Any]]:
        due_at = self.windows[each.unit.tier or Tier.INSTITUTION].due_at
        case = Case(id=self.case_ids[each.unit.id], **each.unit.belonging)
        rows = []
        for task in each.move.tasks:
            node = each.diagram.nodes[task.node]
            blank = len(OUTSIDE_GRADES) * self.country.outside[each.unit.id]
            subjects = [Subject(0, "", trouble=blank if node.act == Act.RECORD_COUNTS else 0)]
            if node.act and Act(node.act) in FANS:
                subjects = each.classes if node.act == Act.VERIFY_ROLL else []
            rows += [
                {"opened_at": self.office.now, **casework.item_values(case, task.ref, node, subject, due_at)}
                for subject in subjects
            ]
        return rows

    def _goes_on_at_once(self, each: _Started) -> bool:
        """Whether a task that fans out has nothing to wait for: no class on the roll, or no unit below."""
        acts = {each.diagram.nodes[task.node].act for task in each.move.tasks}
        counters = self._counters(each.unit)
        nothing_below = counters["units_reviewed"] >= counters["units_total"]
        return (Act.VERIFY_ROLL in acts and not each.classes) or (
            bool(acts & {Act.REVIEW_UNIT, Act.TAKE_FIGURES}) and nothing_below
        )

    def _classes(self, units: Sequence[Unit]) -> dict[int, list[Subject]]:
        found: dict[int, list[Subject]] = defaultdict(list)
        ids = [unit.id for unit in units if unit.tier is Tier.INSTITUTION]
        for each in class_counts(self.office.session, self.round.id, ids) if ids else ():
            found[each.unit_id].append(class_subject(each))
        return found


def _pin_editions(office: Office, round_: Round) -> dict[DiagramKey, tuple[int, Diagram]]:
    """The editions the round is pinned to; those in force for it where nothing was pinned."""
    pinned = in_force(office.session, (round_.academic_year, round_.number))
    for row in office.session.scalars(select(RoundEdition).filter_by(round_id=round_.id)):
        pinned[row.diagram] = row.edition_id
    if missing := set(DiagramKey) - set(pinned):
        raise Refused(Reason.ROUND_HAS_NO_DIAGRAM, diagrams=sorted(missing))
    rows = [{"round_id": round_.id, "diagram": key, "edition_id": id_} for key, id_ in pinned.items()]
    insert_once(office.session, RoundEdition, rows)
    return {key: (id_, office.shelf.of(office.session, id_)) for key, id_ in pinned.items()}


def _active_units(office: Office) -> dict[Tier, list[Unit]]:
    units: dict[Tier, list[Unit]] = defaultdict(list)
    active = select(Unit).where(Unit.tier.is_not(None), Unit.closed_on.is_(None)).order_by(Unit.id)
    for unit in office.session.scalars(active):
        units[unit.tier or Tier.INSTITUTION].append(unit)
    return units


def _survey(office: Office, round_: Round, units: dict[Tier, list[Unit]]) -> _Country:
    everyone = [unit for tier in TOP_DOWN for unit in units[tier]]
    below = Counter(unit.parent_id for unit in everyone if unit.parent_id)
    make_due_changes(office)
    country = _Country(below, list_schools(office, round_), Counter())
    country.idle.update(unit.parent_id for unit in everyone if unit.parent_id and country.is_idle(unit))
    return country


def _key(unit: Unit) -> DiagramKey:
    key = DIAGRAM_OF[unit.kind]
    if key is None:
        raise ValueError(f"{unit.kind} holds no case")
    return key
