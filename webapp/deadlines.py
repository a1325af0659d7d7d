"""When something is due or closed, in the words of an officer's day."""

from datetime import datetime, timedelta

from webapp.thaidate import bangkok, long_day, long_moment, near_day, near_moment

_A_DAY = timedelta(days=1)
_A_MOMENT = timedelta(microseconds=1)


def end_of_day(at: datetime) -> datetime:
    """The midnight in Thailand that ends the day of this moment."""
    return bangkok(at).replace(hour=0, minute=0, second=0, microsecond=0) + _A_DAY


def is_end_of_a_day(at: datetime) -> bool:
    return bangkok(at - _A_MOMENT).date() != bangkok(at).date()


def due_words(due_at: datetime, now: datetime, language: str = "th") -> str:
    """วันนี้ 16.30 น.; what is due by the end of a day is due on that day, not at midnight of the next."""
    if is_end_of_a_day(due_at):
        return near_day(due_at - _A_MOMENT, now, language)
    return near_moment(due_at, now, language)


def urgency(due_at: datetime, now: datetime) -> str:
    """Late once the moment has passed, soon on its day, none before."""
    if due_at <= now:
        return "late"
    return "soon" if due_at <= end_of_day(now) else "none"


def exact_moment(at: datetime, language: str = "th") -> str:
    """To the second, as the page of a close says it: 11 พฤศจิกายน 2565 เวลา 17.00.03 น."""
    if language == "th":
        return f"{long_day(at)} เวลา {bangkok(at):%H.%M.%S} น."
    return f"{long_day(at, language)}, {bangkok(at):%H:%M:%S}"


def closing_words(closes_at: datetime, language: str = "th") -> str:
    """The moment a window closes, as the top bar says it."""
    return long_moment(closes_at, language)
