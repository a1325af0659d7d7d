"""Who left a roll since a round opened: why, when, by whom; and who held two roles in it alone (F38, X11)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from processes.records.learners import Classroom, Enrolment, Learner, PresenceMark
from processes.records.officers import Officer
from processes.records.rounds import Round
from processes.reports.units import looking_up
from processes.terms import Grade, LeavingReason

SIZE = 100
_LEAVER, _MARKER = aliased(Officer), aliased(Officer)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Leaver:
    """A learner taken off the roll; `not_found_by` marked this round that they were looked for in vain."""

    enrolment_id: int
    prefix: str
    first_name: str
    last_name: str
    number_masked: str
    grade: Grade
    room: str
    reason: LeavingReason | None
    note: str | None
    left_at: datetime
    left_by: str | None
    not_found_by: str | None
    elsewhere: bool  # another unit's learner by now, so not to be put back here

    @property
    def by_one_person(self) -> bool:
        """Whether the same person looked in vain and took off: two roles, allowed and shown (X11)."""
        return self.reason is LeavingReason.NO_SUCH_LEARNER and self.left_by == self.not_found_by is not None


def leavers_of(session: Session, round_id: int, unit_id: int, page: int = 1) -> list[Leaver]:
    """One page of who left since the round opened, the last first.

    A learner may be another unit's by now; the line of this unit's own enrolment stays here.
    """
    mark = and_(
        PresenceMark.enrolment_id == Enrolment.id,
        PresenceMark.round_id == round_id,
        PresenceMark.seen.is_(False),
    )
    wanted = (
        select(
            Enrolment.id,
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Learner.number_masked,
            Enrolment.grade,
            Classroom.room,
            Enrolment.leaving_reason,
            Enrolment.leaving_note,
            Enrolment.left_at,
            _LEAVER.name,
            _MARKER.name,
            Learner.unit_id != Enrolment.unit_id,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .outerjoin(PresenceMark, mark)
        .outerjoin(_MARKER, _MARKER.id == PresenceMark.marked_by)
        .outerjoin(_LEAVER, _LEAVER.id == Enrolment.left_by)
        .order_by(Enrolment.left_at.desc(), Enrolment.id.desc())
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    with looking_up(session):
        return [Leaver(*row) for row in session.execute(_since(session, wanted, round_id, unit_id))]


def leavers_by_reason(session: Session, round_id: int, unit_id: int) -> Counter[LeavingReason]:
    """How many left since the round opened, for which reason."""
    wanted = select(Enrolment.leaving_reason, func.count(Enrolment.id)).group_by(Enrolment.leaving_reason)
    found = session.execute(_since(session, wanted, round_id, unit_id))
    return Counter({reason: number for reason, number in found if reason})


def alone_in_both_roles(session: Session, round_id: int, unit_id: int) -> list[tuple[str, int]]:
    """Who marked learners of this unit as not found and took the same ones off, and how many (X11)."""
    wanted = (
        select(Officer.name, func.count(Enrolment.id))
        .join(PresenceMark, PresenceMark.enrolment_id == Enrolment.id)
        .join(Officer, Officer.id == Enrolment.left_by)
        .where(PresenceMark.round_id == round_id, PresenceMark.seen.is_(False))
        .where(PresenceMark.marked_by == Enrolment.left_by)
        .where(Enrolment.leaving_reason == LeavingReason.NO_SUCH_LEARNER)
        .group_by(Officer.id, Officer.name)
        .order_by(Officer.name)
    )
    return [(name, number) for name, number in session.execute(_since(session, wanted, round_id, unit_id))]


def _since(session: Session, wanted: Rows, round_id: int, unit_id: int) -> Rows:
    opened_at = session.scalars(select(Round.opened_at).filter_by(id=round_id)).first()
    left = wanted.where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_not(None))
    return left.where(Enrolment.left_at >= opened_at) if opened_at else left
