"""Timers that compare with the moment handed in, never with the wall clock; at the instant they fire."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)

_DUE = "event_value"
_FIRED = "event_fired"


class MomentTimer(TimeDateEventDefinition):
    """A date timer: due at the moment its expression gives, worked out once, on arrival."""

    def has_fired(self, my_task: Any) -> bool:
        return _fired(my_task, self._due_at)

    def _due_at(self, my_task: Any) -> str:
        return str(my_task.workflow.script_engine.evaluate(my_task, self.expression))


class LengthTimer(DurationTimerEventDefinition):
    """A duration timer: due that long after the moment handed in on arrival."""

    def has_fired(self, my_task: Any) -> bool:
        return _fired(my_task, self._due_at)

    def _due_at(self, my_task: Any) -> str:
        engine = my_task.workflow.script_engine
        length = engine.evaluate(my_task, self.expression)
        return str((engine.now + timedelta(seconds=int(length[2:-1]))).isoformat())


def _fired(my_task: Any, due_at: Any) -> bool:
    known = my_task.internal_data
    if known.get(_DUE) is None:
        known[_DUE] = due_at(my_task)
    if datetime.fromisoformat(known[_DUE]) <= my_task.workflow.script_engine.now:
        known[_FIRED] = True
    return bool(known.get(_FIRED, False))


def next_due_at(workflow: Any) -> datetime | None:
    """The first moment at which a waiting timer of the workflow is due."""
    moments = [task.internal_data.get(_DUE) for task in _waiting(workflow)]
    return min((datetime.fromisoformat(moment) for moment in moments if moment), default=None)


def reconsider(workflow: Any) -> None:
    """Work out the waiting date timers anew; a duration runs on, its start has not moved."""
    for task in list(_waiting(workflow)):
        if any(isinstance(timer, MomentTimer) for timer in _timers(task)):
            task.internal_data.pop(_DUE, None)
            task.task_spec._update(task)


def timers_of(spec: Any) -> Iterator[Any]:
    """Every timer that a specification draws."""
    for drawn in spec.task_specs.values():
        event = getattr(drawn, "event_definition", None)
        choices = event.event_definitions if isinstance(event, MultipleEventDefinition) else [event]
        yield from (choice for choice in choices if isinstance(choice, TimerEventDefinition))


def _waiting(workflow: Any) -> Iterator[Any]:
    return (task for task in workflow.event_manager.tasks.values() if _timers(task))


def _timers(task: Any) -> list[Any]:
    event = task.task_spec.event_definition
    choices = event.event_definitions if isinstance(event, MultipleEventDefinition) else [event]
    return [choice for choice in choices if isinstance(choice, TimerEventDefinition)]
