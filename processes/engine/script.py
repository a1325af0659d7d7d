"""What SpiffWorkflow gets in place of its Python: CEL over the facts of one move, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from processes.engine.expressions import as_spiff, compile_expression


class ScriptRefused(RuntimeError):  # noqa: N818 -- the house names what happened
    """A diagram asked for code to be run; there is no way to run any."""


class Circumstances:
    """The moment, the facts and the answers of one move, and the steps it has come past."""

    def __init__(self, facts: Mapping[str, object], now: datetime, answers: Mapping[str, object]) -> None:
        self.now = now.astimezone(UTC)
        self.steps: list[str] = []
        self._values = {**facts, "answers": answers, "outcome": ""}

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> object:
        self._values["outcome"] = task.data.get("outcome", "")
        return as_spiff(compile_expression(expression).value(self._values))

    def execute(self, *_arguments: object, **_named: object) -> NoReturn:
        raise ScriptRefused("execute")

    def call_service(self, *_arguments: object, **_named: object) -> NoReturn:
        raise ScriptRefused("call_service")

    @property
    def environment(self) -> NoReturn:
        raise ScriptRefused("environment")
