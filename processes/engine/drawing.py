"""A diagram as it was drawn: nodes, flows and lanes, read from its XML, before anything is believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
LEC_NAMESPACE = "https://lec.dla.go.th/bpmn/1"
LEC = f"{{{LEC_NAMESPACE}}}"
FLOW_NODES = (
    "startEvent",
    "endEvent",
    "userTask",
    "serviceTask",
    "exclusiveGateway",
    "parallelGateway",
    "eventBasedGateway",
    "intermediateCatchEvent",
    "boundaryEvent",
)
LIMITS = ("min", "max", "maxLength", "earliest", "latest")


@dataclass(frozen=True)
class Event:
    """What an event waits for or does: `message`, `signal`, `timer`, `terminate` or one not allowed."""

    kind: str
    name: str = ""
    time_kind: str = ""
    time: str = ""


@dataclass(frozen=True)
class DrawnField:
    """A `lec:field` of a task's form, as written."""

    name: str
    kind: str
    label: str
    required: bool
    options: tuple[str, ...]
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    options_en: tuple[str, ...] = ()
    limits: Mapping[str, str] = field(default_factory=dict)  # those of LIMITS that are given, as written


@dataclass(frozen=True)
class Labelled:
    """A `lec:outcome` of a task: the value that conditions know, and what officers read."""

    name: str
    label: str
    label_en: str


@dataclass(frozen=True)
class DrawnNode:
    """A node as written; `lec` holds its attributes of the house's own namespace."""

    id: str
    kind: str
    name: str
    line: int
    lec: Mapping[str, str]
    role: str | None
    events: tuple[Event, ...]
    fields: tuple[DrawnField, ...]
    labelled: tuple[Labelled, ...]
    host: str | None
    interrupting: bool
    default: str | None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """How the task may end; diagrams from before outcomes had labels list them in an attribute."""
        return tuple(each.name for each in self.labelled) or _parts(self.lec.get("outcomes", ""))


@dataclass(frozen=True)
class Flow:
    """An arrow, with its condition or none."""

    id: str
    source: str
    target: str
    condition: str | None
    line: int


@dataclass(frozen=True)
class Drawing:
    """The one process of a diagram; `leaving` and `entering` hold the arrows of a node."""

    key: str
    line: int
    nodes: Mapping[str, DrawnNode]
    flows: tuple[Flow, ...]
    leaving: Mapping[str, tuple[Flow, ...]] = field(repr=False)
    entering: Mapping[str, tuple[Flow, ...]] = field(repr=False)

    def of_kind(self, *kinds: str) -> Iterator[DrawnNode]:
        return (node for node in self.nodes.values() if node.kind in kinds)

    @property
    def expressions(self) -> Iterator[tuple[str, str, int]]:
        """Every condition and time: the element it stands on, its text, its line."""
        for flow in self.flows:
            if flow.condition is not None:
                yield flow.id, flow.condition, flow.line
        for node in self.nodes.values():
            for event in node.events:
                if event.kind == "timer":
                    yield node.id, event.time, node.line

    @cached_property
    def following(self) -> Mapping[str, tuple[str, ...]]:
        """Where a token can go next from each node: along its arrows, and out at its boundary events."""
        after = {node: [flow.target for flow in self.leaving[node]] for node in self.nodes}
        for node in self.of_kind("boundaryEvent"):
            after.get(node.host or "", []).append(node.id)
        return {node: tuple(targets) for node, targets in after.items()}


def read_drawing(root: etree._Element) -> Drawing:
    """Read the first process; what is not allowed is elsewhere to refuse."""
    process = next(root.iter(f"{BPMN}process"))
    told = root.iter(f"{BPMN}message", f"{BPMN}signal")
    names = {element.get("id"): element.get("name", "") for element in told}
    roles = _roles(process)
    nodes = {
        element.get("id", ""): _node(element, names, roles)
        for element in process
        if _local(element) in FLOW_NODES
    }
    flows = tuple(_flow(element) for element in process.iterchildren(f"{BPMN}sequenceFlow"))
    return Drawing(
        key=process.get("id", ""),
        line=line_of(process),
        nodes=nodes,
        flows=flows,
        leaving={node: tuple(flow for flow in flows if flow.source == node) for node in nodes},
        entering={node: tuple(flow for flow in flows if flow.target == node) for node in nodes},
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _roles(process: etree._Element) -> dict[str, str | None]:
    return {
        (reference.text or "").strip(): lane.get(f"{LEC}role")
        for lane in process.iter(f"{BPMN}lane")
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }


def _node(
    element: etree._Element, names: Mapping[str | None, str], roles: Mapping[str, str | None]
) -> DrawnNode:
    key = element.get("id", "")
    return DrawnNode(
        id=key,
        kind=_local(element),
        name=element.get("name", ""),
        line=line_of(element),
        lec=lec_attributes(element),
        role=roles.get(key),
        events=tuple(_event(child, names) for child in element if _local(child).endswith("EventDefinition")),
        fields=tuple(_field(child) for child in element.iter(f"{LEC}field")),
        labelled=tuple(_labelled(child) for child in element.iter(f"{LEC}outcome")),
        host=element.get("attachedToRef"),
        interrupting=element.get("cancelActivity", "true") == "true",
        default=element.get("default"),
    )


def lec_attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of the house's own namespace, without it."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    return {name.removeprefix(LEC): value for name, value in attributes.items() if name.startswith(LEC)}


def line_of(element: etree._Element) -> int:
    """The line of the file that the element stands on; 0 when it is not known."""
    line: Any = element.sourceline
    return line or 0


def _event(element: etree._Element, names: Mapping[str | None, str]) -> Event:
    kind = _local(element).removesuffix("EventDefinition")
    if kind == "timer":
        times = [child for child in element if _local(child).startswith("time")]
        if len(times) != 1:
            return Event(kind)
        return Event(kind, time_kind=_local(times[0]), time=(times[0].text or "").strip())
    return Event(kind, name=names.get(element.get(f"{kind}Ref"), ""))


def _field(element: etree._Element) -> DrawnField:
    return DrawnField(
        name=element.get("name", ""),
        kind=element.get("type", "text"),
        label=element.get("label", ""),
        required=element.get("required", "false") == "true",
        options=_parts(element.get("options", "")),
        label_en=element.get("labelEn", ""),
        help=element.get("help", ""),
        help_en=element.get("helpEn", ""),
        options_en=_parts(element.get("optionsEn", "")),
        limits={name: element.get(name, "") for name in LIMITS if element.get(name)},
    )


def _labelled(element: etree._Element) -> Labelled:
    return Labelled(
        name=element.get("name", ""), label=element.get("label", ""), label_en=element.get("labelEn", "")
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _flow(element: etree._Element) -> Flow:
    condition = element.find(f"{BPMN}conditionExpression")
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=None if condition is None else (condition.text or "").strip(),
        line=line_of(element),
    )
