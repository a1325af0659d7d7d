"""An officer killed at any moment leaves case, inbox, confirmations and journal agreeing, no receipt lost."""

import random
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry
from processes.terms import Act
from tests.agreement import disagreements
from tests.builders import CENTRE, World, mark_class
from tests.journeys.crowd import Officer, open_for, place_of, start, write_until_killed

KILLS = 10

pytestmark = pytest.mark.slow


def test_an_officer_killed_at_random_moments_leaves_everything_agreeing(any_world: World) -> None:
    chance = random.Random(17_00)  # noqa: S311 -- moments, not secrets
    open_for(any_world.house, timedelta(hours=1))
    any_world.house.clock = any_world.house.database.now
    for item in any_world.items(CENTRE, Act.VERIFY_ROLL):
        mark_class(any_world, CENTRE, item.id)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        process, pipe = start(write_until_killed, place_of(any_world), Officer(CENTRE, CENTRE, "confirms"))
        acknowledged.append(pipe.recv())
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        process.join()
        while pipe.poll():
            try:
                acknowledged.append(pipe.recv())
            except (EOFError, OSError):
                break
        assert disagreements(any_world) == []

    with any_world.house.reading() as session:
        kept = set(session.scalars(select(Confirmation.number)))
        kept |= {f"{each.chain} {each.position}" for each in session.scalars(select(JournalEntry))}
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= kept
