"""The everyday things of a diagram, changed without drawing: names, times, roles, fields of forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from processes.engine.comparing import TimePoint, read_time
from processes.engine.drawing import BPMN, LEC, LEC_NAMESPACE
from processes.engine.lanes import lanes_of, set_lane
from processes.engine.safexml import read_xml

TIMES = ("timeDate", "timeDuration")
AN_HOUR = 3_600
_TASKS = ("userTask", "serviceTask")
_FIELD_PARTS = (
    *("name", "type", "label", "labelEn", "help", "helpEn"),
    *("required", "options", "optionsEn", "min", "max", "maxLength", "earliest", "latest"),
)
_OUTCOME_PARTS = ("name", "label", "labelEn")


@dataclass(frozen=True, slots=True)
class PlainTask:
    """A task's words; `fields` and `outcomes` are the attributes of each question and outcome, as written."""

    id: str
    kind: str
    name: str
    instructions: str
    fields: tuple[Mapping[str, str], ...]
    act: str = ""
    lane: str = ""
    outcomes: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlainTimer:
    """When something strikes: whole hours from a word of the calendar, or from arriving (no word).

    `hours` is None for an expression of one's own, which is left to the drawing.
    """

    id: str
    name: str
    text: str
    word: str
    hours: int | None


@dataclass(frozen=True, slots=True)
class PlainLane:
    """A lane and the role it is bound to."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PlainDiagram:
    """What can be changed without drawing, in the order of the file."""

    tasks: tuple[PlainTask, ...]
    timers: tuple[PlainTimer, ...]
    lanes: tuple[PlainLane, ...]


@dataclass(frozen=True, slots=True)
class PlainChanges:
    """New values by element id; what is not named stays. `times` are (word, hours) as in `PlainTimer`."""

    names: Mapping[str, str] = field(default_factory=dict)
    instructions: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    fields: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    outcomes: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    lanes: Mapping[str, str] = field(default_factory=dict)


def read_plain(source: bytes) -> PlainDiagram:
    """The everyday things of a diagram; raises BadDiagram for what is no small, plain XML."""
    root = read_xml(source)
    lanes = lanes_of(root)
    return PlainDiagram(
        tasks=tuple(_task(each, lanes) for each in _of_kinds(root, *_TASKS)),
        timers=tuple(_timer(event, time) for event, time in _times(root)),
        lanes=tuple(
            PlainLane(each.get("id", ""), each.get("name", ""), each.get(f"{LEC}role", ""))
            for each in _of_kinds(root, "lane")
        ),
    )


def change_plain(source: bytes, changes: PlainChanges) -> bytes:
    """The diagram with these values changed and all else as it was; ids it does not hold are passed over."""
    root = read_xml(source)
    by_id = {each.get("id", ""): each for each in root.iter() if isinstance(each.tag, str)}
    times = {event.get("id", ""): time for event, time in _times(root)}
    for key in by_id.keys() & changes.names.keys():
        by_id[key].set("name", changes.names[key])
    for key in by_id.keys() & changes.instructions.keys():
        _set_instructions(by_id[key], changes.instructions[key])
    for key in by_id.keys() & changes.roles.keys():
        _set_role(by_id[key], changes.roles[key])
    for key in times.keys() & changes.times.keys():
        times[key].text = time_text(*changes.times[key])
    for key in by_id.keys() & changes.fields.keys():
        _set_inside(by_id[key], "field", [_made("field", _FIELD_PARTS, each) for each in changes.fields[key]])
    for key in by_id.keys() & changes.outcomes.keys():
        _set_outcomes(by_id[key], changes.outcomes[key])
    for key, lane in changes.lanes.items():
        set_lane(root, key, lane)
    return _written(root)


def time_text(word: str, hours: int) -> str:
    """The expression for so many hours from a word of the calendar, or from arriving."""
    length = f'duration("{abs(hours)}h")'
    if not word:
        return length
    return word if hours == 0 else f"{word} {'-' if hours < 0 else '+'} {length}"


def _of_kinds(root: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    return root.iter(*(f"{BPMN}{kind}" for kind in kinds))


def _times(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each event with a timer, and the element that holds its time."""
    for definition in root.iter(f"{BPMN}timerEventDefinition"):
        event = definition.getparent()
        time = next((each for kind in TIMES for each in definition.iterchildren(f"{BPMN}{kind}")), None)
        if event is not None and time is not None:
            yield event, time


