"""Carrying running cases over: edits of the shipped school against where a token stands."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from processes.engine import moves
from processes.engine.diagrams import read_diagram
from processes.engine.migrating import Obstacle, Unmovable
from tests.engine.builders import DUE_AT, FACTS, OPENS_AT
from tests.engine.stories import story_of
from tests.engine.test_walks import moved, random_way, view

BPMN = Path(__file__).parents[2] / "bpmn"
SCHOOL = (BPMN / "school.bpmn").read_text(encoding="utf-8")
PLACES = ("verify_roll", "recheck_roll", "confirm", "check_report", "reopened")
ALL = dict.fromkeys(PLACES)


def flow(source, target):
    return f'<bpmn:sequenceFlow id="{source}_to_{target}" sourceRef="{source}" targetRef="{target}" />'


def task(key):
    return f'<bpmn:userTask id="{key}" lec:act="answer" lec:outcomes="done" />'


def put_between(source, key, target):
    return flow(source, target), flow(source, key) + flow(key, target) + task(key)


def timer(kind, expression):
    return (
        f'<bpmn:timerEventDefinition><bpmn:{kind} xsi:type="bpmn:tFormalExpression">{expression}'
        f"</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def tag_of(key, kind):
    start = SCHOOL.index(f'<bpmn:{kind} id="{key}"')
    return SCHOOL[start : SCHOOL.index(f"</bpmn:{kind}>", start) + len(f"</bpmn:{kind}>")]


def edge(key, host):
    hour = timer("timeDuration", 'duration("1h")')
    event = f'<bpmn:boundaryEvent id="{key}" attachedToRef="{host}" cancelActivity="false">{hour}'
    return event + "</bpmn:boundaryEvent>" + task("looked") + flow(key, "looked")


RECHECK, CONFIRM = tag_of("recheck_roll", "userTask"), tag_of("confirm", "userTask")
CLOSED = '<bpmn:signalEventDefinition id="window_closed_definition" signalRef="signal_window_closed" />'
REMOVED, KIND = Obstacle.REMOVED, Obstacle.OF_ANOTHER_KIND

# What is edited, and where the token stands: None migrates, an obstacle is refused.
EDITS = {
    "nothing": ([], ALL),
    "a task is put in further on": (
        [put_between("confirm", "second", "check_report")],
        {**ALL, "check_report": Obstacle.CUT_OFF},
    ),
    "a task has another name and form": ([('name="ยืนยันข้อมูลนักเรียน" lec', 'name="ลงนาม" lec')], ALL),
    "a task is taken out": (
        [
            (RECHECK, ""),
            (flow("recheck", "recheck_roll"), flow("recheck", "confirm")),
            (flow("recheck_roll", "confirm"), ""),
        ],
        {**ALL, "recheck_roll": REMOVED},
    ),
    "a task has another id": (
        [('id="recheck_roll"', 'id="look_again"'), ('sourceRef="recheck_roll"', 'sourceRef="look_again"'),
         ('targetRef="recheck_roll"', 'targetRef="look_again"')],
        {**ALL, "recheck_roll": REMOVED},
    ),
    "a condition is another": ([("outcome == ", "true || outcome == ")], ALL),
    "a reminder comes earlier": ([('due_at - duration("72h")', 'due_at - duration("120h")')], ALL),
    "a task gets its first event on the edge": (
        [(CONFIRM, CONFIRM + edge("late", "confirm"))],
        {**ALL, "confirm": Obstacle.EDGE_CHANGED},
    ),
    "a task gets one more event on the edge": (
        [(CONFIRM, CONFIRM + edge("late", "check_report"))],
        ALL,
    ),
    "a task becomes a step": (
        [(RECHECK, '<bpmn:serviceTask id="recheck_roll" lec:step="remind" lec:to="own" />')],
        {**ALL, "recheck_roll": KIND, "confirm": KIND, "check_report": KIND, "reopened": KIND},
    ),
    "a task is put in before the first": (
        [put_between("again", "first", "verify_roll")],
        {**ALL, "verify_roll": Obstacle.CUT_OFF},
    ),
    "the close is a timer": (
        [(CLOSED, timer("timeDate", "closes_at"))],
        ALL,
    ),
}  # fmt: skip
CASES = [
    pytest.param(edits, place, obstacle, id=f"{name}, token at {place}")
    for name, (edits, places) in EDITS.items()
    for place, obstacle in places.items()
]


def edited(edits):
    text = SCHOOL
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return read_diagram(text.encode())


def standing_at(place):
    story = story_of(SCHOOL.encode())
    if place == "reopened":
        return story.through("verify_roll", "recheck_roll", "confirm").finish("check_report", "shown")
    return story.through(*PLACES[: PLACES.index(place)])


@pytest.mark.parametrize(("edits", "place", "obstacle"), CASES)
def test_a_case_migrates_or_is_refused_for_what_stands_in_the_way(edits, place, obstacle):
    story, new = standing_at(place), edited(edits)

    if obstacle is None:
        moved = moves.migrate(story.diagram, new, story.move.state, story.facts, story.now)
        assert moved.tasks == story.move.tasks
        assert moves.look(new, moved.state).tasks == moved.tasks
    else:
        with pytest.raises(Unmovable) as refusal:
            moves.migrate(story.diagram, new, story.move.state, story.facts, story.now)
        assert refusal.value.obstacle is obstacle


@pytest.mark.parametrize("place", PLACES)
def test_a_case_that_migrated_walks_the_new_way_to_its_end(place):
    story, new = standing_at(place), edited(EDITS["a task has another name and form"][0])
    moved = moves.migrate(story.diagram, new, story.move.state, story.facts, story.now)

    closed = moves.signal(new, moved.state, "window_closed", story.facts, story.now)

    assert closed.ended


def test_a_task_that_was_put_in_is_met_after_the_migration():
    story = standing_at("confirm")
    new = edited(EDITS["a task is put in further on"][0])
    moved = moves.migrate(story.diagram, new, story.move.state, story.facts, story.now)

    after = moves.finish(new, moved.state, moved.tasks[0].ref, "done", story.facts, story.now)

    assert [task.node for task in after.tasks] == ["second"]


def test_a_timer_of_the_new_edition_counts_and_one_that_is_due_fires_at_once():
    story, new = standing_at("verify_roll"), edited(EDITS["a reminder comes earlier"][0])
    late = DUE_AT - timedelta(hours=100)

    early = moves.migrate(story.diagram, new, story.move.state, story.facts, OPENS_AT)
    due = moves.migrate(story.diagram, new, story.move.state, story.facts, late)

    assert early.next_due_at == DUE_AT - timedelta(hours=120)
    assert [step.step for step in due.steps] == ["remind"]


def test_an_ended_case_stays_as_it_is():
    story = standing_at("confirm").signal()

    with pytest.raises(Unmovable) as refusal:
        moves.migrate(story.diagram, story.diagram, story.move.state, story.facts, story.now)
    assert refusal.value.obstacle is Obstacle.ENDED


@pytest.mark.parametrize("key", ["school", "child_centre", "local_authority", "province", "department"])
@pytest.mark.parametrize("seed", range(3))
def test_a_case_carried_over_before_every_move_moves_as_one_that_was_not(key, seed):
    source = (BPMN / f"{key}.bpmn").read_bytes()
    here = read_diagram(source)
    there = read_diagram(source.replace(b"</bpmn:definitions>", b"\n</bpmn:definitions>"))
    chance, now = random.Random(f"{key}{seed}"), OPENS_AT  # noqa: S311
    plain = carried = moves.start(here, FACTS, now)
    for _ in range(30):
        assert view(replace(carried, steps=())) == view(replace(plain, steps=()))
        if plain.ended:
            break
        (way, name), now = random_way(plain, here, now, chance)
        over = moves.migrate(here, there, carried.state, FACTS, now)
        back = moves.migrate(there, here, over.state, FACTS, now)
        plain = moved(here, plain, way, name, FACTS, now)
        carried = back if way == "tick" else moved(here, back, way, name, FACTS, now)
