"""The same child twice: how long an answer may take, how far a case climbs, and what both sides may see."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from processes.rules.thai import clean_name
from processes.terms import COUNTRY

ANSWER_DAYS = 2  # working days that whoever decides has to answer
BEFORE_DUE = timedelta(hours=24)  # an answer must leave the units a day before they are due
LEAST_TIME = timedelta(hours=2)  # and nobody is asked to answer sooner than this
SHOWN_SIGNS = 2  # of each name; the rest is covered
SATURDAY = 5


def answer_due(now: datetime, due_at: datetime) -> datetime:
    """Until when the decider may answer before the case climbs to the next unit up (N7)."""
    return max(min(_working_days_later(now, ANSWER_DAYS), due_at - BEFORE_DUE), now + LEAST_TIME)


def ladder(holder: Sequence[int], claimant: Sequence[int]) -> tuple[int, ...]:
    """The units that decide in turn: the holder, and those above it up to the first above both."""
    above_both = next(place for place, unit in enumerate(holder) if unit in claimant)
    return tuple(holder[: above_both + 1])


def next_up(rungs: Sequence[int], decider: int) -> int | None:
    """Who decides next; None for the unit above both, whose word binds."""
    place = rungs.index(decider) + 1
    return rungs[place] if place < len(rungs) else None


def covered_name(prefix: str, first_name: str, last_name: str) -> str:
    """A name as both sides may see it: enough to know one's own child by, too little to learn another's."""
    parts = (clean_name(part)[:SHOWN_SIGNS] + "…" for part in (first_name, last_name))
    return prefix + " ".join(parts)


def _working_days_later(now: datetime, days: int) -> datetime:
    """The same hour so many working days on; a weekend does not count."""
    moment = now.astimezone(COUNTRY)
    while days:
        moment += timedelta(days=1)
        if moment.weekday() < SATURDAY:
            days -= 1
    return moment.astimezone(now.tzinfo)
