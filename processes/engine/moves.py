"""The moves of a case: a state and the facts of the moment in, a Move out; nothing is kept, nobody called.

Every `now` is an aware datetime, handed in. `Facts` hold a value for every word of `bpmn/words.toml` that the
diagram uses, except `outcome`; under `answers` they may hold what was answered before this move. A state that
is not of the diagram raises ForeignState; an expression that fails on the facts raises BadExpression. In both
cases nothing has moved.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, cast

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.util.task import TaskState

from processes.engine.collapsing import collapse
from processes.engine.diagrams import Diagram
from processes.engine.migrating import Obstacle, Unmovable, carried_over
from processes.engine.moving import Hindrance, Immovable, put
from processes.engine.packing import Ref, reidentified
from processes.engine.script import Circumstances
from processes.engine.stepping import CaseWorkflow
from processes.engine.timers import next_due_at, reconsider

Facts = Mapping[str, datetime | int | bool | str | Mapping[str, object]]


class NotOpen(LookupError):  # noqa: N818 -- the house names what happened
    """The human task is not open: finished, taken back, or never of this case."""


class UnknownOutcome(ValueError):  # noqa: N818 -- the house names what happened
    """The outcome is not one that the task declares."""


@dataclass(frozen=True, slots=True)
class HumanTask:
    """A task that waits for a person; `ref` is its id in hex, for as long as it is open."""

    ref: str
    node: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something the diagram asks for on the way; the act carries it out."""

    node: str
    step: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where a case stands after a move: its state, what is open, what it waits for, what it came past.

    `tasks` are in the order of their nodes' names, `awaits` in that of the messages', `steps` as they came.
    """

    state: bytes = field(repr=False)
    tasks: tuple[HumanTask, ...]
    awaits: tuple[str, ...]
    steps: tuple[Step, ...]
    next_due_at: datetime | None
    ended: bool


def start(diagram: Diagram, facts: Facts, now: datetime) -> Move:
    circumstances = _circumstances(diagram, facts, now)
    workflow = CaseWorkflow(diagram.spec, script_engine=circumstances)
    return _moved(diagram, workflow)


def start_many(diagram: Diagram, facts_of: Iterable[Facts], now: datetime) -> Iterator[Move]:
    """Start a case for each of the facts; cases alike in the diagram's words are copies under own ids."""
    started: dict[str, Move] = {}
    used = sorted(diagram.names - {"outcome", "answers"})
    for facts in facts_of:
        alike = repr([facts[word] for word in used])
        if alike not in started:
            started[alike] = start(diagram, facts, now)
        yield _copy(started[alike])


def finish(  # noqa: PLR0913, PLR0917 -- a move is made of exactly these
    diagram: Diagram,
    state: bytes,
    ref: str,
    outcome: str,
    facts: Facts,
    now: datetime,
    answers: Mapping[str, object] | None = None,
) -> Move:
    """Finish an open human task; raises NotOpen or UnknownOutcome, and then nothing has moved."""
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now, answers))
    task = _open_task(workflow, ref)
    if outcome not in diagram.nodes[task.task_spec.name].outcomes:
        raise UnknownOutcome(outcome)
    task.data["outcome"] = outcome
    task.run()
    return _moved(diagram, workflow)


def tell(diagram: Diagram, state: bytes, message: str, facts: Facts, now: datetime) -> Move | None:
    """Tell the case; every waiter of the message hears it. None when nobody waits."""
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now))
    if not _heard(workflow, MessageEventDefinition(message)):
        return None
    return _moved(diagram, workflow)


def signal(diagram: Diagram, state: bytes, name: str, facts: Facts, now: datetime) -> Move:
    """Signal the case; an ended case, or one that does not listen, stands as it stood."""
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now))
    if not _heard(workflow, SignalEventDefinition(name)):
        return _standing(diagram, workflow, state)
    return _moved(diagram, workflow)


def tick(diagram: Diagram, state: bytes, facts: Facts, now: datetime) -> Move:
    """Fire every timer that is due at `now`, itself included."""
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now))
    return _moved(diagram, workflow)


def retime(diagram: Diagram, state: bytes, facts: Facts, now: datetime) -> Move:
    """Work out the waiting date timers anew, after a deadline has moved."""
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now))
    reconsider(workflow)
    return _moved(diagram, workflow)


