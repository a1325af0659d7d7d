"""Every shipped diagram passes the house's own check, uses known words and obeys the close."""

import random
import re
from datetime import datetime

import pytest

from processes.engine.checking import problems
from processes.terms import DiagramKey, StepName
from tests.diagrams.builders import Story, diagram, shipped, words

TIER_OF_DIAGRAM = {
    DiagramKey.SCHOOL: "institution",
    DiagramKey.CHILD_CENTRE: "institution",
    DiagramKey.LOCAL_AUTHORITY: "local_authority",
    DiagramKey.PROVINCE: "province",
    DiagramKey.DEPARTMENT: "department",
}
every_diagram = pytest.mark.parametrize("key", list(DiagramKey))
THAI = re.compile("[\u0e00-\u0e7f]")


@pytest.mark.letter("F94")
@every_diagram
def test_a_shipped_diagram_passes_the_check_that_an_uploaded_one_must_pass(key: DiagramKey) -> None:
    found = problems(shipped(key), words(), key)

    assert found == []


@every_diagram
def test_a_diagram_is_named_after_its_file_and_its_nodes_in_english(key: DiagramKey) -> None:
    read = diagram(key)

    assert read.key == key
    assert [node for node in read.nodes if not re.fullmatch("[a-z][a-z0-9_]*", node)] == []


@every_diagram
def test_every_human_task_names_an_act_of_its_tier_and_only_its_roles_and_outcomes(key: DiagramKey) -> None:
    tasks = [node for node in diagram(key).nodes.values() if node.kind == "userTask"]

    assert tasks
    for task in tasks:
        act = words().acts[str(task.act)]
        assert task.role in act.roles
        assert set(task.outcomes) == set(act.outcomes)
        assert TIER_OF_DIAGRAM[key] in act.tiers
        assert task.form == task.act


@every_diagram
def test_every_task_is_called_something_in_thai(key: DiagramKey) -> None:
    tasks = [node for node in diagram(key).nodes.values() if node.kind in {"userTask", "serviceTask"}]

    assert [task.id for task in tasks if not THAI.search(task.name)] == []


@every_diagram
def test_every_step_is_known_and_addressed_to_somebody_it_may_reach(key: DiagramKey) -> None:
    steps = [node for node in diagram(key).nodes.values() if node.kind == "serviceTask"]

    for step in steps:
        addresses = words().steps[str(step.step)]
        assert step.to in addresses if addresses else step.to is None


@every_diagram
@pytest.mark.parametrize("seed", range(8))
def test_the_close_ends_a_case_wherever_it_stands(key: DiagramKey, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- chance, not secrecy
    story = Story(key, units_total=chance.choice([0, 3]), other_total=chance.choice([0, 2]))

    for _ in range(25):
        closed = story.closed()
        assert (closed.ended, closed.tasks, closed.awaits, closed.next_due_at) == (True, (), (), None)
        assert closed.steps[-1].step == StepName.LOCK
        if not take_any_turn(story, chance):
            break


def take_any_turn(story: Story, chance: random.Random) -> bool:
    """Let chance finish a task, tell a message or let a timer fire; False when only the close is left."""
    due = [story.move.next_due_at] if story.move.next_due_at else []
    turns: list[str | datetime] = [*story.open_tasks, *story.move.awaits, *due]
    if not turns:
        return False
    turn = chance.choice(turns)
    if not isinstance(turn, str):
        story.wait_until(max(turn, story.now))
    elif turn in story.move.awaits:
        story.tell(turn)
    else:
        story.finish(turn, outcome=chance.choice(story.diagram.nodes[turn].outcomes))
    return True
