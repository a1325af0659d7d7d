"""Plays a whole rehearsal: the province is loaded, the round opens, everybody acts, the hour strikes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import event

from config.database import open_engine
from config.demo.almanac import BANGKOK, Almanac
from config.demo.building import A_WEEK
from config.demo.country import Country
from config.demo.loading import load
from config.rehearsal import closing_time, institutions, upper
from config.rehearsal.casting import Manner, cast
from config.rehearsal.days import A_DAY, A_MOMENT, Days
from config.rehearsal.outcome import Outcome, fingerprint, outcome
from config.rehearsal.provinces import names_below
from config.rehearsal.stage import Stage
from config.rehearsal.tale import Kind, Line
from config.rounds import RoundPlan, enter
from config.settings import read_settings
from config.wiring import build
from processes.acts.opening import open_round
from processes.acts.people import actor_named
from processes.rules.codes import DEPARTMENT_CODE
from scheduler.jobs import Duties

ORDER = "1/2565"


@dataclass(frozen=True)
class Wanted:
    """Which province and round, which seed, in which folder; `after_a_day` is given what happened so far."""

    country: Country
    plan: RoundPlan
    seed: int
    folder: Path
    after_a_day: Callable[[list[Line]], None] = lambda _lines: None


def perform(wanted: Wanted) -> Outcome:
    """Play the round to its end in a database of its own; what happened, and what does not hold."""
    stage = set_up(wanted)
    try:
        open_curtain(stage)
        _plan(stage, wanted)
        before = _play(stage, wanted.after_a_day)
        return outcome(stage, before)
    finally:
        stage.house.database.engine.dispose()


def set_up(wanted: Wanted) -> Stage:
    """The house with the province in it, a week before the round opens."""
    settings = read_settings({"LEC_INSTANCE": str(wanted.folder)})
    engine = open_engine(settings.database_url, 1)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    almanac = Almanac(wanted.plan.opens_at - A_WEEK)
    house = build(settings, engine, almanac)
    house.upgrade()
    with house.office() as office:
        load(office, wanted.country)
        round_id = enter(office, wanted.plan, real=False).id
    names: dict[str, str] = {}
    for province in wanted.country.provinces:
        names |= names_below(province)
    duties = Duties(house.office, logging.getLogger("lec.rehearsal"))
    return Stage(house, almanac, Days(wanted.plan), names, round_id, duties)


def open_curtain(stage: Stage) -> None:
    """The round opens."""
    stage.almanac.now = stage.days.opens_at
    with stage.house.office() as office:
        cases = open_round(office, actor_named(office, DEPARTMENT_CODE), stage.round_id)
    stage.tell(Kind.OPENED, cases=cases)


def _plan(stage: Stage, wanted: Wanted) -> None:
    closing_time.put_clock_on_agenda(stage)
    for province in wanted.country.provinces:
        parts = cast(province, wanted.seed)
        for place, part in enumerate(parts):
            institutions.put_on_agenda(stage, part, place)
        by_manner = {part.manner: part for part in reversed(parts)}
        if by_manner.keys() >= {Manner.CLAIMS, Manner.HOLDS}:
            institutions.put_claim_on_agenda(stage, by_manner[Manner.CLAIMS], by_manner[Manner.HOLDS])
        upper.put_authorities_on_agenda(stage, province.authorities)
        upper.put_province_on_agenda(stage, province.code)
    upper.put_department_on_agenda(stage, tuple(each.code for each in wanted.country.provinces))
    closing_time.put_close_on_agenda(stage, ORDER)


def _play(stage: Stage, after_a_day: Callable[[list[Line]], None]) -> tuple[str, str]:
    """Go through the agenda; fingerprints of what is recorded, just before and after who came too late."""
    today, at_close, after = _day(stage.now), "", ""
    for entry in stage.agenda.in_order():
        if _day(entry.at) != today:
            stage.tale.end_of_day(stage.now)
            after_a_day(stage.tale.lines)
            today = _day(entry.at)
        if not at_close and entry.at >= stage.days.closes_at:
            at_close = _close(stage)
        if at_close and not after and entry.at >= stage.days.closes_at + A_DAY / 2:
            after = fingerprint(stage)
        stage.almanac.now = entry.at
        entry.deed()
    stage.tale.end_of_day(stage.now)
    return at_close, after


def _close(stage: Stage) -> str:
    """The last moment before the hour; from the hour on the tale says closed."""
    found = fingerprint(stage)
    stage.tale.end_of_day(stage.days.closes_at - A_MOMENT)
    stage.almanac.now = stage.days.closes_at
    stage.tell(Kind.CLOSED)
    return found


def _day(at: datetime) -> int:
    return at.astimezone(BANGKOK).toordinal()
