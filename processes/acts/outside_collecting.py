"""Collects the numbers of outside schools: who was asked, links without an account, answers (4.2 (1))."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from processes.acts import journal, outside
from processes.acts.counter import UnknownItem
from processes.acts.notices import tell
from processes.acts.office import Actor, Office
from processes.acts.outside import Cell, Grid
from processes.acts.outside_lists import is_listed
from processes.records.cases import Case
from processes.records.outside import OtherSchool
from processes.records.outside_lists import OutsideAnswer, OutsideContact, OutsideLink
from processes.rules.digest import Plain
from processes.rules.outside_counts import kept
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import (
    Act,
    AnswerState,
    ContactResult,
    ContactWay,
    Grade,
    Reason,
    Refused,
    Standing,
)

LASTS = timedelta(days=14)
Numbers = Mapping[Grade, Cell]  # a number, or not applicable where the school has no such grade


@dataclass(frozen=True, slots=True)
class Contact:
    """One asking: on which day, how, whom, and what came of it."""

    on: date
    way: ContactWay
    result: ContactResult
    person: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a school's numbers, so that the officer can ask back."""

    person: str
    phone: str = ""
    note: str = ""


def note_contact(
    office: Office, actor: Actor, case: Case, school_id: int, contact: Contact
) -> OutsideContact:
    """Keep that the school was asked (F54)."""
    _allow(office, actor, case, school_id)
    row = OutsideContact(
        round_id=case.round_id,
        school_id=school_id,
        contacted_on=contact.on,
        way=contact.way,
        person=contact.person,
        result=contact.result,
        note=contact.note,
        noted_by=actor.officer_id,
        noted_at=office.now,
        **case.unit.belonging,
    )
    office.session.add(row)
    about: dict[str, Plain] = {"way": str(contact.way), "result": str(contact.result)}
    journal.note(office, case, Act.COLLECT_COUNTS, actor, school=school_id, contact=about)
    return row


def make_link(office: Office, actor: Actor, case: Case, school_id: int) -> OutsideLink:
    """A fresh link for the school, good for two weeks or until the close; an earlier one ends with it."""
    _allow(office, actor, case, school_id)
    _revoke(office, case, school_id)
    closes_at = office.lock_window(case).closes_at
    link = OutsideLink(
        round_id=case.round_id,
        school_id=school_id,
        made_by=actor.officer_id,
        made_at=office.now,
        expires_at=min(office.now + LASTS, closes_at),
        **case.unit.belonging,
    )
    office.session.add(link)
    office.session.flush()
    journal.note(office, case, Act.COLLECT_COUNTS, actor, school=school_id, link=link.id)
    return link


def revoke_link(office: Office, actor: Actor, case: Case, school_id: int) -> None:
    """End the school's link before its time."""
    _allow(office, actor, case, school_id)
    if _revoke(office, case, school_id):
        journal.note(office, case, Act.COLLECT_COUNTS, actor, school=school_id, revoked=True)


def send(office: Office, link_id: int, numbers: Numbers, sender: Sender) -> OutsideAnswer:
    """Take what a school sends under its link; it replaces what was sent before and is no count yet."""
    link = office.session.get(OutsideLink, link_id)
    if link is None:
        raise UnknownItem(link_id)
    case = _case_of(office, link)
    window = office.window_state(office.lock_window(case))
    case = office.lock_case(case.id)
    office.session.refresh(link)
    situation = Situation(
        window=window,
        invited=link.revoked_at is None and office.now < link.expires_at and link.unit_id == case.unit_id,
        confirmed=case.other_standing is Standing.CONFIRMED,
    )
    if reason := obstacle(Act.SEND_COUNTS, situation):
        raise Refused(reason, unit=case.unit.name, moment=office.lock_window(case).closes_at)
    answer = _keep(office, case, link.school_id, numbers, sender, link_id)
    nobody = Actor(None, sender.person, "", case.unit_id, case.tier, frozenset())
    journal.note(office, case, Act.SEND_COUNTS, nobody, school=link.school_id, answer=answer.id, link=link.id)
    school = office.session.get_one(OtherSchool, link.school_id)
    tell(office, case.unit, "outside_answered", str(answer.id), school.name)
    return answer


