"""What differs between two versions of a diagram, element by element, each difference once.

Nothing is believed of either: a draft that could not run is compared as well. What only stands elsewhere
on the drawing is told apart, as `moved`, from what changes the work.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from processes.engine.drawing import BPMN, LEC
from processes.engine.safexml import read_xml

Kind = Literal["added", "removed", "changed", "moved"]
Facts = dict[str, str]

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_CONTAINERS = ("definitions", "process", "collaboration", "laneSet", "lane", "childLaneSet", "subProcess")
# What stands in the document only for the sake of others: told of where it is used.
_SILENT = ("definitions", "collaboration", "laneSet", "message", "signal", "category", "BPMNDiagram")
_NAMES = {
    "attachedToRef": "host",
    "cancelActivity": "interrupting",
    "sourceRef": "source",
    "targetRef": "target",
    "documentation": "instructions",
    "conditionExpression": "condition",
}
_COLOURS = frozenset(("stroke", "fill", "background-color", "border-color", "color"))
_SKIPPED = frozenset(("incoming", "outgoing", "flowNodeRef", "laneSet", "extensionElements"))
_LENGTH = r'duration\(\s*["\']((?:\d+[hms])+)["\']\s*\)'
_TIME = re.compile(rf"^(?:(opens_at|due_at|closes_at)(?:\s*([-+])\s*{_LENGTH})?|{_LENGTH})$")
_SECONDS = {"h": 3_600, "m": 60, "s": 1}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `attribute` is empty for what came or went whole; `old` and `new` are as written.

    A task that came has its lane as `new`, and a change for each field that it asks.

    Attributes: name, type, lane, role, act, form, outcomes, step, to, instructions, condition, default,
    source, target, host, interrupting, event, message, signal, timer, timer_kind, `field:<name>`,
    `field:<name>:<property>`, place, colour; or whatever else the file says of the element.
    """

    kind: Kind
    element: str
    type: str
    attribute: str
    old: str
    new: str
    name: str

    @property
    def is_layout(self) -> bool:
        return self.kind == "moved"


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A time as diagrams write it: seconds from a word of the calendar, or from arriving (no word)."""

    word: str
    seconds: int


@dataclass(frozen=True, slots=True)
class _Part:
    """An element that is drawn, or holds what is drawn."""

    id: str
    type: str
    order: int
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Picture:
    parts: Mapping[str, _Part]
    places: Mapping[str, Facts]


def compare(old: bytes, new: bytes) -> tuple[Change, ...]:
    """What `new` changes of `old`, in the order of the file, moves last; BadDiagram for what is no XML."""
    before, after = _read(old), _read(new)
    ids = sorted(before.parts.keys() | after.parts.keys(), key=lambda each: _order(before, after, each))
    found = [change for id_ in ids for change in _of_part(before.parts.get(id_), after.parts.get(id_))]
    return (*found, *_moves(before, after, {change.element for change in found}))


def names_in(*sources: bytes) -> dict[str, str]:
    """What each element is called, by its id; a later source has the last word."""
    return {
        part.id: part.facts.get("name", "")
        for source in sources
        for part in _read(source).parts.values()
        if part.facts.get("name")
    }


def flows_in(*sources: bytes) -> dict[str, tuple[str, str]]:
    """Which two elements each arrow joins; a later source has the last word."""
    return {
        part.id: (part.facts.get("source", ""), part.facts.get("target", ""))
        for source in sources
        for part in _read(source).parts.values()
        if part.type == "sequenceFlow"
    }


def read_time(text: str) -> TimePoint | None:
    """The parts of `due_at - duration("72h")` or `duration("24h")`; None for any other expression."""
    match = _TIME.match(text.strip())
    if match is None:
        return None
    word, sign, distance, length = match.groups()
    seconds = sum(
        int(number) * _SECONDS[unit] for number, unit in re.findall(r"(\d+)([hms])", distance or length or "")
    )
    return TimePoint(word or "", -seconds if sign == "-" else seconds)


def _order(before: _Picture, after: _Picture, id_: str) -> tuple[int, str]:
    part = after.parts.get(id_) or before.parts[id_]
    return part.order, id_


def _of_part(old: _Part | None, new: _Part | None) -> Iterator[Change]:
    if old is None or new is None:
        part = new or old
        if part is not None:
            yield from _of_whole("added" if old is None else "removed", part)
        return
    name = new.facts.get("name") or old.facts.get("name", "")
    if old.type != new.type:
        yield Change("changed", new.id, new.type, "type", old.type, new.type, name)
    for attribute in _differing(old.facts, new.facts):
        values = old.facts.get(attribute, ""), new.facts.get(attribute, "")
        yield Change("changed", new.id, new.type, attribute, *values, name)


def _of_whole(kind: Kind, part: _Part) -> Iterator[Change]:
    """What came or went; of a new task also the lane where it lands and what it asks."""
    name = part.facts.get("name", "")
    is_new_task = kind == "added" and part.type == "userTask"
    yield Change(kind, part.id, part.type, "", "", part.facts.get("lane", "") if is_new_task else "", name)
    for attribute, value in part.facts.items() if is_new_task else ():
        if attribute.startswith("field:") and attribute.count(":") == 1:
            yield Change(kind, part.id, part.type, attribute, "", value, name)


def _differing(old: Facts, new: Facts) -> list[str]:
    """The facts that differ, less those that follow from another one that does."""
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    whole = {key for key in keys if key.count(":") == 1 and (key not in old or key not in new)}
    kept = [key for key in keys if key in whole or ":".join(key.split(":")[:2]) not in whole]
    if "event" in kept:
        return [key for key in kept if key not in {"message", "signal", "timer", "timer_kind"}]
    return [key for key in kept if key != "timer_kind" or "timer" not in kept]


def _moves(before: _Picture, after: _Picture, told: set[str]) -> Iterator[Change]:
    """What stands elsewhere; an arrow that only follows what it joins is no move of its own."""
    shared = [
        id_ for id_ in after.places if id_ in before.places and id_ in after.parts and id_ in before.parts
    ]
    moved = [id_ for id_ in shared if before.places[id_].get("place") != after.places[id_].get("place")]
    shapes = {id_ for id_ in moved if after.parts[id_].type not in {"sequenceFlow", "association"}}
    for id_ in shared:
        part, was, now = after.parts[id_], before.places[id_], after.places[id_]
        ends = {part.facts.get("source"), part.facts.get("target")}
        follows = id_ in moved and id_ not in shapes and (bool(ends & (shapes | told)) or id_ in told)
        for attribute in ("place", "colour"):
            if was.get(attribute) != now.get(attribute) and not (attribute == "place" and follows):
                values = was.get(attribute, ""), now.get(attribute, "")
                yield Change("moved", id_, part.type, attribute, *values, part.facts.get("name", ""))


def _read(source: bytes) -> _Picture:
    root = read_xml(source)
    told = {each.get("id", ""): each.get("name", "") for each in root.iter(f"{BPMN}message", f"{BPMN}signal")}
    lanes = {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{BPMN}lane")
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }
    parts = {}
    for order, element in enumerate(_drawn(root)):
        id_ = element.get("id", "")
        parts[id_] = _Part(id_, _local(element), order, _facts(element, told, lanes.get(id_)))
    return _Picture(parts, dict(_places(root)))


def _drawn(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if parent is None or not element.get("id") or not str(element.tag).startswith(BPMN):
            continue
        if _local(parent) in _CONTAINERS and _local(element) not in _SILENT:
            yield element


def _facts(element: etree._Element, told: Mapping[str, str], lane: str | None) -> Facts:
    facts = {_fact(str(key)): str(value) for key, value in element.attrib.items() if key != "id"}
    facts.setdefault("name", "")
    if _local(element) == "boundaryEvent":
        facts.setdefault("interrupting", "true")
    if lane is not None:
        facts["lane"] = lane
    for child in element.iterchildren(etree.Element):
        facts |= _child_facts(element, child, told)
    for question in element.iterfind(f"{BPMN}extensionElements/{LEC}field"):
        facts |= dict(_field_facts(question))
    if outcomes := [_outcome(each) for each in element.iterfind(f"{BPMN}extensionElements/{LEC}outcome")]:
        facts["outcomes"] = ", ".join(outcomes)
    return facts


def _child_facts(element: etree._Element, child: etree._Element, told: Mapping[str, str]) -> Facts:
    name = _local(child)
    if name in _SKIPPED or (child.get("id") and _local(element) in _CONTAINERS):
        return {}
    if name.endswith("EventDefinition"):
        return _event_facts(child, name.removesuffix("EventDefinition"), told)
    texts = [str(text).strip() for text in child.itertext() if text.strip()]
    return {_NAMES.get(name, name): " ".join(texts)}


def _event_facts(element: etree._Element, kind: str, told: Mapping[str, str]) -> Facts:
    if kind == "timer":
        times = {_local(time): (time.text or "").strip() for time in element.iterchildren(etree.Element)}
        return {"event": kind, "timer_kind": " ".join(times), "timer": " ".join(times.values())}
    reference = element.get(f"{kind}Ref", "")
    return {"event": kind, **({kind: told.get(reference, reference)} if reference else {})}


def _outcome(element: etree._Element) -> str:
    """Its words in either language, and the name that conditions know."""
    words = " / ".join(filter(None, (element.get("label"), element.get("labelEn"))))
    name = element.get("name", "")
    return f"{words} ({name})" if words else name


def _field_facts(question: etree._Element) -> Iterable[tuple[str, str]]:
    name = f"field:{question.get('name', '')}"
    yield name, str(question.get("label") or question.get("name", ""))
    for key, value in question.attrib.items():
        if str(key) not in {"name", "label"}:
            yield f"{name}:{_fact(str(key))}", str(value)
    for number, child in enumerate(question.iterchildren(etree.Element)):
        inside = " ".join((*map(str, child.attrib.values()), (child.text or "").strip()))
        yield f"{name}:{_local(child)}:{number}", inside.strip()


def _fact(name: str) -> str:
    plain = name.removeprefix(LEC)
    plain = plain.rsplit("}", 1)[-1]
    return _NAMES.get(plain, plain)


def _places(root: etree._Element) -> Iterator[tuple[str, Facts]]:
    for drawn in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        points = [
            ",".join(str(value) for _, value in sorted(each.attrib.items()))
            for each in drawn.iterdescendants(etree.Element)
            if _local(each) in {"Bounds", "waypoint"}
        ]
        colours = [
            f"{name} {value!s}"
            for key, value in drawn.attrib.items()
            if (name := _fact(str(key))) in _COLOURS
        ]
        yield drawn.get("bpmnElement", ""), {"place": " ".join(points), "colour": " ".join(sorted(colours))}


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
