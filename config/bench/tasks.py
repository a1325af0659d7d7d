"""What one human task costs through its act, beside the raw engine; and what opening and closing cost."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.orm import InstrumentedAttribute

from config.bench.country import BPMN, CLOSES, DUE, OPENS, Country, build_country
from config.bench.timing import Timing
from config.wiring import House, raw_engine
from processes.acts import checking, closing, confirming, counter, opening, reopening, roll
from processes.acts.confirming import Attestation
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.learners import Enrolment
from processes.terms import Act, Outcome, Stream

MONDAY = OPENS + timedelta(days=7)
REOPENINGS = 10
AGAIN = 25  # schools that are reopened ten times
RAW_RUNS = 400
KEPT = ("case", "work_item", "journal_entry")


class Watch:
    """A clock that the bench sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self, _session: object) -> datetime:
        return self.now


def measure(house: House, watch: Watch, cases: int, working: int) -> dict[str, Any]:
    """All figures of `lec bench tasks`, in one run on one machine."""
    with house.office() as office:
        country = build_country(office, cases, working)
    seconds = _timed(lambda: _open(house, country))
    swept = _timed(lambda: _sweep(house, country.round_id))
    opened_bytes = kept_bytes(house) / country.size.cases
    work = _Work(house, country.round_id)
    human, again = Timing(), Timing()
    _warm_up(work, country.schools[-5:])
    before = kept_bytes(house)
    measured = country.schools[:-5]
    for school in measured:
        work.go_through(school, human)
    finished_bytes = opened_bytes + (kept_bytes(house) - before) / len(measured)
    for school in measured[:AGAIN]:
        _reopen_often(work, country, school, again)
    raw = _raw()
    watch.now = CLOSES
    close_seconds = _timed(lambda: _close(house, country.round_id))
    return {
        "human_task": human.figures(),
        "raw_engine": raw.figures(),
        "after_ten_reopenings": again.figures(),
        "open": {"cases": country.size.cases, "seconds": round(seconds, 2)},
        "sweep": {"cases": country.size.cases, "seconds": round(swept, 2)},
        "close": {"cases": country.size.cases, "seconds": round(close_seconds, 2)},
        "bytes_per_case": round(finished_bytes),
    }


class _Work:
    """What the officer of a school does, each task in its own unit of work."""

    def __init__(self, house: House, round_id: int) -> None:
        self.house = house
        self.round_id = round_id

    def go_through(self, school: Actor, timing: Timing) -> None:
        """Every task from the class to the report; marking the learners is not part of the figure."""
        for act, do in self._tasks().items():
            item_id = self._item(school, act)
            if item_id is None:
                continue  # a reopened school's classes are verified already
            if act is Act.VERIFY_ROLL:
                self._mark(school, item_id)
            version = self._version(school)
            with timing.sample(), self.house.office() as office:
                do(office, school, counter.pick(office, school, item_id), version)

    def _tasks(self) -> dict[Act, Callable[[Office, Actor, WorkItem, int], object]]:
        return {
            Act.VERIFY_ROLL: lambda office, actor, item, _: roll.verify_class(office, actor, item),
            Act.RECHECK_ROLL: lambda office, actor, item, _: roll.recheck(office, actor, item),
            Act.CONFIRM: lambda office, actor, item, version: confirming.confirm(
                office, actor, item, Attestation("bench", version)
            ),
            Act.CHECK_REPORT: lambda office, actor, item, _: confirming.check_report(
                office, actor, item, Outcome.SHOWN
            ),
        }

    def _item(self, school: Actor, act: Act) -> int | None:
        with self.house.reading() as session:
            wanted = select(WorkItem.id).filter_by(unit_id=school.unit_id, act=act, state="open")
            return session.scalars(wanted).first()

    def _version(self, school: Actor) -> int:
        with self.house.reading() as session:
            return session.scalars(self._case(Case.figures_version, school)).one()

    def _case(self, column: InstrumentedAttribute[int], school: Actor) -> Select[int]:
        return select(column).filter_by(round_id=self.round_id, unit_id=school.unit_id)

    def _mark(self, school: Actor, item_id: int) -> None:
        with self.house.office() as office:
            item = counter.pick(office, school, item_id)
            learners = select(Enrolment).filter_by(classroom_id=item.subject_id)
            roll.mark(office, school, item.case, list(office.session.scalars(learners)), seen=True)

    def reopen(self, school: Actor, authority: Actor) -> None:
        with self.house.office() as office:
            case = office.lock_case(office.session.scalars(self._case(Case.id, school)).one())
            reopening.reopen(office, authority, case, Stream.OWN, "bench")


def _warm_up(work: _Work, schools: list[Actor]) -> None:
    for school in schools:
        work.go_through(school, Timing())


def _reopen_often(work: _Work, country: Country, school: Actor, timing: Timing) -> None:
    for _ in range(REOPENINGS - 1):
        work.reopen(school, country.authorities[school.unit_id])
        work.go_through(school, Timing())
    work.reopen(school, country.authorities[school.unit_id])
    work.go_through(school, timing)


def _raw() -> Timing:
    """The same school's diagram on plain SpiffWorkflow: load, run, save with the official serializer."""
    facts = {
        "opens_at": OPENS,
        "due_at": DUE,
        "closes_at": CLOSES,
        "units_total": 0,
        "units_confirmed": 0,
        "units_reviewed": 0,
        "other_total": 0,
        "own_confirmed": False,
        "other_confirmed": False,
    }
    engine = raw_engine((BPMN / "school.bpmn").read_bytes(), facts, MONDAY)
    timing, saved = Timing(), engine.start()
    for turn in range(RAW_RUNS):
        saved = engine.start() if turn % 3 == 0 else saved
        with timing.sample():
            saved = engine.complete_one(saved)
    return timing


def _open(house: House, country: Country) -> None:
    with house.office() as office:
        opening.open_round(office, country.administrator, country.round_id)


def _sweep(house: House, round_id: int) -> None:
    """Hold every roll against the rules, as the clock does in the minutes after an opening."""
    looked_at = checking.BATCH
    while looked_at == checking.BATCH:
        with house.office() as office:
            looked_at = checking.check_batch(office, round_id)


def _close(house: House, round_id: int) -> None:
    with house.office() as office:
        closing.close(office, round_id)
    told = closing.BATCH
    while told == closing.BATCH:
        with house.office() as office:
            told = closing.tell_batch(office, round_id)


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def kept_bytes(house: House) -> int:
    """Bytes on disk of cases, inbox and journal with their indexes."""
    with house.reading() as session:
        if house.database.is_sqlite:
            names = select(text("name")).select_from(text("sqlite_schema")).where(text("tbl_name = :table"))
            wanted = select(text("sum(pgsize)")).select_from(text("dbstat"))
            wanted = wanted.where(text(f"name IN ({names})"))
        else:
            wanted = select(text("pg_total_relation_size(quote_ident(:table)::regclass)"))
        return sum(session.execute(wanted, {"table": table}).scalar_one() for table in KEPT)
