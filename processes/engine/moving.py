"""Moves a token by hand from one human task to another of the branch it stands in, and says where it may go.

The open task is taken away with the events on its edge; the other begins in its place, so that nothing of any
other branch is touched and no join counts a token twice. What the facts say of it is not asked here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.util.task import TaskState

from processes.engine.diagrams import Diagram
from processes.engine.packing import Ref
from processes.engine.script import Circumstances

_SPLIT = ".BoundaryEventSplit"
_AHEAD = TaskState.PREDICTED_MASK | TaskState.FUTURE


class Hindrance(StrEnum):
    """Why the diagram lets a token not go there."""

    NOT_OPEN = "not_open"  # the task was finished meanwhile, or never was of this case
    UNKNOWN_TASK = "unknown_task"
    SAME_TASK = "same_task"
    OTHER_BRANCH = "other_branch"
    MOVES_ON = "moves_on"  # it would not stand there: an event takes it on at once


class Immovable(ValueError):  # noqa: N818 -- the house names what happened
    """The token stays where it is, and why."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance)
        self.hindrance = hindrance


@dataclass(frozen=True, slots=True)
class Target:
    """A human task to which a token might go; `behind` are the acts that every way to it comes through.

    `branch` are the acts of all tasks of the branch in which the token stands.
    """

    node: str
    behind: frozenset[str]
    branch: frozenset[str]
    hindrance: Hindrance | None


def targets(diagram: Diagram, state: bytes, ref: str) -> tuple[Target, ...]:
    """Every human task of the diagram, in its order, for the token at the open task; nothing moves."""
    workflow = diagram.packer.unpack(state, Circumstances({}, datetime.min.replace(tzinfo=UTC), {}))
    within = _branch(workflow, _standing_at(workflow, ref))
    human = _human(diagram)
    branch = frozenset(diagram.nodes[node].act or "" for node in human if node in within)
    return tuple(
        Target(node, acts_behind(diagram, node), branch, _hindrance(workflow, ref, node, within))
        for node in human
    )


def acts_behind(diagram: Diagram, node: str) -> frozenset[str]:
    """The acts of the tasks that every way from the start to the node comes through."""
    specs = diagram.spec.task_specs
    start = diagram.spec.start.name
    passed = (each for each in _human(diagram) if node not in _reached(specs, [start], {each}))
    return frozenset(diagram.nodes[each].act or "" for each in passed if each != node)


def put(diagram: Diagram, workflow: Any, ref: str, node: str) -> None:
    """Take the token from the open task and let it begin at the other; raises Immovable."""
    task = _standing_at(workflow, ref)
    if node not in _human(diagram):
        raise Immovable(Hindrance.UNKNOWN_TASK)
    if hindrance := _hindrance(workflow, ref, node, _branch(workflow, task)):
        raise Immovable(hindrance)
    begin, before = _entry(task), _entry(task).parent
    _take_away(workflow, task, begin)
    specs = diagram.spec.task_specs
    spec = specs.get(node + _SPLIT, specs[node])
    fresh = before._add_child(spec, TaskState.FUTURE)
    spec._predict(fresh, mask=_AHEAD)
    spec._update(fresh)
    workflow.last_task = before


def _human(diagram: Diagram) -> list[str]:
    specs = diagram.spec.task_specs
    return [node for node in diagram.nodes if node in specs and specs[node].manual]


def _standing_at(workflow: Any, ref: str) -> Any:
    try:
        task = workflow.tasks[Ref.fromhex(ref)]
    except (KeyError, ValueError):
        raise Immovable(Hindrance.NOT_OPEN) from None
    if task.state != TaskState.READY or not task.task_spec.manual:
        raise Immovable(Hindrance.NOT_OPEN)
    return task


def _hindrance(workflow: Any, ref: str, node: str, within: set[str]) -> Hindrance | None:
    if workflow.tasks[Ref.fromhex(ref)].task_spec.name == node:
        return Hindrance.SAME_TASK
    return None if node in within else Hindrance.OTHER_BRANCH


def _entry(task: Any) -> Any:
    """Where the task begins in the tree: at the split that holds it and the events on its edge, if any."""
    return task.parent if isinstance(task.parent.task_spec, BoundaryEventSplit) else task


def _branch(workflow: Any, task: Any) -> set[str]:
    """The nodes that a token of the task's branch can come to before it meets a fork or a join.

    What an event on an edge has set going beside its task is a branch of its own.
    """
    specs = workflow.spec.task_specs
    forks = {name for name, spec in specs.items() if isinstance(spec, ParallelGateway)}
    here = task
    while here.parent is not None and not isinstance(here.parent.task_spec, ParallelGateway):
        if isinstance(here.task_spec, BoundaryEvent) and not here.task_spec.cancel_activity:
            return _reached(specs, [here.task_spec.name], forks)
        here = here.parent
    name = here.task_spec.name
    ways = [] if here.parent is None else list(here.parent.task_spec._outputs)
    # A token that was moved may stand right behind the fork: its branch is that which leads to it.
    leading = [way for way in ways if name not in ways and name in _reached(specs, [way], forks)]
    return _reached(specs, leading or [name], forks)


def _reached(specs: Any, starts: Iterable[str], stops: Collection[str]) -> set[str]:
    """The nodes to which ways lead from the starts that come by none of the stops."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen and name not in stops:
            seen.add(name)
            waiting.extend(specs[name]._outputs)
    return seen


def _take_away(workflow: Any, task: Any, begin: Any) -> None:
    """Cancel the task and what waits on its edge; what its edge has set going before runs on."""
    task.cancel()
    if begin is not task:
        edge = [each for each in begin.children if each is not task]
        joins = [below for each in edge for below in each.children]
        for each in [*edge, *(join for join in joins if isinstance(join.task_spec, BoundaryEventJoin))]:
            if not each.has_state(TaskState.FINISHED_MASK):
                each.cancel()
    if not any(each.has_state(TaskState.NOT_FINISHED_MASK) for each in begin):
        workflow._remove_task(begin.id)
