"""Conditions and timer dates: CEL, compiled once, over values handed in; nothing else can be evaluated."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import cel

from processes.engine.findings import BadExpression, Code

MAX_LENGTH = 300
# What is not here is not needed: regular expressions and comprehensions can be made to burn time.
_OPERATORS = ("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_&&_", "_||_", "!_", "_?_:_", "@in", "_[_]")
_ARITHMETIC = ("-_", "_+_", "_-_", "_*_", "_/_", "_%_")
_CALLS = ("duration", "timestamp", "size", "startsWith", "endsWith", "contains")
FUNCTIONS = frozenset((*_OPERATORS, *_ARITHMETIC, *_CALLS))
_MACRO = re.compile(r"\.\s*(all|exists|exists_one|existsOne|map|filter|bind|reduce)\s*\(")
# Comments and strings, as CEL reads them: what looks like a macro inside one is none.
_QUOTED = re.compile(
    r"""//[^\n]*
    |[bB]?[rR][bB]?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*')
    |[bB]?(?:\"{3}(?:\\.|.)*?\"{3}|'{3}(?:\\.|.)*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.VERBOSE,
)
_COMPARISON = re.compile(r"[=!]=")
_ANSWERS = re.compile(r"\banswers\b")
_FIELD = re.compile(r"""\banswers\s*(?:\.\s*(\w+)|\[\s*["'](\w+)["']\s*\])""")


class Expression:
    """A compiled CEL expression; `names` are the words it uses."""

    __slots__ = ("_program", "names", "source")

    def __init__(self, source: str, program: Any) -> None:
        self.source = source
        self.names = frozenset(program.variables())
        self._program = program

    def value(self, context: Mapping[str, object]) -> object:
        """What the expression gives over these values; raises BadExpression, whatever the library throws."""
        return _contained(self._program.execute, context, Code.EXPRESSION_FAILS)

    def compares_like_with_like(self, context: Mapping[str, object]) -> bool:
        """False when `==` or `!=` meets two types on these values, which CEL silently calls unequal."""
        ordered = _outside_quotes(self.source, lambda text: _COMPARISON.sub("<=", text))
        try:
            compile_unchecked(ordered).value(context)
        except BadExpression as error:
            return "overload" not in error.parameters.get("error", "")
        return True


@lru_cache(maxsize=2_000)
def compile_expression(source: str) -> Expression:
    """Compile one expression of a diagram; raises BadExpression for a macro, a strange function or no CEL."""
    text = source.strip()
    if not text:
        raise BadExpression(Code.EXPRESSION_MISSING)
    if len(text) > MAX_LENGTH:
        raise BadExpression(Code.EXPRESSION_TOO_LONG, limit=str(MAX_LENGTH))
    if macro := _MACRO.search(_QUOTED.sub('""', text)):
        raise BadExpression(Code.MACRO_NOT_ALLOWED, macro=macro.group(1))
    return compile_unchecked(text)


@lru_cache(maxsize=2_000)
def compile_unchecked(text: str) -> Expression:
    program = _contained(cel.compile, text, Code.EXPRESSION_INVALID)
    for function in program.functions():
        if function not in FUNCTIONS:
            raise BadExpression(Code.FUNCTION_NOT_ALLOWED, function=function)
    return Expression(text, program)


def looked_at(expression: Expression, fields: Iterable[str]) -> frozenset[str]:
    """The fields whose answers it looks at; all of them where it does not plainly name them."""
    if "answers" not in expression.names:
        return frozenset()
    named = ["".join(either) for either in _FIELD.findall(expression.source)]
    plain = len(named) == len(_ANSWERS.findall(expression.source))
    return frozenset(named if plain else fields)


def as_spiff(value: object) -> object:
    """The form in which SpiffWorkflow can keep a value: moments in ISO and UTC, lengths as `PTnS`."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, timedelta):
        return f"PT{int(value.total_seconds())}S"
    return value


def _outside_quotes(source: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for quoted in _QUOTED.finditer(source):
        parts += [change(source[end : quoted.start()]), quoted.group()]
        end = quoted.end()
    return "".join([*parts, change(source[end:])])


def _contained(call: Callable[[Any], Any], argument: object, code: Code) -> Any:
    """Call into the CEL library; its panics, which are no Exceptions, leave as BadExpression too."""
    try:
        return call(argument)
    except Exception as error:
        raise BadExpression(code, error=str(error)[:200]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise BadExpression(code, error="panic") from None
