"""The raw engine completes the same task that the house does."""

from processes.engine.diagrams import read_diagram
from processes.engine.floor import RawEngine
from tests.engine.builders import FACTS, OPENS_AT, school


def test_the_raw_engine_walks_the_school_to_its_end_of_work():
    diagram = read_diagram(school())
    raw = RawEngine(diagram, FACTS, OPENS_AT)
    saved = raw.start()
    for _ in range(4):
        saved = raw.complete_one(saved)

    waiting = {event.name for event in raw.load(saved).waiting_events()}

    assert {"own_reopened", "window_closed"} <= waiting
