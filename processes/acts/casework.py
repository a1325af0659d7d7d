"""Moves a case: keeps its state, its inbox and its gates in step with the facts, in the act's transaction."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from processes.acts import form_answers, steps
from processes.acts.fanout import FANS, Subject, class_subject, is_complete
from processes.acts.office import Office
from processes.engine import moves
from processes.engine.diagrams import Node
from processes.engine.moves import Move
from processes.records.cases import Case, WorkItem
from processes.records.once import append
from processes.reports.figures import blank_counts
from processes.reports.roll import ClassCount
from processes.terms import Act, Message, Outcome, Role, Signal, Standing, Stream

# A case settles in two or three moves; more would be a diagram that runs in a circle.
SETTLING_MOVES = 25


def facts_of(office: Office, case: Case) -> dict[str, Any]:
    """Every word that a diagram may use, with its value now (`bpmn/words.toml`)."""
    window = office.lock_window(case)
    facts: dict[str, Any] = {
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "closes_at": window.closes_at,
        "units_total": case.units_total,
        "units_confirmed": case.units_confirmed,
        "units_reviewed": case.units_reviewed,
        "other_total": case.other_total,
        "own_confirmed": case.standing is Standing.CONFIRMED,
        "other_confirmed": case.other_standing is Standing.CONFIRMED,
    }
    if office.diagram(case).blank_answers:  # only a diagram with fields of its own asks for what was answered
        facts["answers"] = form_answers.answered_before(office, case)
    return facts


def open_tasks(case: Case) -> dict[str, str]:
    """The human tasks the engine waits for: reference to node."""
    return dict(pair.split(" ", 1) for pair in case.tasks.split(";") if pair)


def tasks_of(move: Move) -> str:
    return ";".join(f"{task.ref} {task.node}" for task in move.tasks)


def finish_task(
    office: Office, case: Case, ref: str, outcome: str, answers: Mapping[str, object] | None = None
) -> None:
    """Let the engine go on from a finished task; raises the engine's `NotOpen` when it is not open."""
    facts = facts_of(office, case)
    move = moves.finish(office.diagram(case), case.state, ref, outcome, facts, office.now, answers)
    apply(office, case, move, finished=ref)


def tick(office: Office, case: Case) -> None:
    """Fire what the case's timers owe by now."""
    apply(office, case, moves.tick(office.diagram(case), case.state, facts_of(office, case), office.now))
    settle(office, case)


def shut(office: Office, case: Case) -> Move:
    """Tell the case that its window has closed; it ends.

    Its last living state is kept: an extension lets the case go on exactly where it stood (X5).
    """
    facts = facts_of(office, case)
    move = moves.signal(office.diagram(case), case.state, Signal.WINDOW_CLOSED, facts, office.now)
    if move.ended:
        case.tasks = case.awaits = ""
        case.next_due_at, case.ended_at = None, office.now
    else:
        keep(case, move, office.now)
    return move


def retime(office: Office, case: Case) -> None:
    """Work out the case's timers anew after a date moved; a case that had ended goes on where it stood."""
    had_ended, diagram = case.ended_at is not None, office.diagram(case)
    move = moves.retime(diagram, case.state, facts_of(office, case), clock_of(office, case))
    if not had_ended:
        apply(office, case, move)
        return
    keep(case, move, office.now)
    for task in move.tasks:
        open_items(office, case, task.ref, diagram.nodes[task.node], again=True)
    carry_out_steps(office, case, move)


def clock_of(office: Office, case: Case) -> datetime:
    """The moment for a case's timers: that of a suspended one stands still until it is resumed."""
    return case.suspended_at or office.now


def apply(office: Office, case: Case, move: Move, finished: str = "") -> None:
    """Keep a move: state, what the case waits for, its items; then carry out its steps."""
    before = open_tasks(case)
    after = {task.ref: task.node for task in move.tasks}
    keep(case, move, office.now)
    for ref in before.keys() - after.keys() - {finished}:
        put_away(office, case, ref)
    for ref, node in after.items():
        if ref not in before:
            open_items(office, case, ref, office.diagram(case).nodes[node])
    carry_out_steps(office, case, move)


def carry_out_steps(office: Office, case: Case, move: Move) -> None:
    for step in move.steps:
        steps.carry_out(office, case, step)


def keep(case: Case, move: Move, now: datetime) -> None:
    case.state = move.state
    case.awaits = " ".join(move.awaits)
    case.tasks = tasks_of(move)
    case.next_due_at = move.next_due_at
    case.ended_at = now if move.ended else None


def settle(office: Office, case: Case) -> None:
    """Go on until nothing more follows from the facts: level-triggered, no gate is early or lost.

    A suspended case stands still; what followed meanwhile follows when it is resumed.
    """
    for _ in range(SETTLING_MOVES):
        over = case.ended_at is not None or case.suspended_at is not None
        if over or not (_finish_empty_fan(office, case) or _tell_gate(office, case)):
            return
    raise RuntimeError(f"case {case.id} does not settle")


def _finish_empty_fan(office: Office, case: Case) -> bool:
    for ref, node_id in open_tasks(case).items():
        act = Act(office.diagram(case).nodes[node_id].act or Act.ANSWER)
        if act in FANS and FANS[act].complete(office, case):
            finish_task(office, case, ref, Outcome.DONE)
            return True
    return False


def _tell_gate(office: Office, case: Case) -> bool:
    for message in case.awaits.split():
        if GATES[Message(message)](case):
            facts = facts_of(office, case)
            move = moves.tell(office.diagram(case), case.state, message, facts, office.now)
            if move is not None:
                apply(office, case, move)
                return True
    return False


