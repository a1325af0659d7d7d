"""Holds the records against the rules: in the act that changed them, unit by unit after an opening (N6)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select, update

from processes.acts.facts import Facts, Kinds, facts_of
from processes.acts.office import Office
from processes.acts.problems import keep
from processes.records.cases import Case
from processes.records.problems import Problem
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.rules.checks.facts import Times
from processes.rules.checks.judging import Found, judge_class, judge_learners, judge_unit
from processes.rules.checks.terms import book_of
from processes.terms import About, ProblemState, Severity, Tier

BATCH = 40  # units of one transaction of the sweep: some 2,000 learners, and the writer is free again


def check_classes(office: Office, case: Case, classroom_ids: Collection[int]) -> None:
    """Look again at classes that an act changed, and at the unit as a whole.

    Between rounds the problems are kept all the same; what the ended case has left behind stays as it is.
    """
    if case.checked_at is None and case.ended_at is None:
        check_unit(office, case)
        return
    office.session.flush()
    kinds = {case.unit_id: case.unit.kind}
    _look_at(office, kinds, office.session.get_one(Round, case.round_id), classroom_ids)
    if case.ended_at is None:
        count(office, case)


def check_unit(office: Office, case: Case) -> None:
    """Look at everything that a unit has recorded."""
    office.session.flush()
    kinds = {case.unit_id: case.unit.kind}
    _look_at(office, kinds, office.session.get_one(Round, case.round_id), None)
    case.checked_at = office.now
    count(office, case)


def in_the_way(office: Office, case: Case) -> dict[str, object]:
    """How many errors and unexplained queries stand between an institution and its confirmation.

    Who would be refused is looked at again first: a day may have passed, or a rule may be judged otherwise.
    """
    if case.tier is Tier.INSTITUTION and (case.checked_at is None or case.errors or case.queries):
        check_unit(office, case)
    return {"errors": case.errors, "unexplained": case.queries}


def check_batch(office: Office, round_id: int, limit: int = BATCH) -> int:
    """Look at some units that nobody has looked at in this round; returns how many."""
    wanted = (
        select(Case.id, Case.unit_id, Unit.kind)
        .join(Unit, Unit.id == Case.unit_id)
        .where(Case.round_id == round_id, Case.tier == Tier.INSTITUTION)
        .where(Case.checked_at.is_(None), Case.ended_at.is_(None))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
    )
    found = office.session.execute(wanted).all()
    if found:
        _look_at(
            office, {row.unit_id: row.kind for row in found}, office.session.get_one(Round, round_id), None
        )
        counts = open_problems(office, [row.unit_id for row in found])
        for row in found:
            errors, queries = counts[row.unit_id]
            values = {"errors": errors, "queries": queries, "checked_at": office.now}
            _write(office, row.id, values)
    return len(found)


def count(office: Office, case: Case) -> None:
    """Keep on the case how much is still to be mended and explained, for inbox and boards to read."""
    case.errors, case.queries = open_problems(office, [case.unit_id])[case.unit_id]


def open_problems(office: Office, unit_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """By unit, how many errors there are and how many queries nobody has explained."""
    wanted = (
        select(Problem.unit_id, Problem.severity, func.count())
        .where(Problem.unit_id.in_(unit_ids), Problem.state == ProblemState.OPEN)
        .group_by(Problem.unit_id, Problem.severity)
    )
    found: dict[int, dict[Severity, int]] = defaultdict(dict)
    for unit_id, severity, number in office.session.execute(wanted):
        found[unit_id][severity] = number
    return {
        unit_id: (found[unit_id].get(Severity.ERROR, 0), found[unit_id].get(Severity.QUERY, 0))
        for unit_id in unit_ids
    }


def _write(office: Office, case_id: int, values: Mapping[str, object]) -> None:
    """Past the unit of work: no page of the case is out of date because the house looked at its roll."""
    office.session.execute(
        update(Case).where(Case.id == case_id).values(**values).execution_options(synchronize_session=False)
    )


def _look_at(office: Office, kinds: Kinds, round_: Round, classroom_ids: Collection[int] | None) -> None:
    times = Times(book_of(round_.rules), round_.academic_year, office.today)
    facts = facts_of(office, kinds, round_.id, round_.academic_year, classroom_ids)
    found = [(unit_id, each) for unit_id in kinds for each in _judge(facts, unit_id, times)]
    keep(office, kinds, _looked_at(facts, kinds, classroom_ids), found)


def _judge(facts: Facts, unit_id: int, times: Times) -> Iterator[Found]:
    yield from judge_learners(facts.learners.get(unit_id, ()), times)
    for each in facts.classes.get(unit_id, ()):
        yield from judge_class(each, times)
    yield from judge_unit(facts.units[unit_id], times)


def _looked_at(facts: Facts, kinds: Kinds, classroom_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Which kept problems were judged anew: those not found again are gone."""
    within = Problem.unit_id.in_(kinds)
    if classroom_ids is None:
        return within
    here = [each.learner_id for learners in facts.learners.values() for each in learners]
    moved = (Problem.about == About.LEARNER) & Problem.subject_id.in_(here)
    return within & or_(Problem.classroom_id.in_(classroom_ids), Problem.about == About.UNIT, moved)
