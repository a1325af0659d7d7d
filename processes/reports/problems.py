"""The problems of a unit's records as a list: what is to be mended, what to be explained, what was (N6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Officer
from processes.records.problems import Problem
from processes.terms import Grade, ProblemState, Severity

SIZE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which problems are asked for; a rule or class of None means every one."""

    severity: Severity | None = None
    rule: str = ""
    classroom_id: int | None = None
    enrolment_id: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as a page shows it: about whom or what, and what was said of it before."""

    id: int
    rule: str
    severity: Severity
    state: ProblemState
    fingerprint: str
    enrolment_id: int | None
    classroom_id: int | None
    name: str
    grade: Grade | None
    room: str
    explanation: str
    explained_by: str
    explained_at: datetime | None
    params: Mapping[str, Any] = field(default_factory=dict)


def problems_of(session: Session, unit_id: int, asked: Asked) -> tuple[list[ProblemLine], int]:
    """A page of what stands, errors first, then what nobody has explained; and how many there are in all."""
    total = session.scalars(_narrowed(select(func.count(Problem.id)), unit_id, asked)).one()
    wanted = _narrowed(_lines(), unit_id, asked).limit(SIZE).offset((asked.page - 1) * SIZE)
    return [_line(row) for row in session.execute(wanted)], total


def rules_of(session: Session, unit_id: int) -> list[str]:
    """The rules that something of the unit breaks now."""
    standing = select(Problem.rule).where(Problem.unit_id == unit_id, Problem.state != ProblemState.GONE)
    return sorted(set(session.scalars(standing.distinct())))


def open_by_rule(session: Session, unit_id: int, severity: Severity) -> list[tuple[str, int]]:
    """The rules that something of the unit breaks and nobody explained, with how many, in their order."""
    standing = (
        select(Problem.rule, func.count(Problem.id))
        .where(Problem.unit_id == unit_id, Problem.state == ProblemState.OPEN, Problem.severity == severity)
        .group_by(Problem.rule)
        .order_by(Problem.rule)
    )
    return [(rule, number) for rule, number in session.execute(standing)]


def open_in_class(session: Session, unit_id: int, classroom_id: int) -> int:
    """How many problems of a class are still to be mended or explained."""
    standing = select(func.count(Problem.id)).where(
        Problem.unit_id == unit_id,
        Problem.classroom_id == classroom_id,
        Problem.state == ProblemState.OPEN,
    )
    return session.scalars(standing).one()


def _lines() -> Any:
    return (
        select(Problem, Learner, Classroom.grade, Classroom.room, Officer.name)
        .outerjoin(Enrolment, Enrolment.id == Problem.enrolment_id)
        .outerjoin(Learner, Learner.id == Enrolment.learner_id)
        .outerjoin(Classroom, Classroom.id == Problem.classroom_id)
        .outerjoin(Officer, Officer.id == Problem.explained_by)
        .order_by(
            Problem.severity, Problem.state.desc(), Problem.rule, Classroom.id, Learner.sort_key, Problem.id
        )
    )


def _narrowed(wanted: Select[Any], unit_id: int, asked: Asked) -> Select[Any]:
    wanted = wanted.where(Problem.unit_id == unit_id, Problem.state != ProblemState.GONE)
    if asked.severity:
        wanted = wanted.where(Problem.severity == asked.severity)
    if asked.rule:
        wanted = wanted.where(Problem.rule == asked.rule)
    if asked.classroom_id is not None:
        wanted = wanted.where(Problem.classroom_id == asked.classroom_id)
    if asked.enrolment_id is not None:
        wanted = wanted.where(Problem.enrolment_id == asked.enrolment_id)
    return wanted


def _line(row: Any) -> ProblemLine:
    problem, learner, grade, room, officer = row
    return ProblemLine(
        id=problem.id,
        rule=problem.rule,
        severity=problem.severity,
        state=problem.state,
        fingerprint=problem.fingerprint,
        enrolment_id=problem.enrolment_id,
        classroom_id=problem.classroom_id,
        name=f"{learner.prefix}{learner.first_name} {learner.last_name}" if learner else "",
        grade=grade,
        room=room or "",
        explanation=problem.explanation,
        explained_by=officer or "",
        explained_at=problem.explained_at,
        params=json.loads(problem.params),
    )
