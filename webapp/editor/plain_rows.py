"""The questions and the outcomes of a task in the form: shown, added, moved, and read row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from processes.acts.plain_drawing import DAYS, IDENTIFIER
from webapp.forms.reading import Reading
from webapp.thaidate import buddhist_parts, day_from_text

KINDS = ("text", "number", "date", "choice", "yes_no", "file", "statement")
OWN_DAY = "own"  # instead of a day of the calendar
MOST = 30
NUMBERS, DATES = ("min", "max", "maxLength"), ("earliest", "latest")
TEXTS = ("label", "labelEn", "help", "helpEn", "options", "optionsEn", "name")
OF_KIND = {
    "choice": ("options", "optionsEn"),
    "number": ("min", "max"),
    "text": ("maxLength",),
    "date": DATES,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that each task has in the form: what its inputs are called, and the parts of a row."""

    name: str
    parts: tuple[str, ...]

    def at(self, task_id: str, number: int) -> str:
        return f"{self.name}-{task_id}-{number}"


FIELD = Rows("field", (*TEXTS, *NUMBERS, *DATES, "earliest-day", "latest-day", "type", "required", "gone"))
OUTCOME = Rows("outcome", ("label", "labelEn", "name", "gone"))
ALL = {each.name: each for each in (FIELD, OUTCOME)}


