"""What stands in the field for the citizen number: thirteen digits, a G-Code, or none yet (letter 4.3.3)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from processes.rules.thai import plain_code
from processes.terms import IdentityKind


@dataclass(frozen=True, slots=True)
class Identity:
    """A number in the one shape it is kept and compared in; empty when there is none yet."""

    kind: IdentityKind
    number: str


class IdentityProblem(StrEnum):
    """Why what was typed cannot be such a number."""

    CHARACTERS = "characters"
    LENGTH = "length"
    RESERVED_SERIES = "reserved_series"
    CHECK_DIGIT = "check_digit"


NO_IDENTITY = Identity(IdentityKind.NONE, "")


def read_identity(typed: str) -> Identity | IdentityProblem:
    """The number that was typed or pasted, or why it is none."""
    number = _without_separators(typed)
    if not number:
        return NO_IDENTITY
    digits = number.removeprefix("G")
    if not re.fullmatch("[0-9]*", digits):
        return IdentityProblem.CHARACTERS
    if len(number) != 13:
        return IdentityProblem.LENGTH
    if number != digits:
        return Identity(IdentityKind.GCODE, number)
    return _citizen_problem(number) or Identity(IdentityKind.CITIZEN, number)


def check_digit(first_twelve: str) -> str:
    """The thirteenth digit of a citizen number.

    Our own, because python-stdnum refuses numbers that begin with 0, and those are held by persons without
    civil status: the very children that a school must admit.
    """
    weighted = sum(weight * int(digit) for weight, digit in zip(range(13, 1, -1), first_twelve, strict=True))
    return str((11 - weighted % 11) % 10)


def masked(identity: Identity) -> str:
    """The number as a page may show it: its last three digits, the rest covered."""
    shown = identity.number[-3:]
    if identity.kind is IdentityKind.CITIZEN:
        return f"x-xxxx-xxxxx-{shown[:2]}-{shown[2]}"
    return f"Gxxxxxxxxx{shown}" if identity.kind is IdentityKind.GCODE else ""


def _citizen_problem(number: str) -> IdentityProblem | None:
    # 9 is kept for the royal family; 3 and 4 are sound numbers though no learner should hold one.
    if number.startswith("9"):
        return IdentityProblem.RESERVED_SERIES
    return None if check_digit(number[:12]) == number[12] else IdentityProblem.CHECK_DIGIT


def _without_separators(typed: str) -> str:
    # Spreadsheets put an apostrophe before a number that is kept as text.
    return plain_code(typed).removeprefix("'").replace("-", "").upper()