def bring(office: Office, actor: Actor, case: Case, school_id: int, numbers: Numbers) -> OutsideAnswer:
    """Take what a school filled into its sheet, for the officer to look over."""
    _allow(office, actor, case, school_id)
    answer = _keep(office, case, school_id, numbers, Sender(""), None)
    journal.note(office, case, Act.COLLECT_COUNTS, actor, school=school_id, answer=answer.id)
    return answer


def take_over(office: Office, actor: Actor, case: Case, answer: OutsideAnswer, grid: Grid) -> int:
    """Write the answer into the grid, as sent or corrected; returns how many cells changed."""
    _allow(office, actor, case, answer.school_id)
    _decide(office, actor, answer, AnswerState.TAKEN_OVER)
    changed = outside.record_counts(office, actor, case, grid)
    journal.note(office, case, Act.COLLECT_COUNTS, actor, answer=answer.id, taken_over=changed)
    return changed


def set_aside(office: Office, actor: Actor, case: Case, answer: OutsideAnswer) -> None:
    """Leave the answer out of the grid; it stays on record."""
    _allow(office, actor, case, answer.school_id)
    _decide(office, actor, answer, AnswerState.SET_ASIDE)
    journal.note(office, case, Act.COLLECT_COUNTS, actor, answer=answer.id, set_aside=True)


def answer_for(office: Office, actor: Actor, case: Case, answer_id: int) -> OutsideAnswer:
    """The answer; `UnknownItem` when it is another authority's or another round's."""
    wanted = select(OutsideAnswer).filter_by(id=answer_id, unit_id=case.unit_id, round_id=case.round_id)
    seen = office.visible(actor, wanted)
    if seen is None:
        raise UnknownItem(answer_id)
    return seen


def is_good(link: OutsideLink, at: datetime) -> bool:
    return link.revoked_at is None and at < link.expires_at


def _allow(office: Office, actor: Actor, case: Case, school_id: int) -> None:
    confirmed = case.other_standing is Standing.CONFIRMED
    office.allow(Act.COLLECT_COUNTS, actor, case, confirmed=confirmed)
    if not is_listed(office, case, school_id):
        raise Refused(Reason.NOT_ON_THE_LIST)


def _case_of(office: Office, link: OutsideLink) -> Case:
    wanted = select(Case).filter_by(round_id=link.round_id, unit_id=link.unit_id)
    return office.session.scalars(wanted).one()


def _keep(
    office: Office, case: Case, school_id: int, numbers: Numbers, sender: Sender, link_id: int | None
) -> OutsideAnswer:
    earlier = update(OutsideAnswer).filter_by(
        round_id=case.round_id, school_id=school_id, state=AnswerState.WAITING
    )
    office.session.execute(earlier.values(state=AnswerState.REPLACED))
    content = {str(grade): kept(cell) for grade, cell in numbers.items()}
    answer = OutsideAnswer(
        round_id=case.round_id,
        school_id=school_id,
        link_id=link_id,
        content=json.dumps(content, sort_keys=True, separators=(",", ":")),
        person=sender.person,
        phone=sender.phone,
        note=sender.note,
        answered_at=office.now,
        state=AnswerState.WAITING,
        **case.unit.belonging,
    )
    office.session.add(answer)
    office.session.flush()
    return answer


def _revoke(office: Office, case: Case, school_id: int) -> int:
    wanted = update(OutsideLink).filter_by(round_id=case.round_id, school_id=school_id, revoked_at=None)
    return int(office.session.execute(wanted.values(revoked_at=office.now)).rowcount)  # type: ignore[attr-defined]


def _decide(office: Office, actor: Actor, answer: OutsideAnswer, state: AnswerState) -> None:
    office.session.refresh(answer, with_for_update=True)
    if answer.state is not AnswerState.WAITING:
        raise Refused(Reason.STALE_PAGE)
    answer.state, answer.decided_by, answer.decided_at = state, actor.officer_id, office.now
