"""Whether a diagram's conditions and times are sense: tried on every mix of a few values of their words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import partial
from itertools import combinations, islice, product
from typing import cast

from processes.engine.diagrams import BLANKS
from processes.engine.drawing import BPMN, Drawing, DrawnField, read_drawing
from processes.engine.expressions import Expression, compile_expression
from processes.engine.findings import BadExpression, Code, Problem
from processes.engine.safexml import read_xml
from processes.engine.words import Words

Samples = Mapping[str, tuple[object, ...]]
Judge = Callable[[object], Code | None]

FEW = 5
MIXES = 3_000
A_YEAR = timedelta(days=366)
_OUTCOME = re.compile(r"""\boutcome\s*[=!]=\s*["'](\w*)["']|["'](\w*)["']\s*[=!]=\s*outcome\b""")
_ANSWER = re.compile(r"\banswers\.(\w+)")
_TRIALS: Samples = {
    "number": (0, 1, 100),
    "yes_no": (True, False),
    "text": ("", "x"),
    "date": ("", "2022-11-10"),
    "file": (True, False),
    "statement": (True, False),
}


@dataclass(frozen=True)
class Known:
    """What the rest of a diagram gives an expression to name: outcomes of its tasks, fields of its forms."""

    outcomes: tuple[str, ...] = ()
    fields: tuple[DrawnField, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Where an expression stands, for the problems found in it."""

    element: str
    line: int

    def problem(self, code: Code, **parameters: str) -> Problem:
        return Problem(code, self.element, parameters, self.line)


def misjudged(drawing: Drawing, words: Words) -> Iterator[Problem]:
    """Every expression that does not compile, names a stranger, fails, or gives what its place cannot use."""
    samples = _samples(drawing, words)
    for flow in drawing.flows:
        if flow.condition is not None:
            place = _Place(flow.id, flow.line)
            yield from _checked(flow.condition, place, samples, _bad_condition)
    for node in drawing.nodes.values():
        for event in node.events:
            if event.kind == "timer":
                judge = _judge_of(event.time_kind, words)
                yield from _checked(event.time, _Place(node.id, node.line), samples, judge)
    yield from _overlaps(drawing, samples)


def misjudged_alone(text: str, place: str, words: Words, known: Known) -> list[Problem]:
    """The same for one expression while it is typed; `place` is `condition`, `timeDate` or `timeDuration`."""
    judge = _bad_condition if place == "condition" else _judge_of(place, words)
    samples = _all_samples(words, known.outcomes, {field.name: field for field in known.fields})
    return list(_checked(text, _Place("", 0), samples, judge))


def known_in(source: bytes) -> Known:
    """What a drawing gives its expressions to name, whatever else is wrong with it; raises BadDiagram."""
    root = read_xml(source)
    if next(root.iter(f"{BPMN}process"), None) is None:
        return Known()
    nodes = read_drawing(root).nodes.values()
    outcomes = {outcome for node in nodes for outcome in node.outcomes}
    return Known(tuple(sorted(outcomes)), tuple(field for node in nodes for field in node.fields))


def _judge_of(time_kind: str, words: Words) -> Judge:
    values = [value for word in words.words.values() for value in word.samples]
    moments = [value for value in values if isinstance(value, datetime)]
    return _bad_length if time_kind == "timeDuration" else partial(_bad_moment, moments)


def _samples(drawing: Drawing, words: Words) -> Samples:
    outcomes = {outcome for node in drawing.nodes.values() for outcome in node.outcomes}
    fields = {field.name: field for node in drawing.nodes.values() for field in node.fields}
    return _all_samples(words, outcomes, fields)


def _all_samples(words: Words, outcomes: Iterable[str], fields: Mapping[str, DrawnField]) -> Samples:
    samples = {name: word.samples[:FEW] for name, word in words.words.items()}
    samples["outcome"] = ("", *sorted(outcomes))
    samples["answers"] = _answers(fields)
    return samples


def _answers(fields: Mapping[str, DrawnField]) -> tuple[object, ...]:
    blank = {name: BLANKS.get(field.kind, "") for name, field in fields.items()}
    tried = [
        {**blank, name: value}
        for name, field in fields.items()
        for value in trials(field.kind, field.options)
    ]
    return (blank, *tried)


def trials(kind: str, options: tuple[str, ...]) -> tuple[object, ...]:
    """Answers to try a field of this kind with."""
    return _TRIALS.get(kind, options)


def _checked(source: str, place: _Place, samples: Samples, judge: Judge) -> Iterator[Problem]:
    try:
        expression = compile_expression(source)
    except BadExpression as error:
        yield place.problem(error.code, **error.parameters)
        return
    strangers = list(_strangers(expression, samples))
    for word in strangers:
        near = get_close_matches(word, samples, n=1)
        yield place.problem(Code.UNKNOWN_WORD, word=word, near=near[0] if near else "")
    if not strangers:
        yield from _outcomes_never_given(expression, place, samples)
        yield from islice(_failures(expression, place, samples, judge), 1)


def _strangers(expression: Expression, samples: Samples) -> Iterator[str]:
    yield from sorted(expression.names - samples.keys())
    blank = cast(Mapping[str, object], samples["answers"][0])
    yield from (f"answers.{name}" for name in _ANSWER.findall(expression.source) if name not in blank)


def _outcomes_never_given(expression: Expression, place: _Place, samples: Samples) -> Iterator[Problem]:
    for pair in _OUTCOME.findall(expression.source):
        outcome = "".join(pair)
        if outcome not in samples["outcome"]:
            yield place.problem(Code.OUTCOME_NEVER_GIVEN, outcome=outcome)


def _failures(expression: Expression, place: _Place, samples: Samples, judge: Judge) -> Iterator[Problem]:
    for context in _mixes(expression.names, samples):
        if not expression.compares_like_with_like(context):
            yield place.problem(Code.TYPES_DIFFER)
        try:
            value = expression.value(context)
        except BadExpression as error:
            yield place.problem(error.code, **error.parameters)
        else:
            if code := judge(value):
                yield place.problem(code, value=str(value))


def _mixes(names: Iterable[str], samples: Samples) -> Iterator[dict[str, object]]:
    used = sorted(names)
    mixes = product(*(samples[name] for name in used))
    return (dict(zip(used, mix, strict=True)) for mix in islice(mixes, MIXES))


def _bad_condition(value: object) -> Code | None:
    return None if isinstance(value, bool) else Code.CONDITION_NOT_BOOLEAN


def _bad_length(value: object) -> Code | None:
    fits = isinstance(value, timedelta) and timedelta(minutes=1) <= value <= A_YEAR
    return None if fits else Code.NOT_A_DURATION


def _bad_moment(anchors: Iterable[datetime], value: object) -> Code | None:
    """A date of the year 2565 is no date of the round: it was meant in the Buddhist era."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return Code.NOT_A_MOMENT
    return None if any(abs(value - anchor) <= A_YEAR for anchor in anchors) else Code.MOMENT_FAR_OFF


def _overlaps(drawing: Drawing, samples: Samples) -> Iterator[Problem]:
    """Two conditions of one gateway that hold at once: which one wins would hang on where they are drawn."""
    for leaving in drawing.leaving.values():
        conditions = [flow for flow in leaving if flow.condition]
        for one, other in combinations(conditions, 2):
            if _overlap(one.condition or "", other.condition or "", samples):
                yield _Place(other.id, other.line).problem(Code.CONDITIONS_OVERLAP, other=one.id)


def _overlap(one: str, other: str, samples: Samples) -> bool:
    try:
        both = compile_expression(one), compile_expression(other)
        mixes = _mixes(both[0].names | both[1].names, samples)
        return any(both[0].value(mix) is both[1].value(mix) is True for mix in mixes)
    except (BadExpression, KeyError):
        return False  # said where the expression itself is looked at
