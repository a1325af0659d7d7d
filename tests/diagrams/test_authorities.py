"""How a local authority walks through a round: two streams apart from each other (letter 4.2, 7, 8.2)."""

import pytest

from processes.terms import DiagramKey, Message
from tests.diagrams.builders import Story


def authority(**changed: int) -> Story:
    return Story(DiagramKey.LOCAL_AUTHORITY, **changed)


def test_the_outside_counts_have_their_own_confirmation_beside_the_own_one() -> None:
    story = authority()

    both_open = story.open_tasks
    story.finish("review_unit", "confirm")
    own_done = (story.open_tasks, story.move.awaits)
    story.finish("record_counts", "confirm_counts")

    assert both_open == ["record_counts", "review_unit"]
    assert own_done == (["record_counts"], (Message.OWN_REOPENED,))
    assert (story.open_tasks, story.move.awaits) == ([], (Message.OTHER_REOPENED, Message.OWN_REOPENED))


@pytest.mark.letter("F16", "F106")
def test_an_authority_without_units_still_has_its_outside_counts_to_confirm() -> None:
    story = authority(units_total=0)

    opened = story.open_tasks
    story.finish("record_counts", "confirm_counts")

    assert opened == ["record_counts"]
    assert (story.move.awaits, story.move.ended) == ((Message.OTHER_REOPENED,), False)


def test_an_authority_without_outside_schools_has_only_its_units_to_review() -> None:
    story = authority(other_total=0)

    assert story.open_tasks == ["review_unit"]


def test_an_authority_with_nothing_to_do_waits_for_the_close_all_the_same() -> None:
    story = authority(units_total=0, other_total=0)

    idle = (story.open_tasks, story.move.ended)
    story.close()

    assert idle == ([], False)
    assert story.move.ended


def test_a_unit_reopened_before_the_overall_confirmation_pulls_it_back_to_the_review() -> None:
    story = authority()
    story.finish("review_unit")

    story.tell(Message.OWN_INCOMPLETE)

    assert story.open_tasks == ["record_counts", "review_unit"]


def test_reopening_one_stream_leaves_the_other_confirmed() -> None:
    story = authority()
    story.finish("review_unit", "confirm", "record_counts", "confirm_counts")

    story.tell(Message.OTHER_REOPENED)
    other = (story.open_tasks, story.move.awaits)
    story.finish("record_counts", "confirm_counts")
    story.tell(Message.OWN_REOPENED)

    assert other == (["record_counts"], (Message.OWN_REOPENED,))
    assert (story.open_tasks, story.move.awaits) == (["review_unit"], (Message.OTHER_REOPENED,))
