"""What stands on a roll: how many, seen or not, class by class."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from processes.records.learners import ClassCheck, Classroom, Enrolment, PresenceMark
from processes.records.prepared import Question
from processes.terms import Grade


@dataclass(frozen=True, slots=True)
class RollCount:
    """Learners on a roll: all, not yet looked for, looked for in vain."""

    size: int = 0
    unseen: int = 0
    not_found: int = 0

    @property
    def trouble(self) -> int:
        return self.unseen + self.not_found


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class, its teacher, and how far its learners have been looked for."""

    classroom_id: int
    unit_id: int
    grade: Grade
    room: str
    teacher_id: int | None
    count: RollCount
    checked: bool


def _counted() -> Select[int, int, int]:
    """Standing enrolments with their marks of this round: size, unseen, not found."""
    mark = and_(PresenceMark.enrolment_id == Enrolment.id, PresenceMark.round_id == bindparam("round"))
    return (
        select(
            func.count(Enrolment.id),
            func.coalesce(func.sum(case((PresenceMark.id.is_(None), 1), else_=0)), 0),
            func.coalesce(func.sum(case((PresenceMark.seen.is_(False), 1), else_=0)), 0),
        )
        .select_from(Enrolment)
        .outerjoin(PresenceMark, mark)
        .where(Enrolment.left_at.is_(None))
    )


OF_UNIT = Question(_counted().where(Enrolment.unit_id == bindparam("unit")))
OF_CLASS = Question(_counted().where(Enrolment.classroom_id == bindparam("classroom")))


def roll_count(session: Session, round_id: int, unit_id: int) -> RollCount:
    [counted] = OF_UNIT.rows(session, {"round": round_id, "unit": unit_id})
    return RollCount(*counted)


def class_count(session: Session, round_id: int, classroom_id: int) -> RollCount:
    [counted] = OF_CLASS.rows(session, {"round": round_id, "classroom": classroom_id})
    return RollCount(*counted)


def class_counts(session: Session, round_id: int, unit_ids: Sequence[int]) -> list[ClassCount]:
    """The classes with learners of these units, by grade and room."""
    wanted = (
        _counted()
        .add_columns(
            Classroom.id,
            Classroom.unit_id,
            Classroom.grade,
            Classroom.room,
            Classroom.teacher_id,
            func.count(ClassCheck.id),
        )
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .outerjoin(ClassCheck, and_(ClassCheck.classroom_id == Classroom.id, ClassCheck.round_id == round_id))
        .where(Enrolment.unit_id.in_(unit_ids))
        .group_by(Classroom.id, Classroom.unit_id, Classroom.grade, Classroom.room, Classroom.teacher_id)
    )
    found = [
        ClassCount(id_, unit, grade, room, teacher, RollCount(size, unseen, missing), bool(checks))
        for size, unseen, missing, id_, unit, grade, room, teacher, checks in session.execute(
            wanted, {"round": round_id}
        )
    ]
    order = list(Grade)
    return sorted(found, key=lambda each: (each.unit_id, order.index(each.grade), each.room))
