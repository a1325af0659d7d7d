"""What a round asks of the rules otherwise: severities, limits, the reference day, rules left off."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from processes.rules.checks.catalogue import Book, Reference, Rule, shipped
from processes.terms import Severity

LARGEST = 100_000
ORDINARY_YEAR = 2023  # without the 29th of February: ages are counted on a day that every year has
Override = dict[str, str | int | bool]
Overrides = dict[str, Override]


class UnknownTermError(ValueError):
    """A rule, a parameter or a value that there is none of; `where` names it."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def read_overrides(text: str) -> Overrides:
    """What a round's rules say, checked: `{"E06": {"severity": "query", "least": 30}}`.

    `"off": true` leaves a rule out; `"reference": {"month": 5, "day": 16}` sets the day on which ages are
    counted. Raises `UnknownTermError` for whatever is not known.
    """
    try:
        written = json.loads(text)
    except ValueError as error:
        raise UnknownTermError("json") from error
    if not isinstance(written, dict) or not all(isinstance(entry, dict) for entry in written.values()):
        raise UnknownTermError("json")
    for key, entry in written.items():
        _check_reference(entry) if key == "reference" else _check_rule(key, entry)
    return written


@lru_cache(maxsize=64)
def book_of(text: str) -> Book:
    """The rules in force in a round with these terms."""
    overrides, book = read_overrides(text), shipped()
    day = overrides.pop("reference", None)
    rules = {key: _overridden(rule, overrides.get(key, {})) for key, rule in book.rules.items()}
    reference = Reference(int(day["month"]), int(day["day"])) if day else book.reference
    return replace(book, rules=rules, reference=reference)


def _overridden(rule: Rule, entry: Mapping[str, str | int | bool]) -> Rule:
    own = {name: int(value) for name, value in entry.items() if name in rule.parameters}
    return replace(
        rule,
        severity=Severity(str(entry.get("severity", rule.severity))),
        parameters={**rule.parameters, **own},
        off=bool(entry.get("off", False)),
    )


def _check_rule(key: str, entry: Override) -> None:
    rule = shipped().rules.get(key)
    if rule is None:
        raise UnknownTermError(key)
    for name, value in entry.items():
        if not _fits(rule, name, value):
            raise UnknownTermError(f"{key}.{name}")


def _fits(rule: Rule, name: str, value: object) -> bool:
    if name == "severity":
        return value in list(Severity)
    if name == "off":
        return isinstance(value, bool)
    return name in rule.parameters and type(value) is int and 0 <= value <= LARGEST


def _check_reference(entry: Override) -> None:
    month, day = entry.get("month"), entry.get("day")
    if set(entry) != {"month", "day"} or type(month) is not int or type(day) is not int:
        raise UnknownTermError("reference")
    try:
        date(ORDINARY_YEAR, month, day)
    except ValueError as error:
        raise UnknownTermError("reference") from error
