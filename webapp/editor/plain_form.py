"""Reads the form of a draft's everyday things: new values, or a sentence for each field that is wrong."""

from flask_babel import gettext as _

from processes.acts.plain_drawing import PlainChanges, PlainDiagram, PlainTask, PlainTimer
from processes.terms import Act, Role
from webapp.editor.plain_rows import FIELD, OUTCOME, is_sent, read_fields, read_outcomes, rows_shown
from webapp.forms.reading import Reading

HUMAN = "userTask"

WORDS = ("opens_at", "due_at", "closes_at")
SIDES = {"before": -1, "at": 0, "after": 1}
UNITS = {"hours": 1, "days": 24}
LONGEST_NAME = 200
LONGEST_INSTRUCTIONS = 2_000
A_YEAR = 366 * 24


def shown(plain: PlainDiagram) -> dict[str, str]:
    """The form as the draft has it."""
    typed = {f"role-{each.id}": each.role for each in plain.lanes}
    for task in plain.tasks:
        typed |= {f"name-{task.id}": task.name, f"instructions-{task.id}": task.instructions}
        typed |= {f"lane-{task.id}": task.lane} if task.kind == HUMAN else {}
        if asks(task):
            typed |= rows_shown(FIELD, task.id, task.fields) | rows_shown(OUTCOME, task.id, task.outcomes)
    for timer in plain.timers:
        typed |= {f"name-{timer.id}": timer.name, **_time_shown(timer)}
    return typed


def asks(task: PlainTask) -> bool:
    """Whether the task's page is made of what the diagram asks; those of the house ask by themselves."""
    return task.kind == HUMAN and (task.act == Act.ANSWER or bool(task.fields))


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
        fields={task.id: read_fields(form, task.id) for task in plain.tasks if is_sent(form, FIELD, task.id)},
        outcomes={
            task.id: read_outcomes(form, task.id) for task in plain.tasks if is_sent(form, OUTCOME, task.id)
        },
        lanes={
            task.id: _lane(form, task.id, plain) for task in plain.tasks if f"lane-{task.id}" in form.typed
        },
    )
    form.done()
    return changes


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


def _lane(form: Reading, task_id: str, plain: PlainDiagram) -> str:
    return form.choice(f"lane-{task_id}", [each.id for each in plain.lanes], _("โปรดเลือกผู้ทำ"))
