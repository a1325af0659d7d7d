"""How a school and a child development centre walk through a round (letter 4.3, 6, 8.1)."""

import pytest

from processes.terms import DiagramKey, Message, Outcome, Role
from tests.diagrams.builders import A_MOMENT, DAY, Story, diagram

both_kinds = pytest.mark.parametrize("key", [DiagramKey.SCHOOL, DiagramKey.CHILD_CENTRE])


def confirmed(key: DiagramKey) -> Story:
    story = Story(key)
    story.finish("verify_roll", "recheck_roll", "confirm")
    return story


@both_kinds
def test_the_class_teacher_verifies_before_the_officer_can_do_anything(key: DiagramKey) -> None:
    story = Story(key)

    assert story.open_tasks == ["verify_roll"]
    assert story.diagram.nodes["verify_roll"].role == Role.CLASS_TEACHER


@both_kinds
def test_the_officer_rechecks_then_confirms_then_looks_at_the_report(key: DiagramKey) -> None:
    story = Story(key)

    opened = []
    for node in ("verify_roll", "recheck_roll", "confirm"):
        story.finish(node)
        opened += story.open_tasks

    assert opened == ["recheck_roll", "confirm", "check_report"]
    assert {story.diagram.nodes[node].role for node in opened} == {Role.RESPONSIBLE}


@pytest.mark.letter("F44")
@both_kinds
def test_a_confirmation_is_followed_by_a_look_at_the_report_before_the_case_rests(key: DiagramKey) -> None:
    story = confirmed(key)

    before = (story.open_tasks, story.move.awaits)
    story.finish("check_report", outcome=Outcome.SHOWN)

    assert before == (["check_report"], (Message.OWN_REOPENED,))
    assert (story.open_tasks, story.move.awaits) == ([], (Message.OWN_REOPENED,))


@pytest.mark.letter("F45")
@both_kinds
def test_a_report_without_the_numbers_leads_back_to_mending_and_confirming_again(key: DiagramKey) -> None:
    story = confirmed(key)

    story.finish("check_report", outcome=Outcome.MISSING)
    mending = story.open_tasks
    story.finish("recheck_roll", "confirm")

    assert mending == ["recheck_roll"]
    assert story.open_tasks == ["check_report"]


@both_kinds
def test_a_report_may_be_missing_again_and_again(key: DiagramKey) -> None:
    story = confirmed(key)

    for _ in range(20):
        story.finish("check_report", outcome=Outcome.MISSING)
        story.finish("recheck_roll", "confirm")
    story.finish("check_report", outcome=Outcome.SHOWN)

    assert story.open_tasks == []


@both_kinds
@pytest.mark.parametrize("looked", [False, True])
def test_reopening_leads_back_to_the_roll_whether_or_not_the_report_was_looked_at(
    key: DiagramKey, looked: bool
) -> None:
    story = confirmed(key)
    if looked:
        story.finish("check_report", outcome=Outcome.SHOWN)

    story.tell(Message.OWN_REOPENED)

    assert (story.open_tasks, story.move.awaits) == (["verify_roll"], ())


@both_kinds
def test_after_a_day_the_officer_is_reminded_once_to_look_at_the_report(key: DiagramKey) -> None:
    story = confirmed(key)
    opened_at = story.now

    story.wait_until(opened_at + DAY - A_MOMENT)
    early = story.steps
    story.wait_until(opened_at + DAY)
    on_time = story.steps
    story.wait_until(opened_at + 2 * DAY)

    assert (early, on_time, story.steps) == ([], [("remind", "own")], [])
    assert story.open_tasks == ["check_report"]


@both_kinds
def test_nobody_is_reminded_of_a_report_already_looked_at(key: DiagramKey) -> None:
    story = confirmed(key)
    story.finish("check_report", outcome=Outcome.SHOWN)

    story.wait_until(story.now + 2 * DAY)

    assert story.steps == []


def test_a_centre_walks_as_a_school_does() -> None:
    school, centre = diagram(DiagramKey.SCHOOL).nodes, diagram(DiagramKey.CHILD_CENTRE).nodes

    assert {(n.id, n.kind, n.act, n.role, n.step, n.to) for n in school.values()} == {
        (n.id, n.kind, n.act, n.role, n.step, n.to) for n in centre.values()
    }
