"""What conditions see of the forms of a replayed case: the answers of the time, where they still fit.

Nobody was asked a field that is new, and what was answered to one that has changed may be no answer any
more. A condition that looks at such a field is decided on a blank, so where it leads is not known; it is
noted, with its place, that what follows from it can be told apart from what is known.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from processes.engine.diagrams import BLANKS, Diagram, Field
from processes.engine.expressions import compile_expression, looked_at
from processes.engine.script import Circumstances

Answers = Mapping[str, object]


class Recollection:
    """The answers of a case so far, and where a condition asked for what nobody answered."""

    def __init__(self, diagram: Diagram, given: Answers) -> None:
        """`given` are the answers of the whole round: a field may have been asked at another task."""
        self.values = dict(diagram.blank_answers)
        self.missed: dict[str, frozenset[str]] = {}  # fields, by the node that decided without
        self._diagram = diagram
        self._given = dict(given)
        self._unanswered: set[str] = set()

    def send(self, node: str, given: Answers) -> None:
        """The form of a task is sent, with what was answered then."""
        self._given |= given
        for question in self._diagram.nodes[node].fields:
            value = self._given.get(question.name)
            known = _fits(question, value)
            self.values[question.name] = value if known else BLANKS.get(question.kind, "")
            (self._unanswered.discard if known else self._unanswered.add)(question.name)

    def look(self, node: str, expression: str) -> None:
        """A condition or a time is worked out; what it asks for is held against what was answered."""
        asked = looked_at(compile_expression(expression), self._diagram.blank_answers)
        if missed := asked & self._unanswered:
            self.missed.setdefault(node, missed)


class Recalling(Circumstances):
    """The circumstances of a replay whose diagram decides by answers."""

    def __init__(self, facts: Mapping[str, object], now: datetime, recollection: Recollection) -> None:
        super().__init__(facts, now, recollection.values)
        self._recollection = recollection

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> object:
        self._recollection.look(task.task_spec.name, expression)
        return super().evaluate(task, expression, external_context)


def _fits(question: Field, value: object) -> bool:
    """Whether it could be answered so today: of its kind, among its options, within its bounds."""
    if type(value) is not type(BLANKS.get(question.kind, "")):
        return False
    if value == "":
        return not question.required
    if isinstance(value, int) and question.kind == "number":
        return question.least <= value <= question.most
    return not question.options or value in question.options
