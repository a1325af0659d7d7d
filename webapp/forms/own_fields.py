"""Reads and words the fields that a diagram asks by itself, in the language of the page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from flask_babel import gettext as _

from webapp.forms.field_limits import Calendar, Limited, day_of, day_words, limit_words
from webapp.forms.reading import Reading
from webapp.language import language
from webapp.thaidate import short_day

YES, NO = "yes", "no"
Answer = str | int | bool | None


class Field(Limited, Protocol):
    """A question of a diagram: `kind` is text, number, date, choice, yes_no, file or statement."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def help_en(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def options(self) -> Sequence[str]: ...
    @property
    def options_en(self) -> Sequence[str]: ...


def label_of(field: Field) -> str:
    return (field.label_en if language() == "en" else "") or field.label


def help_of(field: Field) -> str:
    return (field.help_en if language() == "en" else "") or field.help


def hint_of(field: Field, calendar: Calendar) -> str:
    """What is said of a field before it is answered: its help, and what it accepts."""
    return " · ".join(filter(None, (help_of(field), limit_words(field, calendar))))


def choices_of(field: Field) -> list[tuple[str, str]]:
    """What may be chosen: the value that conditions know, and its words."""
    words = field.options_en if language() == "en" and field.options_en else field.options
    return list(zip(field.options, words, strict=True))


def input_name(field: Field) -> str:
    return f"f-{field.name}"


def read_answers(
    form: Reading, fields: Sequence[Field], attached: Mapping[str, object], calendar: Calendar
) -> dict[str, Answer]:
    """An answer to each field, None where none was given; what was typed beside them counts for nothing."""
    answers = {}
    for field in fields:
        answers[field.name] = answer = _read(form, field, field.name in attached)
        if field.kind == "date" and answer:
            _within(form, field, date.fromisoformat(str(answer)), calendar)
        _named(form, field)
    return answers


def _named(form: Reading, field: Field) -> None:
    """The list at the head of the page says of each sentence which field it means."""
    sentence = form.errors.get(input_name(field))
    if sentence and label_of(field) not in sentence:
        form.errors[input_name(field)] = f"{label_of(field)}: {sentence}"


def _read(form: Reading, field: Field, is_attached: bool) -> Answer:
    """The answer in the type that the diagram's conditions expect of it."""
    if field.kind == "file":
        if field.required and not is_attached:
            form.wrong(input_name(field), _("โปรดแนบไฟล์: %(label)s", label=label_of(field)))
        return is_attached
    missing = _("โปรดตอบ: %(label)s", label=label_of(field)) if field.required else None
    return READERS[field.kind](form, field, missing)


def _text(form: Reading, field: Field, missing: str | None) -> Answer:
    return form.text(input_name(field), missing, field.longest) or None


def _number(form: Reading, field: Field, missing: str | None) -> Answer:
    name = input_name(field)
    number = form.count(name, missing, field.most)
    if number is not None and number < field.least:
        form.wrong(name, _("ต้องไม่น้อยกว่า %(least)s", least=f"{field.least:,}"))
    return number


def _day(form: Reading, field: Field, missing: str | None) -> Answer:
    day = form.day(input_name(field), missing)
    return day.isoformat() if day else None


def _within(form: Reading, field: Field, day: date, calendar: Calendar) -> None:
    first, last = day_of(field.earliest, calendar), day_of(field.latest, calendar)
    if (first and day < first) or (last and day > last):
        days = day_words(field, calendar)
        form.wrong(input_name(field), _("วันที่นี้อยู่นอกช่วงที่รับ โปรดกรอกวันที่ %(days)s", days=days))


def _yes_or_no(form: Reading, field: Field, missing: str | None) -> Answer:
    chosen = _chosen(form, field, (YES, NO), missing)
    return chosen == YES if chosen else None


def _choice(form: Reading, field: Field, missing: str | None) -> Answer:
    return _chosen(form, field, field.options, missing) or None


def _statement(form: Reading, field: Field, missing: str | None) -> Answer:
    sentence = _("โปรดรับรองข้อความ: %(label)s", label=label_of(field))
    return form.ticked(input_name(field), sentence if missing else None)


def _chosen(form: Reading, field: Field, allowed: Sequence[str], missing: str | None) -> str:
    unknown = _("โปรดเลือกหนึ่งข้อ: %(label)s", label=label_of(field))
    return form.choice(input_name(field), allowed if missing else (*allowed, ""), missing or unknown)


READERS: Mapping[str, Callable[[Reading, Field, str | None], Answer]] = {
    "text": _text,
    "number": _number,
    "date": _day,
    "yes_no": _yes_or_no,
    "choice": _choice,
    "statement": _statement,
}


def answer_words(field: Field, value: object) -> str:
    """An answer as it is read; nothing where none was given."""
    if value is None or value == "":
        return ""
    if field.kind in {"yes_no", "file"}:
        return str(_("ใช่") if value else _("ไม่ใช่"))
    if field.kind == "statement":
        return _("รับรองแล้ว") if value else ""
    if field.kind == "date":
        return short_day(date.fromisoformat(str(value)), language())
    if field.kind == "choice":
        return dict(choices_of(field)).get(str(value), str(value))
    return f"{value:,}" if field.kind == "number" else str(value)