def _task(element: etree._Element, lanes: Mapping[str, str]) -> PlainTask:
    return PlainTask(
        id=element.get("id", ""),
        kind=etree.QName(element).localname,
        name=element.get("name", ""),
        instructions=(element.findtext(f"{BPMN}documentation") or "").strip(),
        fields=tuple(_inside(element, "field", _FIELD_PARTS)),
        act=element.get(f"{LEC}act", ""),
        lane=lanes.get(element.get("id", ""), ""),
        outcomes=tuple(_inside(element, "outcome", _OUTCOME_PARTS)) or tuple(_listed(element)),
    )


def _inside(element: etree._Element, kind: str, parts: Sequence[str]) -> Iterator[dict[str, str]]:
    for each in element.iterfind(f"{BPMN}extensionElements/{LEC}{kind}"):
        yield {part: value for part in parts if (value := each.get(part)) is not None}


def _listed(element: etree._Element) -> Iterator[dict[str, str]]:
    """Outcomes from before they had words."""
    names = (each.strip() for each in element.get(f"{LEC}outcomes", "").split(","))
    return ({"name": name} for name in names if name)


def _timer(event: etree._Element, time: etree._Element) -> PlainTimer:
    text = (time.text or "").strip()
    point = _whole_hours(time, read_time(text))
    hours = None if point is None else point.seconds // AN_HOUR
    word = "" if point is None else point.word
    return PlainTimer(event.get("id", ""), event.get("name", ""), text, word, hours)


def _whole_hours(time: etree._Element, point: TimePoint | None) -> TimePoint | None:
    """A moment counts from a word, a length from none; minutes are left to the drawing."""
    is_moment = time.tag == f"{BPMN}timeDate"
    fits = point is not None and bool(point.word) is is_moment and point.seconds % AN_HOUR == 0
    return point if fits else None


def _set_instructions(element: etree._Element, text: str) -> None:
    found = element.find(f"{BPMN}documentation")
    if found is None:
        if not text:
            return
        found = etree.Element(f"{BPMN}documentation")
        element.insert(0, found)
    if text:
        found.text = text
    else:
        element.remove(found)


def _set_role(lane: etree._Element, role: str) -> None:
    if role:
        lane.set(f"{LEC}role", role)
    else:
        lane.attrib.pop(f"{LEC}role", "")


def _set_outcomes(task: etree._Element, outcomes: Sequence[Mapping[str, str]]) -> None:
    """Outcomes without any words are listed as before there were words for them."""
    task.attrib.pop(f"{LEC}outcomes", "")
    worded = any(each.get("label") or each.get("labelEn") for each in outcomes)
    made = [_made("outcome", _OUTCOME_PARTS, each) for each in outcomes if worded]
    _set_inside(task, "outcome", made)
    if not worded:
        task.set(f"{LEC}outcomes", ",".join(each.get("name", "") for each in outcomes))


def _set_inside(task: etree._Element, kind: str, made: Sequence[etree._Element]) -> None:
    holder = task.find(f"{BPMN}extensionElements")
    if holder is None:
        holder = etree.Element(f"{BPMN}extensionElements")
        task.insert(len(task.findall(f"{BPMN}documentation")), holder)
    for gone in holder.findall(f"{LEC}{kind}"):
        holder.remove(gone)
    holder.extend(made)
    if len(holder) == 0:
        task.remove(holder)


def _made(kind: str, parts: Sequence[str], given: Mapping[str, str]) -> etree._Element:
    element = etree.Element(f"{LEC}{kind}", nsmap={"lec": LEC_NAMESPACE})
    for part in parts:
        if value := given.get(part):
            element.set(part, value)
    return element


def _written(root: etree._Element) -> bytes:
    """Laid out like the editor's files, the house's prefix said once at the top."""
    if LEC_NAMESPACE not in root.nsmap.values():
        kept = [prefix for prefix in root.nsmap if prefix]
        etree.cleanup_namespaces(root, top_nsmap={"lec": LEC_NAMESPACE}, keep_ns_prefixes=kept)
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
