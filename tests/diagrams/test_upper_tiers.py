"""How a province and the department walk through a round (letter 9)."""

import pytest

from processes.terms import DiagramKey, Message
from tests.diagrams.builders import Story


def test_a_province_reviews_its_authorities_before_it_confirms() -> None:
    story = Story(DiagramKey.PROVINCE)

    opened = story.open_tasks
    story.finish("review_unit")
    reviewed = story.open_tasks
    story.finish("confirm")

    assert opened == ["draw_sample", "review_unit"]
    assert reviewed == ["confirm", "draw_sample"]
    assert (story.open_tasks, story.move.awaits) == (["draw_sample"], (Message.OWN_REOPENED,))


@pytest.mark.parametrize(
    ("done", "message"),
    [(["review_unit"], Message.OWN_INCOMPLETE), (["review_unit", "confirm"], Message.OWN_REOPENED)],
)
def test_a_province_goes_back_to_its_review_when_an_authority_or_itself_is_reopened(
    done: list[str], message: Message
) -> None:
    story = Story(DiagramKey.PROVINCE)
    story.finish(*done)

    story.tell(message)

    assert story.open_tasks == ["draw_sample", "review_unit"]


def test_a_province_draws_as_many_samples_as_it_likes_while_the_window_is_open() -> None:
    story = Story(DiagramKey.PROVINCE)

    for _ in range(50):
        story.finish("draw_sample", "record_finding")
    still_open = story.open_tasks
    story.close()

    assert still_open == ["draw_sample", "review_unit"]
    assert (story.open_tasks, story.move.ended) == ([], True)


def test_sampling_never_costs_more_however_often_it_was_done() -> None:
    story = Story(DiagramKey.PROVINCE)
    story.finish("draw_sample", "record_finding")
    early = len(story.move.state)

    for _ in range(50):
        story.finish("draw_sample", "record_finding")

    assert len(story.move.state) < 1.2 * early


def test_the_department_takes_the_figures_again_when_a_province_was_reopened() -> None:
    story = Story(DiagramKey.DEPARTMENT)

    story.finish("take_figures")
    taken = (story.open_tasks, story.move.awaits)
    story.tell(Message.OWN_INCOMPLETE)

    assert taken == ([], (Message.OWN_INCOMPLETE,))
    assert story.open_tasks == ["take_figures"]
