"""Figures of learners by grade and sex: what a report shows and a confirmation signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from processes.terms import Grade, Sex, UnitKind


class Count(NamedTuple):
    """Learners of one grade."""

    male: int = 0
    female: int = 0

    @property
    def total(self) -> int:
        return self.male + self.female


class Change(NamedTuple):
    """A grade whose figures are no longer what they were."""

    grade: Grade
    before: Count
    after: Count


@dataclass(frozen=True, slots=True)
class Figures:
    """Learners by grade in the order of the grades; a grade without learners does not stand in it."""

    counts: Mapping[Grade, Count]

    @property
    def male(self) -> int:
        return sum(count.male for count in self.counts.values())

    @property
    def female(self) -> int:
        return sum(count.female for count in self.counts.values())

    @property
    def total(self) -> int:
        return self.male + self.female

    def of(self, grade: Grade) -> Count:
        return self.counts.get(grade, Count())

    def within(self, grades: Collection[Grade]) -> Figures:
        """The part of the figures that falls in these grades."""
        return Figures({grade: count for grade, count in self.counts.items() if grade in grades})

    def plain(self) -> dict[str, dict[str, int]]:
        """As JSON keeps them: `{"P1": {"F": 12, "M": 9}}`."""
        return {
            str(grade): {str(Sex.MALE): count.male, str(Sex.FEMALE): count.female}
            for grade, count in self.counts.items()
        }


def figures_from(rows: Iterable[tuple[Grade, Sex, int]]) -> Figures:
    """Figures from rows of a count, several rows of a cell added up; ValueError below zero."""
    cells: Counter[tuple[Grade, Sex]] = Counter()
    for grade, sex, number in rows:
        if number < 0:
            raise ValueError(f"{number} learners in {grade}")
        cells[grade, sex] += number
    counts = {grade: Count(cells[grade, Sex.MALE], cells[grade, Sex.FEMALE]) for grade in Grade}
    return Figures({grade: count for grade, count in counts.items() if count.total})


def figures_from_plain(plain: Mapping[str, Mapping[str, int]]) -> Figures:
    """Figures as `Figures.plain` wrote them; ValueError at a grade or a sex that is none."""
    return figures_from(
        (Grade(grade), Sex(sex), number) for grade, cells in plain.items() for sex, number in cells.items()
    )


def added_up(several: Iterable[Figures]) -> Figures:
    """The overall figures of a tier above from those of its units (letter 7.1, 9.2)."""
    return figures_from(
        (grade, sex, number)
        for figures in several
        for grade, count in figures.counts.items()
        for sex, number in zip((Sex.MALE, Sex.FEMALE), count, strict=True)
    )


def by_kind(units: Iterable[tuple[UnitKind, Figures]]) -> dict[UnitKind, Figures]:
    """Overall figures of each kind of unit: pupils of schools, young children of centres (letter 7.1)."""
    apart: dict[UnitKind, list[Figures]] = {}
    for kind, figures in units:
        apart.setdefault(kind, []).append(figures)
    return {kind: added_up(apart[kind]) for kind in UnitKind if kind in apart}


def changes(before: Figures, after: Figures) -> tuple[Change, ...]:
    """What is no longer as it was, grade by grade."""
    pairs = ((grade, before.of(grade), after.of(grade)) for grade in Grade)
    return tuple(Change(grade, old, new) for grade, old, new in pairs if old != new)
