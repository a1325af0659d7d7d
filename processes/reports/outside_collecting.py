"""How far an authority is with its outside schools: who was asked, who answered, what is filled (F54)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.officers import Officer
from processes.records.outside import OtherCount, OtherSchool
from processes.records.outside_lists import OutsideAnswer, OutsideContact, OutsideLink, OutsideListing
from processes.records.rounds import Round, Window
from processes.records.units import Unit
from processes.reports.units import looking_up
from processes.rules.outside_counts import Cell, said
from processes.terms import (
    OUTSIDE_GRADES,
    AnswerState,
    ContactResult,
    ContactWay,
    CountState,
    Grade,
    Standing,
)

Numbers = dict[Grade, Cell]


@dataclass(frozen=True, slots=True)
class CollectingLine:
    """One school of the list: when it was last asked, whether an answer waits, how much is still blank."""

    id: int
    code: str
    name: str
    affiliation: str
    asked_on: date | None
    answer_id: int | None
    blanks: int


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One asking as it was noted."""

    on: date
    way: ContactWay
    result: ContactResult
    person: str
    note: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands behind a link: the school, who pays it, the round, and whether it is still good."""

    link_id: int
    school_id: int
    code: str
    school: str
    authority: str
    phone: str
    academic_year: int
    number: int
    expires_at: datetime
    revoked_at: datetime | None
    standing: Standing
    by_sex: bool
    closes_at: datetime
    numbers: Numbers
    sent_at: datetime | None
    taken_over: bool


def collecting(session: Session, round_id: int, authority_id: int) -> list[CollectingLine]:
    """The authority's schools of the round, those from which nothing came first."""
    asked = (
        select(OutsideContact.school_id, func.max(OutsideContact.contacted_on).label("on"))
        .where(OutsideContact.round_id == round_id, OutsideContact.unit_id == authority_id)
        .group_by(OutsideContact.school_id)
        .subquery()
    )
    answers = select(OutsideAnswer.school_id, OutsideAnswer.id).where(
        OutsideAnswer.round_id == round_id,
        OutsideAnswer.unit_id == authority_id,
        OutsideAnswer.state == AnswerState.WAITING,
    )
    waiting = dict(session.execute(answers).all())
    wanted = (
        select(OtherSchool.id, OtherSchool.code, OtherSchool.name, OtherSchool.affiliation, asked.c.on)
        .join(OutsideListing, OutsideListing.school_id == OtherSchool.id)
        .outerjoin(asked, asked.c.school_id == OtherSchool.id)
        .where(OutsideListing.round_id == round_id, OutsideListing.unit_id == authority_id)
        .order_by(OtherSchool.sort_key, OtherSchool.code)
    )
    filled = (
        select(OtherCount.school_id, func.count(OtherCount.id))
        .where(OtherCount.round_id == round_id, OtherCount.unit_id == authority_id)
        .where(OtherCount.state != CountState.BLANK)
        .group_by(OtherCount.school_id)
    )
    cells = dict(session.execute(filled).all())
    lines = [
        CollectingLine(
            id_, code, name, affiliation, on, waiting.get(id_), len(OUTSIDE_GRADES) - cells.get(id_, 0)
        )
        for id_, code, name, affiliation, on in session.execute(wanted)
    ]
    return sorted(lines, key=lambda each: (each.answer_id is None, each.blanks == 0))


def is_on_list(session: Session, round_id: int, authority_id: int, school_id: int) -> bool:
    wanted = select(OutsideListing.id).filter_by(round_id=round_id, unit_id=authority_id, school_id=school_id)
    return session.scalars(wanted).first() is not None


def contacts_of(session: Session, round_id: int, school_id: int) -> list[ContactLine]:
    """Each time the school was asked in the round, newest first."""
    wanted = (
        select(
            OutsideContact.contacted_on,
            OutsideContact.way,
            OutsideContact.result,
            OutsideContact.person,
            OutsideContact.note,
            Officer.name,
            OutsideContact.noted_at,
        )
        .join(Officer, Officer.id == OutsideContact.noted_by)
        .where(OutsideContact.round_id == round_id, OutsideContact.school_id == school_id)
        .order_by(OutsideContact.contacted_on.desc(), OutsideContact.id.desc())
    )
    return [ContactLine(*row) for row in session.execute(wanted)]


def standing_link(session: Session, round_id: int, school_id: int, now: datetime) -> OutsideLink | None:
    """The school's link that is still good."""
    wanted = select(OutsideLink).filter_by(round_id=round_id, school_id=school_id, revoked_at=None)
    return session.scalars(wanted.where(OutsideLink.expires_at > now).order_by(OutsideLink.id.desc())).first()


def answers_of(session: Session, round_id: int, school_id: int) -> Sequence[OutsideAnswer]:
    """What the school sent in the round, newest first."""
    wanted = select(OutsideAnswer).filter_by(round_id=round_id, school_id=school_id)
    return session.scalars(wanted.order_by(OutsideAnswer.id.desc())).all()


def numbers_sent(answer: OutsideAnswer) -> Numbers:
    return _read(answer.content)


def invitation(session: Session, link_id: int) -> Invitation | None:
    """What a link is about; it is read before anybody is known, so nothing else comes with it."""
    with looking_up(session):
        row = session.execute(_behind_a_link(link_id)).one_or_none()
        if row is None:
            return None
        sent = (
            select(OutsideAnswer.content, OutsideAnswer.answered_at, OutsideAnswer.state)
            .where(OutsideAnswer.link_id == link_id, OutsideAnswer.state != AnswerState.REPLACED)
            .order_by(OutsideAnswer.id.desc())
        )
        last = session.execute(sent).first()
    content, at, state = last or ("{}", None, None)
    return Invitation(*row, _read(content), at, state is AnswerState.TAKEN_OVER)  # type: ignore[call-arg]


def _read(content: str) -> Numbers:
    return {Grade(grade): said(value) for grade, value in json.loads(content).items()}


def _behind_a_link(link_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OutsideLink.id,
            OutsideLink.school_id,
            OtherSchool.code,
            OtherSchool.name,
            Unit.name,
            func.coalesce(Unit.phone, ""),
            Round.academic_year,
            Round.number,
            OutsideLink.expires_at,
            OutsideLink.revoked_at,
            Case.other_standing,
            Case.other_by_sex,
            Window.closes_at,
        )
        .join(OtherSchool, OtherSchool.id == OutsideLink.school_id)
        .join(Unit, Unit.id == OutsideLink.unit_id)
        .join(Round, Round.id == OutsideLink.round_id)
        .join(Case, (Case.round_id == OutsideLink.round_id) & (Case.unit_id == OutsideLink.unit_id))
        .join(Window, (Window.round_id == OutsideLink.round_id) & (Window.tier == Case.tier))
        .where(
            OutsideLink.id == link_id, or_(Window.unit_id.is_(None), Window.unit_id == OutsideLink.unit_id)
        )
        .order_by(Window.unit_id.is_(None))  # an extension of its own comes first (X5)
        .limit(1)
    )
