"""Who is appointed where today: the persons behind a unit's code (letter 3.2 to 3.4, F21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from processes.records.cases import WorkItem
from processes.records.learners import Classroom
from processes.records.officers import Appointment, Officer
from processes.terms import Grade, Role


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person in a role at a unit, by which order and since when."""

    officer_id: int
    username: str
    name: str
    position: str
    phone: str | None
    role: Role
    order_number: str | None
    from_on: date


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer of a unit with all roles, the classes taught and the open work in their name."""

    officer_id: int
    username: str
    name: str
    position: str
    phone: str | None
    roles: tuple[Appointed, ...]
    classes: tuple[tuple[Grade, str], ...]
    open_work: int


def _on(today: date) -> ColumnElement[bool]:
    return and_(Appointment.from_on <= today, or_(Appointment.to_on.is_(None), Appointment.to_on >= today))


def appointed_at(session: Session, unit_id: int, today: date) -> list[Appointed]:
    """Everyone appointed at a unit today, the responsible officer first."""
    wanted = (
        select(
            Officer.id,
            Officer.username,
            Officer.name,
            Officer.position,
            Officer.phone,
            Appointment.role,
            Appointment.order_number,
            Appointment.from_on,
        )
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Appointment.unit_id == unit_id, _on(today))
        .order_by(Appointment.id)
    )
    first = lambda each: (each.role is not Role.RESPONSIBLE, each.username)  # noqa: E731
    return sorted((Appointed(*row) for row in session.execute(wanted)), key=first)


def responsible_for(
    session: Session, unit_ids: Sequence[int], today: date
) -> dict[int, tuple[str, str, str]]:
    """Name, position and phone of each unit's responsible officer (F92)."""
    wanted = (
        select(Appointment.unit_id, Officer.name, Officer.position, Officer.phone)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Appointment.unit_id.in_(unit_ids), Appointment.role == Role.RESPONSIBLE, _on(today))
        .order_by(Appointment.id.desc())  # the one appointed first stands last, and is kept
    )
    rows = session.execute(wanted)
    return {unit_id: (name, position, phone or "") for unit_id, name, position, phone in rows}


def colleagues_at(session: Session, unit_id: int, today: date) -> list[Colleague]:
    """The unit's officers with what would have to be handed over if one of them left."""
    roles: dict[int, list[Appointed]] = {}
    for each in appointed_at(session, unit_id, today):
        roles.setdefault(each.officer_id, []).append(each)
    classes = _classes_of(session, unit_id)
    work = _open_work(session, unit_id)
    return [
        Colleague(
            officer_id,
            held[0].username,
            held[0].name,
            held[0].position,
            held[0].phone,
            tuple(held),
            tuple(classes.get(officer_id, ())),
            work.get(officer_id, 0),
        )
        for officer_id, held in roles.items()
    ]


def _classes_of(session: Session, unit_id: int) -> dict[int, list[tuple[Grade, str]]]:
    wanted = select(Classroom.teacher_id, Classroom.grade, Classroom.room)
    wanted = wanted.where(Classroom.unit_id == unit_id, Classroom.teacher_id.is_not(None))
    found: dict[int, list[tuple[Grade, str]]] = {}
    for teacher_id, grade, room in session.execute(wanted.order_by(Classroom.id)):
        found.setdefault(teacher_id or 0, []).append((grade, room))
    return found


def _open_work(session: Session, unit_id: int) -> dict[int, int]:
    wanted = select(WorkItem.officer_id, WorkItem.claimed_by)
    wanted = wanted.where(WorkItem.unit_id == unit_id, WorkItem.state == "open")
    found: dict[int, int] = {}
    for by_right, claimed in session.execute(wanted):
        for officer_id in filter(None, {by_right, claimed}):
            found[officer_id] = found.get(officer_id, 0) + 1
    return found
