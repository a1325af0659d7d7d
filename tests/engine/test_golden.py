"""States written by an earlier build of this engine still load and go on.

`python -m tests.engine.test_golden` writes them anew; do so only together with a migration of stored states.
"""

from pathlib import Path

import pytest

from processes.engine import moves
from processes.engine.diagrams import read_diagram
from tests.engine.builders import CLOSES_AT, DUE_AT, FACTS, OPENS_AT, school
from tests.engine.stories import Story, story_of

GOLDEN = Path(__file__).parent / "golden"
# name of the state: what is open, what it waits for, when it is next due
STATES = {
    "started": (["verify_roll"], (), "2022-11-07T17:00:00+00:00"),
    "checking": (["check_report"], ("own_reopened",), "2022-10-10T17:00:00+00:00"),
    "missing": (["recheck_roll"], (), "2022-11-07T17:00:00+00:00"),
    "reopened_late": (["verify_roll"], (), "2022-11-11T07:00:00+00:00"),
    "ended": ([], (), None),
}


def golden(name):
    diagram = read_diagram((GOLDEN / "school.bpmn").read_bytes())
    state = (GOLDEN / f"{name}.state").read_bytes()
    return Story(diagram, moves.look(diagram, state), FACTS, DUE_AT)


@pytest.mark.parametrize("name", STATES)
def test_a_golden_state_stands_where_it_stood(name):
    story = golden(name)
    due = story.move.next_due_at

    assert (story.open, story.move.awaits, due and due.isoformat()) == STATES[name]


def test_golden_states_go_on():
    assert golden("started").finish("verify_roll").open == ["recheck_roll"]
    assert golden("checking").tell("own_reopened").open == ["verify_roll"]
    assert golden("missing").finish("recheck_roll").open == ["confirm"]
    assert golden("reopened_late").tick(CLOSES_AT).steps == [("remind", "own")]


@pytest.mark.parametrize("name", [name for name in STATES if name != "ended"])
def test_golden_states_hear_the_close(name):
    assert golden(name).signal().move.ended


def write():
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / "school.bpmn").write_bytes(school())
    started = story_of(school(), now=OPENS_AT)
    checking = started.through("verify_roll", "recheck_roll", "confirm")
    late = checking.finish("check_report", "shown").tick(DUE_AT).tell("own_reopened")
    stories = [started, checking, checking.finish("check_report", "missing"), late, late.signal()]
    for name, story in zip(STATES, stories, strict=True):
        (GOLDEN / f"{name}.state").write_bytes(story.move.state)


if __name__ == "__main__":
    write()