def rows_shown(rows: Rows, task_id: str, given: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The rows as the draft has them."""
    typed: dict[str, str] = {}
    count = 0
    for count, row in enumerate(given, 1):
        at = rows.at(task_id, count - 1)
        for part, value in row.items():
            typed |= _day_shown(at, part, value) if part in DATES else {f"{at}-{part}": value}
    return {f"{rows.name}s-{task_id}": str(count), **typed}


def rows_of(typed: Mapping[str, str], rows: str, task_id: str) -> int:
    """How many rows of a task the form holds."""
    count = typed.get(f"{rows}s-{task_id}", "")
    return min(int(count), MOST) if count.isascii() and count.isdigit() else 0


def is_sent(form: Reading, rows: Rows, task_id: str) -> bool:
    return f"{rows.name}s-{task_id}" in form.typed


def rearranged(typed: Mapping[str, str], asked: str) -> dict[str, str]:
    """The form with one more row, or one row further up or down; `asked` is like `add:field:<task>`."""
    do, name, task_id, *rest = (*asked.split(":"), "", "", "")
    rows = ALL.get(name)
    if rows is None:
        return dict(typed)
    if do == "add":
        return _with_blank(typed, rows, task_id)
    number = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() else 0
    other = number + (1 if do == "down" else -1)
    if not 0 <= min(number, other) <= max(number, other) < rows_of(typed, name, task_id):
        return dict(typed)
    return _swapped(typed, rows, rows.at(task_id, number), rows.at(task_id, other))


def read_fields(form: Reading, task_id: str) -> list[dict[str, str]]:
    kept = _kept(form, FIELD, task_id)
    fields = [_field(form, at) for at in kept]
    _no_name_twice(form, kept, fields)
    return fields


def read_outcomes(form: Reading, task_id: str) -> list[dict[str, str]]:
    kept = _kept(form, OUTCOME, task_id)
    outcomes = [{part: form.text(f"{at}-{part}") for part in ("name", "label", "labelEn")} for at in kept]
    for at, outcome in zip(kept, outcomes, strict=True):
        _named(form, at, outcome["name"])
        if len(kept) > 1 and not outcome["label"]:
            form.wrong(f"{at}-label", _("โปรดกรอกคำที่เจ้าหน้าที่อ่าน"))
    if not kept:
        form.wrong(f"outcomes-{task_id}", _("งานต้องมีผลอย่างน้อยหนึ่งอย่าง"))
    _no_name_twice(form, kept, outcomes)
    return outcomes


def _with_blank(typed: Mapping[str, str], rows: Rows, task_id: str) -> dict[str, str]:
    count = rows_of(typed, rows.name, task_id)
    if count >= MOST:
        return dict(typed)
    at, taken = (
        rows.at(task_id, count),
        {typed.get(f"{rows.at(task_id, each)}-name") for each in range(count)},
    )
    free = next(name for number in range(1, MOST + 2) if (name := f"{rows.name}_{number}") not in taken)
    blank = {f"{at}-name": free, **({f"{at}-type": "text"} if rows is FIELD else {})}
    return {**typed, f"{rows.name}s-{task_id}": str(count + 1), **blank}


def _swapped(typed: Mapping[str, str], rows: Rows, one: str, other: str) -> dict[str, str]:
    swapped = dict(typed)
    for part in rows.parts:
        values = {one: typed.get(f"{other}-{part}"), other: typed.get(f"{one}-{part}")}
        for at, value in values.items():
            if value is None:
                swapped.pop(f"{at}-{part}", None)
            else:
                swapped[f"{at}-{part}"] = value
    return swapped


def _kept(form: Reading, rows: Rows, task_id: str) -> list[str]:
    """Where the rows stand that are not to be taken away."""
    places = (rows.at(task_id, number) for number in range(rows_of(form.typed, rows.name, task_id)))
    return [at for at in places if not form.ticked(f"{at}-gone")]


def _field(form: Reading, at: str) -> dict[str, str]:
    kind = form.choice(f"{at}-type", KINDS, _("โปรดเลือกชนิดของคำตอบ"))
    mine = OF_KIND.get(kind, ())  # nothing of an earlier kind stays behind
    texts = {
        part: form.text(f"{at}-{part}") for part in TEXTS if part not in OF_KIND["choice"] or part in mine
    }
    if not texts["label"]:
        form.wrong(f"{at}-label", _("โปรดกรอกคำถาม"))
    _named(form, at, texts["name"])
    if kind == "choice" and len([each for each in texts["options"].split(",") if each.strip()]) < 2:
        form.wrong(f"{at}-options", _("โปรดกรอกตัวเลือกอย่างน้อย 2 ข้อ คั่นด้วยจุลภาค"))
    limits = {part: _limit(form, f"{at}-{part}") for part in NUMBERS if part in mine}
    days = {part: _day(form, f"{at}-{part}") for part in DATES if part in mine}
    required = "true" if form.ticked(f"{at}-required") else ""
    return {"type": kind, "required": required, **texts, **limits, **days}


def _named(form: Reading, at: str, name: str) -> None:
    if not IDENTIFIER.fullmatch(name):
        form.wrong(f"{at}-name", _("ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และ _ เท่านั้น ขึ้นต้นด้วยตัวอักษร"))


def _no_name_twice(form: Reading, places: Sequence[str], given: Sequence[Mapping[str, str]]) -> None:
    taken = set[str]()
    for at, row in zip(places, given, strict=True):
        if row["name"] in taken:
            form.wrong(f"{at}-name", _("ชื่อนี้ใช้กับรายการอื่นของงานนี้แล้ว"))
        taken.add(row["name"])


def _limit(form: Reading, name: str) -> str:
    count = form.count(name)
    return "" if count is None else str(count)


def _day(form: Reading, name: str) -> str:
    """A word of the calendar, or a day typed as 31/10/2565."""
    chosen = form.choice(name, ("", *DAYS, OWN_DAY), _("โปรดเลือกวันในปฏิทิน"))
    if chosen != OWN_DAY:
        return chosen
    try:
        return day_from_text(form.typed.get(f"{name}-day", "")).isoformat()
    except ValueError:
        form.wrong(f"{name}-day", _("โปรดกรอกวันที่ที่มีจริง เช่น 31/10/2565"))
        return ""


def _day_shown(at: str, part: str, value: str) -> dict[str, str]:
    if value in DAYS:
        return {f"{at}-{part}": value}
    try:
        typed = "/".join(buddhist_parts(date.fromisoformat(value)))
    except ValueError:
        typed = value
    return {f"{at}-{part}": OWN_DAY, f"{at}-{part}-day": typed}
