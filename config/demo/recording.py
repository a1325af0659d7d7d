"""Loads what most units have recorded beyond the roll, and what the department asks of their profiles."""

from itertools import groupby
from random import Random
from typing import Any

from sqlalchemy import insert, select

from config.demo.country import SEED, Country
from config.demo.learners import SCHOOL_YEAR
from config.demo.plans import InstitutionPlan
from config.demo.records import age_on, profile_of, record_of
from processes.acts.office import Actor, Office
from processes.acts.particulars import written
from processes.acts.profile_fields import Wanted, add_field
from processes.records.learners import Enrolment, Learner
from processes.records.officers import Officer
from processes.records.particulars import LearnerRecord, UnitProfile
from processes.records.units import Unit
from processes.rules.digest import Plain, canonical
from processes.rules.record_fields import Kind
from processes.terms import UnitKind

WITH_RECORDS, WITH_PROFILE = 0.75, 0.85  # of the schools and centres
FILLED_IN = 0.92  # of the learners of those that record
ASKED = (
    Wanted("จุดบริการน้ำดื่ม", Kind.NUMBER, "Drinking water points", required=True),
    Wanted("อินเทอร์เน็ต", Kind.CHOICE, "Internet", ("ไฟเบอร์", "4G หรือ 5G", "ไม่มี")),
    Wanted("เครื่องเล่นสนามปลอดภัย", Kind.YES_NO, "Playground is safe", unit_kind=UnitKind.CHILD_CENTRE),
)

Rows = list[dict[str, Any]]


def load_records(office: Office, country: Country, department: Actor) -> None:
    """Everything beyond the roll that stands before the round opens."""
    keys = [f"asked-{add_field(office, department, each).id}" for each in ASKED]
    chance = Random(SEED)  # noqa: S311 -- it must be repeatable, not secret
    _load_profiles(office, country, keys, chance)
    _load_learners(office, chance)


def _load_profiles(office: Office, country: Country, keys: list[str], chance: Random) -> None:
    units = {unit.code: unit for unit in office.session.scalars(select(Unit))}
    officers = dict(office.session.execute(select(Officer.username, Officer.id)).all())
    plans = [each for province in country.provinces for each in province.institutions]
    rows = [
        {
            "content": canonical({"values": _values(plan, keys, chance), "more": []}).decode(),
            "revision": 1,
            "changed_at": office.now,
            "changed_by": officers[plan.code],
            **units[plan.code].belonging,
        }
        for plan in plans
        if chance.random() < WITH_PROFILE
    ]
    office.session.execute(insert(UnitProfile), rows)


def _values(plan: InstitutionPlan, keys: list[str], chance: Random) -> dict[str, Plain]:
    """The fixed fields, and what the department asks of such a unit."""
    answers = (str(chance.randrange(1, 9)), chance.choice(ASKED[1].choices), "yes")
    asked = {
        key: answer
        for key, answer, wanted in zip(keys, answers, ASKED, strict=True)
        if wanted.unit_kind in {None, plan.kind}
    }
    return {**profile_of(plan, chance), **asked}


def _load_learners(office: Office, chance: Random) -> None:
    wanted = (
        select(
            Enrolment.learner_id,
            Enrolment.unit_id,
            Enrolment.authority_id,
            Enrolment.province_id,
            Learner.sex,
            Learner.last_name,
            Learner.birth_on,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .order_by(Enrolment.unit_id, Enrolment.id)
    )
    rows: Rows = []
    for _unit, roll in groupby(office.session.execute(wanted).all(), lambda row: row.unit_id):
        if chance.random() < WITH_RECORDS:
            rows += [
                _row(office, place, row, chance)
                for place, row in enumerate(roll, start=1)
                if chance.random() < FILLED_IN
            ]
    office.session.execute(insert(LearnerRecord), rows)


def _row(office: Office, place: int, row: Any, chance: Random) -> dict[str, Any]:
    age = age_on(SCHOOL_YEAR, row.birth_on)
    content, sealed = written(office.cipher, record_of(place, row.sex, row.last_name, age, chance))
    return {
        "learner_id": row.learner_id,
        "content": content,
        "sealed": sealed,
        "revision": 1,
        "changed_at": office.now,
        "unit_id": row.unit_id,
        "authority_id": row.authority_id,
        "province_id": row.province_id,
    }
