"""A day and an hour as officers type them: three parts of the Buddhist era, and 16.30 or 24.00."""

import re
from datetime import UTC, datetime, time, timedelta

from flask_babel import gettext as _

from webapp.deadlines import is_end_of_a_day
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.thaidate import BANGKOK, bangkok, buddhist_parts

_TIME = re.compile(r"(\d{1,2})[.:](\d{2})")
_A_DAY = timedelta(days=1)


def read_moment(form: Reading, name: str, missing: str | None = None) -> datetime | None:
    """The moment of `<name>-day`, -month, -year and -time; 24.00 is the end of that day."""
    day = form.day(name, missing)
    typed = _TIME.fullmatch(arabic(form.typed.get(f"{name}-time", "").strip()))
    if day is None:
        return None
    hour, minute = (int(typed[1]), int(typed[2])) if typed else (99, 0)
    midnight = datetime.combine(day, time(), BANGKOK)
    if (hour, minute) == (24, 0):
        return (midnight + _A_DAY).astimezone(UTC)
    if hour > 23 or minute > 59:
        form.wrong(name, _("โปรดกรอกเวลาเป็นชั่วโมงและนาที เช่น 16.30"))
        return None
    return (midnight + timedelta(hours=hour, minutes=minute)).astimezone(UTC)


def moment_parts(sheet: Sheet, name: str, at: datetime | None) -> tuple[tuple[str, ...], str]:
    """The three parts of the day, and the time, as typed or as they stand."""
    if sheet.touched:
        parts = tuple(sheet.value(f"{name}-{part}") for part in ("day", "month", "year"))
        return parts, sheet.value(f"{name}-time")
    if at is None:
        return ("", "", ""), ""
    if is_end_of_a_day(at):
        return buddhist_parts((bangkok(at) - _A_DAY).date()), "24.00"
    return buddhist_parts(bangkok(at).date()), f"{bangkok(at):%H.%M}"
