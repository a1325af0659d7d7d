"""Explains queries: why a value that looks odd is right; one or several at once (F34, N6)."""

from collections.abc import Mapping

from sqlalchemy import select, update

from processes.acts import checking, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.learners import Classroom
from processes.records.problems import Problem
from processes.rules.digest import Plain
from processes.terms import Act, ProblemState, Reason, Refused, Severity, Standing

MOST_NAMED = 10


def explain(office: Office, actor: Actor, case: Case, asked: Mapping[int, str], text: str) -> int:
    """Keep the explanation with every query named; returns how many (`asked`: problem to fingerprint).

    `STALE_PAGE` when one of them is no longer what was before the officer.
    """
    wanted = select(Problem).where(Problem.id.in_(asked), Problem.unit_id == case.unit_id)
    problems = list(office.session.scalars(wanted.order_by(Problem.id)))
    office.allow(
        Act.EXPLAIN,
        actor,
        case,
        own_class=_teaches_all(office, actor, problems),
        confirmed=case.standing is Standing.CONFIRMED,
        reason_given=bool(text.strip()),
    )
    if not problems or len(problems) != len(asked) or not all(_stands(each, asked) for each in problems):
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    explained = {
        "explanation": text.strip(),
        "explained_for": Problem.fingerprint,
        "explained_by": actor.officer_id,
        "explained_at": office.now,
        "state": ProblemState.EXPLAINED,
    }
    office.session.execute(update(Problem).where(Problem.id.in_(asked)).values(explained))
    checking.count(office, case)
    # The words stay out of the journal: they may say of a child what nobody may keep for ever.
    named: Plain = list(asked) if len(asked) <= MOST_NAMED else len(asked)
    rules: Plain = sorted({each.rule for each in problems})  # type: ignore[assignment]
    journal.note(office, case, Act.EXPLAIN, actor, problems=named, rules=rules)
    return len(problems)


def _stands(problem: Problem, asked: Mapping[int, str]) -> bool:
    return (
        problem.severity is Severity.QUERY
        and problem.state is not ProblemState.GONE
        and problem.fingerprint == asked[problem.id]
    )


def _teaches_all(office: Office, actor: Actor, problems: list[Problem]) -> bool:
    """Whether everything that is explained lies in classes of the officer's own."""
    ids = {each.classroom_id for each in problems}
    if not ids or None in ids:
        return False
    teachers = office.session.scalars(select(Classroom.teacher_id).where(Classroom.id.in_(ids)).distinct())
    return set(teachers) == {actor.officer_id}
