"""Whom the clock reminds and tells, and when: before the due time, after it and before the close."""

from datetime import datetime, timedelta

import pytest

from processes.terms import DiagramKey
from tests.diagrams.builders import A_MOMENT, CLOSING, DAY, DUE, HOUR, Story

Told = list[tuple[datetime, list[tuple[str, str | None]]]]
OWN, ABOVE = ("remind", "own"), ("escalate", "above")


def told_by_the_clock(story: Story) -> Told:
    """Let every timer fire at its own moment; what was asked for at each."""
    told: Told = []
    while due := story.move.next_due_at:
        story.wait_until(due - A_MOMENT)
        assert story.steps == [], "fired before its moment"
        story.wait_until(due)
        told.append((due, story.steps))
    return told


@pytest.mark.letter("F100")
@pytest.mark.parametrize("key", [DiagramKey.SCHOOL, DiagramKey.CHILD_CENTRE])
def test_an_institution_is_reminded_then_its_authority_told_the_moment_it_is_late(key: DiagramKey) -> None:
    told = told_by_the_clock(Story(key))

    assert told == [(DUE - 3 * DAY, [OWN]), (DUE, [ABOVE]), (CLOSING - 3 * HOUR, [OWN])]


@pytest.mark.letter("F100")
def test_an_authority_is_reminded_then_told_upon_and_at_last_its_executive_hears_too() -> None:
    told = told_by_the_clock(Story(DiagramKey.LOCAL_AUTHORITY))

    assert told == [
        (DUE - 3 * DAY, [OWN]),
        (DUE, [ABOVE]),
        (CLOSING - 3 * HOUR, [OWN, ("remind", "executive")]),
    ]


@pytest.mark.letter("F100")
def test_a_province_due_at_the_close_itself_is_told_upon_a_day_before() -> None:
    told = told_by_the_clock(Story(DiagramKey.PROVINCE, due_at=CLOSING))

    assert told == [(CLOSING - 3 * DAY, [OWN]), (CLOSING - DAY, [ABOVE]), (CLOSING - 3 * HOUR, [OWN])]


@pytest.mark.letter("F100")
def test_a_province_due_before_the_close_is_told_upon_when_it_is_late() -> None:
    told = told_by_the_clock(Story(DiagramKey.PROVINCE))

    assert told[1] == (DUE, [ABOVE])


def test_the_department_has_nobody_above_and_is_only_reminded() -> None:
    told = told_by_the_clock(Story(DiagramKey.DEPARTMENT))

    assert told == [(DUE - 3 * DAY, [OWN]), (DUE - DAY, [OWN]), (CLOSING - 3 * HOUR, [OWN])]


@pytest.mark.parametrize("key", list(DiagramKey))
def test_reminding_changes_nothing_that_officers_have_to_do(key: DiagramKey) -> None:
    story = Story(key)
    before = story.open_tasks

    told_by_the_clock(story)

    assert (story.open_tasks, story.move.ended) == (before, False)


@pytest.mark.parametrize("key", list(DiagramKey))
def test_a_clock_that_was_away_catches_up_in_one_go(key: DiagramKey) -> None:
    story, punctual = Story(key), Story(key)

    story.wait_until(CLOSING + timedelta(minutes=5))

    assert story.steps == [step for _, steps in told_by_the_clock(punctual) for step in steps]
