"""Which elements of BPMN a diagram may hold; each other was seen to go wrong or is not needed."""

from collections.abc import Iterator

from lxml import etree

from processes.engine.drawing import BPMN, FLOW_NODES, LEC, LEC_NAMESPACE, line_of
from processes.engine.findings import Code, Problem

MAX_NODES = 150

_ALLOWED = frozenset(
    (
        *FLOW_NODES,
        *("definitions", "process", "collaboration", "participant", "laneSet", "lane", "flowNodeRef"),
        *("sequenceFlow", "incoming", "outgoing", "conditionExpression", "message", "signal"),
        *("timerEventDefinition", "timeDate", "timeDuration", "messageEventDefinition"),
        *("signalEventDefinition", "terminateEventDefinition"),
        *("documentation", "extensionElements", "textAnnotation", "text", "association", "group"),
        *("category", "categoryValue"),
    )
)
DRAWING_NAMESPACES = frozenset(
    (
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
    )
)
# Colours and the editors' own marks; they change nothing that runs.
ATTRIBUTE_NAMESPACES = frozenset(
    (
        *(LEC_NAMESPACE, "http://www.w3.org/2001/XMLSchema-instance"),
        *("http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0"),
        "http://camunda.org/schema/modeler/1.0",
    )
)
_CONTAINERS = ("process", "collaboration", "laneSet", "subProcess")
_LEC_ATTRIBUTES = {
    "userTask": frozenset(("act", "form", "outcomes")),
    "serviceTask": frozenset(("step", "to")),
    "lane": frozenset(("role",)),
}


def foreign_elements(root: etree._Element) -> Iterator[Problem]:
    """Everything in the document that the engine is not meant to meet."""
    processes = list(root.iter(f"{BPMN}process"))
    if len(processes) != 1 or processes[0].get("isExecutable") != "true":
        yield Problem(Code.NOT_ONE_PROCESS, "", {"found": str(len(processes))})
    nodes = sum(1 for _ in root.iter(*(f"{BPMN}{kind}" for kind in FLOW_NODES)))
    if nodes > MAX_NODES:
        yield Problem(Code.TOO_MANY_NODES, "", {"limit": str(MAX_NODES)})
    for element in root.iter():
        if not _allowed(element):
            yield _at(element, Code.ELEMENT_NOT_ALLOWED, kind=_local(element))
        else:
            yield from _foreign_attributes(element)


def _allowed(element: etree._Element) -> bool:
    name = etree.QName(element)
    if name.namespace in DRAWING_NAMESPACES:
        return True
    if str(element.tag) in (f"{LEC}field", f"{LEC}outcome"):
        return _owner_kind(element) == "userTask"
    return str(element.tag).startswith(BPMN) and name.localname in _ALLOWED


def _owner_kind(element: etree._Element) -> str:
    parent = element.getparent()
    owner = None if parent is None else parent.getparent()
    return "" if owner is None else _local(owner)


def _foreign_attributes(element: etree._Element) -> Iterator[Problem]:
    for attribute in element.attrib:
        name = etree.QName(str(attribute))
        own = name.namespace == LEC_NAMESPACE
        if (own and name.localname not in _LEC_ATTRIBUTES.get(_local(element), ())) or (
            name.namespace is not None and name.namespace not in ATTRIBUTE_NAMESPACES
        ):
            yield _at(element, Code.ATTRIBUTE_NOT_ALLOWED, attribute=name.localname)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def owner_of(element: etree._Element) -> etree._Element:
    """What is drawn and holds the element, or the element itself where nothing does."""
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        if parent is not None and each.get("id") and _local(parent) in _CONTAINERS:
            return each
    return element


def _at(element: etree._Element, code: Code, **parameters: str) -> Problem:
    owner = owner_of(element)
    return Problem(code, owner.get("id", ""), {"name": owner.get("name", ""), **parameters}, line_of(element))
