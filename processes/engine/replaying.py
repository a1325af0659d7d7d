"""Runs a case's history on a diagram again: the same people do the same at the same times, where they can.

A history is what the tables keep, so a replay is as good as they are: see `acts/histories.py` for what is
approximate. A task that the diagram of the time did not have is taken as done at once; one that is not open
yet is done as soon as it opens. Nothing is written, nobody is called.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.util.task import TaskState

from processes.engine.collapsing import collapse
from processes.engine.diagrams import Diagram
from processes.engine.findings import BadExpression
from processes.engine.recollecting import Recalling, Recollection
from processes.engine.script import Circumstances
from processes.engine.stepping import CaseWorkflow
from processes.engine.timers import next_due_at
from processes.terms import Signal

# More than this at one instant is a diagram that runs in a circle.
MOST_MOVES = 60

Gates = Mapping[str, Callable[[Mapping[str, object]], bool]]  # by message: whether the facts call for it


@dataclass(frozen=True, slots=True)
class Event:
    """What happened at a moment: facts changed, a task was finished, or the window closed."""

    at: datetime
    kind: Literal["changed", "finished", "closed"]
    node: str = ""
    act: str = ""
    outcome: str = ""
    facts: tuple[tuple[str, object], ...] = ()
    answers: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one case, in order; `known` are the tasks its own diagram had, each with its act."""

    case_id: int
    opened_at: datetime
    facts: Mapping[str, object]
    events: tuple[Event, ...]
    known: frozenset[tuple[str, str]]
    empty: frozenset[str] = frozenset()  # tasks that fanned out into nothing, and so were finished at once


@dataclass(frozen=True, slots=True)
class Done:
    """A task or a step that the case came past, and when."""

    node: str
    at: datetime


@dataclass
class Course:
    """How a case went: what it came past, where it stood when the window closed, what did not fit."""

    tasks: list[Done] = field(default_factory=list)
    added: list[Done] = field(default_factory=list)  # tasks that the diagram of the time did not have
    steps: list[Done] = field(default_factory=list)
    rest: tuple[str, ...] = ()
    ended: bool = False
    unused: int = 0  # what people did, that there was no task for
    missed: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by node, fields nobody had answered
    undeclared: str = ""  # the task at which an outcome is no longer offered
    failed: str = ""


def replay(diagram: Diagram, history: History, gates: Gates) -> Course:
    """The course of the history on this diagram; whatever the diagram does wrong is said in the course."""
    run = _Run(diagram, history, gates)
    try:
        run.all()
    except BadExpression as error:
        run.course.failed = str(error.code)
    except Exception as error:  # whatever the library throws is here the diagram's fault
        run.course.failed = type(error).__name__
    return run.course


