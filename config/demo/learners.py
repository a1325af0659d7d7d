"""Invented learners: names, birth dates that fit the class, and numbers that cannot be anybody's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from config.demo.names import FOREIGN, first_name, surname
from processes.rules.identity import NO_IDENTITY, Identity, check_digit
from processes.terms import Grade, IdentityKind, Sex

SCHOOL_YEAR = date(2022, 5, 16)  # the first day of academic year 2565, on which ages are counted
YEAR = timedelta(days=365)
GROWN_UP = 15  # from here on a learner is no longer called a child
AGE = {grade: age for age, grade in enumerate(list(Grade)[:16], 2)}  # TK is 2, A1 is 3, ... M6 is 17

WITH_GCODE, WITHOUT_NUMBER, AGE_OFF = 0.01, 0.005, 0.003


@dataclass(frozen=True, slots=True)
class LearnerPlan:
    """A learner before they stand on a roll."""

    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date
    nationality: str
    identity: Identity


def learners(grade: Grade, size: int, numbers: Iterator[int], chance: Random) -> list[LearnerPlan]:
    return [_learner(AGE[grade], next(numbers), chance) for _ in range(size)]


def fresh_numbers() -> Iterator[int]:
    return count(1)


def _learner(age: int, number: int, chance: Random) -> LearnerPlan:
    sex = Sex.MALE if chance.random() < 0.51 else Sex.FEMALE
    identity = _identity(number, chance.random())
    given, family = first_name(chance, sex), surname(chance)
    if identity.kind is IdentityKind.GCODE:
        given, family = chance.choice(FOREIGN)
    return LearnerPlan(
        prefix=_prefix(age, sex),
        first_name=given,
        last_name=family,
        sex=sex,
        birth_on=_birth_on(age, chance),
        nationality="ลาว" if identity.kind is IdentityKind.GCODE else "ไทย",
        identity=identity,
    )


def _identity(number: int, drawn: float) -> Identity:
    if drawn < WITH_GCODE:
        return Identity(IdentityKind.GCODE, f"G6599{number:08d}")
    if drawn < WITH_GCODE + WITHOUT_NUMBER:
        return NO_IDENTITY
    return Identity(IdentityKind.CITIZEN, invented_number(number))


def invented_number(number: int) -> str:
    """A number with a valid check digit that no person holds.

    The second to fifth digit name the office that registered a birth, its province first, and there is
    no province 99.
    """
    twelve = f"19999{number:07d}"
    return twelve + check_digit(twelve)


def _birth_on(age: int, chance: Random) -> date:
    """A day that makes the learner as old as the class wants; a few are off, as when a year is mistyped."""
    born = SCHOOL_YEAR - age * YEAR - timedelta(days=chance.randrange(20, 345) + age // 4)
    return born - 10 * YEAR if chance.random() < AGE_OFF and age < 8 else born


def _prefix(age: int, sex: Sex) -> str:
    if age >= GROWN_UP:
        return "นาย" if sex is Sex.MALE else "นางสาว"
    return "ด.ช." if sex is Sex.MALE else "ด.ญ."
