"""How old somebody is on a day, in whole months and years."""

from datetime import date

MONTHS = 12


def months_on(born: date, day: date) -> int:
    """Months completed on the day; negative before the birth."""
    return (day.year - born.year) * MONTHS + day.month - born.month - (day.day < born.day)


def years_on(born: date, day: date) -> int:
    return months_on(born, day) // MONTHS
