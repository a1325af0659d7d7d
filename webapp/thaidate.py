"""Dates as officers read and type them: Buddhist era, Asia/Bangkok (Babel knows no Buddhist era)."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from processes.rules.thai import MONTHS, SHORT_MONTHS
from webapp.digits import arabic

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543

_WEEKDAYS = {
    "th": ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS: Mapping[str, Sequence[str]] = {
    "th": MONTHS,
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS: Mapping[str, Sequence[str]] = {
    "th": SHORT_MONTHS,
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_NEAR_DAYS = {
    "th": {-1: "เมื่อวาน", 0: "วันนี้", 1: "พรุ่งนี้"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
# Between these nobody means the common era, and a slip of the finger falls outside.
_BE_YEARS = range(2400, 2701)
_TYPED = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2}|[ก-๛.]+)\s*[/.\-\s]\s*(?:พ\.?ศ\.?\s*)?(\d+)")


class NotBuddhistEra(ValueError):  # noqa: N818 -- it says what the year is not
    """A year was typed that is not of the Buddhist era, most often one of the common era."""


def bangkok(at: dt.datetime) -> dt.datetime:
    """The moment as clocks in Thailand show it; a naive moment is refused."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(BANGKOK)


def day_in_bangkok(when: dt.date) -> dt.date:
    """The day a moment falls on in Thailand; a plain day is itself."""
    return bangkok(when).date() if isinstance(when, dt.datetime) else when


def month_names(language: str = "th") -> list[str]:
    """January to December, for the month field of a typed date."""
    return list(_MONTHS[language])


def clock_time(at: dt.datetime, language: str = "th") -> str:
    """17.00 น. in Thai, 17:00 in English."""
    return f"{bangkok(at):%H.%M} น." if language == "th" else f"{bangkok(at):%H:%M}"


def long_day(when: dt.date, language: str = "th") -> str:
    """11 พฤศจิกายน 2565; in English 11 November 2022 (2565 BE)."""
    return _day(day_in_bangkok(when), _MONTHS[language], language)


def short_day(when: dt.date, language: str = "th") -> str:
    """11 พ.ย. 2565; in English 11 Nov 2022 (2565 BE)."""
    return _day(day_in_bangkok(when), _SHORT_MONTHS[language], language)


def weekday_and_day(when: dt.date, language: str = "th") -> str:
    """วันศุกร์ที่ 11 พฤศจิกายน 2565; in English Friday 11 November 2022 (2565 BE)."""
    day = day_in_bangkok(when)
    name = _WEEKDAYS[language][day.weekday()]
    return f"วัน{name}ที่ {long_day(day)}" if language == "th" else f"{name} {long_day(day, language)}"


def long_moment(at: dt.datetime, language: str = "th") -> str:
    """11 พฤศจิกายน 2565 เวลา 17.00 น.; in English 11 November 2022 (2565 BE), 17:00."""
    return _with_time(long_day(at, language), at, language)


def short_moment(at: dt.datetime, language: str = "th") -> str:
    """11 พ.ย. 2565 เวลา 17.00 น.; in English 11 Nov 2022 (2565 BE), 17:00."""
    return _with_time(short_day(at, language), at, language)


def near_moment(at: dt.datetime, now: dt.datetime, language: str = "th") -> str:
    """วันนี้ 16.30 น., yesterday and tomorrow likewise; any other day as `short_moment`."""
    word = near_day_word(at, now, language)
    return f"{word} {clock_time(at, language)}" if word else short_moment(at, language)


def near_day(when: dt.date, now: dt.datetime, language: str = "th") -> str:
    """วันนี้, พรุ่งนี้, เมื่อวาน; any other day as `short_day`."""
    return near_day_word(when, now, language) or short_day(when, language)


def near_day_word(when: dt.date, now: dt.datetime, language: str = "th") -> str | None:
    """The word for yesterday, today or tomorrow, else None; days are Thailand's, not 24 hours."""
    apart = day_in_bangkok(when) - bangkok(now).date()
    return _NEAR_DAYS[language].get(apart.days)


def day_from_parts(day: str, month: str, year: str) -> dt.date:
    """The day typed into the three fields day, month (1 to 12 or its Thai name) and year BE.

    ValueError when there is no such day; NotBuddhistEra when the year is not of the Buddhist era.
    """
    year_number = int(arabic(year))
    if year_number not in _BE_YEARS:
        raise NotBuddhistEra(f"not a year of the Buddhist era: {year!r}")
    return dt.date(year_number - BUDDHIST_ERA, _month_number(arabic(month)), int(arabic(day)))


def day_from_text(text: str) -> dt.date:
    """The day typed as 11/11/2565, ๑๑/๑๑/๒๕๖๕ or 11 พ.ย. 2565; errors as `day_from_parts`."""
    typed = _TYPED.fullmatch(arabic(text))
    if typed is None:
        raise ValueError(f"not a date: {text!r}")
    return day_from_parts(typed[1], typed[2], typed[3])


def buddhist_parts(day: dt.date | None) -> tuple[str, str, str]:
    """Day, month and year BE as the three fields show them; blanks when there is no day."""
    return (str(day.day), str(day.month), str(day.year + BUDDHIST_ERA)) if day else ("", "", "")


def _day(day: dt.date, months: Sequence[str], language: str) -> str:
    in_era = day.year + BUDDHIST_ERA
    year = str(in_era) if language == "th" else f"{day.year} ({in_era} BE)"
    return f"{day.day} {months[day.month - 1]} {year}"


def _with_time(day: str, at: dt.datetime, language: str) -> str:
    return f"{day} เวลา {clock_time(at)}" if language == "th" else f"{day}, {clock_time(at, language)}"


def _month_number(month: str) -> int:
    for names in (_MONTHS["th"], _SHORT_MONTHS["th"]):
        if month in names:
            return names.index(month) + 1
    return int(month)
