"""The rules as data: what each looks at, how severe it is, with which parameters; read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from processes.terms import About, Grade, Severity, UnitKind

BUDDHIST_ERA = 543
_NO_RULES = frozenset({"ages", "centre", "school", "reference"})
_NO_PARAMETERS = frozenset({"severity", "about", "field", "kinds"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its parameters, all of them whole numbers; `kinds` empty means every kind of unit."""

    key: str
    severity: Severity
    about: About
    field: str
    kinds: frozenset[UnitKind]
    parameters: Mapping[str, int]
    off: bool = False

    def __getitem__(self, name: str) -> int:
        return self.parameters[name]

    def holds_for(self, kind: UnitKind) -> bool:
        return not self.off and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Reference:
    """The day of the academic year's first civil year on which ages are counted."""

    month: int
    day: int

    def of(self, academic_year: int) -> date:
        return date(academic_year - BUDDHIST_ERA, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Book:
    """The rules in force, and what they go by."""

    rules: Mapping[str, Rule]
    ages: Mapping[Grade, int]
    reference: Reference
    grades: Mapping[UnitKind, frozenset[Grade]]


@cache
def shipped() -> Book:
    """The book as it comes with the system; a round may ask otherwise (`terms.book_of`)."""
    written = tomllib.loads((Path(__file__).parent / "catalogue.toml").read_text(encoding="utf-8"))
    rules = {key: _rule(key, entry) for key, entry in written.items() if key not in _NO_RULES}
    taught = {UnitKind.CHILD_CENTRE: "centre", UnitKind.SCHOOL: "school"}
    return Book(
        rules=rules,
        ages={Grade(grade): age for grade, age in written["ages"].items()},
        reference=Reference(**written["reference"]),
        grades={kind: frozenset(map(Grade, written[key]["grades"])) for kind, key in taught.items()},
    )


def _rule(key: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        key=key,
        severity=Severity(entry["severity"]),
        about=About(entry["about"]),
        field=entry["field"],
        kinds=frozenset(map(UnitKind, entry.get("kinds", ()))),
        parameters={name: value for name, value in entry.items() if name not in _NO_PARAMETERS},
    )
