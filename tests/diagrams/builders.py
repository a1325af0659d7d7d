"""The shipped diagrams, and a case of one of them walked through the engine on a clock of the test's own."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from processes.engine import moves
from processes.engine.diagrams import Diagram, read_diagram
from processes.engine.words import Words, load_words
from processes.terms import DiagramKey, Signal

FOLDER = Path(__file__).parents[2] / "bpmn"

OPENED = datetime(2022, 10, 9, 17, tzinfo=UTC)
DUE = datetime(2022, 11, 10, 17, tzinfo=UTC)
CLOSING = datetime(2022, 11, 11, 10, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def shipped(key: DiagramKey) -> bytes:
    return (FOLDER / f"{key}.bpmn").read_bytes()


@cache
def diagram(key: DiagramKey) -> Diagram:
    return read_diagram(shipped(key))


@cache
def words() -> Words:
    return load_words((FOLDER / "words.toml").read_text(encoding="utf-8"))


def facts(**changed: datetime | int | bool | str) -> dict[str, datetime | int | bool | str]:
    """Round 2565/2 for a unit with three units below and two outside schools, but for what is changed."""
    usual: dict[str, datetime | int | bool | str] = {
        "opens_at": OPENED,
        "due_at": DUE,
        "closes_at": CLOSING,
        "units_total": 3,
        "units_confirmed": 0,
        "units_reviewed": 0,
        "other_total": 2,
        "own_confirmed": False,
        "other_confirmed": False,
    }
    return usual | changed


class Story:
    """One case from its opening on: what officers, other tiers and the clock do to it, where it stands."""

    def __init__(self, key: DiagramKey, **changed: datetime | int | bool | str) -> None:
        self.diagram = diagram(key)
        self.facts = facts(**changed)
        self.now = OPENED
        self.move = moves.start(self.diagram, self.facts, self.now)

    @property
    def open_tasks(self) -> list[str]:
        return sorted(task.node for task in self.move.tasks)

    @property
    def steps(self) -> list[tuple[str, str | None]]:
        """What the last move asked the house to do, and to whom."""
        return [(step.step, step.to) for step in self.move.steps]

    def finish(self, *nodes: str, outcome: str = "done") -> None:
        for node in nodes:
            [ref] = [task.ref for task in self.move.tasks if task.node == node]
            self.move = moves.finish(self.diagram, self.move.state, ref, outcome, self.facts, self.now)

    def tell(self, message: str) -> None:
        move = moves.tell(self.diagram, self.move.state, message, self.facts, self.now)
        assert move is not None, f"nobody waits for {message}"
        self.move = move

    def wait_until(self, moment: datetime) -> None:
        self.now = moment
        self.move = moves.tick(self.diagram, self.move.state, self.facts, moment)

    def close(self) -> None:
        self.move = self.closed()

    def closed(self) -> moves.Move:
        """What closing would make of the case as it stands."""
        return moves.signal(self.diagram, self.move.state, Signal.WINDOW_CLOSED, self.facts, self.now)
