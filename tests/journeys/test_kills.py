"""An officer killed at any moment leaves case, inbox, confirmations and journal agreeing, no receipt lost."""

import random
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from config.wiring import House
from processes.acts import closing, freezing
from processes.records.closing import ClosingDataset
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry
from processes.terms import Act
from tests.agreement import disagreements
from tests.builders import CENTRE, CLOSES, World, mark_class
from tests.deeds import confirm_up_to_province
from tests.journeys.crowd import (
    Officer,
    Place,
    open_for,
    place_of,
    start,
    tell_one_by_one,
    write_until_killed,
)

KILLS = 10
CLOSE_KILLS = 6

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


@pytest.mark.letter("F98", "F109")
def test_a_close_killed_on_its_way_ends_as_one_that_was_not(world: World, tmp_path: Path) -> None:
    confirm_up_to_province(world)
    world.watch.now = CLOSES
    with world.office() as office:
        closing.close_all_due(office)
    twin = Place(tmp_path / "twin", f"sqlite:///{tmp_path / 'twin' / 'lec.db'}")
    shutil.copytree(world.house.settings.instance, twin.instance)

    for _ in range(CLOSE_KILLS):
        process, pipe = start(tell_one_by_one, place_of(world), Officer("", "", str(world.round_id)))
        pipe.recv()
        process.kill()
        process.join()
    for house in (world.house, twin.open()):
        house.clock = world.watch
        tell_all(house, world.round_id)

    with world.house.reading() as killed, twin.open().reading() as left_alone:
        sealed = [session.scalars(select(ClosingDataset.digest)).one() for session in (killed, left_alone)]
    assert sealed[0] == sealed[1]
    assert disagreements(world) == []


def tell_all(house: House, round_id: int) -> None:
    while True:
        with house.office() as office:
            if not closing.tell_batch(office, round_id, limit=2):
                freezing.seal(office, round_id)
                return
