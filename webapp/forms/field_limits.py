"""What a diagram's own fields accept: the days of the calendar that bound a date, and limits in words."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from flask_babel import gettext as _

from webapp.language import language
from webapp.thaidate import day_in_bangkok, short_day

Calendar = Mapping[str, date]  # the days by the words that diagrams know them by
A_MOMENT = timedelta(microseconds=1)
LONGEST, LARGEST = 1000, 9_999_999  # what every text and number is held to; no need to say so


class Dated(Protocol):
    """Whatever has the three instants of a round."""

    @property
    def opens_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...


class Limited(Protocol):
    """A field, as far as its limits go."""

    @property
    def kind(self) -> str: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def longest(self) -> int: ...
    @property
    def earliest(self) -> str: ...
    @property
    def latest(self) -> str: ...


def calendar_of(window: Dated | None, today: date) -> Calendar:
    """The days in Thailand; what is due at midnight is due on the day that ends then."""
    if window is None:
        return {"today": today}
    return {
        "today": today,
        "opens_at": day_in_bangkok(window.opens_at),
        "due_at": day_in_bangkok(window.due_at - A_MOMENT),
        "closes_at": day_in_bangkok(window.closes_at - A_MOMENT),
    }


def day_of(bound: str, calendar: Calendar) -> date | None:
    """The day that a bound stands for; None for no bound, or one that nobody knows."""
    if bound in calendar:
        return calendar[bound]
    try:
        return date.fromisoformat(bound)
    except ValueError:
        return None


def limit_words(field: Limited, calendar: Calendar) -> str:
    """What may be answered, said before it is asked; nothing where anything goes."""
    if field.kind == "date":
        days = day_words(field, calendar)
        return str(_("รับวันที่%(days)s", days=days)) if days else ""
    if field.kind == "text" and field.longest < LONGEST:
        return str(_("ไม่เกิน %(limit)s ตัวอักษร", limit=f"{field.longest:,}"))
    if field.kind == "number" and field.most < LARGEST:
        return str(_("ตั้งแต่ %(least)s ถึง %(most)s", least=f"{field.least:,}", most=f"{field.most:,}"))
    if field.kind == "number" and field.least > 0:
        return str(_("ต้องไม่น้อยกว่า %(least)s", least=f"{field.least:,}"))
    return ""


def day_words(field: Limited, calendar: Calendar) -> str:
    """The days that a date is bound to; nothing where any day will do."""
    first, last = day_of(field.earliest, calendar), day_of(field.latest, calendar)
    said = {name: short_day(day, language()) for name, day in (("first", first), ("last", last)) if day}
    if first and last:
        return str(_("ตั้งแต่ %(first)s ถึง %(last)s", **said))
    if first:
        return str(_("ไม่ก่อน %(first)s", **said))
    return str(_("ไม่หลัง %(last)s", **said)) if last else ""
