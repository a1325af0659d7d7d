"""Where the tokens of a case stand, and which nodes it came past, for the drawing of its way."""

from dataclasses import dataclass
from datetime import UTC, datetime

from SpiffWorkflow.util.task import TaskState

from processes.engine.diagrams import Diagram
from processes.engine.script import Circumstances


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Nodes with a token, and nodes that were gone through; finished rounds of a loop are no longer told."""

    at: frozenset[str]
    passed: frozenset[str]


def whereabouts(diagram: Diagram, state: bytes) -> Whereabouts:
    """Where the case stands; nothing moves, no fact is needed."""
    workflow = diagram.packer.unpack(state, Circumstances({}, datetime.min.replace(tzinfo=UTC), {}))
    drawn = [task for task in workflow.tasks.values() if task.task_spec.name in diagram.nodes]
    waits = TaskState.READY | TaskState.WAITING | TaskState.STARTED
    return Whereabouts(
        at=frozenset(task.task_spec.name for task in drawn if task.state & waits),
        passed=frozenset(task.task_spec.name for task in drawn if task.state & TaskState.COMPLETED),
    )
