"""Whether a diagram's picture shows every step and arrow, so that nobody approves what they cannot see."""

from collections.abc import Iterator
from math import isfinite

from lxml import etree

from processes.engine.drawing import BPMN, FLOW_NODES, line_of
from processes.engine.findings import Code, Problem
from processes.engine.safexml import read_xml

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_SHOWN = tuple(f"{BPMN}{kind}" for kind in (*FLOW_NODES, "sequenceFlow"))
FARTHEST = 100_000  # as far as any screen can be moved


def undrawn(source: bytes) -> list[Problem]:
    """Every step and arrow that has no place in the picture, or one that no screen shows."""
    root = read_xml(source)
    drawn = {
        each.get("bpmnElement", "") for each in root.iter(f"{_DI}BPMNShape", f"{_DI}BPMNEdge") if _shows(each)
    }
    return [
        Problem(Code.NOT_DRAWN, id_, {"name": each.get("name", "")}, line_of(each))
        for each in root.iter(*_SHOWN)
        if (id_ := each.get("id", "")) not in drawn
    ]


def _shows(shape: etree._Element) -> bool:
    numbers = list(_numbers(shape))
    return bool(numbers) and all(isfinite(each) and abs(each) <= FARTHEST for each in numbers)


def _numbers(shape: etree._Element) -> Iterator[float]:
    for each in shape.iterdescendants(etree.Element):
        for name in ("x", "y", "width", "height"):
            if name in each.attrib:
                yield float(each.get(name, "nan"))
