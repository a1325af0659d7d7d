"""Sets a task into another lane: whose work it is, and where it and its arrows stand on the drawing."""

from lxml import etree

from processes.engine.drawing import BPMN

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_STEP = 10.0
_MARGIN = 15.0


def lanes_of(root: etree._Element) -> dict[str, str]:
    """The lane of each node, by their ids."""
    return {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in root.iter(f"{BPMN}lane")
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }


def set_lane(root: etree._Element, task: str, lane: str) -> None:
    """Move the task, and the events on its edge, to the lane; ids that are not there are passed over."""
    target = next((each for each in root.iter(f"{BPMN}lane") if each.get("id") == lane), None)
    if target is None or lanes_of(root).get(task, lane) == lane:
        return
    edge = [
        each.get("id", "") for each in root.iter(f"{BPMN}boundaryEvent") if each.get("attachedToRef") == task
    ]
    moved = {task, *edge}
    for reference in list(root.iter(f"{BPMN}flowNodeRef")):
        if (reference.text or "").strip() in moved:
            target.append(reference)
    _redraw(root, task, lane, moved)


def _redraw(root: etree._Element, task: str, lane: str, moved: set[str]) -> None:
    bounds = {
        shape.get("bpmnElement", ""): box
        for shape in root.iter(f"{DI}BPMNShape")
        if (box := shape.find(f"{DC}Bounds")) is not None
    }
    if task not in bounds or lane not in bounds:
        return
    down = _free_height(root, bounds, task, lane) - _number(bounds[task], "y")
    for shape in root.iter(f"{DI}BPMNShape"):
        if shape.get("bpmnElement") in moved:
            for box in shape.iter(f"{DC}Bounds"):  # its label's as well
                box.set("y", f"{_number(box, 'y') + down:g}")
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        ends = flow.get("sourceRef") in moved, flow.get("targetRef") in moved
        if any(ends):
            _reroute(root, flow.get("id", ""), ends, down)


def _free_height(root: etree._Element, bounds: dict[str, etree._Element], task: str, lane: str) -> float:
    """The height nearest the middle of the lane at which the task covers nothing else; else the middle."""
    band, mine = bounds[lane], bounds[task]
    top, height = _number(band, "y"), _number(mine, "height")
    middle = top + (_number(band, "height") - height) / 2
    nodes = {
        each.get("id") for each in root.iter() if "incoming" in _inside(each) or "outgoing" in _inside(each)
    }
    others = [box for key, box in bounds.items() if key in nodes and key != task]
    tries = sorted(
        (top + _MARGIN + _STEP * step for step in range(int((_number(band, "height") - height) / _STEP))),
        key=lambda y: abs(y - middle),
    )
    fits = (y for y in (middle, *tries) if not any(_covers(mine, y, box) for box in others))
    return next(fits, middle)


def _inside(element: etree._Element) -> set[str]:
    return {etree.QName(each).localname for each in element.iterchildren(etree.Element)}


def _covers(mine: etree._Element, y: float, other: etree._Element) -> bool:
    left, width, height = (_number(mine, name) for name in ("x", "width", "height"))
    x, its_y, its_width, its_height = (_number(other, name) for name in ("x", "y", "width", "height"))
    beside = left + width + _MARGIN <= x or x + its_width + _MARGIN <= left
    return not (beside or y + height + _MARGIN <= its_y or its_y + its_height + _MARGIN <= y)


def _reroute(root: etree._Element, flow: str, ends: tuple[bool, bool], down: float) -> None:
    """The arrow between the same two sides, in right angles."""
    drawn = next((each for each in root.iter(f"{DI}BPMNEdge") if each.get("bpmnElement") == flow), None)
    points = [] if drawn is None else [each for each in drawn if etree.QName(each).localname == "waypoint"]
    if len(points) < 2 or drawn is None:
        return
    first, last = points[0], points[-1]
    for point, is_moved in zip((first, last), ends, strict=True):
        if is_moved:
            point.set("y", f"{_number(point, 'y') + down:g}")
    for between in points[1:-1]:
        drawn.remove(between)
    if _number(first, "y") != _number(last, "y"):
        middle = (_number(first, "x") + _number(last, "x")) / 2
        for end in (first, last):
            bend = etree.Element(first.tag, x=f"{middle:g}", y=end.get("y", "0"))
            last.addprevious(bend)


def _number(element: etree._Element, name: str) -> float:
    return float(element.get(name, "0"))
