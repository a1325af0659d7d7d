"""Thailand's holidays, public and of the government, and the working days between two days.

`holidays_th.csv` was made with the Python package `holidays` 0.109. Lunar dates of years to come are
estimates and the cabinet adds bridge days late: the list is data that may be mended.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("holidays_th.csv")
A_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices of the state are closed."""

    day: date
    name: str
    name_en: str


@cache
def _all() -> dict[date, Holiday]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [Holiday(date.fromisoformat(row["date"]), row["name_th"], row["name_en"]) for row in rows]
    return {each.day: each for each in days}


def holidays_between(first: date, last: date) -> list[Holiday]:
    """Both days included, in their order."""
    return [each for day, each in sorted(_all().items()) if first <= day <= last]


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _all()


def working_days_left(today: date, last: date) -> int:
    """Working days from today up to the last day, both included; none once it is past."""
    days = ((today + A_DAY * number) for number in range((last - today).days + 1))
    return sum(map(is_working_day, days))
