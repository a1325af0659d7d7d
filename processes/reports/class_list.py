"""The learners of a class or roll one by one, with their marks of a round: seen, by whom, when (F35)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from processes.records.learners import ClassCheck, Classroom, Enrolment, Learner, PresenceMark
from processes.records.officers import Officer
from processes.records.rounds import Round
from processes.terms import COUNTRY, Grade, IdentityKind, LeavingReason, Sex


@dataclass(frozen=True, slots=True)
class Line:
    """A learner of a class: the particulars that a list may show, and the mark, if there is one."""

    enrolment_id: int
    name: str
    sex: Sex
    identity_kind: IdentityKind
    number_masked: str
    grade: Grade
    room: str
    admitted_since_opening: bool
    seen: bool | None = None
    marked_at: datetime | None = None
    marked_by: str | None = None
    left_at: datetime | None = None
    left_by: str | None = None
    leaving_reason: LeavingReason | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """When and by whom a class was finished."""

    checked_at: datetime
    checked_by: str


_MARKER, _LEAVER = aliased(Officer), aliased(Officer)


def class_list(session: Session, round_id: int, classroom_id: int) -> list[Line]:
    """The learners who stand in the class, in Thai order."""
    wanted = _lines(round_id).where(Enrolment.classroom_id == classroom_id, Enrolment.left_at.is_(None))
    return _read(session, round_id, wanted)


def in_trouble(session: Session, round_id: int, unit_id: int) -> list[Line]:
    """Who stands on the unit's roll and was not looked for yet, or was looked for in vain (F41, F42)."""
    wanted = _lines(round_id).where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
    return _read(session, round_id, wanted.where(PresenceMark.seen.is_not(True)))


def without_number(session: Session, round_id: int, unit_id: int) -> list[Line]:
    """Who stands on the roll and has neither a citizen number nor a G-Code (letter 4.3.3)."""
    wanted = _lines(round_id).where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
    return _read(session, round_id, wanted.where(Learner.identity_kind == IdentityKind.NONE))


def taken_off(session: Session, round_id: int, unit_id: int) -> list[Line]:
    """Who was taken off the unit's roll since the round opened, the last first (F38)."""
    opened_at = _opened_at(session, round_id)
    wanted = _lines(round_id).where(Enrolment.unit_id == unit_id, Enrolment.left_at >= opened_at)
    return _read(session, round_id, wanted.order_by(None).order_by(Enrolment.left_at.desc()))


def admitted_since_opening(session: Session, round_id: int, unit_id: int) -> int:
    """How many on the unit's roll were admitted since the round opened (letter 4.3.1 (1))."""
    wanted = select(func.count(Enrolment.id)).where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
    since = Enrolment.admitted_on >= _opened_at(session, round_id).astimezone(COUNTRY).date()
    return session.scalars(wanted.where(since)).one()


def class_checks(session: Session, round_id: int, unit_id: int) -> dict[int, Check]:
    """By class, when it was finished and by whom."""
    wanted = (
        select(ClassCheck.classroom_id, ClassCheck.checked_at, Officer.name)
        .join(Officer, Officer.id == ClassCheck.checked_by)
        .where(ClassCheck.round_id == round_id, ClassCheck.unit_id == unit_id)
    )
    return {classroom_id: Check(at, name) for classroom_id, at, name in session.execute(wanted)}


def _lines(round_id: int) -> Any:
    mark = and_(PresenceMark.enrolment_id == Enrolment.id, PresenceMark.round_id == round_id)
    return (
        select(Enrolment, Learner, Classroom.room, PresenceMark, _MARKER.name, _LEAVER.name)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .outerjoin(PresenceMark, mark)
        .outerjoin(_MARKER, _MARKER.id == PresenceMark.marked_by)
        .outerjoin(_LEAVER, _LEAVER.id == Enrolment.left_by)
        .order_by(Learner.sort_key, Enrolment.id)
    )


def _read(session: Session, round_id: int, wanted: Any) -> list[Line]:
    opened_at = _opened_at(session, round_id)
    return [_line(row, opened_at) for row in session.execute(wanted)]


def _opened_at(session: Session, round_id: int) -> datetime:
    """When the round opened; a round that has cases has."""
    round_ = session.get_one(Round, round_id)
    return round_.opened_at or round_.windows[0].opens_at


def _line(row: Any, opened_at: datetime) -> Line:
    enrolment, learner, room, mark, marker, leaver = row
    return Line(
        enrolment_id=enrolment.id,
        name=f"{learner.prefix}{learner.first_name} {learner.last_name}",
        sex=enrolment.sex,
        identity_kind=learner.identity_kind,
        number_masked=learner.number_masked,
        grade=enrolment.grade,
        room=room,
        admitted_since_opening=enrolment.admitted_on >= opened_at.astimezone(COUNTRY).date(),
        seen=mark.seen if mark else None,
        marked_at=mark.marked_at if mark else None,
        marked_by=marker,
        left_at=enrolment.left_at,
        left_by=leaver,
        leaving_reason=enrolment.leaving_reason,
    )
