"""Dry runs of a diagram on the real engine: whatever happens, the close of the window must end the case."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from processes.engine.diagrams import Diagram
from processes.engine.findings import Code, Problem
from processes.engine.moves import Facts, HumanTask, Move, finish, signal, start, tell, tick
from processes.engine.sampling import trials
from processes.engine.words import Words
from processes.terms import Signal

WALKS = 25


def rehearse(diagram: Diagram, words: Words) -> Iterator[Problem]:
    """The first thing that goes wrong on random walks, always the same walks for the same diagram."""
    chance = random.Random(diagram.checksum)  # noqa: S311 -- walks, no secrets
    for length in range(WALKS):
        walk = _Walk(diagram, words, chance)
        try:
            found = walk.problem(length)
        except Exception as error:  # whatever the library throws is here the diagram's fault
            found = Problem(Code.RUN_FAILED, diagram.key, {"error": str(error)[:200]})
        if found:
            yield found
            return


class _Walk:
    """One history: people, messages and the clock in any order, then the close."""

    def __init__(self, diagram: Diagram, words: Words, chance: random.Random) -> None:
        self._diagram = diagram
        self._chance = chance
        self._samples: Mapping[str, tuple[object, ...]] = {
            name: word.samples for name, word in words.words.items() if word.samples and name != "outcome"
        }
        values = [value for values in self._samples.values() for value in values]
        self._now = min(value for value in values if isinstance(value, datetime))

    def problem(self, length: int) -> Problem | None:
        move = start(self._diagram, self._facts(), self._now)
        for _ in range(length):
            ways = self._ways(move)
            if not ways:
                break
            move = self._chance.choice(ways)() or move
            if len(move.tasks) > len({task.node for task in move.tasks}):
                return self._found(Code.RUN_GROWS, move)  # a task left behind each round, for ever
        closed = signal(self._diagram, move.state, Signal.WINDOW_CLOSED, self._facts(), self._now)
        return None if closed.ended else self._found(Code.WINDOW_CLOSED_IGNORED, closed)

    def _ways(self, move: Move) -> list[Callable[[], Move | None]]:
        state, diagram, now = move.state, self._diagram, self._now
        people: list[Callable[[], Move | None]] = [
            partial(finish, diagram, state, task.ref, outcome, self._facts(), now, self._answers(task))
            for task in move.tasks
            for outcome in diagram.nodes[task.node].outcomes
        ]
        told = [partial(tell, diagram, state, message, self._facts(), now) for message in move.awaits]
        return people + told + ([partial(self._tick, move)] if move.next_due_at else [])

    def _tick(self, move: Move) -> Move:
        self._now = max(self._now, move.next_due_at or self._now)
        return tick(self._diagram, move.state, self._facts(), self._now)

    def _answers(self, task: HumanTask) -> Mapping[str, object]:
        fields = self._diagram.nodes[task.node].fields
        return {field.name: self._chance.choice(trials(field.kind, field.options)) for field in fields}

    def _facts(self) -> Facts:
        return {name: self._chance.choice(values) for name, values in self._samples.items()}  # type: ignore[misc]

    def _found(self, code: Code, move: Move) -> Problem:
        nodes = sorted({task.node for task in move.tasks})
        return Problem(code, self._diagram.key, {"nodes": ", ".join(nodes)})
