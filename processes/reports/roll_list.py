"""The roll of one institution, learner by learner, and all that is known of one of them (F35, F82)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from processes.records.follow_ups import FollowUp
from processes.records.learners import Classroom, Enrolment, IdentityChange, Learner, PresenceMark
from processes.records.officers import Officer
from processes.records.problems import Problem
from processes.records.rounds import Round
from processes.reports.units import looking_up
from processes.rules.thai import clean_name
from processes.terms import Grade, IdentityKind, LeavingReason, ProblemState, Sex

SIZE = 100
Rows = Select[*tuple[Any, ...]]


class View(StrEnum):
    """Which learners of a roll are asked for."""

    ALL = "all"
    UNSEEN = "unseen"
    NOT_FOUND = "not_found"
    NO_NUMBER = "no_number"
    PROBLEMS = "problems"
    LEFT = "left"
    FOLLOWED = "followed"


class Sort(StrEnum):
    """What the lines of a roll are ordered by; alike, they stand in Thai order."""

    NAME = "name"
    CLASS = "class"
    BIRTH = "birth"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of the roll asked for; a number is looked up by its index, never by its digits."""

    view: View = View.ALL
    classroom_id: int | None = None
    name: str = ""
    number_index: bytes | None = None
    sort: Sort = Sort.NAME
    page: int = 1


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line of the roll as a page shows it, the number covered."""

    enrolment_id: int
    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    identity_kind: IdentityKind
    number_masked: str
    grade: Grade
    classroom_id: int
    room: str
    seen: bool | None
    left_at: datetime | None
    leaving_reason: LeavingReason | None
    follow_up: str | None  # the note of the mark, when the record is marked


@dataclass(frozen=True, slots=True)
class Mark:
    """That a learner was looked for in a round: found or not, by whom, when."""

    academic_year: int
    number: int
    seen: bool
    person: str
    position: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class FormerNumber:
    """A number that a learner had before, and who changed it when (letter 4.3.3)."""

    kind: IdentityKind
    masked: str
    person: str
    changed_at: datetime


def lines_of(session: Session, round_id: int, unit_id: int, asked: Asked) -> tuple[list[RollLine], int]:
    """One page of the roll in the order asked for, and how many lines there are in all.

    Who has left may be another unit's learner by now; the line of this unit's own enrolment stays (F38).
    """
    if asked.view is View.LEFT:
        with looking_up(session):
            return _page(session, round_id, unit_id, asked)
    return _page(session, round_id, unit_id, asked)


def _page(session: Session, round_id: int, unit_id: int, asked: Asked) -> tuple[list[RollLine], int]:
    rows = _narrowed(_lines(round_id, unit_id), asked)
    counted = rows.with_only_columns(func.count(Enrolment.id), maintain_column_froms=True)
    total = session.scalars(counted).one()
    order = rows.order_by(*_ORDERS[asked.sort], Learner.sort_key, Enrolment.id)
    page = order.limit(SIZE).offset((asked.page - 1) * SIZE)
    return [RollLine(*row) for row in session.execute(page)], total


def line_of(session: Session, round_id: int, unit_id: int, enrolment_id: int) -> RollLine:
    """One line of the roll, whether the learner stands on it or has left."""
    wanted = _lines(round_id, unit_id).where(Enrolment.id == enrolment_id)
    return RollLine(*session.execute(wanted).one())


def _lines(round_id: int, unit_id: int) -> Rows:
    mark = and_(PresenceMark.enrolment_id == Enrolment.id, PresenceMark.round_id == round_id)
    return (
        select(
            Enrolment.id,
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Learner.sex,
            Learner.birth_on,
            Learner.identity_kind,
            Learner.number_masked,
            Enrolment.grade,
            Enrolment.classroom_id,
            Classroom.room,
            PresenceMark.seen,
            Enrolment.left_at,
            Enrolment.leaving_reason,
            FollowUp.note,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .outerjoin(PresenceMark, mark)
        .outerjoin(FollowUp, FollowUp.enrolment_id == Enrolment.id)
        .where(Enrolment.unit_id == unit_id)
    )


def _in_turn(column: InstrumentedAttribute[Any], words: type[StrEnum]) -> ColumnElement[int]:
    """Words in the order in which they are declared, not in that of their letters."""
    return case({word: place for place, word in enumerate(words)}, value=column)


_ORDERS: dict[Sort, tuple[Any, ...]] = {
    Sort.NAME: (),
    Sort.CLASS: (_in_turn(Enrolment.grade, Grade), func.length(Classroom.room), Classroom.room),
    Sort.BIRTH: (Learner.birth_on.is_(None), Learner.birth_on),
    Sort.NUMBER: (_in_turn(Learner.identity_kind, IdentityKind).desc(),),  # those without one come first
}


_STANDING = Enrolment.left_at.is_(None)
_OPEN_PROBLEM = exists().where(Problem.enrolment_id == Enrolment.id, Problem.state == ProblemState.OPEN)
_VIEWS: dict[View, tuple[ColumnElement[bool], ...]] = {
    View.ALL: (_STANDING,),
    View.UNSEEN: (_STANDING, PresenceMark.id.is_(None)),
    View.NOT_FOUND: (_STANDING, PresenceMark.seen.is_(False)),
    View.NO_NUMBER: (_STANDING, Learner.identity_kind == IdentityKind.NONE),
    View.PROBLEMS: (_STANDING, _OPEN_PROBLEM),
    View.LEFT: (Enrolment.left_at.is_not(None),),
    View.FOLLOWED: (FollowUp.id.is_not(None),),  # whoever has left as well
}


def _narrowed(rows: Rows, asked: Asked) -> Rows:
    rows = rows.where(*_VIEWS[asked.view])
    if asked.classroom_id is not None:
        rows = rows.where(Enrolment.classroom_id == asked.classroom_id)
    if asked.number_index is not None:
        return rows.where(Learner.number_index == asked.number_index)
    for word in clean_name(asked.name).split():
        within = [part.contains(word, autoescape=True) for part in (Learner.first_name, Learner.last_name)]
        rows = rows.where(or_(*within))
    return rows


def follow_up_of(session: Session, enrolment_id: int) -> tuple[FollowUp, str] | None:
    """The mark on a learner's record and the name of who made it; None when there is none."""
    wanted = (
        select(FollowUp, Officer.name)
        .join(Officer, Officer.id == FollowUp.marked_by)
        .where(FollowUp.enrolment_id == enrolment_id)
    )
    found = session.execute(wanted).first()
    return (found[0], found[1]) if found else None


