"""A state and facts in, a Move out."""

import pytest

from processes.engine import moves
from processes.engine.findings import BadExpression
from processes.engine.moves import HumanTask, NotOpen, Step, UnknownOutcome
from processes.engine.packing import ForeignState
from tests.engine.builders import (
    CLOSES_AT,
    FACTS,
    OPENS_AT,
    authority,
    chain,
    choice,
    end,
    flow,
    message,
    school,
    small,
    task,
)
from tests.engine.stories import story_of

CONFIRMED = ("verify_roll", "recheck_roll", "confirm")


def test_a_started_case_stands_at_its_first_task():
    story = story_of(school())

    assert story.open == ["verify_roll"]
    assert story.move.awaits == ()
    assert not story.move.ended


def test_a_finished_task_opens_the_next_and_only_that():
    story = story_of(school()).finish("verify_roll")

    assert story.open == ["recheck_roll"]


def test_an_open_task_keeps_its_reference_while_other_branches_move():
    story = story_of(authority())
    before = story.ref("record_counts")

    after = story.finish("review_unit").ref("record_counts")

    assert before == after


def test_the_outcome_chooses_the_way():
    checking = story_of(school()).through(*CONFIRMED)

    assert checking.finish("check_report", "missing").open == ["recheck_roll"]
    assert checking.finish("check_report", "shown").move.awaits == ("own_reopened",)


def test_a_task_is_finished_once():
    story = story_of(school())
    ref = story.ref("verify_roll")
    after = story.finish("verify_roll")

    with pytest.raises(NotOpen):
        moves.finish(after.diagram, after.move.state, ref, "done", FACTS, OPENS_AT)


@pytest.mark.parametrize("ref", ["", "nonsense", "0" * 32])
def test_a_reference_of_no_open_task_is_not_open(ref):
    story = story_of(school())

    with pytest.raises(NotOpen):
        moves.finish(story.diagram, story.move.state, ref, "done", FACTS, OPENS_AT)


def test_a_waiting_event_is_no_task_to_finish():
    story = story_of(school())
    live = story.diagram.packer.unpack(story.move.state, None)
    waiting = next(task.id.hex for task in live.tasks.values() if task.task_spec.name == "window")

    with pytest.raises(NotOpen):
        moves.finish(story.diagram, story.move.state, waiting, "done", FACTS, OPENS_AT)


def test_an_outcome_that_the_task_does_not_declare_is_refused():
    with pytest.raises(UnknownOutcome):
        story_of(school()).finish("verify_roll", "missing")


def test_a_message_that_nobody_waits_for_moves_nothing():
    story = story_of(school())

    assert moves.tell(story.diagram, story.move.state, "own_reopened", FACTS, OPENS_AT) is None


def test_a_message_at_the_boundary_takes_the_task_back():
    checking = story_of(school()).through(*CONFIRMED)

    assert checking.move.awaits == ("own_reopened",)
    assert checking.tell("own_reopened").open == ["verify_roll"]


def test_a_message_of_one_stream_leaves_the_other_alone():
    story = story_of(authority()).finish("review_unit").finish("record_counts")

    assert story.tell("own_incomplete").open == ["confirm_counts", "review_unit"]


def test_an_empty_stream_ends_without_an_act():
    assert story_of(authority(), units_total=0).open == ["record_counts"]
    assert story_of(authority(), units_total=0, other_total=0).open == []
    assert not story_of(authority(), units_total=0, other_total=0).move.ended


def test_the_close_ends_the_case_and_asks_for_the_lock():
    story = story_of(school()).through(*CONFIRMED).signal()

    assert story.move.ended
    assert story.move.tasks == ()
    assert story.move.awaits == ()
    assert story.move.next_due_at is None
    assert story.move.steps == (Step("lock", "lock", None),)


def test_an_ended_case_hears_nothing_more():
    ended = story_of(school()).signal()

    assert ended.signal().move == moves.look(ended.diagram, ended.move.state)
    assert ended.signal().move.state == ended.move.state
    assert ended.tick(CLOSES_AT).move.ended
    assert moves.tell(ended.diagram, ended.move.state, "own_reopened", FACTS, OPENS_AT) is None