GATES: dict[Message, Callable[[Case], bool]] = {
    Message.OWN_INCOMPLETE: lambda case: case.units_reviewed < case.units_total,
    Message.OWN_REOPENED: lambda case: case.standing not in {Standing.CONFIRMED, Standing.MISSED},
    Message.OTHER_REOPENED: lambda case: case.other_standing not in {Standing.CONFIRMED, Standing.MISSED},
}


def stand(office: Office, case: Case, stream: Stream, standing: Standing) -> None:
    """Change how far a unit is with a stream, and let the case above feel it."""
    was_complete = is_complete(case)
    if stream is Stream.OWN:
        case.standing = standing
    else:
        case.other_standing = standing
    above = office.lock_case(case.parent_id) if case.parent_id else None
    if above is None:
        return
    above.figures_version += 1
    if is_complete(case) != was_complete:
        above.units_confirmed += -1 if was_complete else 1
        unreview(case, above)
        weigh(office, case, above)


def unreview(case: Case, above: Case) -> None:
    if case.reviewed:
        case.reviewed = False
        above.units_reviewed -= 1


def review(office: Office, case: Case, above: Case) -> None:
    """Count the unit as reviewed by the tier above."""
    case.reviewed = True
    above.units_reviewed += 1
    settle(office, above)


def weigh(office: Office, case: Case, above: Case) -> None:
    """Give the tier above an item for a unit that became complete, or take it away; then let it go on."""
    for ref, node_id in open_tasks(above).items():
        node = office.diagram(above).nodes[node_id]
        if node.act in {Act.REVIEW_UNIT, Act.TAKE_FIGURES}:
            if is_complete(case):
                subject = Subject(case.id, case.unit.name, None, case.learners)
                _lay_out(office, above, ref, node, subject, again=_was_confirmed_before(case))
            else:
                put_away(office, above, ref, case.id)
    settle(office, above)


def weigh_class(office: Office, case: Case, classroom_id: int, count: ClassCount | None) -> None:
    """Give the teacher an item for a class that came to life, or take it away with the last learner."""
    for ref, node_id in open_tasks(case).items():
        node = office.diagram(case).nodes[node_id]
        if node.act == Act.VERIFY_ROLL and count is not None:
            _lay_out(office, case, ref, node, class_subject(count), again=True)
        elif node.act == Act.VERIFY_ROLL:
            put_away(office, case, ref, classroom_id)
    settle(office, case)


def blank_cells(office: Office, case: Case) -> int:
    """How many cells of outside schools are still blank (letter 4.2 (2))."""
    blanks = blank_counts(office.session, case.round_id, case.unit_id)
    return sum(cells for _, cells in blanks)


def _was_confirmed_before(case: Case) -> bool:
    return case.own_version > 1 or case.other_version > 1


def open_items(office: Office, case: Case, ref: str, node: Node, again: bool = False) -> None:
    """Lay a task into the inbox: one item, or one for each class or unit it fans out into."""
    act = Act(node.act or Act.ANSWER)
    if act in FANS:
        subjects: Iterable[Subject] = FANS[act].waiting(office, case)
    else:
        trouble = blank_cells(office, case) if act is Act.RECORD_COUNTS else case.trouble
        subjects = [Subject(0, "", None, case.learners, trouble)]
    for subject in subjects:
        _lay_out(office, case, ref, node, subject, again)


def item_values(case: Case, ref: str, node: Node, subject: Subject, due_at: datetime) -> dict[str, Any]:
    """A row of the inbox for one subject of a task."""
    return {
        "case_id": case.id,
        "unit_id": case.unit_id,
        "authority_id": case.authority_id,
        "province_id": case.province_id,
        "task_ref": ref,
        "subject_id": subject.id,
        "subject": subject.name,
        "node": node.id,
        "name": node.name,
        "act": Act(node.act or Act.ANSWER),
        "form": node.form or node.act or "",
        "role": Role(node.role or Role.RESPONSIBLE),
        "officer_id": subject.officer_id,
        "learners": subject.learners,
        "trouble": subject.trouble,
        "state": "open",
        "due_at": due_at,
    }


def _lay_out(office: Office, case: Case, ref: str, node: Node, subject: Subject, again: bool = False) -> None:
    values = item_values(case, ref, node, subject, office.lock_window(case).due_at)
    # A unit may be reviewed twice within one task: its item is opened again, not doubled.
    item = _laid_out(office, case, ref, subject) if again else None
    if item is None:
        append(office.session, WorkItem, {"opened_at": office.now, "outcome": "", **values})
        return
    for name, value in {**values, "opened_at": office.now, **_UNDONE}.items():
        setattr(item, name, value)


def _laid_out(office: Office, case: Case, ref: str, subject: Subject) -> WorkItem | None:
    office.session.flush()
    same = select(WorkItem).filter_by(case_id=case.id, task_ref=ref, subject_id=subject.id)
    return office.session.scalars(same).one_or_none()


_UNDONE = {"done_at": None, "done_by": None, "claimed_by": None, "claimed_at": None, "outcome": ""}


def put_away(office: Office, case: Case, ref: str, subject_id: int | None = None) -> None:
    """Take open items of a task out of the inbox: it is no longer there to be done."""
    office.session.flush()
    gone = (
        update(WorkItem)
        .where(WorkItem.case_id == case.id, WorkItem.task_ref == ref, WorkItem.state == "open")
        .values(state="gone")
        .execution_options(synchronize_session="evaluate")
    )
    if subject_id is not None:
        gone = gone.where(WorkItem.subject_id == subject_id)
    office.session.execute(gone)
