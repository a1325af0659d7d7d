"""What happened to the cases of a round, read from the tables in the form in which it can run again.

Approximate, because the tables keep the last of some things only: a class or a unit that was looked at
again within one task counts as looked at the last time; a task that fanned out is done with its last item;
dates are those that held in the end; what nobody finished is not there; a round that is still open is taken
as closed as it stands at its hour.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from processes.acts import form_answers
from processes.acts.fanout import FANS
from processes.acts.office import Office
from processes.engine.diagrams import Diagram
from processes.engine.replaying import Event, Gates, History
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import Confirmation
from processes.reports.case_dates import Dates, dates_of
from processes.terms import Act, Message, Outcome, Stream, Tier

GATES: Gates = {
    Message.OWN_INCOMPLETE: lambda facts: _number(facts, "units_reviewed") < _number(facts, "units_total"),
    Message.OWN_REOPENED: lambda facts: not facts["own_confirmed"],
    Message.OTHER_REOPENED: lambda facts: not facts["other_confirmed"],
}
_CONFIRMED = {Stream.OWN: "own_confirmed", Stream.OTHER: "other_confirmed"}
_RANK = {"changed": 0, "finished": 1, "closed": 2}
_CASE = (
    *(Case.id, Case.unit_id, Case.authority_id, Case.tier, Case.round_id, Case.edition_id, Case.opened_at),
    *(Case.units_total, Case.units_confirmed, Case.units_reviewed, Case.other_total),
)


@dataclass(frozen=True)
class Wanted:
    """What the diagrams that a history will run on look at: words of the facts, and answers to fields."""

    words: frozenset[str]
    fields: frozenset[str]

    @classmethod
    def by(cls, *diagrams: Diagram) -> "Wanted":
        words = frozenset().union(*(each.names for each in diagrams))
        return cls(words, frozenset().union(*(each.decisive for each in diagrams)))


@dataclass(frozen=True)
class _Kept:
    """What the tables keep of one case."""

    items: Sequence[Row[Any]]
    confirmations: Sequence[Row[Any]]
    below: Sequence[Row[Any]]  # confirmations of the units directly below
    answers: Mapping[int, Mapping[str, object]]  # by item, to the fields that are looked at


def next_cases(
    session: Session, round_id: int, editions: Iterable[int], after: int, limit: int
) -> Sequence[Any]:
    """The next cases of a round that ran on these editions, in the order of their keys."""
    wanted = select(*_CASE).where(Case.round_id == round_id, Case.edition_id.in_(list(editions)))
    return session.execute(wanted.where(Case.id > after).order_by(Case.id).limit(limit)).all()


def histories(office: Office, cases: Sequence[Any], diagram: Diagram, wanted: Wanted) -> list[History]:
    """The history of each case of one edition."""
    session = office.session
    if not cases:
        return []
    ids = [case.id for case in cases]
    items, own, below = _items(session, ids), _confirmations(session, ids), _below(session, cases)
    answers, dates = _answers(office, ids, diagram, wanted.fields), dates_of(session, cases)
    return [
        _history(
            case,
            _Kept(items[case.id], own[case.id], below[case.id], answers),
            diagram,
            (dates[case.id], wanted.words),
        )
        for case in cases
    ]


def _items(session: Session, ids: list[int]) -> dict[int, list[Row[Any]]]:
    wanted = select(
        *(WorkItem.id, WorkItem.case_id, WorkItem.task_ref, WorkItem.subject_id, WorkItem.node, WorkItem.act),
        *(WorkItem.state, WorkItem.opened_at, WorkItem.done_at, WorkItem.outcome),
    ).where(WorkItem.case_id.in_(ids))
    return _by_case(session.execute(wanted.order_by(WorkItem.id)))


def _answers(
    office: Office, ids: list[int], diagram: Diagram, fields: frozenset[str]
) -> dict[int, dict[str, object]]:
    """What was answered to these fields; where no diagram decides by answers, nothing is opened."""
    if not fields:
        return {}
    given = form_answers.by_task(office.session, office.cipher, ids)
    told = {item: form_answers.told(diagram, answers) for item, answers in given.items()}
    return {item: {name: answers[name] for name in answers.keys() & fields} for item, answers in told.items()}


def _confirmations(session: Session, ids: list[int]) -> dict[int, list[Row[Any]]]:
    wanted = select(
        *(Confirmation.case_id, Confirmation.stream, Confirmation.confirmed_at, Confirmation.withdrawn_at)
    ).where(Confirmation.case_id.in_(ids))
    return _by_case(session.execute(wanted))


def _below(session: Session, cases: Sequence[Any]) -> dict[int, list[Row[Any]]]:
    """Confirmations of the units directly below, under the case above."""
    ids = [case.id for case in cases if case.tier is not Tier.INSTITUTION]
    if not ids:
        return defaultdict(list)
    child = aliased(Case)
    wanted = (
        select(child.parent_id.label("case_id"), Confirmation.confirmed_at, Confirmation.withdrawn_at)
        .join(child, child.id == Confirmation.case_id)
        .where(child.parent_id.in_(ids), Confirmation.stream == Stream.OWN)
    )
    return _by_case(session.execute(wanted))


def _by_case(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _history(case: Any, kept: _Kept, diagram: Diagram, given: tuple[Dates, frozenset[str]]) -> History:
    dates, words = given
    tasks = {
        node.id: node.act or str(Act.ANSWER) for node in diagram.nodes.values() if node.kind == "userTask"
    }
    counters, changes = _counters(case, kept, words)
    events = [*_finished(case, kept, tasks), *_stood(kept), *changes]
    events.sort(key=lambda event: (event.at, _RANK[event.kind], event.node))
    closes_at = max([dates.closes_at, *(event.at for event in events)])
    met = {item.node for item in kept.items}
    facts = {"own_confirmed": False, "other_confirmed": False, "other_total": case.other_total}
    return History(
        case.id,
        case.opened_at,
        {**facts, **counters, **dates._asdict()},
        (*events, Event(closes_at, "closed")),
        frozenset(tasks.items()),
        frozenset(node for node, act in tasks.items() if act in FANS and node not in met),
    )


def _finished(case: Any, kept: _Kept, tasks: Mapping[str, str]) -> Iterator[Event]:
    """Each task that was done; one that fanned out is done with its last item."""
    by_task: dict[str, list[Row[Any]]] = defaultdict(list)
    for item in kept.items:
        if item.node in tasks and tasks[item.node] == item.act:
            by_task[item.task_ref].append(item)
    opened = {item.opened_at for item in kept.items}
    for items in by_task.values():
        done = [item for item in items if item.state == "done" and item.done_at]
        if not done or any(item.state == "open" for item in items):
            continue
        last = max(done, key=lambda item: item.done_at)
        if last.act in FANS and not _is_whole(case, items, last.done_at in opened):
            continue
        outcome = str(Outcome.DONE) if last.act in FANS else last.outcome
        answers = tuple(sorted(pair for item in items for pair in kept.answers.get(item.id, {}).items()))
        yield Event(last.done_at, "finished", last.node, str(last.act), outcome, answers=answers)


def _is_whole(case: Any, items: Sequence[Row[Any]], went_on: bool) -> bool:
    """Whether a task that fanned out came to its end: every class, or every unit, or something followed."""
    if items[0].act == Act.VERIFY_ROLL:
        return all(item.state != "gone" for item in items) or went_on
    return went_on or len({item.subject_id for item in items if item.state == "done"}) >= case.units_total


def _stood(kept: _Kept) -> Iterator[Event]:
    """When each stream was confirmed, and when that was withdrawn."""
    for each in kept.confirmations:
        yield Event(each.confirmed_at, "changed", facts=((_CONFIRMED[each.stream], True),))
        if each.withdrawn_at is not None:
            yield Event(each.withdrawn_at, "changed", facts=((_CONFIRMED[each.stream], False),))


def _counters(case: Any, kept: _Kept, words: frozenset[str]) -> tuple[dict[str, object], list[Event]]:
    """How many units below stood where, at first and as it changed."""
    total = case.units_total
    reviewed = [(item.done_at, 1) for item in kept.items if item.act == Act.REVIEW_UNIT and item.done_at]
    confirmed = [(each.confirmed_at, 1) for each in kept.below]
    withdrawn = [(each.withdrawn_at, -1) for each in kept.below if each.withdrawn_at]
    # A unit that was reviewed, opened again and reviewed once more has left one review: the later.
    again = min(len(withdrawn), max(0, len(reviewed) + case.units_reviewed - total))
    steps = [*reviewed, *sorted(withdrawn)[:again]]
    told = 0 if "units_reviewed" in words else total
    first, events = _course("units_reviewed", case.units_reviewed, steps, told)
    if "units_confirmed" not in words:
        return {"units_total": total, "units_reviewed": first, "units_confirmed": 0}, events
    start, more = _course("units_confirmed", case.units_confirmed, [*confirmed, *withdrawn], 0)
    return {"units_total": total, "units_reviewed": first, "units_confirmed": start}, [*events, *more]


def _course(
    name: str, last: int, steps: Sequence[tuple[datetime, int]], total: int
) -> tuple[int, list[Event]]:
    """A counter back from where it ended; with a total, only whether it is reached is told."""
    value = max(0, last - sum(step for _, step in steps))
    first, told = value, value >= total
    events = []
    for at, step in sorted(steps):
        value += step
        if total and (value >= total) == told:
            continue
        told = value >= total
        shown = (total if told else 0) if total else value
        events.append(Event(at, "changed", facts=((name, shown),)))
    return (total if first >= total else 0) if total else first, events


def _number(facts: Mapping[str, object], name: str) -> int:
    value = facts[name]
    return value if isinstance(value, int) else 0
