"""Reminders and escalation, as the diagrams say, each once and to whoever is not done (letter 9.1)."""

from datetime import timedelta

import pytest

from processes.terms import Act
from tests.builders import (
    A_MOMENT,
    CITY,
    CLOSES,
    DEPARTMENT,
    DUE,
    FUNDER,
    MONDAY,
    PROVINCE,
    SCHOOL,
    World,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import confirm_outside, confirm_up_to_province, ring, told

THREE_DAYS, THREE_HOURS = timedelta(hours=72), timedelta(hours=3)


@pytest.mark.letter("F84")
def test_nobody_is_told_before_the_time(any_world: World) -> None:
    assert ring(any_world, DUE - THREE_DAYS - A_MOMENT) == 0

    assert told(any_world, SCHOOL) == []


@pytest.mark.letter("F84", "F100")
def test_a_school_is_reminded_then_reported_above_then_reminded_again(any_world: World) -> None:
    school = any_world.case(SCHOOL).unit.name

    ring(any_world, DUE - THREE_DAYS)
    assert told(any_world, SCHOOL) == [f"remind_own {school}"]
    ring(any_world, DUE)
    assert f"escalate_above {school}" in told(any_world, CITY)
    ring(any_world, CLOSES - THREE_HOURS)
    assert told(any_world, SCHOOL) == [f"remind_own {school}"] * 2


@pytest.mark.letter("F85")
def test_the_executive_of_a_late_authority_is_addressed_in_the_last_hours(any_world: World) -> None:
    ring(any_world, CLOSES - THREE_HOURS)

    assert f"remind_executive {any_world.case(CITY).unit.name}" in told(any_world, CITY)


@pytest.mark.letter("F44")
def test_a_school_that_never_looks_into_the_report_is_reminded_after_a_day(any_world: World) -> None:
    verify_all_classes(any_world, SCHOOL)
    recheck(any_world, SCHOOL)
    confirm(any_world, SCHOOL)

    ring(any_world, MONDAY + timedelta(hours=24))

    assert told(any_world, SCHOOL) == [f"remind_own {any_world.case(SCHOOL).unit.name}"]


def test_looking_often_tells_nothing_twice(any_world: World) -> None:
    for minutes in range(0, 30, 10):
        ring(any_world, DUE + timedelta(minutes=minutes))

    assert len(told(any_world, SCHOOL)) == len(set(told(any_world, SCHOOL))) == 1
    assert len(told(any_world, CITY)) == len(set(told(any_world, CITY)))


def test_who_has_finished_is_left_in_peace(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    confirm_outside(any_world, FUNDER)

    ring(any_world, DUE - THREE_DAYS)
    ring(any_world, DUE)
    ring(any_world, CLOSES - THREE_HOURS)

    assert told(any_world, SCHOOL) == told(any_world, FUNDER) == []
    assert not [line for line in told(any_world, CITY) if line.endswith(any_world.case(SCHOOL).unit.name)]


def test_a_round_that_is_done_is_silent(any_world: World) -> None:
    confirm_up_to_province(any_world)

    ring(any_world, DUE)
    ring(any_world, CLOSES - THREE_HOURS)

    assert told(any_world, PROVINCE) == told(any_world, CITY) == told(any_world, SCHOOL) == []


@pytest.mark.letter("F98", "F99")
def test_a_clock_that_was_down_over_the_hour_catches_up_with_everything_it_owes(any_world: World) -> None:
    ring(any_world, CLOSES + timedelta(minutes=5))

    for code in (SCHOOL, CITY, PROVINCE, DEPARTMENT):
        assert any_world.case(code).ended_at == CLOSES + timedelta(minutes=5)
        assert any_world.items(code) == []


def test_the_hour_of_a_reminder_and_the_work_itself_do_not_disturb_each_other(any_world: World) -> None:
    open_before = [item.id for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)]

    ring(any_world, DUE)

    assert [item.id for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)] == open_before
    confirm_institution(any_world, SCHOOL)
