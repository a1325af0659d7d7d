"""Invented learners in bulk: one large school, everybody else spread over the other schools."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from config.bench.country import AVERAGE_ROLL
from processes.acts.office import Office
from processes.acts.roll import NUMBER
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.units import Unit
from processes.rules.identity import Identity, check_digit, masked, read_identity
from processes.terms import Grade, Sex, Tier

LARGE_ROLL, CLASS = 2_000, 40
BATCH = 20_000  # rows a statement: few enough for the memory of a small machine


def invented_number(number: int) -> str:
    """A number with a valid check digit, of a registration office that does not exist."""
    twelve = f"19998{number:07d}"
    return twelve + check_digit(twelve)


def rolls_of(office: Office, learners: int) -> range:
    """Fill the first school with classes of forty, the others evenly; returns whose numbers were given.

    It ends at how many learners there are in all; who was there before has numbers of other kinds.
    """
    there = office.session.scalars(select(func.count(Enrolment.id))).one()
    schools = list(office.session.scalars(select(Unit).filter_by(tier=Tier.INSTITUTION).order_by(Unit.id)))
    large, others = schools[0], schools[1:]
    sizes = [(large, room, CLASS) for room in range((LARGE_ROLL - AVERAGE_ROLL) // CLASS)]
    each = max(0, learners - LARGE_ROLL - len(others)) // len(others)  # one learner each is there already
    sizes += [(unit, 0, each) for unit in others if each]
    rows = _rows(office, sizes)
    while batch := list(islice(rows, BATCH)):
        office.session.execute(insert(Learner), [learner for learner, _enrolment in batch])
        office.session.execute(insert(Enrolment), [enrolment for _learner, enrolment in batch])
    return range(there, office.session.scalars(select(func.count(Enrolment.id))).one())


def _rows(
    office: Office, sizes: list[tuple[Unit, int, int]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """A learner and the enrolment of each, keys and numbers going on where those there are end."""
    key = office.session.scalars(select(func.max(Learner.id))).one() or 0
    sealed = office.cipher.seal(invented_number(0).encode(), NUMBER)  # of all the same: nobody opens it here
    for unit, place, size in sizes:
        classroom = _classroom(office, unit, place)
        learner_of = partial(_learner, office, unit.belonging, sealed)
        for _ in range(size):
            key += 1
            learner = learner_of(key)
            learner["birth_on"] = date(2017 - int(classroom.grade[1:]), 1 + key % 12, 1 + key % 28)
            yield (
                learner,
                {
                    "learner_id": key,
                    "classroom_id": classroom.id,
                    "grade": classroom.grade,
                    "sex": learner["sex"],
                    "admitted_on": date(2022, 5, 16),
                    **unit.belonging,
                },
            )


def _classroom(office: Office, unit: Unit, place: int) -> Classroom:
    grades = [grade for grade in Grade if grade.value.startswith("P")]
    room = str(2 + place // len(grades))
    classroom = Classroom(academic_year=2565, grade=grades[place % len(grades)], room=room, **unit.belonging)
    office.session.add(classroom)
    office.session.flush()
    return classroom


def _learner(office: Office, belonging: dict[str, Any], sealed: bytes, key: int) -> dict[str, Any]:
    identity = read_identity(invented_number(key - 1))
    assert isinstance(identity, Identity)  # noqa: S101 -- by construction
    return {
        "id": key,
        "prefix": "ด.ช." if key % 2 else "ด.ญ.",
        "first_name": f"สมมุติ{key * 7919 % 1_000_003}",
        "last_name": "ทดสอบ",
        "sort_key": f"{key * 7919 % 1_000_003:07d}",
        "sex": Sex.MALE if key % 2 else Sex.FEMALE,
        "nationality": "ไทย",
        "identity_kind": identity.kind,
        "number_cipher": sealed,
        "number_index": office.cipher.index(identity.number),
        "number_masked": masked(identity),
        "revision": 1,
        "recorded_at": office.now,
        **belonging,
    }