class _Run:
    """One case in memory, going through its history."""

    def __init__(self, diagram: Diagram, history: History, gates: Gates) -> None:
        self.course = Course()
        self._diagram, self._history, self._gates = diagram, history, gates
        self._facts = dict(history.facts)
        self._stands_for = _stands_for(diagram, dict(history.known))
        self._recollection = Recollection(diagram, _answers(history))
        self.course.missed = self._recollection.missed
        self._pending: list[Event] = []
        self._left = sum(event.kind == "finished" for event in history.events)
        self._now = history.opened_at
        self._workflow: Any = CaseWorkflow(diagram.spec, script_engine=self._circumstances())

    def all(self) -> None:
        self._step()
        self._settle()
        for at, events in groupby(self._history.events, attrgetter("at")):
            self._advance(at)
            self._happen(list(events))
        self.course.ended = self._workflow.completed
        self.course.unused = len(self._pending)

    def _happen(self, events: list[Event]) -> None:
        for event in events:
            self._facts.update(event.facts)
        self._pending += [event for event in events if event.kind == "finished"]
        self._settle()
        if any(event.kind == "closed" for event in events):
            self.course.rest = tuple(sorted(self._resting()))
            self._hear(SignalEventDefinition(Signal.WINDOW_CLOSED))

    def _advance(self, until: datetime) -> None:
        """Let the clock go on, firing each timer at its own moment."""
        for _ in range(MOST_MOVES):
            due = next_due_at(self._workflow)
            if due is None or due > until:
                break
            self._now = max(due, self._now)
            self._step()
            self._settle()
        self._now = max(until, self._now)

    def _settle(self) -> None:
        """Do what can be done now: tasks of the time, tasks that are new, gates that the facts open."""
        for _ in range(MOST_MOVES):
            if not (self._finish_one() or self._tell_one()):
                return
        raise RecursionError

    def _finish_one(self) -> bool:
        for task in self._open():
            node = task.task_spec.name
            was = self._stands_for.get(node)
            event = self._event_for(was)
            if event is not None:
                self._pending.remove(event)
                self._left -= 1
                self.course.tasks.append(Done(event.node, self._now))
                self._finish(task, event.outcome, dict(event.answers))
                return True
            if was is None or (was in self._history.empty and self._left):
                passed = self.course.tasks if was else self.course.added
                passed.append(Done(was or node, self._now))
                self._finish(task, (*self._diagram.nodes[node].outcomes, "")[0])
                return True
        return False

    def _event_for(self, node: str | None) -> Event | None:
        return next((event for event in self._pending if event.node == node), None)

    def _finish(self, task: Any, outcome: str, answers: Mapping[str, object] | None = None) -> None:
        node = task.task_spec.name
        self._recollection.send(node, answers or {})
        if outcome not in self._diagram.nodes[node].outcomes:
            self.course.undeclared = self.course.undeclared or node
        self._workflow.script_engine = self._circumstances()
        task.data["outcome"] = outcome
        task.run()
        self._step()

    def _tell_one(self) -> bool:
        for message in sorted(self._awaited()):
            if message in self._gates and self._gates[message](self._facts):
                return self._hear(MessageEventDefinition(message))
        return False

    def _hear(self, definition: Any) -> bool:
        event = BpmnEvent(definition, {})
        waiting = self._workflow.event_manager.tasks.values()
        if not any(task.task_spec.catches(task, event) for task in waiting):
            return False
        self._workflow.script_engine = self._circumstances()
        self._workflow.catch(event)
        self._step()
        return True

    def _step(self) -> None:
        circumstances = self._circumstances()
        self._workflow.script_engine = circumstances
        self._workflow.step()
        self.course.steps += [Done(node, self._now) for node in circumstances.steps]
        collapse(self._workflow)

    def _circumstances(self) -> Circumstances:
        if self._diagram.decisive:
            return Recalling(self._facts, self._now, self._recollection)
        return Circumstances(self._facts, self._now, self._recollection.values)

    def _open(self) -> list[Any]:
        tasks = self._workflow.tasks.values()
        return [task for task in tasks if task._state == TaskState.READY and task.task_spec.manual]

    def _awaited(self) -> set[str]:
        return {name for _, name in self._messages()}

    def _messages(self) -> Iterator[tuple[str, str]]:
        """Each place that waits for a message, with the message."""
        for task in self._workflow.event_manager.tasks.values():
            event = task.task_spec.event_definition
            for choice in getattr(event, "event_definitions", None) or [event]:
                if isinstance(choice, MessageEventDefinition):
                    yield task.task_spec.name, choice.name

    def _resting(self) -> set[str]:
        """Where people or another unit's word are waited for; what only the clock moves is no place to be."""
        boundary = {node.id for node in self._diagram.nodes.values() if node.kind == "boundaryEvent"}
        waits = {node for node, _ in self._messages() if node in self._diagram.nodes}
        return {task.task_spec.name for task in self._open()} | (waits - boundary)


def _answers(history: History) -> dict[str, object]:
    """What was first answered to each field."""
    told = [pair for event in history.events for pair in event.answers]
    return dict(reversed(told))


def _stands_for(diagram: Diagram, known: dict[str, str]) -> dict[str, str]:
    """For each human task, the task of the time: the same one, or one that is gone and had the same act."""
    gone = {act: node for node, act in known.items() if node not in diagram.nodes}
    found = {}
    for node in diagram.nodes.values():
        was = node.id if node.id in known else gone.get(node.act or "")
        if node.kind == "userTask" and was is not None:
            found[node.id] = was
    return found
