"""The days of a rehearsed round: office hours on working days, and the last day hour by hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from config.demo.almanac import BANGKOK
from config.rounds import RoundPlan

A_DAY, AN_HOUR, A_MINUTE, A_SECOND = (
    timedelta(days=1),
    timedelta(hours=1),
    timedelta(minutes=1),
    timedelta(seconds=1),
)
A_MOMENT = timedelta(microseconds=1)
FIRST_HOUR, OFFICE_HOURS = timedelta(hours=8, minutes=30), timedelta(hours=7, minutes=30)
SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """When anybody is at work in a round."""

    plan: RoundPlan

    @property
    def opens_at(self) -> datetime:
        return self.plan.opens_at

    @property
    def closes_at(self) -> datetime:
        return self.plan.closes_at

    @property
    def last(self) -> datetime:
        """Midnight at the beginning of the day on which the round closes."""
        return _midnight(self.closes_at)

    def working(self) -> list[datetime]:
        """The midnights of all working days before the last day."""
        day, found = _midnight(self.opens_at), []
        while day < self.last:
            if day.weekday() < SATURDAY:
                found.append(day)
            day += A_DAY
        return found

    def moment(self, share: float, hour: float) -> datetime:
        """In office hours (0 to 1) of the working day when this share of them was over."""
        days = self.working()
        day = days[min(int(share * len(days)), len(days) - 1)]
        return max(day + FIRST_HOUR + OFFICE_HOURS * hour, self.opens_at + AN_HOUR)

    def next_working(self, at: datetime) -> datetime:
        """The same hour of the next working day; of the last day in the morning."""
        found = at + A_DAY
        while found.astimezone(BANGKOK).weekday() >= SATURDAY:
            found += A_DAY
        return min(found, self.last + FIRST_HOUR) if at < self.last else found


def _midnight(at: datetime) -> datetime:
    return at.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
