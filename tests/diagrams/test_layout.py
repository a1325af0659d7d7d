"""The drawings themselves: complete, in their lanes, nothing on top of anything, no line through a task."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from lxml import etree

from processes.terms import DiagramKey
from tests.diagrams.builders import shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
TASKS = ("userTask", "serviceTask")
EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent")
NODES = (*TASKS, *EVENTS, "exclusiveGateway", "parallelGateway")

Box = tuple[float, float, float, float]
Point = tuple[float, float]
every_diagram = pytest.mark.parametrize("key", list(DiagramKey))


class Drawing:
    """The shapes, labels and lines of one diagram."""

    def __init__(self, key: DiagramKey) -> None:
        self.root = etree.fromstring(shipped(key))
        shapes = {str(shape.get("bpmnElement")): shape for shape in self.root.iter(BPMNDI + "BPMNShape")}
        self.boxes = {element: box(shape) for element, shape in shapes.items()}
        self.labels = {
            str(owner.get("bpmnElement")): box(label)
            for label in self.root.iter(BPMNDI + "BPMNLabel")
            if (owner := label.getparent()) is not None
        }
        self.lines = {
            str(edge.get("bpmnElement")): [point(way) for way in edge.iter(DI + "waypoint")]
            for edge in self.root.iter(BPMNDI + "BPMNEdge")
        }

    def ids(self, *kinds: str) -> set[str]:
        return {str(element.get("id")) for kind in kinds for element in self.root.iter(BPMN + kind)}

    def lanes(self) -> Iterator[tuple[str, str]]:
        for reference in self.root.iter(BPMN + "flowNodeRef"):
            lane = reference.getparent()
            assert lane is not None
            yield str(lane.get("id")), str(reference.text)


def box(shape: etree._Element) -> Box:
    bounds = shape.find(DC + "Bounds")
    assert bounds is not None
    x, y, width, height = (float(str(bounds.get(side))) for side in ("x", "y", "width", "height"))
    return (x, y, x + width, y + height)


def point(way: etree._Element) -> Point:
    return float(str(way.get("x"))), float(str(way.get("y")))


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def segments(line: list[Point]) -> Iterator[Box]:
    for (x1, y1), (x2, y2) in pairwise(line):
        yield (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


@every_diagram
def test_every_node_flow_and_lane_is_drawn_and_nothing_else_is(key: DiagramKey) -> None:
    drawing = Drawing(key)

    assert set(drawing.boxes) == drawing.ids(*NODES, "lane", "participant")
    assert set(drawing.lines) == drawing.ids("sequenceFlow")


@every_diagram
def test_every_node_and_its_label_stand_in_exactly_their_lane(key: DiagramKey) -> None:
    drawing = Drawing(key)
    placed = list(drawing.lanes())

    assert sorted(node for _, node in placed) == sorted(drawing.ids(*NODES))
    for lane, node in placed:
        assert inside(drawing.boxes[node], drawing.boxes[lane]), node
        assert inside(drawing.labels.get(node, drawing.boxes[node]), drawing.boxes[lane]), node


@every_diagram
def test_no_node_or_label_lies_on_another(key: DiagramKey) -> None:
    drawing = Drawing(key)
    hosts = {
        str(event.get("id")): str(event.get("attachedToRef"))
        for event in drawing.root.iter(BPMN + "boundaryEvent")
    }
    drawn = [(node, drawing.boxes[node]) for node in sorted(drawing.ids(*NODES))]
    drawn += [(f"label of {owner}", label) for owner, label in drawing.labels.items()]

    on_top = {
        (one, other)
        for (one, first), (other, second) in combinations(drawn, 2)
        if overlap(first, second) and hosts.get(one) != other and hosts.get(other) != one
    }

    assert on_top == set()


@every_diagram
def test_lines_run_straight_and_through_no_node_and_no_label(key: DiagramKey) -> None:
    drawing = Drawing(key)
    obstacles = {node: drawing.boxes[node] for node in drawing.ids(*NODES)}
    obstacles |= {f"label of {owner}": label for owner, label in drawing.labels.items()}

    for flow, line in drawing.lines.items():
        for segment in segments(line):
            assert segment[0] == segment[2] or segment[1] == segment[3], f"{flow} runs aslant"
            assert [name for name, obstacle in obstacles.items() if crosses(segment, obstacle)] == [], flow


def crosses(segment: Box, obstacle: Box) -> bool:
    """Whether an upright or level line enters a box; touching its border is how a line begins and ends."""
    left, top, right, bottom = segment
    level = left < obstacle[2] and obstacle[0] < right and obstacle[1] < top < obstacle[3]
    upright = top < obstacle[3] and obstacle[1] < bottom and obstacle[0] < left < obstacle[2]
    return level or upright


@every_diagram
def test_every_event_carries_its_name_beside_it(key: DiagramKey) -> None:
    drawing = Drawing(key)

    assert drawing.ids(*EVENTS) <= set(drawing.labels)
