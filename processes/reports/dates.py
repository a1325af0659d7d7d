"""The dates of a round besides its tiers': what was changed, internal deadlines, extensions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.officers import Officer
from processes.records.rounds import Extension, InternalDeadline, RoundChange, Window
from processes.records.units import Unit

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class Extended:
    """An order for a unit, who gave it, and how many units it lets in."""

    extension: Extension
    code: str
    name: str
    granted_by: str
    units: int


@dataclass(frozen=True, slots=True)
class OwnDate:
    """An institution of an authority, with the date set for it alone, if any."""

    unit_id: int
    code: str
    name: str
    due_at: datetime | None


def changes_of(session: Session, round_id: int) -> list[tuple[RoundChange, str]]:
    """What the department changed in the round and who did it, the latest first (F118)."""
    wanted = (
        select(RoundChange, Officer.name)
        .join(Officer, Officer.id == RoundChange.changed_by)
        .where(RoundChange.round_id == round_id)
        .order_by(RoundChange.id.desc())
        .limit(MOST_CHANGES)
    )
    return [(change, name) for change, name in session.execute(wanted)]


def extensions_of(session: Session, round_id: int, page: int, size: int) -> tuple[list[Extended], int]:
    """The extensions of a round, the latest first, and how many there are (X5)."""
    units = select(func.count(Window.id)).where(
        Window.round_id == round_id, Window.extension_id == Extension.id
    )
    wanted = (
        select(Extension, Unit.code, Unit.name, Officer.name, units.correlate(Extension).scalar_subquery())
        .join(Unit, Unit.id == Extension.unit_id)
        .join(Officer, Officer.id == Extension.granted_by)
        .where(Extension.round_id == round_id)
        .order_by(Extension.id.desc())
    )
    total = session.scalars(select(func.count(Extension.id)).filter_by(round_id=round_id)).one()
    rows = session.execute(wanted.limit(size).offset((page - 1) * size))
    return [Extended(*row) for row in rows], total


def extended_until(session: Session, round_id: int, unit_ids: Collection[int]) -> dict[int, datetime]:
    """Until when which of these units may record by an order of their own, as far as it still runs."""
    wanted = select(Window.unit_id, func.max(Window.closes_at, type_=Window.closes_at.type)).where(
        Window.round_id == round_id, Window.unit_id.in_(unit_ids), Window.closed_at.is_(None)
    )
    return {unit_id: at for unit_id, at in session.execute(wanted.group_by(Window.unit_id)) if unit_id}


def internal_deadline_of(session: Session, round_id: int, unit: Unit) -> datetime | None:
    """The date that its authority set for an institution alone, or else for all of its own (F9)."""
    wanted = (
        select(InternalDeadline.due_at)
        .where(InternalDeadline.round_id == round_id, InternalDeadline.authority_id == unit.authority_id)
        .where(or_(InternalDeadline.unit_id.is_(None), InternalDeadline.unit_id == unit.id))
        .order_by(InternalDeadline.unit_id.is_(None))
    )
    return session.scalars(wanted.limit(1)).first()


def own_dates(session: Session, case: Case) -> tuple[datetime | None, list[OwnDate]]:
    """What an authority set for all its institutions, and for each one by one, in Thai order."""
    dates = select(InternalDeadline.unit_id, InternalDeadline.due_at)
    found = dict(session.execute(dates.filter_by(round_id=case.round_id, authority_id=case.unit_id)).all())
    below = select(Unit.id, Unit.code, Unit.name).join(Case, Case.unit_id == Unit.id)
    rows = session.execute(below.where(Case.parent_id == case.id).order_by(Unit.sort_key, Unit.code))
    return found.get(None), [OwnDate(*row, found.get(row.id)) for row in rows]


def cases_named(session: Session, round_id: int, codes: Sequence[str]) -> list[tuple[Case, Unit]]:
    """The cases of the units with these codes, for a preview."""
    wanted = select(Case, Unit).join(Unit, Unit.id == Case.unit_id)
    wanted = wanted.where(Case.round_id == round_id, Unit.code.in_(codes)).order_by(Unit.sort_key)
    return [(case, unit) for case, unit in session.execute(wanted)]
