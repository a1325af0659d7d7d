"""A task that a diagram defines by itself: its own fields, asked, checked and answered."""

from collections.abc import Sequence
from typing import Protocol, cast

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import counter
from processes.acts.form_reading import files_of
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.terms import Act, Outcome
from webapp.counter import at_counter, signed_in
from webapp.counts import my_window
from webapp.door import office_door, today
from webapp.forms.field_limits import Calendar, calendar_of
from webapp.forms.own_fields import Field, choices_of, hint_of, label_of, read_answers
from webapp.forms.reading import Overtaken, Reading
from webapp.forms.sheet import Sheet
from webapp.forms.stamps import MADE_FROM
from webapp.keepers import shelf
from webapp.language import language
from webapp.thaidate import month_names
from webapp.visitors import actor
from webapp.work.attachments import take_in
from webapp.work.desk import Desk, back_to, bp, page_of
from webapp.work.outcomes import Labelled, outcome_choices

DAY = ("day", "month", "year")


class Node(Protocol):
    """A task of a diagram, as far as its page needs it."""

    @property
    def fields(self) -> Sequence[Field]: ...
    @property
    def outcomes(self) -> Sequence[str]: ...
    @property
    def labelled(self) -> Sequence[Labelled]: ...


@page_of(Act.ANSWER)
def own_fields(desk: Desk) -> str:
    calendar = _calendar()
    node = cast(Node, shelf().of(desk.session, desk.case.edition_id).nodes[desk.item.node])
    return desk.draw(
        "work/answer.html",
        node=node,
        files=files_of(desk.session, [desk.item.id]).get(desk.item.id, {}),
        label_of=label_of,
        hint_of=lambda field: hint_of(field, calendar),
        choices_of=choices_of,
        outcomes=outcome_choices(node.outcomes, node.labelled),
        day_parts=lambda name: _parts(desk.sheet, name),
        months=month_names(language()),
    )


@bp.post("/<int:item_id>/answer")
@signed_in
def answer(item_id: int) -> ResponseReturnValue:
    """Two works: a file that came is kept even when something else in the form is still wrong."""
    form = Reading(request.form)
    if request.files or any(name.endswith("-remove") for name in form.typed):
        with office_door() as office:
            _attach(office, _picked(office, item_id), form)
    return _answer(item_id=item_id, form=form, calendar=_calendar())


@at_counter(Act.ANSWER)
def _answer(office: Office, item: WorkItem, form: Reading, calendar: Calendar) -> ResponseReturnValue:
    node = _asked(office, item, form)
    attached = files_of(office.session, [item.id]).get(item.id, {})
    answers = read_answers(form, node.fields, attached, calendar)
    outcome = _outcome(form, node)
    form.done()
    counter.answer(office, actor(), item, outcome, answers)
    return back_to(item.id)


def _calendar() -> Calendar:
    """The days of the round that is on, as dates may be bound to them."""
    return calendar_of(my_window(), today())


def _picked(office: Office, item_id: int) -> WorkItem:
    item = counter.pick(office, actor(), item_id)
    counter.expect(item, Act.ANSWER)
    return item


def _attach(office: Office, item: WorkItem, form: Reading) -> None:
    for field in _asked(office, item, form).fields:
        if field.kind == "file":
            take_in(office, item, field, form)


def _asked(office: Office, item: WorkItem, form: Reading) -> Node:
    """What the task asks now; a page of another edition of the diagram asked something else."""
    if form.typed.get(MADE_FROM) != str(item.case.edition_id):
        sentence = _("แผนผังของงานนี้เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ ยังไม่มีสิ่งใดถูกบันทึก โปรดตรวจทานแล้วส่งอีกครั้ง")
        raise Overtaken({MADE_FROM: sentence})
    return cast(Node, office.diagram(item.case).nodes[item.node])


def _outcome(form: Reading, node: Node) -> str:
    """What was chosen where the task ends in more than one way; else its only outcome."""
    if len(node.outcomes) > 1:
        return form.choice("outcome", node.outcomes, _("โปรดเลือกผลของงาน"))
    return node.outcomes[0] if node.outcomes else Outcome.DONE


def _parts(sheet: Sheet, name: str) -> tuple[str, ...]:
    return tuple(sheet.value(f"{name}-{part}") for part in DAY)
