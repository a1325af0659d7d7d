"""Timers go by the moment handed in."""

from dataclasses import replace
from datetime import timedelta

from tests.engine.builders import (
    A_MOMENT,
    CLOSES_AT,
    DUE_AT,
    OPENS_AT,
    boundary_timer,
    chain,
    end,
    school,
    small,
    step,
    task,
    time,
    timer,
)
from tests.engine.stories import story_of

THREE_DAYS = timedelta(hours=72)


def test_a_timer_fires_at_its_instant_and_not_a_moment_before():
    story = story_of(school())

    assert story.move.next_due_at == DUE_AT - THREE_DAYS
    assert story.tick(DUE_AT - THREE_DAYS - A_MOMENT).steps == []
    assert story.tick(DUE_AT - THREE_DAYS).steps == [("remind", "own")]


def test_whatever_moves_a_case_fires_what_is_due():
    late = replace(story_of(school()), now=DUE_AT)

    assert late.finish("verify_roll").steps == [("remind", "own"), ("escalate", "above")]
    assert late.finish("verify_roll").open == ["recheck_roll"]


def test_each_timer_fires_once():
    reminded = story_of(school()).tick(DUE_AT - THREE_DAYS)

    assert reminded.tick(DUE_AT - THREE_DAYS).steps == []
    assert reminded.move.next_due_at == DUE_AT


def test_a_clock_that_was_down_catches_up_in_order():
    story = story_of(school()).tick(CLOSES_AT)

    assert story.steps == [("remind", "own"), ("escalate", "above"), ("remind", "own")]
    assert story.move.next_due_at is None


def test_a_case_opened_late_is_reminded_at_once():
    story = story_of(school(), now=DUE_AT)

    assert story.steps == [("remind", "own"), ("escalate", "above")]


def test_a_moved_deadline_moves_the_waiting_timers():
    story = story_of(school())

    moved = story.retime(due_at=DUE_AT + timedelta(days=10))

    assert moved.move.next_due_at == DUE_AT - THREE_DAYS + timedelta(days=10)
    assert story.tick(DUE_AT - THREE_DAYS - A_MOMENT).retime(due_at=DUE_AT - A_MOMENT).steps != []


def test_a_boundary_duration_runs_from_the_tasks_opening_and_leaves_it_open():
    checking = story_of(school(), now=OPENS_AT).through("verify_roll", "recheck_roll", "confirm")

    assert checking.tick(OPENS_AT + timedelta(hours=24) - A_MOMENT).steps == []
    assert checking.tick(OPENS_AT + timedelta(hours=24)).steps == [("remind", "own")]
    assert checking.tick(OPENS_AT + timedelta(hours=24)).open == ["check_report"]


def test_a_moved_deadline_leaves_a_running_duration_alone():
    checking = story_of(school()).through("verify_roll", "recheck_roll", "confirm")

    moved = checking.retime(due_at=DUE_AT + timedelta(days=10))

    assert moved.move.next_due_at == OPENS_AT + timedelta(hours=24)


def test_a_timer_may_take_a_task_away():
    parts = (task("work"), boundary_timer("late", "work", time("due_at"), interrupting=True), end("gave_up"))
    story = story_of(small(*parts, end("well"), flows=[*chain("work", "well"), *chain("late", "gave_up")]))

    assert story.tick(DUE_AT - A_MOMENT).open == ["work"]
    assert story.tick(DUE_AT).open == []


def test_a_timer_leaves_with_its_task():
    story = story_of(school()).through("verify_roll", "recheck_roll", "confirm")

    assert story.move.next_due_at == OPENS_AT + timedelta(hours=24)
    assert story.finish("check_report", "shown").move.next_due_at == DUE_AT - THREE_DAYS


def test_one_timer_at_an_event_gateway_is_known_and_fires():
    parts = (
        '<bpmn:eventBasedGateway id="either"/>',
        *(timer("due", "due_at"), step("say", "remind", "own"), end("told")),
        *(
            '<bpmn:intermediateCatchEvent id="back"><bpmn:messageEventDefinition '
            'messageRef="message_own_reopened"/></bpmn:intermediateCatchEvent>',
            task("work"),
            end("worked"),
        ),
    )
    flows = [
        *chain("either", "due", "say", "told"),
        *chain("either", "back", "work", "worked"),
    ]
    story = story_of(small(*parts, flows=flows, first="either"))

    assert story.move.next_due_at == DUE_AT
    assert story.move.awaits == ("own_reopened",)
    assert story.tick(DUE_AT).steps == [("remind", "own")]
    assert story.tick(DUE_AT).move.awaits == ()
    assert story.tell("own_reopened").open == ["work"]
    assert story.retime(due_at=DUE_AT + A_MOMENT).move.next_due_at == DUE_AT + A_MOMENT
