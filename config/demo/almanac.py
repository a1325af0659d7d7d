"""When it is in the demonstration: a clock that is set, and the round moved such that now lies inside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from config.rounds import RoundPlan, closing_at, read_round, shifted

BANGKOK = ZoneInfo("Asia/Bangkok")
HOW_FAR = 0.6  # of the window is over when the demonstration begins
MORNING, WORKDAY = timedelta(hours=8, minutes=30), timedelta(hours=8)
A_MINUTE = timedelta(minutes=1)


@dataclass
class Almanac:
    """A clock that stands until it is set to another moment."""

    now: datetime

    def __call__(self, _session: object) -> datetime:
        return self.now


def round_around(now: datetime, closes_in: timedelta | None = None) -> RoundPlan:
    """The round of the letter with now inside its window, moved by whole days; or closing that soon."""
    plan = read_round()
    if closes_in is not None:
        return closing_at(plan, now + closes_in)
    wanted = now - (plan.closes_at - plan.opens_at) * HOW_FAR
    return shifted(plan, round((wanted - plan.opens_at) / timedelta(days=1)))


def workday(plan: RoundPlan, now: datetime, share: float) -> datetime:
    """The moment in office hours when this share of the time from the opening until now was over."""
    opened = plan.opens_at.astimezone(BANGKOK)
    days = share * ((now - opened) / timedelta(days=1))
    midnight = opened.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=int(days))
    moment = midnight + MORNING + WORKDAY * (days % 1)
    return min(max(moment, opened + A_MINUTE), now - A_MINUTE).astimezone(UTC)
