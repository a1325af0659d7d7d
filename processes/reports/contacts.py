"""Whom to call: the responsible officer of the tier above, and of the units in the way (F66, F92)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case
from processes.records.officers import Appointment, Officer
from processes.records.prepared import Question
from processes.records.units import Unit
from processes.terms import Role, Standing

MOST_NAMED = 100
_COMPLETE = (Standing.CONFIRMED, Standing.NOTHING_TO_CONFIRM)


@dataclass(frozen=True, slots=True)
class Contact:
    """A unit and its responsible officer; blank where nobody is appointed or no number is known."""

    unit: str
    person: str = ""
    position: str = ""
    phone: str = ""


def contact_above(session: Session, unit_id: int, today: date) -> Contact | None:
    """The contact of the next tier up (letter F92); None at the top."""
    rows = _above().rows(session, {"below_id": unit_id, "today": today})
    return _contact(rows[0]) if rows else None


def contact_at(session: Session, unit_id: int, today: date) -> Contact | None:
    """The responsible officer of this very unit."""
    return _first(session, _contacts().where(Unit.id == unit_id).limit(1), {"today": today})


def contact_of_officer(session: Session, officer_id: int, today: date) -> Contact | None:
    """A particular person, such as the one who took the work."""
    wanted = _contacts(responsible=False).where(Officer.id == officer_id).limit(1)
    return _first(session, wanted, {"today": today})


def units_outstanding(session: Session, case_id: int, today: date) -> list[Contact]:
    """The units below that have not confirmed everything yet, by name, with whom to call (letter F66)."""
    complete = and_(Case.standing.in_(_COMPLETE), Case.other_standing.in_(_COMPLETE))
    return _below(session, case_id, today, not_(complete))


def units_unreviewed(session: Session, case_id: int, today: date) -> list[Contact]:
    """The units below that nobody has reviewed since they confirmed."""
    return _below(session, case_id, today, Case.reviewed.is_(False))


def _below(session: Session, case_id: int, today: date, which: ColumnElement[bool]) -> list[Contact]:
    wanted = (
        _contacts()
        .join(Case, Case.unit_id == Unit.id)
        .where(Case.parent_id == case_id, which)
        .order_by(None)
        .order_by(Unit.sort_key, Unit.id, Appointment.id)
    )
    one_each: dict[int, Contact] = {}
    for row in session.execute(wanted, {"today": today}):
        one_each.setdefault(row.id, _contact(row))
    return list(one_each.values())[:MOST_NAMED]


@cache
def _above() -> Question[*tuple[Any, ...]]:
    # Worked out once: this is asked for every page, and working it out costs more than running it.
    below = aliased(Unit)
    return Question(
        _contacts().join(below, below.parent_id == Unit.id).where(below.id == bindparam("below_id")).limit(1)
    )


def _contacts(responsible: bool = True) -> Any:
    """Units with their officers appointed on the day `today`, which is given on executing."""
    today = bindparam("today", type_=Date)
    stands = and_(
        Appointment.unit_id == Unit.id,
        Appointment.from_on <= today,
        or_(Appointment.to_on.is_(None), Appointment.to_on >= today),
    )
    if responsible:
        stands = and_(stands, Appointment.role == Role.RESPONSIBLE)
    return (
        select(Unit.id, Unit.name, Officer.name, Officer.position, func.coalesce(Officer.phone, Unit.phone))
        .outerjoin(Appointment, stands)
        .outerjoin(Officer, and_(Officer.id == Appointment.officer_id, Officer.active))
        .order_by(Officer.id.is_(None), Appointment.id)
    )


def _first(session: Session, wanted: Any, given: dict[str, object]) -> Contact | None:
    row = session.execute(wanted, given).first()
    return _contact(row) if row else None


def _contact(row: Sequence[Any]) -> Contact:
    unit, person, position, phone = (word or "" for word in row[1:])
    return Contact(unit, person, position, phone)
