"""Moving a token by hand: every open task of the shipped diagrams against every target, and odd diagrams."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain as chained
from pathlib import Path

import pytest

from processes.engine import moves, moving
from processes.engine.moving import Hindrance, Immovable
from tests.engine.builders import (
    DUE_AT,
    OPENS_AT,
    boundary_timer,
    chain,
    end,
    flow,
    fork,
    merge,
    small,
    task,
    time,
)
from tests.engine.stories import Story, story_of

BPMN = Path(__file__).parents[2] / "bpmn"
ROLL = ("verify_roll", "recheck_roll", "confirm", "check_report")
OVERVIEW = ("review_unit", "confirm")
# The human tasks of each branch, in the order in which they are done.
BRANCHES = {
    "school": (ROLL,),
    "child_centre": (ROLL,),
    "local_authority": (OVERVIEW, ("record_counts", "confirm_counts")),
    "province": (OVERVIEW, ("draw_sample", "record_finding")),
    "department": (("take_figures",),),
}
OPEN_AND_TARGET = [
    (key, node, target)
    for key, branches in BRANCHES.items()
    for node in chained(*branches)
    for target in chained(*branches)
]


def standing_at(key: str, node: str) -> Story:
    story = story_of((BPMN / f"{key}.bpmn").read_bytes())
    branch = next(each for each in BRANCHES[key] if node in each)
    return story.through(*branch[: branch.index(node)])


def moved(story: Story, node: str, target: str) -> Story:
    move = moves.move_token(story.diagram, story.move.state, story.ref(node), target, story.facts, story.now)
    return replace(story, move=move)


def refused(story: Story, node: str, target: str) -> Hindrance:
    with pytest.raises(Immovable) as stays:
        moved(story, node, target)
    return stays.value.hindrance


@pytest.mark.parametrize(("key", "node", "target"), OPEN_AND_TARGET)
def test_a_token_goes_within_its_branch_and_nothing_else_is_touched(key: str, node: str, target: str) -> None:
    story = standing_at(key, node)
    others = [each for each in story.move.tasks if each.node != node]
    said = {
        each.node: each.hindrance for each in moving.targets(story.diagram, story.move.state, story.ref(node))
    }

    if target == node:
        assert refused(story, node, target) is said[target] is Hindrance.SAME_TASK
    elif not any({node, target} <= set(branch) for branch in BRANCHES[key]):
        assert refused(story, node, target) is said[target] is Hindrance.OTHER_BRANCH
    else:
        after = moved(story, node, target)
        assert said[target] is None
        assert [each for each in after.move.tasks if each.node != target] == others
        assert moves.look(story.diagram, after.move.state).tasks == after.move.tasks
        assert after.move.steps == ()
        outcome = story.diagram.nodes[target].outcomes[0]
        as_ever = standing_at(key, target).finish(target, outcome)
        assert (after.finish(target, outcome).open, after.finish(target, outcome).move.awaits) == (
            as_ever.open,
            as_ever.move.awaits,
        )
        assert after.signal().move.ended


def test_the_event_on_the_edge_of_a_task_goes_and_comes_with_it() -> None:
    story = standing_at("school", "confirm")

    there = moved(story, "confirm", "check_report")
    back = moved(there, "check_report", "confirm")

    assert (there.move.awaits, there.move.next_due_at) == (("own_reopened",), OPENS_AT + timedelta(hours=24))
    assert (back.move.awaits, back.move.next_due_at) == (story.move.awaits, story.move.next_due_at)
    assert there.tell("own_reopened").open == ["verify_roll"]


def test_however_often_a_token_is_moved_the_state_does_not_grow() -> None:
    story = standing_at("school", "confirm")
    size = len(moved(story, "confirm", "check_report").move.state)

    for _ in range(50):
        story = moved(moved(story, "confirm", "check_report"), "check_report", "confirm")

    assert len(moved(story, "confirm", "check_report").move.state) < size + 20
    assert story.finish("confirm").finish("check_report", "missing").open == ["recheck_roll"]


def test_only_the_task_that_is_open_now_can_be_left_and_only_for_a_human_task() -> None:
    story = standing_at("school", "verify_roll")
    further = story.finish("verify_roll")

    for ref in (story.ref("verify_roll"), "", "zz", "00" * 16):
        with pytest.raises(Immovable) as stays:
            moves.move_token(story.diagram, further.move.state, ref, "confirm", further.facts, further.now)
        assert stays.value.hindrance is Hindrance.NOT_OPEN
    for node in ("", "again", "lock", "window_closed", "check_report.BoundaryEventSplit"):
        assert refused(story, "verify_roll", node) is Hindrance.UNKNOWN_TASK


def test_what_lies_behind_a_target_is_what_every_way_there_comes_through() -> None:
    story = standing_at("school", "verify_roll")

    behind = {
        each.node: set(each.behind)
        for each in moving.targets(story.diagram, story.move.state, story.ref("verify_roll"))
    }

    assert behind == {node: set(ROLL[:place]) for place, node in enumerate(ROLL)}


def test_what_an_edge_has_set_going_runs_on_beside_the_token_that_was_moved() -> None:
    hour = time('duration("1h")', "timeDuration")
    nodes = [merge("again"), task("first"), task("second"), boundary_timer("late", "first", hour)]
    nodes += [task("look"), task("mend"), end("looked"), end("done")]
    flows = [*chain("again", "first", "second", "done"), *chain("late", "look", "mend", "looked")]
    source = small(*nodes, flows=flows, responsible=("first", "second", "look", "mend"), first="again")
    story = story_of(source).tick(OPENS_AT + timedelta(hours=2))
    assert story.open == ["first", "look"]

    after = moved(story, "first", "second")

    assert after.open == ["look", "second"]
    assert refused(after, "look", "second") is Hindrance.OTHER_BRANCH
    assert moved(after, "look", "mend").open == ["mend", "second"]
    assert moved(after, "second", "first").finish("look").open == ["first", "mend"]
    assert after.signal().move.ended


def test_a_fork_within_a_branch_is_neither_entered_nor_left() -> None:
    nodes = [task("before"), fork("apart"), task("left"), task("left_too"), task("right"), fork("together")]
    nodes += [task("after"), end("done")]
    flows = [*chain("before", "apart", "left", "left_too", "together", "after", "done")]
    flows += chain("apart", "right", "together")
    humans = ("before", "left", "left_too", "right", "after")
    before = story_of(small(*nodes, flows=flows, responsible=humans, first="before"))
    inside = before.finish("before")

    assert refused(before, "before", "left") is Hindrance.OTHER_BRANCH
    assert refused(inside, "left", "right") is Hindrance.OTHER_BRANCH
    assert refused(inside, "left", "before") is Hindrance.OTHER_BRANCH
    there = moved(inside, "left", "left_too")
    assert moved(there, "left_too", "left").open == ["left", "right"]
    assert there.through("left_too", "right").open == ["after"]


def test_a_token_does_not_go_where_an_event_takes_it_on_at_once() -> None:
    nodes = [task("first"), task("second"), task("third"), end("done")]
    nodes.append(boundary_timer("too_late", "second", time("due_at"), interrupting=True))
    flows = [*chain("first", "second", "third", "done"), flow("too_late", "third")]
    source = small(*nodes, flows=flows, responsible=("first", "second", "third"), first="first")

    assert moved(story_of(source), "first", "second").open == ["second"]
    assert refused(story_of(source).tick(DUE_AT), "first", "second") is Hindrance.MOVES_ON
