"""Puts the demonstration into a database: a fresh file beside the old one, which then takes its place."""

import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, make_url, select

from config.database import open_engine
from config.demo.almanac import Almanac, round_around
from config.demo.building import Demonstration
from config.demo.country import Country, plan_country
from config.settings import Settings
from config.wiring import House, build
from processes.records.rounds import Round
from processes.records.units import Unit


class Holding(Enum):
    """What a database holds already."""

    NOTHING = "nothing"
    DEMONSTRATION = "demonstration"
    WORK = "work"  # of a real installation: never to be touched


@dataclass(frozen=True)
class Wanted:
    """When it is, how soon the round closes (six tenths of it are over where nothing is said), and whose."""

    now: datetime
    closes_in: timedelta | None = None
    country: Country = field(default_factory=plan_country)


def holding(house: House) -> Holding:
    with house.reading() as session:
        rounds = session.scalars(select(Round.real)).all()
        has_units = session.scalars(select(Unit.id).limit(1)).first() is not None
    if any(rounds) or (has_units and not rounds):
        return Holding.WORK
    return Holding.DEMONSTRATION if rounds else Holding.NOTHING


def make(settings: Settings, wanted: Wanted) -> Demonstration:
    """Load the demonstration; on SQLite all of it appears at once, or none."""
    if not settings.is_sqlite:
        return _build(settings, open_engine(settings.database_url, 1), wanted)
    place = database_file(settings)
    draft = place.with_name(f"{place.name}.building")
    _remove(draft)
    place.parent.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{draft}"
    engine = _hasty(open_engine(url, 1))
    try:
        made = _build(replace(settings, database_url=url), engine, wanted)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    _take_the_place(draft, place)
    return made


def database_file(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def _build(settings: Settings, engine: Engine, wanted: Wanted) -> Demonstration:
    almanac = Almanac(wanted.now)
    house = build(settings, engine, almanac)
    house.upgrade()
    plan = round_around(wanted.now, wanted.closes_in)
    demonstration = Demonstration(house, almanac, plan, wanted.now, wanted.country)
    demonstration.build()
    return demonstration


def _hasty(engine: Engine) -> Engine:
    """A file that nobody uses before it is whole need not survive a power cut half made."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def _take_the_place(draft: Path, place: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    _remove(place)
    draft.replace(place)


def _remove(place: Path) -> None:
    for path in (place.with_name(f"{place.name}{end}") for end in ("-wal", "-shm", "")):
        path.unlink(missing_ok=True)
