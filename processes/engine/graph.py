"""Whether a diagram's nodes and arrows form a graph that the engine walks as it looks.

Every rule stands here because the library was seen to go wrong without it: a join in a loop fires early, a
loop without a choice never ends its prediction, two timers at one event gateway share a due time.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from processes.engine.drawing import Drawing, DrawnNode, Flow
from processes.engine.findings import Code, Problem
from processes.engine.wording import problem
from processes.terms import Signal

MAX_TOKENS = 64
_GATEWAYS = frozenset(("exclusiveGateway", "parallelGateway", "eventBasedGateway"))
_Arrows = Mapping[str, Sequence[str]]


def misdrawn(drawing: Drawing) -> Iterator[Problem]:
    """Everything about the arrows that must be mended."""
    yield from _flows(drawing)
    for node in drawing.nodes.values():
        yield from _ends(drawing, node)
        yield from _gateway(drawing, node)
    yield from _starts(drawing)
    yield from _loops(drawing)
    if not any(_waits_for_the_close(node) for node in drawing.of_kind("intermediateCatchEvent")):
        yield Problem(Code.WINDOW_CLOSED_MISSING, drawing.key, {}, drawing.line)


def _flows(drawing: Drawing) -> Iterator[Problem]:
    for flow in drawing.flows:
        source, target = drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)
        if source is None or target is None or target.kind in ("startEvent", "boundaryEvent"):
            yield _at_flow(Code.FLOW_DANGLING, flow)
        elif flow.condition is not None and (
            source.kind != "exclusiveGateway" or len(drawing.leaving[source.id]) == 1
        ):
            yield _at_flow(Code.CONDITION_MISPLACED, flow)


def _ends(drawing: Drawing, node: DrawnNode) -> Iterator[Problem]:
    leaving, entering = len(drawing.leaving[node.id]), len(drawing.entering[node.id])
    if node.kind == "endEvent" and leaving:
        yield problem(Code.SPLIT_WITHOUT_GATEWAY, node)
    if node.kind != "endEvent" and not leaving:
        yield problem(Code.NO_WAY_OUT, node)
    if entering > 1 and node.kind not in _GATEWAYS:
        yield problem(Code.MERGE_WITHOUT_GATEWAY, node)
    if leaving > 1 and node.kind not in _GATEWAYS:
        yield problem(Code.SPLIT_WITHOUT_GATEWAY, node)
    if node.kind == "boundaryEvent":
        host = drawing.nodes.get(node.host or "")
        if host is None or host.kind != "userTask":
            yield problem(Code.BOUNDARY_ADRIFT, node)


def _gateway(drawing: Drawing, node: DrawnNode) -> Iterator[Problem]:
    if node.kind == "exclusiveGateway" and len(drawing.leaving[node.id]) > 1:
        yield from _choice(drawing, node)
    if node.kind == "parallelGateway" and len(drawing.entering[node.id]) > 1:
        yield problem(Code.JOIN_NOT_ALLOWED, node)
    if node.kind == "eventBasedGateway":
        yield from _event_gateway(drawing, node)


def _choice(drawing: Drawing, node: DrawnNode) -> Iterator[Problem]:
    leaving = drawing.leaving[node.id]
    if node.default not in [flow.id for flow in leaving]:
        yield problem(Code.DEFAULT_MISSING, node)
    for flow in leaving:
        if flow.id == node.default and flow.condition is not None:
            yield _at_flow(Code.CONDITION_MISPLACED, flow)
        if flow.id != node.default and not flow.condition:
            yield _at_flow(Code.CONDITION_MISSING, flow)


def _event_gateway(drawing: Drawing, node: DrawnNode) -> Iterator[Problem]:
    targets = [
        drawing.nodes[flow.target] for flow in drawing.leaving[node.id] if flow.target in drawing.nodes
    ]
    for target in targets:
        if target.kind != "intermediateCatchEvent" or len(drawing.entering[target.id]) > 1:
            yield problem(Code.EVENT_GATEWAY_TARGET, node, target=target.id)
    if sum(event.kind == "timer" for target in targets for event in target.events) > 1:
        yield problem(Code.EVENT_GATEWAY_TIMERS, node)


def _starts(drawing: Drawing) -> Iterator[Problem]:
    starts = [node.id for node in drawing.of_kind("startEvent")]
    if len(starts) != 1:
        yield Problem(Code.NOT_ONE_START, drawing.key, {"found": str(len(starts))}, drawing.line)
        return
    reached = {starts[0], *_reached(drawing.following, starts[0])}
    for node in drawing.nodes.values():
        if node.id not in reached:
            yield problem(Code.UNREACHABLE, node)


def _loops(drawing: Drawing) -> Iterator[Problem]:
    looping = _looping(drawing.following)
    forks = [node for node in drawing.of_kind("parallelGateway") if len(drawing.leaving[node.id]) > 1]
    asides = [node for node in drawing.of_kind("boundaryEvent") if not node.interrupting]
    for node in (*forks, *asides):
        if node.id in looping:
            yield problem(Code.FORK_IN_LOOP, node)
    if prod(len(drawing.leaving[node.id]) for node in forks) > MAX_TOKENS:
        yield Problem(Code.TOO_MANY_PATHS, drawing.key, {"limit": str(MAX_TOKENS)}, drawing.line)
    choices = {node.id for node in drawing.of_kind("exclusiveGateway", "eventBasedGateway")}
    yield from _first_of(drawing, Code.LOOP_WITHOUT_CHOICE, _looping(_without(drawing.following, choices)))
    yield from _first_of(drawing, Code.LOOP_WITHOUT_WAIT, _looping(_unwaiting(drawing)))


def _unwaiting(drawing: Drawing) -> _Arrows:
    """The arrows a token may pass without anything happening outside; a date that has passed is no wait."""
    waits = {node.id for node in drawing.nodes.values() if _waits(node)}
    dated = {
        host: [node.id for node in drawing.of_kind("boundaryEvent") if node.host == host and not _waits(node)]
        for host in drawing.nodes
    }
    onward = {
        node: [way for flow in drawing.leaving[node] for way in (flow.target, *dated.get(flow.target, ()))]
        for node in drawing.nodes
    }
    return _without(onward, waits)


def _waits(node: DrawnNode) -> bool:
    return node.kind == "userTask" or any(
        event.kind in ("message", "signal") or event.time_kind == "timeDuration" for event in node.events
    )


def _waits_for_the_close(node: DrawnNode) -> bool:
    return any(event.kind == "signal" and event.name == Signal.WINDOW_CLOSED for event in node.events)


def _without(arrows: _Arrows, gone: set[str]) -> _Arrows:
    return {
        node: [target for target in targets if target not in gone]
        for node, targets in arrows.items()
        if node not in gone
    }


def _looping(arrows: _Arrows) -> set[str]:
    return {node for node in arrows if node in _reached(arrows, node)}


def _reached(arrows: _Arrows, start: str) -> set[str]:
    reached: set[str] = set()
    ahead = list(arrows.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in reached:
            reached.add(node)
            ahead.extend(arrows.get(node, ()))
    return reached


def _first_of(drawing: Drawing, code: Code, nodes: set[str]) -> Iterator[Problem]:
    if nodes:
        first = min(nodes & drawing.nodes.keys())
        yield problem(code, drawing.nodes[first], nodes=", ".join(sorted(nodes)))


def _at_flow(code: Code, flow: Flow) -> Problem:
    return Problem(code, flow.id, {"source": flow.source, "target": flow.target}, flow.line)
