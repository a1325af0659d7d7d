"""What the rules look at, as plain values: a learner, a class, a unit, and the time they are judged at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from processes.rules.checks.catalogue import Book
from processes.terms import Grade, IdentityKind, Sex, UnitKind


@dataclass(frozen=True, slots=True)
class Times:
    """The rules in force, and the day they are judged on."""

    book: Book
    academic_year: int
    today: date

    @property
    def reference(self) -> date:
        return self.book.reference.of(self.academic_year)


class LearnerFacts(NamedTuple):
    """A learner who stands on a roll; `number` in the clear, `weight` and `height` as recorded or blank."""

    enrolment_id: int
    learner_id: int
    classroom_id: int
    kind: UnitKind
    grade: Grade
    sex: Sex
    prefix: str
    birth_on: date | None
    nationality: str
    identity_kind: IdentityKind
    number: str = ""
    twice: bool = False  # the number stands on this roll a second time
    weight: str = ""
    height: str = ""
    student_number: str = ""


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class of a unit: its grade and year, and how many of its learners are counted in which grade."""

    classroom_id: int
    kind: UnitKind
    grade: Grade
    academic_year: int
    grades: Mapping[Grade, int] = field(default_factory=dict)
    student_numbers: Sequence[str] | None = None  # None where they were not looked at

    @property
    def size(self) -> int:
        return sum(self.grades.values())


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as a whole; `stated_classes` and `confirmed` are None where nothing was stated or confirmed."""

    unit_id: int
    kind: UnitKind
    learners: int
    classes: int
    stated_classes: int | None = None
    confirmed: int | None = None  # the figure of its last confirmation in an earlier round


class Finding(NamedTuple):
    """That a rule was broken: the values it rests on, and what its sentence names; no personal value."""

    values: tuple[str | int, ...]
    params: Mapping[str, str | int] = {}