def test_a_signal_that_the_case_does_not_know_changes_nothing():
    story = story_of(school())

    assert story.signal("full_moon").move.state == story.move.state


def test_looking_moves_nothing():
    story = story_of(school()).through(*CONFIRMED)

    seen = moves.look(story.diagram, story.move.state)

    assert seen == story.move


def test_answers_choose_the_way_and_are_not_kept():
    asked = (
        task("work", "answer", "sent", "<bpmn:extensionElements>"
             '<lec:field name="rooms" type="number" label="ห้อง"/>'
             '<lec:field name="remark" type="text" label="หมายเหตุ"/></bpmn:extensionElements>'),
        *(choice("many", "many__few"), end("few"), task("second", "answer", "sent"), end("done")),
    )  # fmt: skip
    ways = [
        *chain("work", "many", "few"),
        flow("many", "second", "answers.rooms > 10"),
        *chain("second", "done"),
    ]
    story = story_of(small(*asked, flows=ways, responsible=("work", "second")))

    answered = story.finish("work", "sent", {"rooms": 11, "remark": "ความลับ"})

    assert answered.open == ["second"]
    assert story.finish("work", "sent").open == []
    live = answered.diagram.packer.unpack(answered.move.state, None)
    assert {key for kept in live.tasks.values() for key in kept.data} == {"outcome"}


def test_what_was_answered_at_an_earlier_task_still_chooses_the_way():
    rooms = '<lec:field name="rooms" type="number" label="ห้อง"/>'
    asked = (
        task("work", "answer", "sent", f"<bpmn:extensionElements>{rooms}</bpmn:extensionElements>"),
        *(task("look", "confirm"), choice("many", "many__few"), end("few")),
        *(task("second", "answer", "sent"), end("done")),
    )
    ways = [
        *chain("work", "look", "many", "few"),
        flow("many", "second", "answers.rooms > 10"),
        *chain("second", "done"),
    ]
    story = story_of(small(*asked, flows=ways, responsible=("work", "look", "second")))

    answered = story.finish("work", "sent", {"rooms": 11})

    facts = {**FACTS, "answers": {"rooms": 11}}
    move = moves.finish(answered.diagram, answered.move.state, answered.ref("look"), "done", facts, OPENS_AT)

    assert [each.node for each in move.tasks] == ["second"]
    assert answered.finish("look").open == []


def test_a_fact_that_is_missing_moves_nothing():
    story = story_of(school()).through(*CONFIRMED)

    with pytest.raises(BadExpression):
        moves.start(story.diagram, {}, OPENS_AT)


def test_a_state_of_another_diagram_is_foreign():
    story, other = story_of(school()), story_of(authority())

    with pytest.raises(ForeignState):
        moves.look(other.diagram, story.move.state)


@pytest.mark.parametrize("state", [b"", b"{}", b"L1\x00\x00", b"L1\x00\x01" + b"x" * 40])
def test_damaged_bytes_are_foreign(state):
    with pytest.raises(ForeignState):
        moves.look(story_of(school()).diagram, state)


def test_one_message_wakes_every_waiter():
    two = small(
        *(message("first", "own_reopened"), task("after_first"), end("one")),
        *(message("second", "own_reopened"), task("after_second"), end("two")),
        flows=[
            *chain("first", "after_first", "one"),
            *chain("fork", "second", "after_second", "two"),
        ],
        first="first",
        responsible=("after_first", "after_second"),
    )

    assert story_of(two).tell("own_reopened").open == ["after_first", "after_second"]


def test_many_cases_start_as_one_does_each_under_own_references():
    story = story_of(authority())
    differing = [{**FACTS, "units_total": number % 2, "units_confirmed": number} for number in range(6)]

    started = list(moves.start_many(story.diagram, differing, OPENS_AT))

    refs = [task.ref for move in started for task in move.tasks]
    assert len(set(refs)) == len(refs) == 3 + 6
    for facts, move in zip(differing, started, strict=True):
        alone = moves.start(story.diagram, facts, OPENS_AT)
        assert [task.node for task in move.tasks] == [task.node for task in alone.tasks]
        assert moves.look(story.diagram, move.state) == move
        assert isinstance(move.tasks[0], HumanTask)
