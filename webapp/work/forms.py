"""A task that a diagram defines by itself: its own fields, asked, checked and answered."""

from collections.abc import Sequence
from typing import Protocol, cast

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.acts import counter
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.terms import Act, Outcome
from webapp.counter import at_counter
from webapp.door import house
from webapp.forms.reading import Reading
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of

YES, NO = "yes", "no"


class Field(Protocol):
    """A question of a diagram: `kind` is text, number, choice or yes_no."""

    name: str
    kind: str
    label: str
    required: bool
    options: Sequence[str]


class Node(Protocol):
    """A task of a diagram, as far as its page needs it."""

    fields: Sequence[Field]
    outcomes: Sequence[str]


class _Drawn(Protocol):
    nodes: dict[str, Node]


class _Shelf(Protocol):
    def of(self, session: Session, edition_id: int) -> _Drawn: ...


class _Shelved(Protocol):
    shelf: _Shelf


@page_of(Act.ANSWER)
def own_fields(desk: Desk) -> str:
    shelf = cast(_Shelved, house()).shelf
    node = shelf.of(desk.session, desk.case.edition_id).nodes[desk.item.node]
    return desk.draw("work/answer.html", node=node)


@bp.post("/<int:item_id>/answer")
@at_counter(Act.ANSWER)
def answer(office: Office, item: WorkItem) -> ResponseReturnValue:
    node = cast(Node, office.diagram(item.case).nodes[item.node])
    form = Reading(request.form)
    answers = {field.name: _read(form, field) for field in node.fields}
    outcome = _outcome(form, node)
    form.done()
    counter.answer(office, actor(), item, outcome, answers)
    return back_to(item.id)


def _read(form: Reading, field: Field) -> str | int | bool:
    """The answer in the type that the diagram's conditions expect of it; a blank where none was required."""
    missing = _("โปรดตอบ: %(label)s", label=field.label) if field.required else None
    name = f"f-{field.name}"
    if field.kind == "number":
        return form.count(name, missing) or 0
    if field.kind == "yes_no":
        return bool(form.choice(name, (YES, NO), missing) == YES) if missing else form.typed.get(name) == YES
    if field.kind == "choice":
        unknown = _("โปรดเลือกหนึ่งข้อ: %(label)s", label=field.label)
        return form.choice(name, field.options if missing else (*field.options, ""), missing or unknown)
    return form.text(name, missing)


def _outcome(form: Reading, node: Node) -> str:
    """What was chosen where the task ends in more than one way; else its only outcome."""
    if len(node.outcomes) > 1:
        return form.choice("outcome", node.outcomes, _("โปรดเลือกผลของงาน"))
    return node.outcomes[0] if node.outcomes else Outcome.DONE
