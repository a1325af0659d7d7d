"""What it costs to tell where a round's units stand: each figure of the page, and the lists it opens."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from config.bench.country import DUE, OPENS, build_country
from config.wiring import House
from processes.acts import opening
from processes.acts.office import Office
from processes.records.cases import Case, WorkItem
from processes.records.once import append_all
from processes.reports import whereabouts
from processes.reports.whereabouts import Part
from processes.terms import Act, Message, Tier

TASKS = (Act.VERIFY_ROLL, Act.RECHECK_ROLL, Act.CONFIRM, Act.CHECK_REPORT)
EVENT = (str(Message.OWN_REOPENED), str(Act.CHECK_REPORT))
SINCE_DUE = DUE + timedelta(hours=1)  # everything that is open is late: the most there is to count
TIMES = 15
Times = tuple[float, ...]  # of one query, medians: of the processor, and by the clock


def measure_whereabouts(house: House, cases: int) -> dict[str, dict[str, Times]]:
    """Milliseconds of the queries of the page and of its lists: of the country and of one province."""
    with house.office() as office:
        country = build_country(office, cases, 0)
    with house.office() as office:
        opening.open_round(office, country.administrator, country.round_id)
    first_day = _both(house, country.round_id)
    with house.office() as office:
        _half_way(office, country.round_id)
    half_way = _both(house, country.round_id)
    return {
        **{f"{name}, first day": each for name, each in first_day.items()},
        **{f"{name}, half way": each for name, each in half_way.items()},
    }


def _both(house: House, round_id: int) -> dict[str, dict[str, Times]]:
    with house.reading() as session:
        return {
            "country": _figures(session, _part(session, round_id)),
            "province": _figures(session, _part(session, round_id, one_province=True)),
        }


def _half_way(office: Office, round_id: int) -> None:
    """Institutions stand at every task alike, and half of them have done all and wait to be reopened."""
    chance = random.Random(round_id)  # noqa: S311 -- an invented round, no secrets
    wanted = select(WorkItem).join(Case, Case.id == WorkItem.case_id)
    wanted = wanted.where(Case.round_id == round_id, Case.tier == Tier.INSTITUTION)
    firsts = office.session.scalars(wanted).all()
    items = [row for place, first in enumerate(firsts) for row in _walk(first, _stage(place), chance)]
    standing = [_standing(first.case_id, _stage(place)) for place, first in enumerate(firsts)]
    office.session.execute(delete(WorkItem).where(WorkItem.id.in_([first.id for first in firsts])))
    append_all(office.session, WorkItem, items)
    table = cast(Table, Case.__table__)
    written = update(table).where(table.c.id == bindparam("case_id"))
    office.session.connection().execute(written, standing)


def _stage(place: int) -> int:
    return min(place % 8, len(TASKS))


def _walk(first: WorkItem, stage: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """The tasks that a case has come to; all but the one it stands at are done."""
    at = OPENS
    for number, act in enumerate(TASKS[: stage + 1]):
        done_at = at + timedelta(seconds=chance.randrange(600, 6 * 86_400))
        yield _item(first, act, at, done_at if number < stage else None)
        at = done_at


def _item(first: WorkItem, act: Act, opened_at: datetime, done_at: datetime | None) -> dict[str, Any]:
    kept = ("case_id", "unit_id", "authority_id", "province_id", "role", "due_at", "learners", "trouble")
    return {
        **{name: getattr(first, name) for name in kept},
        "node": str(act),
        "name": str(act),
        "act": act,
        "form": str(act),
        "task_ref": _ref(act),
        "subject_id": 0,
        "subject": "",
        "outcome": "",
        "opened_at": opened_at,
        "state": "done" if done_at else "open",
        "done_at": done_at,
    }


def _ref(act: Act) -> str:
    return f"{TASKS.index(act):032x}"


def _standing(case_id: int, stage: int) -> dict[str, Any]:
    """What the case keeps of where it stands."""
    here = TASKS[stage] if stage < len(TASKS) else None
    awaits = Message.OWN_REOPENED if here in (Act.CHECK_REPORT, None) else ""
    return {"case_id": case_id, "tasks": f"{_ref(here)} {here}" if here else "", "awaits": str(awaits)}


def _part(session: Session, round_id: int, *, one_province: bool = False) -> Part:
    school = session.scalars(select(Case).filter_by(round_id=round_id, tier=Tier.INSTITUTION)).first()
    assert school is not None  # noqa: S101 -- by construction
    return Part(round_id, school.edition_id, school.province_id if one_province else None)


def _figures(session: Session, part: Part) -> dict[str, Times]:
    """Milliseconds of each query; `page` is the sum of those that the page makes."""
    task, late, events = str(Act.VERIFY_ROLL), SINCE_DUE, {"reopened": EVENT}
    cases = whereabouts.counts_of_cases(session, part, events).cases
    page = {
        "at_tasks": lambda: whereabouts.counts_at_tasks(session, part, late),
        "at_events": lambda: whereabouts.counts_of_cases(session, part, events),
        "times": lambda: whereabouts.median_times(session, part, cases),
    }
    lists = {
        "list_at_task": lambda: whereabouts.units_at_task(session, part, task, None, 1),
        "list_of_late": lambda: whereabouts.units_at_task(session, part, task, late, 1),
        "list_at_event": lambda: whereabouts.units_at_event(session, part, EVENT, 1),
        "last_page": lambda: whereabouts.units_at_event(session, part, EVENT, cases // 2 // whereabouts.SIZE),
    }
    figures = {name: _milliseconds(work) for name, work in {**page, **lists}.items()}
    whole = tuple(round(sum(figures[name][place] for name in page), 1) for place in range(2))
    return {"page": whole, **figures}


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of the processor and by the clock; on PostgreSQL the server's part is in the second alone."""
    busy, taken = [], []
    for _ in range(TIMES):
        start, cpu = time.perf_counter(), time.process_time()
        work()
        busy.append((time.process_time() - cpu) * 1_000)
        taken.append((time.perf_counter() - start) * 1_000)
    return round(median(busy), 1), round(median(taken), 1)
