"""Who in the country may be the child that arrives: by number, or by name and birth (letter 4.3.2 (1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from processes.records.learners import Enrolment, Learner
from processes.records.units import Unit
from processes.reports.units import looking_up
from processes.rules.duplicates import covered_name
from processes.terms import Grade, IdentityKind

MOST = 10


@dataclass(frozen=True, slots=True)
class Known:
    """A learner who stands on a roll (`enrolment_id`) or has left one; name and number covered."""

    learner_id: int
    enrolment_id: int | None
    unit_id: int
    unit_name: str
    name: str
    number: str
    grade: Grade | None
    by_number: bool


def known_by_number(session: Session, number: bytes | None) -> list[Known]:
    """Whoever has the number; who stands on a roll comes first."""
    return _known(session, Learner.number_index == number, True) if number else []


def known_alike(session: Session, name_key: str, birth_on: date | None, kind: IdentityKind) -> list[Known]:
    """Who has the name and the birth date, unless both have numbers of a kind: those are two children."""
    if birth_on is None:
        return []
    alike = and_(Learner.sort_key == name_key, Learner.birth_on == birth_on)
    if kind is not IdentityKind.NONE:
        alike = and_(alike, Learner.identity_kind != kind)
    return _known(session, alike, False)


def _known(session: Session, which: ColumnElement[bool], by_number: bool) -> list[Known]:
    stands = and_(Enrolment.learner_id == Learner.id, Enrolment.left_at.is_(None))
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Learner.id,
            Enrolment.id,
            Unit.id,
            Unit.name,
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Learner.number_masked,
            Enrolment.grade,
        )
        .join(Unit, Unit.id == Learner.unit_id)
        .outerjoin(Enrolment, stands)
        .where(which)
        .order_by(Enrolment.id.is_(None), Learner.id.desc())
        .limit(MOST)
    )
    with looking_up(session):
        rows: Sequence[Any] = session.execute(wanted).all()
    return [
        Known(row[0], row[1], row[2], row[3], covered_name(*row[4:7]), row[7], row[8], by_number)
        for row in rows
    ]
