"""Cases of a child at two units: as both sides see one, whose turn it is, and who waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case
from processes.records.duplicates import DuplicateCase, DuplicateEntry, DuplicateSide
from processes.records.learners import Classroom, Enrolment
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.reports.units import looking_up
from processes.terms import Act, DuplicateDecision, DuplicateState, Grade, Standing

SIZE = 50
CLAIMANT, HOLDER, DECIDER = aliased(Unit), aliased(Unit), aliased(Unit)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list."""

    id: int
    child: str
    number: str
    claimant: str
    holder: str
    decider: str
    decider_id: int
    state: DuplicateState
    decision: DuplicateDecision | None
    opened_at: datetime
    answer_due_at: datetime | None
    lapsed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said or done in a case, and by whom."""

    act: Act
    decision: DuplicateDecision | None
    words: str
    person: str
    position: str
    unit: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as whoever may see it reads it: identities covered, both units by name."""

    case: DuplicateCase
    claimant: Unit
    holder: Unit
    decider: Unit
    claimant_standing: Standing
    holder_standing: Standing
    grade: Grade
    room: str
    still_held: bool  # the child has not left the holder's roll meanwhile
    said: Sequence[Said]


def duplicate_seen(session: Session, duplicate_id: int) -> Seen | None:
    """A case of the units in view; None for anybody else's."""
    side = select(DuplicateSide.id).filter_by(duplicate_id=duplicate_id).limit(1)
    if session.scalars(side).first() is None:
        return None
    case = session.get_one(DuplicateCase, duplicate_id)
    claimant, holder, decider = (
        session.get_one(Unit, unit_id) for unit_id in (case.claimant_id, case.holder_id, case.decider_id)
    )
    with looking_up(session):
        grade, room = session.execute(
            select(Classroom.grade, Classroom.room).filter_by(id=case.classroom_id)
        ).one()
        left_at = session.scalars(select(Enrolment.left_at).filter_by(id=case.enrolment_id)).one()
        standings = _standing(session, claimant.id), _standing(session, holder.id)
    return Seen(
        case, claimant, holder, decider, *standings, grade, room, left_at is None, _said(session, case.id)
    )


def duplicates_page(session: Session, settled: bool, page: int) -> tuple[list[Line], int]:
    """The cases of the units in view, the newest first, and how many there are."""
    in_view = select(DuplicateSide.duplicate_id)
    state = DuplicateCase.state == DuplicateState.SETTLED
    wanted = _lines().where(DuplicateCase.id.in_(in_view), state if settled else ~state)
    total = session.scalars(wanted.with_only_columns(func.count(DuplicateCase.id))).one()
    rows = session.execute(wanted.order_by(DuplicateCase.id.desc()).limit(SIZE).offset((page - 1) * SIZE))
    return [Line(*row) for row in rows], total


def pending_of(session: Session, unit_id: int) -> list[Line]:
    """Children that the unit waits for: not on its roll, so nothing counts them (F47)."""
    wanted = _lines().where(
        DuplicateCase.claimant_id == unit_id, DuplicateCase.state != DuplicateState.SETTLED
    )
    return [Line(*row) for row in session.execute(wanted.order_by(DuplicateCase.id))]


def pending_at(session: Session, unit_id: int, moment: datetime) -> list[Line]:
    """Children that the unit waited for at a moment, such as that of its confirmation."""
    wanted = _lines().where(
        DuplicateCase.claimant_id == unit_id,
        DuplicateCase.opened_at <= moment,
        or_(DuplicateCase.decided_at.is_(None), DuplicateCase.decided_at > moment),
    )
    return [Line(*row) for row in session.execute(wanted.order_by(DuplicateCase.id))]


def left_behind(session: Session, round_id: int, page: int = 1) -> tuple[list[Line], int]:
    """Children whose case the close left open, frozen with it, of the units in view; and how many."""
    in_view = select(DuplicateSide.duplicate_id)
    wanted = _lines().where(
        DuplicateCase.round_id == round_id,
        DuplicateCase.lapsed_at.is_not(None),
        DuplicateCase.id.in_(in_view),
    )
    total = session.scalars(wanted.with_only_columns(func.count(DuplicateCase.id))).one()
    ordered = wanted.order_by(CLAIMANT.sort_key, DuplicateCase.id)
    rows = session.execute(ordered.limit(SIZE).offset((page - 1) * SIZE))
    return [Line(*row) for row in rows], total


def _lines() -> Rows:
    rows: Rows = (
        select(
            DuplicateCase.id,
            DuplicateCase.claimed_name,
            DuplicateCase.claimed_number,
            CLAIMANT.name,
            HOLDER.name,
            DECIDER.name,
            DuplicateCase.decider_id,
            DuplicateCase.state,
            DuplicateCase.decision,
            DuplicateCase.opened_at,
            DuplicateCase.answer_due_at,
            DuplicateCase.lapsed_at,
        )
        .join(CLAIMANT, CLAIMANT.id == DuplicateCase.claimant_id)
        .join(HOLDER, HOLDER.id == DuplicateCase.holder_id)
        .join(DECIDER, DECIDER.id == DuplicateCase.decider_id)
    )
    return rows


def _standing(session: Session, unit_id: int) -> Standing:
    latest = select(Case.standing).filter_by(unit_id=unit_id).order_by(Case.opened_at.desc(), Case.id.desc())
    return session.scalars(latest.limit(1)).first() or Standing.NOT_STARTED


def _said(session: Session, duplicate_id: int) -> list[Said]:
    wanted = (
        select(
            DuplicateEntry.act,
            DuplicateEntry.decision,
            DuplicateEntry.words,
            Officer.name,
            Officer.position,
            Unit.name,
            DuplicateEntry.made_at,
        )
        .outerjoin(Officer, Officer.id == DuplicateEntry.officer_id)
        .outerjoin(Unit, Unit.id == DuplicateEntry.by_unit_id)
        .where(DuplicateEntry.duplicate_id == duplicate_id)
        .order_by(DuplicateEntry.id)
    )
    return [
        Said(act, decision, words, person or "", position or "", unit or "", at)
        for act, decision, words, person, position, unit, at in session.execute(wanted)
    ]
