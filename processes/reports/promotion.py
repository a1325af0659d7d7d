"""What moving a whole roll up a year would do, class by class and learner by learner; nothing is written."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.promotions import Promotion
from processes.records.units import Unit
from processes.rules.digest import digest
from processes.rules.ladder import grade_to_open, next_grade
from processes.terms import Grade


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer decides of it: who stays back in the grade, and which grades the unit newly opens."""

    staying: frozenset[int] = frozenset()  # enrolments
    opening: frozenset[Grade] = frozenset()


@dataclass(frozen=True, slots=True)
class ClassStep:
    """A class of the year that ends, and where its learners go; `grade_after` is None where they finish."""

    classroom_id: int
    grade: Grade
    room: str
    teacher_id: int | None
    size: int
    staying: int
    grade_after: Grade | None
    may_open: Grade | None  # the grade the unit would open for this class to go on

    @property
    def going(self) -> int:
        return self.size - self.staying


class Step(NamedTuple):
    """A learner in a class of the year that ends."""

    enrolment_id: int
    learner_id: int
    classroom_id: int
    stays: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The roll's way into an academic year; `digest` names exactly this plan."""

    academic_year: int
    classes: tuple[ClassStep, ...]
    learners: tuple[Step, ...]
    digest: str

    @property
    def moved(self) -> int:
        return sum(each.going for each in self.classes if each.grade_after)

    @property
    def finished(self) -> int:
        return sum(each.going for each in self.classes if not each.grade_after)

    @property
    def stayed(self) -> int:
        return sum(each.staying for each in self.classes)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A learner of a class, to be ticked when staying back."""

    enrolment_id: int
    name: str
    number_masked: str


def plan_of(session: Session, unit: Unit, academic_year: int, wish: Wish) -> Plan:
    """Where everybody goes who stands in a class of a year before `academic_year`."""
    found = _standing(session, unit.id, academic_year)
    rooms = {room.id: room for room in _rooms(session, unit.id, academic_year)}
    sizes = Counter(classroom_id for _, _, classroom_id in found)
    stays = Counter(classroom_id for id_, _, classroom_id in found if id_ in wish.staying)
    offered = {room.grade for room in rooms.values()} | wish.opening
    order = list(Grade)
    left = sorted(
        (rooms[id_] for id_ in sizes), key=lambda room: (order.index(room.grade), len(room.room), room.room)
    )
    classes = tuple(_step(unit, room, offered, sizes[room.id], stays[room.id]) for room in left)
    learners = tuple(Step(*row, row[0] in wish.staying) for row in found)
    return Plan(academic_year, classes, learners, _digest(academic_year, classes, learners))


def candidates(session: Session, unit_id: int, classroom_id: int) -> list[Candidate]:
    """Who stands in the class, in Thai order."""
    wanted = (
        select(Enrolment.id, Learner.prefix, Learner.first_name, Learner.last_name, Learner.number_masked)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
        .where(Enrolment.classroom_id == classroom_id)
        .order_by(Learner.sort_key, Enrolment.id)
    )
    return [
        Candidate(id_, f"{prefix}{first} {last}", masked)
        for id_, prefix, first, last, masked in session.execute(wanted)
    ]


def promotions_of(session: Session, unit_id: int) -> Sequence[Promotion]:
    """Every promotion of the unit, the last first."""
    wanted = select(Promotion).filter_by(unit_id=unit_id).order_by(Promotion.promoted_at.desc(), Promotion.id)
    return session.scalars(wanted).all()


def year_of_roll(session: Session, unit_id: int, round_year: int) -> int:
    """The latest year whose classes the roll stands in; the round's where nobody stands in any."""
    wanted = (
        select(func.max(Classroom.academic_year))
        .join(Enrolment, Enrolment.classroom_id == Classroom.id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
    )
    return session.scalar(wanted) or round_year


def _standing(session: Session, unit_id: int, before: int) -> list[tuple[int, int, int]]:
    wanted = (
        select(Enrolment.id, Enrolment.learner_id, Enrolment.classroom_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None), Classroom.academic_year < before)
        .order_by(Enrolment.id)
    )
    return [tuple(row) for row in session.execute(wanted)]  # type: ignore[misc]


def _rooms(session: Session, unit_id: int, before: int) -> Sequence[Classroom]:
    wanted = select(Classroom).filter_by(unit_id=unit_id).where(Classroom.academic_year < before)
    return session.scalars(wanted.order_by(Classroom.id)).all()


def _step(unit: Unit, room: Classroom, offered: Collection[Grade], size: int, staying: int) -> ClassStep:
    after = next_grade(unit.kind, room.grade, offered)
    may_open = grade_to_open(unit.kind, room.grade, offered)
    return ClassStep(room.id, room.grade, room.room, room.teacher_id, size, staying, after, may_open)


def _digest(year: int, classes: Sequence[ClassStep], learners: Sequence[Step]) -> str:
    """The name of a plan: another roll, another class or another choice gives another."""
    return digest(
        [
            year,
            [[each.classroom_id, str(each.grade), each.room, str(each.grade_after)] for each in classes],
            [[each.enrolment_id, each.classroom_id, each.stays] for each in learners],
        ]
    )
