"""What every imported list has in common: who may import, what is said of a row, what became of the whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from processes.acts.office import CLOCK, Actor
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.rules.thai import plain_code
from processes.terms import Act, Refused


class RowProblem(StrEnum):
    """Why a row is refused though its code could be one."""

    KIND = "unknown_kind"
    NAME = "no_name"
    PARENT = "no_such_parent"
    UNIT = "no_such_unit"
    ROLE = "unknown_role"
    USERNAME = "username_not_of_the_unit"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a row: its line, the code as typed, and the word of the sentence."""

    line: int
    code: str
    sentence: StrEnum


@dataclass
class Report:
    """What became of a list."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


class DuplicateCodes(ValueError):  # noqa: N818 -- the house names what happened
    """The list names something twice, so nobody can say which row holds; nothing of it is taken."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(", ".join(self.codes))


def refuse_duplicates(codes: Iterable[str]) -> None:
    """Raise DuplicateCodes where two rows mean the same code, however it was typed."""
    seen = Counter(plain_code(code) for code in codes)
    if twice := [code for code, times in seen.items() if times > 1 and code]:
        raise DuplicateCodes(twice)


def may_import(actor: Actor) -> None:
    """Raise `Refused` unless it is an administrator, or the clock, which stands for the command line."""
    if actor is not CLOCK and (reason := obstacle(Act.IMPORT_LIST, Situation(administers=actor.administers))):
        raise Refused(reason)
