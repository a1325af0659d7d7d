"""Reads a form that is made from a table of fields, and says what such a form shows."""

from collections.abc import Iterable, Mapping
from datetime import date

from processes.rules.record_fields import Field, Kind
from processes.rules.record_values import FieldProblem, read_value
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.record_words import problem_words, yes_or_no
from webapp.thaidate import buddhist_parts


def read_fields(form: Reading, fields: Iterable[Field], today: date) -> dict[str, str]:
    """The values of the fields; each that cannot stand is noted in the form with its sentence."""
    values = {}
    for field in fields:
        read = read_value(field, _typed(form.typed, field), today)
        if isinstance(read, FieldProblem):
            form.wrong(field.key, problem_words(field, read))
        else:
            values[field.key] = read
    return values


def day_parts(sheet: Sheet, key: str, value: str) -> tuple[str, ...]:
    """Day, month and year BE of a field: as typed, or as kept."""
    if sheet.touched:
        return tuple(sheet.value(f"{key}-{part}") for part in ("day", "month", "year"))
    return buddhist_parts(date.fromisoformat(value) if value else None)


def choices_of(field: Field) -> list[tuple[str, str]]:
    """What may be chosen; words of the ministry's list are kept as they stand, in either language."""
    if field.kind is Kind.YES_NO:
        return yes_or_no(field)
    return [(each, each) for each in field.choices]


def _typed(typed: Mapping[str, str], field: Field) -> str:
    if field.kind is not Kind.DAY:
        return typed.get(field.key, "")
    parts = [typed.get(f"{field.key}-{part}", "").strip() for part in ("day", "month", "year")]
    return "/".join(parts) if any(parts) else ""
