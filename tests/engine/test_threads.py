"""One diagram shared by threads: its specification is never changed by a case."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from processes.engine import moves
from processes.engine.diagrams import read_diagram
from tests.engine.builders import CLOSES_AT, FACTS, OPENS_AT, authority, school
from tests.engine.stories import story_of


@pytest.fixture
def hasty_threads():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def history(diagram):
    """What a case sees on a fixed walk, without its ids."""
    seen, move = [], moves.start(diagram, FACTS, OPENS_AT)
    for number in range(25):
        outcome = diagram.nodes[move.tasks[0].node].outcomes[-1]
        move = moves.finish(diagram, move.state, move.tasks[0].ref, outcome, FACTS, OPENS_AT)
        for message in move.awaits:
            move = moves.tell(diagram, move.state, message, FACTS, OPENS_AT) or move
        if number == 12:
            move = moves.tick(diagram, move.state, FACTS, CLOSES_AT)
        seen.append(([task.node for task in move.tasks], move.awaits, move.steps, move.next_due_at))
    return seen


@pytest.mark.parametrize("draw", [school, authority])
@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_share_a_diagram_do_not_disturb_each_other(draw):
    diagram = read_diagram(draw())
    alone = history(diagram)

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(history, [diagram] * 12))

    assert together == [alone] * 12


@pytest.mark.usefixtures("hasty_threads")
def test_two_threads_on_one_state_get_the_same_next_state():
    story = story_of(school())
    ref = story.ref("verify_roll")

    def finished(_):
        return moves.finish(story.diagram, story.move.state, ref, "done", FACTS, OPENS_AT)

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(finished, range(2))

    assert [task.node for task in one.tasks] == [task.node for task in other.tasks] == ["recheck_roll"]
    with pytest.raises(moves.NotOpen):
        moves.finish(story.diagram, one.state, ref, "done", FACTS, OPENS_AT)


def test_the_same_bytes_are_read_once():
    assert read_diagram(school()) is read_diagram(bytes(bytearray(school())))
