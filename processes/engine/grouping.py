"""Histories that must run alike on the same diagrams, put together: each kind is replayed once.

Between two histories only the order of things can make a difference to where a case goes: what was done,
which timers of date lay between, and whether a timer of length, begun at anything before, had run out. Two
histories that agree in all of these take the same course; by how much something comes later is told of the
first of them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import combinations_with_replacement
from typing import Any

from processes.engine.diagrams import Diagram
from processes.engine.expressions import compile_expression
from processes.engine.findings import BadExpression
from processes.engine.replaying import History
from processes.engine.timers import LengthTimer, MomentTimer, timers_of

Facts = Mapping[str, object]


class Grouping:
    """Tells which histories run alike on all of these diagrams."""

    def __init__(self, *diagrams: Diagram) -> None:
        self._words = frozenset().union(*(diagram.names for diagram in diagrams)) - {"outcome", "answers"}
        timers = [timer for diagram in diagrams for timer in timers_of(diagram.spec)]
        self._dates = sorted({each.expression for each in timers if isinstance(each, MomentTimer)})
        self._lengths = sorted({each.expression for each in timers if isinstance(each, LengthTimer)})
        # How a time that hangs on an answer orders things is not looked into: each case runs for itself.
        self._apart = any("answers" in compile_expression(each).names for each in self._dates + self._lengths)
        self._known: dict[Any, tuple[list[datetime], list[timedelta]]] = {}

    def groups(self, histories: Iterable[History]) -> list[list[History]]:
        """The histories, put together; each group in the order given."""
        found: dict[Any, list[History]] = {}
        for history in histories:
            found.setdefault(self.signature(history), []).append(history)
        return list(found.values())

    def signature(self, history: History) -> Any:
        """Equal for histories that take the same course."""
        facts = tuple(sorted((key, history.facts[key]) for key in self._words if key in history.facts))
        moments, lengths = self._times(facts, history.facts)
        points = [history.opened_at, *moments, *(event.at for event in history.events)]
        told = tuple(
            (
                *(event.kind, event.node, event.outcome, event.facts, event.answers),
                bisect_right(moments, event.at),
                history.events[number - 1].at == event.at if number else False,
            )
            for number, event in enumerate(history.events)
        )
        own = history.case_id if self._apart else 0
        return facts, told, history.known, history.empty, _apart(points, lengths), own

    def _times(self, key: Any, facts: Facts) -> tuple[list[datetime], list[timedelta]]:
        """The moments and lengths that the timers give over these facts."""
        if key not in self._known:
            moments = sorted({each for each in _values(self._dates, facts) if isinstance(each, datetime)})
            plain = {each for each in _values(self._lengths, facts) if isinstance(each, timedelta)}
            sums = {one + other for one, other in combinations_with_replacement(sorted(plain), 2)}
            self._known[key] = moments, sorted(plain | sums if len(plain) > 1 else plain)
        return self._known[key]


def _apart(points: list[datetime], lengths: list[timedelta]) -> tuple[int, ...]:
    """For any two points, how many of the lengths fit between them."""
    if not lengths:
        return ()
    return tuple(
        bisect_right(lengths, later - earlier)
        for number, later in enumerate(points)
        for earlier in points[:number]
    )


def _values(expressions: list[str], facts: Facts) -> list[object]:
    found = []
    for expression in expressions:
        try:
            found.append(compile_expression(expression).value(facts))
        except BadExpression:
            continue  # a word of later on: the replay says what comes of it
    return found
