"""Random walks: a case stored, reloaded and collapsed at every step moves as the live one does."""

import json
import random
from dataclasses import replace

import pytest
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.util.task import TaskState

from processes.engine import moves, timers
from processes.engine.diagrams import read_diagram
from processes.engine.floor import RawEngine
from processes.engine.script import Circumstances
from tests.engine.builders import FACTS, OPENS_AT, authority, school

WALKS = 12
STEPS = 30
DIAGRAMS = [school, authority]


class Live:
    """Plain SpiffWorkflow: never stored, never collapsed, stepped by its own hand."""

    def __init__(self, diagram, facts, now):
        self.diagram = diagram
        self.circumstances = Circumstances(facts, now, {})
        self.workflow = BpmnWorkflow(diagram.spec, script_engine=self.circumstances)
        self._step()

    def move(self, way, name, facts, now):
        self.circumstances = self.workflow.script_engine = Circumstances(facts, now, {})
        if way == "finish":
            node, outcome = name
            task = next(task for task in self._ready() if task.task_spec.name == node)
            task.data["outcome"] = outcome
            task.run()
        elif way == "tell":
            self.workflow.catch(BpmnEvent(MessageEventDefinition(name), {}))
        elif way == "signal":
            self.workflow.catch(BpmnEvent(SignalEventDefinition(name), {}))
        self._step()

    def view(self):
        waiting = [event.name for event in self.workflow.waiting_events() if "Message" in event.event_type]
        return (
            sorted(task.task_spec.name for task in self._ready()),
            tuple(sorted(set(waiting))),
            timers.next_due_at(self.workflow),
            self.workflow.completed,
            self.circumstances.steps,
        )

    def _ready(self):
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    def _step(self):
        self.workflow.do_engine_steps()
        while self.workflow.get_tasks(state=TaskState.READY, manual=False):
            self.workflow.do_engine_steps()
        self.workflow.get_events()


def view(move):
    nodes = sorted(task.node for task in move.tasks)
    return nodes, move.awaits, move.next_due_at, move.ended, [step.node for step in move.steps]


def random_way(move, diagram, now, chance):
    """The next thing to happen, and when."""
    ways = [
        ("finish", (task.node, outcome))
        for task in move.tasks
        for outcome in diagram.nodes[task.node].outcomes
    ]
    ways += [("tell", message) for message in move.awaits] * 2
    if move.next_due_at and chance.random() < 0.1:
        return ("tick", None), max(now, move.next_due_at)
    if not ways or chance.random() < 0.01:
        return ("signal", "window_closed"), now
    return chance.choice(ways), now


def moved(diagram, move, way, name, facts, now):
    if way == "finish":
        node, outcome = name
        ref = next(task.ref for task in move.tasks if task.node == node)
        return moves.finish(diagram, move.state, ref, outcome, facts, now)
    if way == "tick":
        return moves.tick(diagram, move.state, facts, now)
    return getattr(moves, way)(diagram, move.state, name, facts, now)


@pytest.mark.parametrize("draw", DIAGRAMS)
@pytest.mark.parametrize("seed", range(WALKS))
def test_a_stored_and_collapsed_case_moves_as_the_live_one(draw, seed):
    chance = random.Random(f"{draw.__name__}{seed}")  # noqa: S311
    diagram, now = read_diagram(draw()), OPENS_AT
    facts = {**FACTS, "units_total": seed % 3, "other_total": seed % 2}
    live, move = Live(diagram, facts, now), moves.start(diagram, facts, now)
    for _ in range(STEPS):
        assert view(move) == live.view()
        assert moves.look(diagram, move.state) == replace(move, steps=())
        if move.ended:
            break
        (way, name), now = random_way(move, diagram, now, chance)
        live.move(way, name, facts, now)
        move = moved(diagram, move, way, name, facts, now)


@pytest.mark.parametrize("draw", DIAGRAMS)
@pytest.mark.parametrize("seed", range(4))
def test_the_packed_state_holds_what_the_official_serializer_holds(draw, seed):
    chance, diagram, now = random.Random(seed), read_diagram(draw()), OPENS_AT  # noqa: S311
    official = RawEngine(diagram, FACTS, now)
    live, move = Live(diagram, FACTS, now), moves.start(diagram, FACTS, now)
    for _ in range(15):
        reloaded = diagram.packer.unpack(diagram.packer.pack(live.workflow), live.circumstances)
        assert content(official, reloaded) == content(official, live.workflow)
        assert content(official, reloaded) == content(official, official.load(official.save(live.workflow)))
        if move.ended:
            break
        (way, name), now = random_way(move, diagram, now, chance)
        live.move(way, name, FACTS, now)
        move = moved(diagram, move, way, name, FACTS, now)


def content(official, workflow):
    """The official form, less the wall-clock moment of each change, which the engine does not keep."""
    form = json.loads(official.save(workflow))
    del form["typename"]
    for task in form["tasks"].values():
        del task["last_state_change"]
    return form


def test_ten_reopenings_leave_no_trace_in_the_size():
    diagram = read_diagram(school())
    move = moves.start(diagram, FACTS, OPENS_AT)
    sizes = []
    for _ in range(11):
        for outcome in ("done", "done", "done", "missing", "done", "done", "shown"):
            move = moves.finish(diagram, move.state, move.tasks[0].ref, outcome, FACTS, OPENS_AT)
        sizes.append(len(move.state))
        move = moves.tell(diagram, move.state, "own_reopened", FACTS, OPENS_AT)

    assert max(sizes[1:]) - min(sizes[1:]) <= 8  # what zlib makes of other random ids
    assert max(sizes) < 1_900


def test_a_case_started_from_a_template_moves_as_one_started_alone():
    diagram = read_diagram(school())
    alone = moves.start(diagram, FACTS, OPENS_AT)
    *_, copy = moves.start_many(diagram, [FACTS, FACTS, FACTS], OPENS_AT)
    for outcome in ("done", "done", "done", "missing"):
        alone = moves.finish(diagram, alone.state, alone.tasks[0].ref, outcome, FACTS, OPENS_AT)
        copy = moves.finish(diagram, copy.state, copy.tasks[0].ref, outcome, FACTS, OPENS_AT)
        assert view(copy) == view(alone)
