"""Whether a diagram's tasks, steps and events name only what the house knows."""

import re
from collections.abc import Iterator
from datetime import date

from processes.engine.diagrams import BLANKS, DAYS, LARGEST_NUMBER, LONGEST_TEXT
from processes.engine.drawing import Drawing, DrawnField, DrawnNode, Event
from processes.engine.findings import Code, Problem
from processes.engine.words import ActWords, Words
from processes.terms import Act, Tier

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_NAME = 200
WHOLE = re.compile(r"[0-9]{1,7}")
_LIMITS = {
    "number": frozenset(("min", "max")),
    "text": frozenset(("maxLength",)),
    "date": frozenset(("earliest", "latest")),
}
_WAITS = frozenset(("message", "signal", "timer"))
_EVENTS = {
    "startEvent": frozenset[str](),
    "endEvent": frozenset(("terminate",)),
    "intermediateCatchEvent": _WAITS,
    "boundaryEvent": _WAITS,
}


def unknown_words(drawing: Drawing, words: Words, tier: Tier) -> Iterator[Problem]:
    """Every name that is not in the words, or is not for this tier."""
    for node in drawing.nodes.values():
        if len(node.name) > LONGEST_NAME:
            yield Problem(Code.NAME_TOO_LONG, node.id, {"limit": str(LONGEST_NAME)}, node.line)
        yield from _events(node, words)
        if node.kind == "userTask":
            yield from _human_task(node, words, tier)
            yield from _fields(node)
        elif node.kind == "serviceTask":
            yield from _step(node, words)
    yield from _fields_at_odds(drawing)


def _events(node: DrawnNode, words: Words) -> Iterator[Problem]:
    allowed = _EVENTS.get(node.kind, frozenset())
    wanted = node.kind in ("intermediateCatchEvent", "boundaryEvent")
    if len(node.events) > 1 or len(node.events) < wanted:
        yield problem(Code.EVENT_NOT_ALLOWED, node, found=str(len(node.events)))
    for event in node.events:
        if event.kind not in allowed:
            yield problem(Code.EVENT_NOT_ALLOWED, node, event=event.kind)
        yield from _event(node, event, words)


def _event(node: DrawnNode, event: Event, words: Words) -> Iterator[Problem]:
    if event.kind == "message" and event.name not in words.messages:
        yield problem(Code.UNKNOWN_MESSAGE, node, name=event.name)
    if event.kind == "signal" and event.name not in words.signals:
        yield problem(Code.UNKNOWN_SIGNAL, node, name=event.name)


def _human_task(node: DrawnNode, words: Words, tier: Tier) -> Iterator[Problem]:
    if not node.name.strip():
        yield problem(Code.NAME_MISSING, node)
    name = node.lec.get("act", "")
    act = words.acts.get(name)
    if act is None:
        yield problem(Code.UNKNOWN_ACT, node, act=name)
        return
    if tier not in act.tiers:
        yield problem(Code.ACT_NOT_OF_TIER, node, act=name, tier=tier)
    if node.role is None:
        yield problem(Code.ROLE_MISSING, node)
    elif node.role not in act.roles:
        yield problem(Code.ROLE_NOT_OF_ACT, node, role=node.role, act=name)
    yield from _outcomes(node, act, name)


def _outcomes(node: DrawnNode, act: ActWords, name: str) -> Iterator[Problem]:
    if not node.outcomes:
        yield problem(Code.OUTCOMES_MISSING, node)
    for outcome in node.outcomes:
        known = IDENTIFIER.fullmatch(outcome) if name == Act.ANSWER else outcome in act.outcomes
        if not known:
            yield problem(Code.OUTCOME_NOT_OF_ACT, node, outcome=outcome, act=name)
    if name == Act.ANSWER and len(node.outcomes) > 1:
        yield from _choice_of_outcomes(node)


def _choice_of_outcomes(node: DrawnNode) -> Iterator[Problem]:
    """Whoever may choose reads labels, not names."""
    labels = {each.name for each in node.labelled if each.label.strip()}
    for outcome in dict.fromkeys(node.outcomes):
        if node.outcomes.count(outcome) > 1:
            yield problem(Code.OUTCOME_TWICE, node, outcome=outcome)
        if outcome not in labels:
            yield problem(Code.OUTCOME_WITHOUT_LABEL, node, outcome=outcome)


def _step(node: DrawnNode, words: Words) -> Iterator[Problem]:
    step, to = node.lec.get("step", ""), node.lec.get("to")
    addresses = words.steps.get(step)
    if addresses is None:
        yield problem(Code.UNKNOWN_STEP, node, step=step)
    elif (to not in addresses) if addresses else (to is not None):
        yield problem(Code.STEP_ADDRESS, node, step=step, to=to or "")


def _fields(node: DrawnNode) -> Iterator[Problem]:
    if node.fields and node.lec.get("act") != Act.ANSWER:
        yield problem(Code.FIELDS_NOT_ASKED, node)
    names = [field.name for field in node.fields]
    for field in node.fields:
        if not _sound(field) or names.count(field.name) > 1:
            yield problem(Code.BAD_FIELD, node, field=field.name)
        elif not _days_fit(field):
            yield problem(Code.BAD_DAY_LIMIT, node, field=field.label)


def _sound(field: DrawnField) -> bool:
    options_fit = len(field.options) >= 2 if field.kind == "choice" else not field.options
    translated = len(field.options_en) in {0, len(field.options)}
    named = bool(IDENTIFIER.fullmatch(field.name)) and bool(field.label)
    return named and field.kind in BLANKS and options_fit and translated and _bounded(field)


def _bounded(field: DrawnField) -> bool:
    """Only a number has bounds, only a text a length, only a date days; and each leaves an answer."""
    if not field.limits.keys() <= _LIMITS.get(field.kind, frozenset()):
        return False
    if field.kind == "date":
        return True  # its days are looked at by `_days_fit`
    if not all(WHOLE.fullmatch(each) for each in field.limits.values()):
        return False
    most = int(field.limits.get("max", LARGEST_NUMBER))
    longest = int(field.limits.get("maxLength", LONGEST_TEXT))
    return int(field.limits.get("min", 0)) <= most <= LARGEST_NUMBER and 1 <= longest <= LONGEST_TEXT


def _days_fit(field: DrawnField) -> bool:
    """Each bound is a day or a word of the calendar, and as far as one can see the first comes first."""
    given = [field.limits[name] for name in ("earliest", "latest") if name in field.limits]
    if not all(each in DAYS or _is_day(each) for each in given):
        return False
    if all(each in DAYS and each != "today" for each in given):
        return given == sorted(given, key=DAYS.index)
    return any(each in DAYS for each in given) or given == sorted(given)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fields_at_odds(drawing: Drawing) -> Iterator[Problem]:
    """One name is one type wherever a condition may read it."""
    kinds: dict[str, str] = {}
    for node in drawing.nodes.values():
        for field in node.fields:
            if kinds.setdefault(field.name, field.kind) != field.kind:
                yield problem(Code.BAD_FIELD, node, field=field.name)


def problem(code: Code, node: DrawnNode, **parameters: str) -> Problem:
    return Problem(code, node.id, {"name": node.name, **parameters}, node.line)
