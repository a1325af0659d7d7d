"""Keeps a case's task tree from growing: rounds of a loop that are over are cut out of it.

What happened stands in the journal, not in the engine's state. Without this, each reopening
would cost more than the last, and below a depth of 1,000 tasks SpiffWorkflow no longer sees what is open.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

_FINISHED = TaskState.FINISHED_MASK


def collapse(workflow: Any) -> None:
    """Cut finished rounds out of the tree; of an ended case only the root stays."""
    if workflow.completed:
        _keep_the_root(workflow)
    elif _came_by_twice(workflow):
        _cut_rounds(workflow)


def _keep_the_root(workflow: Any) -> None:
    root = workflow.task_tree
    root._children = []
    workflow.tasks = {root.id: root}
    workflow.last_task = root


def _came_by_twice(workflow: Any) -> bool:
    done = [task.task_spec.name for task in workflow.tasks.values() if task._state == TaskState.COMPLETED]
    return len(done) != len(set(done))


def _cut_rounds(workflow: Any) -> None:
    live = _live(workflow)
    starts = [workflow.task_tree]
    while starts:
        track = _single_track(starts.pop(), workflow.tasks, live)
        for first, again in _rounds(track):
            _splice(workflow, first, again)
        if track[-1]._state & _FINISHED:
            starts.extend(workflow.tasks[child] for child in track[-1]._children if child in live)


def _live(workflow: Any) -> set[Any]:
    """The tasks that are open or lead to one that is."""
    live: set[Any] = set()
    for task in workflow.tasks.values():
        if not task._state & _FINISHED:
            ancestor = task
            while ancestor is not None and ancestor.id not in live:
                live.add(ancestor.id)
                ancestor = workflow.tasks.get(ancestor._parent)
    return live


def _single_track(start: Any, tasks: Any, live: set[Any]) -> list[Any]:
    """From a task downwards, as long as only one way on is live."""
    track = [start]
    while track[-1]._state & _FINISHED:
        ways = [child for child in track[-1]._children if child in live]
        if len(ways) != 1:
            break
        track.append(tasks[ways[0]])
    return track


def _rounds(track: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of a task and the last time the track comes by the same node."""
    done = [task._state == TaskState.COMPLETED and task._parent is not None for task in track]
    last = {task.task_spec.name: place for place, task in enumerate(track) if done[place]}
    place = 0
    while place < len(track):
        again = last.get(track[place].task_spec.name, place) if done[place] else place
        if again > place:
            yield track[place], track[again]
        place = max(place, again) + 1


def _splice(workflow: Any, first: Any, again: Any) -> None:
    """Put the later visit in the place of the earlier, and forget everything between."""
    parent = workflow.tasks[first._parent]
    parent._children[parent._children.index(first.id)] = again.id
    again._parent = parent.id
    forgotten = [first]
    while forgotten:
        task = forgotten.pop()
        if task is not again:
            forgotten.extend(workflow.tasks[child] for child in task._children)
            del workflow.tasks[task.id]
            if workflow.last_task is task:
                workflow.last_task = again