def migrate(old: Diagram, new: Diagram, state: bytes, facts: Facts, now: datetime) -> Move:
    """Carry the case over to another edition: what is open stays open under its id. Raises Unmovable.

    Waiting date timers are worked out by the new edition; one that is due by it fires at once.
    """
    before = {task.ref: task.node for task in look(old, state).tasks}
    workflow = carried_over(old, new, state, _circumstances(new, facts, now))
    for node in before.values():
        if old.nodes[node].act != new.nodes[node].act:  # the item in the inbox would be another task
            raise Unmovable(Obstacle.OF_ANOTHER_KIND, node)
    reconsider(workflow)
    move = _moved(new, workflow)
    if lost := before.items() - {(task.ref, task.node) for task in move.tasks}:
        raise Unmovable(Obstacle.STANDS_ELSEWHERE, min(node for _ref, node in lost))
    return move


def move_token(diagram: Diagram, state: bytes, ref: str, node: str, facts: Facts, now: datetime) -> Move:
    """Take the token at an open task to another human task of its branch. Raises Immovable.

    There it stands under a new id, with the events on that task's edge; the rest of the case is as it was.
    """
    workflow = diagram.packer.unpack(state, _circumstances(diagram, facts, now))
    put(diagram, workflow, ref, node)
    before = {task.ref for task in look(diagram, state).tasks}
    move = _moved(diagram, workflow)
    if node not in {task.node for task in move.tasks if task.ref not in before}:
        raise Immovable(Hindrance.MOVES_ON)
    return move


def look(diagram: Diagram, state: bytes) -> Move:
    """Where the case stands; nothing moves, no fact is needed."""
    workflow = diagram.packer.unpack(state, Circumstances({}, datetime.min.replace(tzinfo=UTC), {}))
    return _standing(diagram, workflow, state)


def _circumstances(
    diagram: Diagram, facts: Facts, now: datetime, answers: Mapping[str, object] | None = None
) -> Circumstances:
    before = cast(Mapping[str, object], facts.get("answers", {}))
    return Circumstances(facts, now, {**diagram.blank_answers, **before, **(answers or {})})


def _open_task(workflow: Any, ref: str) -> Any:
    try:
        task = workflow.tasks[Ref.fromhex(ref)]
    except (KeyError, ValueError):
        raise NotOpen(ref) from None
    if task.state != TaskState.READY or not task.task_spec.manual:
        raise NotOpen(ref)
    return task


def _heard(workflow: Any, definition: Any) -> bool:
    event = BpmnEvent(definition, {})
    waiters = workflow.event_manager.tasks.values()
    if not any(task.task_spec.catches(task, event) for task in waiters):
        return False
    workflow.catch(event)
    return True


def _moved(diagram: Diagram, workflow: Any) -> Move:
    workflow.step()
    steps = tuple(_step(diagram, node) for node in workflow.script_engine.steps)
    collapse(workflow)
    return replace(_standing(diagram, workflow, diagram.packer.pack(workflow)), steps=steps)


def _standing(diagram: Diagram, workflow: Any, state: bytes) -> Move:
    tasks = [
        HumanTask(task.id.hex, task.task_spec.name)
        for task in workflow.tasks.values()
        if task.state == TaskState.READY and task.task_spec.manual
    ]
    return Move(
        state=state,
        tasks=tuple(sorted(tasks, key=attrgetter("node", "ref"))),
        awaits=tuple(sorted(_awaited(workflow))),
        steps=(),
        next_due_at=next_due_at(workflow),
        ended=workflow.completed,
    )


def _awaited(workflow: Any) -> set[str]:
    events = [task.task_spec.event_definition for task in workflow.event_manager.tasks.values()]
    choices = [
        choice
        for event in events
        for choice in (event.event_definitions if isinstance(event, MultipleEventDefinition) else [event])
    ]
    return {choice.name for choice in choices if isinstance(choice, MessageEventDefinition)}


def _step(diagram: Diagram, node: str) -> Step:
    drawn = diagram.nodes[node]
    return Step(node, drawn.step or "", drawn.to)


def _copy(move: Move) -> Move:
    state, new = reidentified(move.state)
    return replace(move, state=state, tasks=tuple(replace(task, ref=new[task.ref]) for task in move.tasks))
