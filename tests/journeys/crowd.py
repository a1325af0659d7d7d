"""Officers in processes of their own, who write as fast as they can until they are refused or killed."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from config.database import open_engine
from config.settings import read_settings
from config.wiring import House, build
from processes.acts import closing, confirming, counter, outside, roll
from processes.acts.confirming import Attestation
from processes.acts.office import Actor, Office
from processes.acts.outside import Cell
from processes.acts.people import actor_named
from processes.records.cases import Case, WorkItem
from processes.records.learners import Enrolment
from processes.records.outside import OtherSchool
from processes.records.rounds import Round, Window
from processes.records.units import Unit
from processes.terms import Act, CountState, Grade, Outcome, Reason, Refused
from tests.builders import OPENS, World

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.journeys.crowd"])
LOST_RACES = {Reason.STALE_PAGE, Reason.TASK_GONE, Reason.DONE_BY_YOU}


@dataclass(frozen=True)
class Place:
    """Where a house stands, for a process that opens it anew, on the clock that all its writers share."""

    instance: Path
    url: str

    def open(self) -> House:
        return build(read_settings({"LEC_INSTANCE": str(self.instance)}), open_engine(self.url))


def place_of(world: World) -> Place:
    url = world.house.database.engine.url.render_as_string(hide_password=False)
    return Place(world.house.settings.instance, url)


@dataclass(frozen=True)
class Officer:
    """One who writes: under which account, at which unit, doing what."""

    username: str
    code: str
    writes: str


def marks(office: Office, actor: Actor, case: Case) -> str:
    """Look for one learner; acknowledged by the place in the journal."""
    wanted = select(Enrolment).filter_by(unit_id=case.unit_id, left_at=None).order_by(Enrolment.id)
    case = office.lock_case(case.id)
    roll.mark(office, actor, case, [office.session.scalars(wanted).first()], seen=True)  # type: ignore[list-item]
    return f"case:{case.id} {case.chain_length}"


def counts(office: Office, actor: Actor, case: Case) -> str:
    """Write a number that differs from the last one into one cell of an outside school."""
    case = office.lock_case(case.id)
    school = office.session.scalars(select(OtherSchool.id).filter_by(unit_id=case.unit_id)).first()
    cell = Cell(CountState.COUNTED, case.chain_length + 1)
    outside.record_counts(office, actor, case, {(school, Grade.P1): cell})  # type: ignore[dict-item]
    return f"case:{case.id} {case.chain_length}"


def confirms(office: Office, actor: Actor, case: Case) -> str:
    """Do whatever waits: recheck, confirm, or miss the numbers in the report, which withdraws."""
    wanted = select(WorkItem.id).filter_by(case_id=case.id, state="open").order_by(WorkItem.id)
    item_id = office.session.scalars(wanted).first()
    if item_id is None:
        raise Refused(Reason.TASK_GONE)
    item = counter.pick(office, actor, item_id)
    if item.act is Act.RECHECK_ROLL:
        roll.recheck(office, actor, item)
    elif item.act is Act.CHECK_REPORT:
        confirming.check_report(office, actor, item, Outcome.MISSING)
        return f"case:{item.case_id} {item.case.chain_length - 1}"  # the withdrawal that follows is the last
    else:
        signed = Attestation("ขอรับรอง", item.case.figures_version)
        return confirming.confirm(office, actor, item, signed).number
    return f"case:{item.case_id} {item.case.chain_length}"


WRITES: dict[str, Callable[[Office, Actor, Case], str]] = {
    "marks": marks,
    "counts": counts,
    "confirms": confirms,
}


def write_once(house: House, officer: Officer) -> str:
    with house.office() as office:
        actor = actor_named(office, officer.username)
        wanted = select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == officer.code)
        return WRITES[officer.writes](office, actor, office.session.scalars(wanted).one())


def write_until_closed(place: Place, officer: Officer, pipe: Connection) -> None:
    """At each word from the test: write until refused three times as closed, then hand in what was kept."""
    house = place.open()
    pipe.send("ready")
    while pipe.recv():
        kept: list[str] = []
        closed = 0
        try:
            while closed < 3:
                try:
                    kept.append(write_once(house, officer))
                except Refused as refusal:
                    closed += refusal.reason is Reason.WINDOW_CLOSED
                    if refusal.reason not in LOST_RACES | {Reason.WINDOW_CLOSED}:
                        raise
            pipe.send(kept)
        except Exception as error:
            pipe.send(error)
            raise


def write_until_killed(place: Place, officer: Officer, pipe: Connection) -> None:
    """Write for ever, each receipt handed over as soon as it is kept."""
    house = place.open()
    while True:
        try:
            pipe.send(write_once(house, officer))
        except Refused as refusal:
            if refusal.reason not in LOST_RACES:
                raise


def tell_one_by_one(place: Place, officer: Officer, pipe: Connection) -> None:
    """Tell the cases of a closed round (`officer.writes` is its key) one a transaction, until killed."""
    house = place.open()
    while True:
        with house.office() as office:
            closing.tell_batch(office, int(officer.writes), limit=1)
        pipe.send("told")
        time.sleep(0.005)


def start(work: Callable[..., None], place: Place, officer: Officer) -> tuple[Any, Connection]:
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=work, args=(place, officer, there), daemon=True)
    process.start()
    there.close()
    return process, here


def open_for(house: House, length: timedelta) -> datetime:
    """The windows of the round open again, to close after this much of the clock that all writers share."""
    with house.office() as office:
        closes_at = house.database.now(office.session) + length
        values = {"opens_at": OPENS, "due_at": closes_at, "closes_at": closes_at, "closed_at": None}
        office.session.execute(update(Window).values(values))
        office.session.execute(update(Round).values(closed_at=None))
    return closes_at
