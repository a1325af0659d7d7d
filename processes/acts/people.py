"""Who is who: the actor behind an account, and the name that a receipt carries."""

from sqlalchemy import select

from processes.acts.office import Actor, Office
from processes.records.officers import Appointment, Officer
from processes.records.units import Unit
from processes.terms import Tier


def actor_of(office: Office, officer: Officer) -> Actor | None:
    """The officer with the roles of the unit they are appointed to today; None when appointed nowhere."""
    today = office.today
    held = [
        each
        for each in office.session.scalars(select(Appointment).filter_by(officer_id=officer.id))
        if each.from_on <= today and (each.to_on is None or today <= each.to_on)
    ]
    if not held:
        return None
    unit = held[0].unit
    roles = frozenset(each.role for each in held if each.unit_id == unit.id)
    return Actor(officer.id, officer.name, officer.position, unit.id, unit.tier or Tier.INSTITUTION, roles)


def actor_named(office: Office, username: str) -> Actor:
    """The actor of an account, for the command line, the demonstration and the rehearsal."""
    officer = office.session.scalars(select(Officer).filter_by(username=username)).one()
    actor = actor_of(office, officer)
    if actor is None:
        raise LookupError(f"{username} is appointed nowhere")
    return actor


def unit_of(office: Office, unit_id: int) -> Unit:
    return office.session.scalars(select(Unit).filter_by(id=unit_id)).one()
