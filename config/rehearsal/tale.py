"""What happened in a rehearsal, line by line, and every write that was acknowledged to an officer."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a line tells; `webapp.rehearsed` has the sentence."""

    OPENED = "opened"
    DAY = "day"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    CLAIMED = "claimed"
    RELEASED = "released"
    DRAWN = "drawn"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    PASSED_ON = "passed_on"
    LAST_MOMENT = "last_moment"
    AFTER_THE_HOUR = "after_the_hour"
    CLOSED = "closed"
    FROZEN = "frozen"
    EXTENDED = "extended"
    TAKEN = "taken"


@dataclass(frozen=True)
class Line:
    """One thing that happened."""

    at: datetime
    kind: Kind
    values: dict[str, object]


@dataclass(frozen=True)
class Acknowledged:
    """A write that an officer was told is kept."""

    at: datetime
    unit: str
    what: str


@dataclass
class Tale:
    """Collects lines and acknowledged writes; the writes of a day are told together."""

    lines: list[Line] = field(default_factory=list)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    today: Counter[str] = field(default_factory=Counter)
    refused_at_close: int = 0
    unforeseen: list[str] = field(default_factory=list)

    def tell(self, at: datetime, kind: Kind, **values: object) -> None:
        self.lines.append(Line(at, kind, values))

    def acknowledge(self, at: datetime, unit: str, what: str) -> None:
        self.acknowledged.append(Acknowledged(at, unit, what))
        self.today[what] += 1

    def end_of_day(self, at: datetime) -> None:
        if any(self.today[name] for name in DAILY):
            self.tell(at, Kind.DAY, **{name: self.today[name] for name in DAILY})
        self.today.clear()


DAILY = ("look", "recheck", "confirm", "accept", "counts")
