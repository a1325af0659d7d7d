"""Moves the token of an open task: where it may go and where not, what follows, and then the deed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import operating
from processes.acts.casework import open_tasks
from processes.acts.reading import Step, steps_of
from processes.records.cases import Case, WorkItem
from processes.records.officers import Officer
from processes.terms import Reason, Refused
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.keepers import shelf
from webapp.operating.blueprint import at_work, back, bp, operated, reason_typed
from webapp.sentences import sentence
from webapp.standpoint import Standpoint
from webapp.tasks import task_title
from webapp.visitors import actor

MOST_NAMED = 20


@bp.get("/move/<ref>")
@signed_in
def choose(code: str, ref: str) -> ResponseReturnValue:
    """Every task of the diagram: those the token may go to, and why not to the others."""
    return _choices(*operated(code), ref)


@bp.post("/move/<ref>")
@signed_in
def move(code: str, ref: str) -> ResponseReturnValue:
    """First what would follow is shown; sent again from there, it is done."""
    here, case = operated(code)
    target = request.form.get("target", "")
    errors = {} if target else {"target": _("โปรดเลือกขั้นตอน")}
    if not reason_typed():
        errors["reason"] = _("โปรดระบุเหตุผล")
    if errors:
        return _choices(here, case, ref, errors), 422
    if request.form.get("sure") != "yes":
        return _what_follows(here, case, ref, target)
    with office_door() as office:
        operating.move_from(office, actor(), at_work(office, case), ref, target, reason_typed())
    return back(code, _("ย้ายเรื่องแล้ว งานเดิมออกจากกล่องงาน และงานของขั้นตอนใหม่เข้าแทน"))


def _choices(here: Standpoint, case: Case, ref: str, errors: dict[str, str] | None = None) -> str:
    with office_door() as office:
        ways = operating.can_move(office, at_work(office, case), ref)
    steps = _steps(case)
    return render_template(
        "operating/move.html",
        here=here,
        unit=here.unit,
        case=case,
        open=steps[open_tasks(case)[ref]],
        open_to=[(way.node, _name(steps[way.node])) for way in ways if way.refusal is None],
        closed_to=[(_name(steps[way.node]), sentence(way.refusal)) for way in ways if way.refusal],
        target=request.form.get("target"),
        reason=reason_typed(),
        errors=errors or {},
    )


def _what_follows(here: Standpoint, case: Case, ref: str, target: str) -> str:
    """The page before the deed; raises `Refused` for what would be refused then."""
    with office_door() as office:
        ways = operating.can_move(office, at_work(office, case), ref)
    way = next((each for each in ways if each.node == target), None)
    if way is None:
        raise Refused(Reason.UNKNOWN_TASK, unit=here.unit.name)
    if way.refusal is not None:
        raise way.refusal
    steps = _steps(case)
    lost, more = _items(case, ref)
    return render_template(
        "operating/move_sure.html",
        here=here,
        unit=here.unit,
        case=case,
        ref=ref,
        open=steps[open_tasks(case)[ref]],
        to=steps[target],
        lost=lost,
        more=more,
        reason=reason_typed(),
    )


def _items(case: Case, ref: str) -> tuple[list[tuple[str, str]], int]:
    """The open items that go, each with who has taken it or by right has it; and how many more there are."""
    wanted = (
        select(WorkItem, Officer.name)
        .outerjoin(Officer, Officer.id == WorkItem.claimed_by)
        .where(WorkItem.case_id == case.id, WorkItem.task_ref == ref, WorkItem.state == "open")
        .order_by(WorkItem.id)
    )
    rows = reading().execute(wanted).all()
    named = [(task_title(item.name, item.act, item.subject), holder or "") for item, holder in rows]
    return named[:MOST_NAMED], max(0, len(named) - MOST_NAMED)


def _steps(case: Case) -> dict[str, Step]:
    return {each.id: each for each in steps_of(reading(), shelf(), case.edition_id)}


def _name(step: Step) -> str:
    return step.name or step.id
