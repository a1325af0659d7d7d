"""The clock itself: a thread that looks each second and stops when it is told."""

import time
from dataclasses import replace

from sqlalchemy import select

from processes.records.timers import Heartbeat, Timer
from scheduler.clock import Clock
from tests.builders import World


def test_a_clock_looks_within_a_second_and_stops_at_once(world: World) -> None:
    house = replace(world.house, clock=world.house.database.now)
    clock = Clock(house.office, "Asia/Bangkok")

    clock.start()
    _wait_for_a_heartbeat(world)
    asked_at = time.monotonic()
    clock.stop()

    assert time.monotonic() - asked_at < 1


def test_a_clock_closes_what_is_long_overdue(world: World) -> None:
    house = replace(world.house, clock=world.house.database.now)
    clock = Clock(house.office, "Asia/Bangkok")

    clock.start()
    _wait_for_a_heartbeat(world)
    clock.stop()
    with world.house.reading() as session:
        states = session.scalars(select(Timer.state).filter_by(kind="close")).all()

    assert states == ["done"]


def _wait_for_a_heartbeat(world: World) -> None:
    patience = time.monotonic() + 5
    while time.monotonic() < patience:
        with world.house.reading() as session:
            if session.scalars(select(Heartbeat)).first() is not None:
                return
        time.sleep(0.05)
    raise AssertionError("no heartbeat")
