"""What a request to reopen says it will change, in names and numbers, and what that makes of the total."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.outside import OtherCount, OtherSchool
from processes.records.reopening import ReopeningChange
from processes.rules.thai import clean_name
from processes.terms import Grade, PlannedChange

MOST_FOUND = 30
Rows = Select[*tuple[Any, ...]]


class Plan(Protocol):
    """A change that is planned, asked for already or just typed."""

    @property
    def what(self) -> PlannedChange: ...
    @property
    def school_id(self) -> int | None: ...
    @property
    def grade(self) -> Grade | None: ...
    @property
    def number(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A learner of the roll by name and class."""

    id: int
    name: str
    grade: Grade
    room: str


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A planned change as the decider reads it; `learner` or `school` where it is about one."""

    what: PlannedChange
    learner: Named | None
    school: str
    grade: Grade | None
    number: int | None


def planned_of(session: Session, request_id: int) -> list[PlannedLine]:
    rows = session.scalars(select(ReopeningChange).filter_by(request_id=request_id)).all()
    ids = [each.learner_id for each in rows if each.learner_id]
    learners = {each.id: each for each in _learners(session, ids, standing=False)}
    schools = dict(
        session.execute(
            select(OtherSchool.id, OtherSchool.name).where(OtherSchool.id.in_({e.school_id for e in rows}))
        ).all()
    )
    return [
        PlannedLine(
            each.what,
            learners.get(each.learner_id or 0),
            schools.get(each.school_id or 0, ""),
            each.grade,
            each.number,
        )
        for each in rows
    ]


def plans_of(session: Session, request_id: int) -> list[Plan]:
    return list(session.scalars(select(ReopeningChange).filter_by(request_id=request_id)))


def difference(session: Session, round_id: int, plans: Iterable[Plan]) -> int:
    """How many more, or fewer, the total would be when all of it is done."""
    plans = list(plans)
    added = sum(each.number or 0 for each in plans if each.what is PlannedChange.ADD)
    gone = sum(each.what is PlannedChange.TAKE_OFF for each in plans)
    cells = [each for each in plans if each.what is PlannedChange.COUNT]
    return added - gone + sum((each.number or 0) for each in cells) - _now_in(session, round_id, cells)


def _now_in(session: Session, round_id: int, cells: Collection[Plan]) -> int:
    wanted = {(each.school_id, each.grade) for each in cells}
    if not wanted:
        return 0
    schools = {school_id for school_id, _ in wanted}
    rows = session.execute(
        select(OtherCount.school_id, OtherCount.grade, OtherCount.count).where(
            OtherCount.round_id == round_id, OtherCount.school_id.in_(schools)
        )
    )
    return sum(count or 0 for school_id, grade, count in rows if (school_id, grade) in wanted)


def learners_like(session: Session, unit_id: int, text: str) -> list[Named]:
    """Learners on the unit's roll whose name holds every word that was typed."""
    words = clean_name(text).split()
    if not words:
        return []
    likes = [
        or_(
            Learner.first_name.contains(word, autoescape=True),
            Learner.last_name.contains(word, autoescape=True),
        )
        for word in words
    ]
    return _read(
        session, _all().where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None), and_(*likes))
    )


def learners_of(session: Session, unit_id: int, ids: Collection[int]) -> list[Named]:
    """Those of the learners that stand on the unit's roll."""
    return _learners(session, ids, standing=True, unit_id=unit_id)


def _learners(
    session: Session, ids: Collection[int], standing: bool, unit_id: int | None = None
) -> list[Named]:
    if not ids:
        return []
    wanted = _all().where(Learner.id.in_(ids))
    if standing:
        wanted = wanted.where(Enrolment.left_at.is_(None), Enrolment.unit_id == unit_id)
    return _read(session, wanted, most=len(ids) * 4)


def _all() -> Rows:
    rows: Rows = (
        select(
            Learner.id, Learner.prefix, Learner.first_name, Learner.last_name, Enrolment.grade, Classroom.room
        )
        .join(Enrolment, Enrolment.learner_id == Learner.id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .order_by(Learner.sort_key, Learner.id, Enrolment.id.desc())
    )
    return rows


def _read(session: Session, wanted: Rows, most: int = MOST_FOUND) -> list[Named]:
    found: dict[int, Named] = {}
    for id_, prefix, first, last, grade, room in session.execute(wanted.limit(most)):
        found.setdefault(id_, Named(id_, f"{prefix}{first} {last}", grade, room))
    return list(found.values())