def enrolment_on(session: Session, unit_id: int, enrolment_id: int) -> Enrolment | None:
    """A learner's standing or ended place on the unit's roll."""
    return session.scalars(select(Enrolment).filter_by(id=enrolment_id, unit_id=unit_id)).one_or_none()


def classroom_on(session: Session, unit_id: int, classroom_id: int) -> Classroom | None:
    return session.scalars(select(Classroom).filter_by(id=classroom_id, unit_id=unit_id)).one_or_none()


def classrooms_of(session: Session, unit_id: int, academic_year: int) -> list[Classroom]:
    """The unit's classes of a year and any of before that learners still stand in, by grade and room."""
    standing = select(Enrolment.classroom_id).filter_by(unit_id=unit_id, left_at=None)
    wanted = select(Classroom).filter_by(unit_id=unit_id)
    wanted = wanted.where(or_(Classroom.academic_year == academic_year, Classroom.id.in_(standing)))
    order = list(Grade)
    return sorted(
        session.scalars(wanted),
        key=lambda each: (-each.academic_year, order.index(each.grade), len(each.room), each.room),
    )


def marks_of(session: Session, enrolment_id: int) -> list[Mark]:
    """Each round in which the learner was looked for, newest first."""
    wanted = (
        select(
            Round.academic_year,
            Round.number,
            PresenceMark.seen,
            Officer.name,
            Officer.position,
            PresenceMark.marked_at,
        )
        .join(Round, Round.id == PresenceMark.round_id)
        .join(Officer, Officer.id == PresenceMark.marked_by)
        .where(PresenceMark.enrolment_id == enrolment_id)
        .order_by(PresenceMark.marked_at.desc())
    )
    return [Mark(*row) for row in session.execute(wanted)]


def former_numbers(session: Session, learner_id: int) -> list[FormerNumber]:
    wanted = (
        select(IdentityChange.kind, IdentityChange.number_masked, Officer.name, IdentityChange.changed_at)
        .outerjoin(Officer, Officer.id == IdentityChange.changed_by)
        .where(IdentityChange.learner_id == learner_id)
        .order_by(IdentityChange.changed_at.desc())
    )
    return [FormerNumber(kind, masked, name or "", at) for kind, masked, name, at in session.execute(wanted)]
