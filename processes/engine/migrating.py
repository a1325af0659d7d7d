"""Carries a running case over to another edition of its diagram, or says why it cannot be.

What is open keeps its id, so that the inbox stays as it is. Nodes are the same when their ids are: nothing is
guessed. Refused is whatever SpiffWorkflow would carry over into something else than stood there before.
"""

from enum import StrEnum
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from processes.engine.diagrams import Diagram
from processes.engine.script import Circumstances

OPEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_SPLIT = ".BoundaryEventSplit"


class Obstacle(StrEnum):
    """Why a case cannot be carried over."""

    REMOVED = "removed"  # something is open at a node that the new edition does not have
    OF_ANOTHER_KIND = "of_another_kind"  # the node has become another kind of node
    CUT_OFF = "cut_off"  # the way to what is open leads elsewhere now
    EDGE_CHANGED = "edge_changed"  # an open task got its first event on the edge, or lost its last
    STANDS_ELSEWHERE = "stands_elsewhere"  # the same people would not have the same to do
    ENDED = "ended"


class Unmovable(ValueError):  # noqa: N818 -- the house names what happened
    """The case stays on its edition: why, and at which node."""

    def __init__(self, obstacle: Obstacle, node: str) -> None:
        super().__init__(f"{obstacle} at {node}")
        self.obstacle = obstacle
        self.node = node


def carried_over(old: Diagram, new: Diagram, state: bytes, circumstances: Circumstances) -> Any:
    """The live case on the new diagram, not yet moved on; raises Unmovable."""
    workflow = old.packer.unpack(state, circumstances)
    if workflow.completed:
        raise Unmovable(Obstacle.ENDED, "")
    specs = new.spec.task_specs
    _drop_what_was_foreseen(workflow)
    for task in _open_tasks(workflow):
        _check_open(task, specs)
    for task in list(workflow.tasks.values()):
        if task.id in workflow.tasks and task.task_spec.name not in specs:
            _splice(workflow, task)
    _check_ways(workflow, specs)
    for task in workflow.tasks.values():
        task.task_spec = specs[task.task_spec.name]
    workflow.spec = new.spec
    _foresee(workflow)
    return workflow


def _open_tasks(workflow: Any) -> list[Any]:
    return [task for task in workflow.tasks.values() if task._state & OPEN]


def _drop_what_was_foreseen(workflow: Any) -> None:
    """What lies ahead is foreseen anew: it is not where the old diagram led."""
    for task in list(workflow.tasks.values()):
        if task.id in workflow.tasks and task._state & (TaskState.PREDICTED_MASK | TaskState.FUTURE):
            workflow._remove_task(task.id)


def _foresee(workflow: Any) -> None:
    for task in _open_tasks(workflow):
        task.task_spec._predict(task, mask=TaskState.PREDICTED_MASK | TaskState.FUTURE | OPEN)


def _check_open(task: Any, specs: Any) -> None:
    name = task.task_spec.name
    if name not in specs:
        raise Unmovable(Obstacle.REMOVED, _drawn(task))
    if type(specs[name]) is not type(task.task_spec):
        raise Unmovable(Obstacle.OF_ANOTHER_KIND, _drawn(task))
    if task.task_spec.manual:
        has_edge = isinstance(task.parent.task_spec, BoundaryEventSplit)
        if has_edge is not (name + _SPLIT in specs):
            raise Unmovable(Obstacle.EDGE_CHANGED, _drawn(task))


def _check_ways(workflow: Any, specs: Any) -> None:
    """What led to an open task must be what it was; the last node drawn before it must still lead there."""
    for task in _open_tasks(workflow):
        child, before, drawn = task, task.parent, False
        while before is not None:
            was, now = before.task_spec, specs[before.task_spec.name]
            if type(now) is not type(was):
                raise Unmovable(Obstacle.OF_ANOTHER_KIND, _drawn(before))
            name = child.task_spec.name
            if not drawn and name in was._outputs and name not in now._outputs:
                raise Unmovable(Obstacle.CUT_OFF, _drawn(task))
            child, before, drawn = before, before.parent, drawn or was.bpmn_id is not None


def _splice(workflow: Any, task: Any) -> None:
    """A finished node that the new edition does not have: the journal knows it, the state need not."""
    if task.parent is None:
        raise Unmovable(Obstacle.REMOVED, _drawn(task))
    place = task.parent._children.index(task.id)
    task.parent._children[place : place + 1] = task._children
    for child in task._children:
        workflow.tasks[child]._parent = task.parent.id
    if workflow.last_task is task:
        workflow.last_task = task.parent
    del workflow.tasks[task.id]


def _drawn(task: Any) -> str:
    """The node as drawn: what SpiffWorkflow puts around it bears its name."""
    return str(task.task_spec.bpmn_id or task.task_spec.name.partition(".")[0])
