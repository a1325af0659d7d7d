"""Reads the form of a draft's everyday things: new values, or a sentence for each field that is wrong."""

from collections.abc import Mapping

from flask_babel import gettext as _

from processes.acts.plain_drawing import IDENTIFIER, PlainChanges, PlainDiagram, PlainTask, PlainTimer
from processes.terms import Role
from webapp.forms.reading import Reading

WORDS = ("opens_at", "due_at", "closes_at")
SIDES = {"before": -1, "at": 0, "after": 1}
UNITS = {"hours": 1, "days": 24}
KINDS = ("text", "number", "date", "choice", "yes_no", "file", "statement")
PARTS = ("label", "labelEn", "help", "helpEn", "options", "optionsEn", "min", "max", "maxLength", "name")
LONGEST_NAME = 200
LONGEST_INSTRUCTIONS = 2_000
MOST_FIELDS = 30
A_YEAR = 366 * 24


def shown(plain: PlainDiagram) -> dict[str, str]:
    """The form as the draft has it."""
    typed = {f"role-{each.id}": each.role for each in plain.lanes}
    for task in plain.tasks:
        typed |= {f"name-{task.id}": task.name, f"instructions-{task.id}": task.instructions}
        typed[f"fields-{task.id}"] = str(len(task.fields))
        for number, field in enumerate(task.fields):
            typed |= {f"{_at(task.id, number)}-{part}": value for part, value in field.items()}
    for timer in plain.timers:
        typed |= {f"name-{timer.id}": timer.name, **_time_shown(timer)}
    return typed


def with_blank_field(typed: Mapping[str, str], task_id: str) -> dict[str, str]:
    """The form with one more question of a task, still empty."""
    count = fields_of(typed, task_id)
    return {
        **typed,
        f"fields-{task_id}": str(min(count + 1, MOST_FIELDS)),
        f"{_at(task_id, count)}-type": "text",
        f"{_at(task_id, count)}-name": _free_name(typed, task_id, count),
    }


def fields_of(typed: Mapping[str, str], task_id: str) -> int:
    """How many questions of a task the form holds."""
    count = typed.get(f"fields-{task_id}", "")
    return min(int(count), MOST_FIELDS) if count.isascii() and count.isdigit() else 0


def read_changes(form: Reading, plain: PlainDiagram) -> PlainChanges:
    """The new values of what the form may change; raises Unfit with what is wrong."""
    named: list[PlainTask | PlainTimer] = [*plain.tasks, *plain.timers]
    changes = PlainChanges(
        names={
            each.id: form.text(f"name-{each.id}", _("โปรดกรอกชื่อ"), LONGEST_NAME)
            for each in named
            if f"name-{each.id}" in form.typed
        },
        instructions={
            task.id: form.text(f"instructions-{task.id}", None, LONGEST_INSTRUCTIONS)
            for task in plain.tasks
            if f"instructions-{task.id}" in form.typed
        },
        roles={lane.id: _role(form, lane.id) for lane in plain.lanes if f"role-{lane.id}" in form.typed},
        times={each.id: _time(form, each) for each in plain.timers if f"amount-{each.id}" in form.typed},
        fields={task.id: _fields(form, task) for task in plain.tasks if f"fields-{task.id}" in form.typed},
    )
    form.done()
    return changes


def _at(task_id: str, number: int) -> str:
    return f"field-{task_id}-{number}"


def _time_shown(timer: PlainTimer) -> dict[str, str]:
    if timer.hours is None:
        return {}
    amount, unit = abs(timer.hours), "hours"
    if amount and amount % UNITS["days"] == 0:
        amount, unit = amount // UNITS["days"], "days"
    side = "at" if not timer.hours else "before" if timer.hours < 0 else "after"
    return {
        f"word-{timer.id}": timer.word,
        f"side-{timer.id}": side,
        f"amount-{timer.id}": str(amount) if timer.hours else "",
        f"unit-{timer.id}": unit,
    }


def _time(form: Reading, timer: PlainTimer) -> tuple[str, int]:
    """The word and the hours from it; a length has no word and no side."""
    amount_name, unasked = f"amount-{timer.id}", _("โปรดกรอกจำนวนชั่วโมงหรือวัน")
    side, word = "after", ""
    if timer.word:
        word = form.choice(f"word-{timer.id}", WORDS, _("โปรดเลือกวันในปฏิทิน"))
        side = form.choice(f"side-{timer.id}", SIDES, _("โปรดเลือกว่าก่อนหรือหลัง"))
    if side == "at":
        return word, 0
    unit = form.choice(f"unit-{timer.id}", UNITS, _("โปรดเลือกหน่วยนับ"))
    amount = form.count(amount_name, unasked, A_YEAR) or 0
    hours = amount * UNITS.get(unit, 1)
    if not 1 <= hours <= A_YEAR:
        form.wrong(amount_name, _("เวลาต้องอยู่ระหว่าง 1 ชั่วโมงถึง 366 วัน"))
    return word, hours * SIDES.get(side, 1)


def _role(form: Reading, lane_id: str) -> str:
    return form.choice(f"role-{lane_id}", ("", *Role), _("โปรดเลือกหน้าที่"))


def _fields(form: Reading, task: PlainTask) -> list[dict[str, str]]:
    fields, taken = [], set[str]()
    for number in range(fields_of(form.typed, task.id)):
        at = _at(task.id, number)
        if form.ticked(f"{at}-gone"):
            continue
        field = _field(form, at)
        if field["name"] in taken:
            form.wrong(f"{at}-name", _("ชื่อนี้ใช้กับช่องอื่นของงานนี้แล้ว"))
        taken.add(field["name"])
        fields.append(field)
    return fields


def _field(form: Reading, at: str) -> dict[str, str]:
    kind = form.choice(f"{at}-type", KINDS, _("โปรดเลือกชนิดของคำตอบ"))
    texts = {part: form.text(f"{at}-{part}") for part in PARTS}
    if not texts["label"]:
        form.wrong(f"{at}-label", _("โปรดกรอกคำถาม"))
    if not IDENTIFIER.fullmatch(texts["name"]):
        form.wrong(f"{at}-name", _("ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และ _ เท่านั้น ขึ้นต้นด้วยตัวอักษร"))
    if kind == "choice" and len([each for each in texts["options"].split(",") if each.strip()]) < 2:
        form.wrong(f"{at}-options", _("โปรดกรอกตัวเลือกอย่างน้อย 2 ข้อ คั่นด้วยจุลภาค"))
    limits = {part: _limit(form, f"{at}-{part}") for part in ("min", "max", "maxLength")}
    required = "true" if form.ticked(f"{at}-required") else ""
    return {"type": kind, "required": required, **texts, **limits, **_unused(kind)}


def _limit(form: Reading, name: str) -> str:
    count = form.count(name)
    return "" if count is None else str(count)


def _unused(kind: str) -> dict[str, str]:
    """What a question of this kind does not have, so that nothing of an earlier kind stays behind."""
    of_kind = {"choice": ("options", "optionsEn"), "number": ("min", "max"), "text": ("maxLength",)}
    kept = of_kind.get(kind, ())
    return {part: "" for parts in of_kind.values() for part in parts if part not in kept}


def _free_name(typed: Mapping[str, str], task_id: str, count: int) -> str:
    taken = {typed.get(f"{_at(task_id, number)}-name") for number in range(count)}
    return next(name for number in range(1, MOST_FIELDS + 2) if (name := f"field_{number}") not in taken)
