"""Writes the planned country in bulk: units by import, then officers, rolls, outside schools."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import insert, select

from config.demo.country import SEED, Country, unit_rows
from config.demo.learners import LearnerPlan, fresh_numbers, learners
from config.demo.officers import class_teachers, one_hash
from config.demo.plans import InstitutionPlan
from processes.acts.importing import import_units
from processes.acts.office import Office
from processes.acts.roll import NUMBER
from processes.records.base import Record
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Appointment, Officer
from processes.records.outside import OtherSchool
from processes.records.units import Unit
from processes.rules.identity import masked
from processes.rules.thai import sort_key

ACADEMIC_YEAR = 2565
APPOINTED_ON = ADMITTED_ON = date(2022, 5, 16)

Rows = list[dict[str, Any]]


def load(office: Office, country: Country) -> None:
    """Everything that stands before a round opens, in one transaction."""
    import_units(office, unit_rows(country))
    units = {unit.code: unit for unit in office.session.scalars(select(Unit))}
    _load_officers(office, country, units)
    _load_rolls(office, country, units)
    _load_outside_schools(office, country, units)


def _insert(office: Office, record: type[Record], rows: Rows) -> list[int]:
    """Insert the rows in one go; their keys, in the same order."""
    statement = insert(record).returning(record.id, sort_by_parameter_order=True)  # type: ignore[attr-defined]
    return list(office.session.scalars(statement, rows)) if rows else []


def _load_officers(office: Office, country: Country, units: dict[str, Unit]) -> None:
    shared = one_hash()
    rows = [
        {
            "username": each.username,
            "password_hash": shared,
            "name": each.name,
            "position": each.position,
            "phone": each.phone,
        }
        for each in country.officers
    ]
    appointments = [
        {
            "officer_id": officer_id,
            "unit_id": units[each.unit_code].id,
            "role": role,
            "order_number": each.order_number,
            "from_on": APPOINTED_ON,
        }
        for officer_id, each in zip(_insert(office, Officer, rows), country.officers, strict=True)
        for role in each.roles
    ]
    office.session.execute(insert(Appointment), appointments)


def _load_rolls(office: Office, country: Country, units: dict[str, Unit]) -> None:
    officers = dict(office.session.execute(select(Officer.username, Officer.id)).all())
    institutions = [each for province in country.provinces for each in province.institutions]
    rows = [row for each in institutions for row in _classrooms(each, units[each.code], officers)]
    sizes = [plan.size for each in institutions for plan in each.classes]
    classrooms = _insert(office, Classroom, rows)
    chance, numbers = Random(SEED), fresh_numbers()  # noqa: S311 -- it must be repeatable, not secret
    standing: Rows = []
    people: Rows = []
    for classroom_id, row, size in zip(classrooms, rows, sizes, strict=True):
        belonging = {name: row[name] for name in ("unit_id", "authority_id", "province_id")}
        for learner in learners(row["grade"], size, numbers, chance):
            people.append({**_learner(office, learner), **belonging})
            standing.append({**_enrolment(learner, classroom_id, row["grade"]), **belonging})
    for enrolment, learner_id in zip(standing, _insert(office, Learner, people), strict=True):
        enrolment["learner_id"] = learner_id
    office.session.execute(insert(Enrolment), standing)


def _classrooms(plan: InstitutionPlan, unit: Unit, officers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for each, teacher in zip(plan.classes, class_teachers(plan), strict=True):
        yield {
            "academic_year": ACADEMIC_YEAR,
            "grade": each.grade,
            "room": each.room,
            "teacher_id": officers[teacher],
            **unit.belonging,
        }


def _learner(office: Office, plan: LearnerPlan) -> dict[str, Any]:
    number = plan.identity.number
    return {
        "prefix": plan.prefix,
        "first_name": plan.first_name,
        "last_name": plan.last_name,
        "sort_key": sort_key(f"{plan.first_name} {plan.last_name}"),
        "sex": plan.sex,
        "birth_on": plan.birth_on,
        "nationality": plan.nationality,
        "identity_kind": plan.identity.kind,
        "number_cipher": office.cipher.seal(number.encode(), NUMBER) if number else None,
        "number_index": office.cipher.index(number) if number else None,
        "number_masked": masked(plan.identity),
        "recorded_at": office.now,
    }


def _enrolment(plan: LearnerPlan, classroom_id: int, grade: Any) -> dict[str, Any]:
    return {"classroom_id": classroom_id, "grade": grade, "sex": plan.sex, "admitted_on": ADMITTED_ON}


def _load_outside_schools(office: Office, country: Country, units: dict[str, Unit]) -> None:
    rows = [
        {
            "code": each.code,
            "name": each.name,
            "sort_key": sort_key(each.name),
            "affiliation": each.affiliation,
            "district_id": units[authority.code].district_id,
            **units[authority.code].belonging,
        }
        for province in country.provinces
        for authority in province.authorities
        for each in authority.outside
    ]
    office.session.execute(insert(OtherSchool), rows)
