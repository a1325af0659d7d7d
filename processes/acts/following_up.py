"""Marks a learner's record to be looked at again, and takes the mark away; no figure depends on it."""

from sqlalchemy import select

from processes.acts import journal
from processes.acts.office import Actor, Office
from processes.records.follow_ups import FollowUp
from processes.records.learners import Enrolment
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Refused


def follow_up(office: Office, actor: Actor, enrolment: Enrolment, note: str) -> None:
    """Mark the record with a note; a record that is marked already gets the new note."""
    unit = _allowed(office, actor, enrolment)
    mark = _mark_of(office, enrolment)
    if mark is None:
        mark = FollowUp(enrolment_id=enrolment.id, **unit.belonging)
        office.session.add(mark)
    mark.note, mark.marked_by, mark.marked_at = note, actor.officer_id or 0, office.now
    _write_down(office, actor, unit, enrolment, marked=True)


def settle(office: Office, actor: Actor, enrolment: Enrolment) -> None:
    """Take the mark away; where there is none, nothing happens."""
    unit = _allowed(office, actor, enrolment)
    mark = _mark_of(office, enrolment)
    if mark is not None:
        office.session.delete(mark)
        _write_down(office, actor, unit, enrolment, marked=False)


def _allowed(office: Office, actor: Actor, enrolment: Enrolment) -> Unit:
    unit = office.session.get_one(Unit, enrolment.unit_id)
    situation = Situation(roles=actor.roles if actor.unit_id == unit.id else frozenset())
    if reason := obstacle(Act.FOLLOW_UP, situation):
        raise Refused(reason, unit=unit.name)
    return unit


def _mark_of(office: Office, enrolment: Enrolment) -> FollowUp | None:
    return office.session.scalars(select(FollowUp).filter_by(enrolment_id=enrolment.id)).one_or_none()


def _write_down(office: Office, actor: Actor, unit: Unit, enrolment: Enrolment, marked: bool) -> None:
    """The note stays out of the journal: it may say of a child what nobody may keep for ever."""
    journal.note_at_unit(office, unit, Act.FOLLOW_UP, actor, learner=enrolment.learner_id, marked=marked)
