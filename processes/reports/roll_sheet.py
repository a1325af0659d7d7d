"""The whole roll of a unit, learner by learner, as a file takes it along; the numbers are still sealed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.units import Unit
from processes.terms import Grade, Sex


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A learner as a line of a file."""

    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    nationality: str
    number_cipher: bytes | None
    grade: Grade
    room: str
    learner_id: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The names of the units above a school, blank where there is none."""

    authority: str
    district: str
    province: str


def sheet_rows(session: Session, unit_id: int) -> list[SheetRow]:
    """Who stands on the roll, class by class in Thai order."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Learner.sex,
            Learner.birth_on,
            Learner.nationality,
            Learner.number_cipher,
            Enrolment.grade,
            Classroom.room,
            Learner.id,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
        .order_by(Learner.sort_key, Enrolment.id)
    )
    order = list(Grade)
    rows = [SheetRow(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda row: (order.index(row.grade), row.room))


def whereabouts(session: Session, unit: Unit) -> Whereabouts:
    authority, district, province = aliased(Unit), aliased(Unit), aliased(Unit)
    wanted = (
        select(authority.name, district.name, province.name)
        .select_from(Unit)
        .outerjoin(authority, authority.id == Unit.authority_id)
        .outerjoin(district, district.id == Unit.district_id)
        .outerjoin(province, province.id == Unit.province_id)
        .where(Unit.id == unit.id)
    )
    return Whereabouts(*(name or "" for name in session.execute(wanted).one()))
