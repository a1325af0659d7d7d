"""Appoints, and hands work over when a person leaves, so that none is lost (letter 3.2 to 3.4, F105)."""

from datetime import date, timedelta

from sqlalchemy import select, update

from processes.acts import counter, journal
from processes.acts.office import Actor, Office
from processes.records.cases import WorkItem
from processes.records.learners import Classroom
from processes.records.officers import Appointment, Officer, SigninSession
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Reason, Refused


def hand_over(office: Office, actor: Actor, leaver: Officer, successor: Officer, order_number: str) -> int:
    """Give the leaver's appointments and open work to the successor; returns the items moved."""
    today = office.today
    held = [each for each in leaver.appointments if _stands(each, today)]
    if not held or successor.id == leaver.id:
        raise Refused(Reason.NO_SUCCESSOR)
    unit = held[0].unit
    _allow(actor, unit)
    for appointment in held:
        appointment.to_on = today - timedelta(days=1)
        _appoint(office, successor, appointment, order_number, today)
    _sign_out(office, leaver)
    moved = _move_work(office, unit, leaver, successor)
    journal.note_at_unit(
        office, unit, Act.HAND_OVER, actor, leaver=leaver.id, successor=successor.id, order=order_number
    )
    return moved


def _allow(actor: Actor, unit: Unit) -> None:
    situation = Situation(
        roles=actor.roles if actor.unit_id == unit.id else frozenset(),
        roles_above=actor.roles if actor.unit_id == unit.parent_id else frozenset(),
        administers=actor.administers,
    )
    if reason := obstacle(Act.HAND_OVER, situation):
        raise Refused(reason, unit=unit.name)


def _appoint(office: Office, successor: Officer, ended: Appointment, order_number: str, today: date) -> None:
    held = [each for each in successor.appointments if _stands(each, today)]
    if not any(each.unit_id == ended.unit_id and each.role is ended.role for each in held):
        successor.appointments.append(
            Appointment(
                unit_id=ended.unit_id, role=ended.role, order_number=order_number or None, from_on=today
            )
        )


def _move_work(office: Office, unit: Unit, leaver: Officer, successor: Officer) -> int:
    """Classes, items by right and items claimed all go to the successor; counts the open items moved."""
    office.session.execute(
        update(Classroom).filter_by(unit_id=unit.id, teacher_id=leaver.id).values(teacher_id=successor.id)
    )
    theirs = select(WorkItem).filter_by(unit_id=unit.id, state=counter.OPEN)
    moved = 0
    for item in office.session.scalars(theirs):
        if leaver.id in {item.officer_id, item.claimed_by}:
            item.officer_id = successor.id if item.officer_id == leaver.id else item.officer_id
            item.claimed_by = successor.id if item.claimed_by == leaver.id else item.claimed_by
            moved += 1
    return moved


def _sign_out(office: Office, leaver: Officer) -> None:
    office.session.execute(
        update(SigninSession).filter_by(officer_id=leaver.id, revoked_at=None).values(revoked_at=office.now)
    )


def _stands(appointment: Appointment, today: date) -> bool:
    return appointment.from_on <= today and (appointment.to_on is None or today <= appointment.to_on)
