"""What trying a draft on a round's histories costs: by the clock, kind by kind; and each case for itself."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from config.bench.country import BPMN, DUE, OPENS, Country, build_country
from config.wiring import House
from processes.acts import drafting, opening, replay_batches, replaying
from processes.acts.drafting import Sketch
from processes.acts.office import Office
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import Confirmation
from processes.records.once import append_all
from processes.records.replays import Replay
from processes.terms import Act, DiagramKey, Stream, Tier

SOME = 1_000
TASKS = (Act.VERIFY_ROLL, Act.RECHECK_ROLL, Act.CONFIRM, Act.CHECK_REPORT)
CHANGED = (
    (b'duration("24h")', b'duration("48h")'),
    (b'due_at - duration("72h")', b'due_at - duration("120h")'),
)


def measure_replay(house: House, cases: int) -> dict[str, Any]:
    """Seconds to replay every school of a round, and milliseconds for a case that is not grouped."""
    with house.office() as office:
        country = build_country(office, cases, 0)
    with house.office() as office:
        opening.open_round(office, country.administrator, country.round_id)
    with house.office() as office:
        _live_through(office, country.round_id)
    replay_id = _start(house, country)
    wall, processor = _timed(lambda: _run(house, replay_id))
    with house.reading() as session:
        replay = session.get_one(Replay, replay_id)
        total, counts = replay.total, replay.counts
    each = _one_by_one(house, replay_id) * 1_000
    return {
        "histories": total,
        "grouped_seconds": round(wall, 2),
        "grouped_cpu_seconds": round(processor, 2),
        "ungrouped_cpu_ms": round(each, 3),
        "ungrouped_cpu_seconds": round(each * total / 1_000, 2),
        "verdicts": counts,
    }


def _live_through(office: Office, round_id: int) -> None:
    """Every institution does its tasks at hours of its own, as the tables would keep it."""
    chance = random.Random(round_id)  # noqa: S311 -- an invented round, no secrets
    wanted = select(WorkItem).join(Case, Case.id == WorkItem.case_id)
    wanted = wanted.where(Case.round_id == round_id, Case.tier == Tier.INSTITUTION)
    items, confirmations = [], []
    for item in office.session.scalars(wanted):
        moments = _moments(chance)
        confirmations.append(_confirmation(item, round_id, moments[2]))
        items += [_item(item, act, number, moments) for number, act in enumerate(TASKS) if number]
    first = update(WorkItem).where(WorkItem.act == Act.VERIFY_ROLL)
    office.session.execute(first.values(state="done", done_at=OPENS + timedelta(days=1), outcome="done"))
    append_all(office.session, WorkItem, items)
    append_all(office.session, Confirmation, confirmations)


def _moments(chance: random.Random) -> list[datetime]:
    """When the four tasks were done: the first on the second day, the others when it pleased them."""
    done = [OPENS + timedelta(days=1)]
    done.append(OPENS + timedelta(seconds=chance.randrange(2 * 86_400, int((DUE - OPENS).total_seconds()))))
    done += [done[1] + timedelta(seconds=chance.randrange(60, 7_200))]
    return [*done, done[2] + timedelta(seconds=chance.randrange(60, 3 * 86_400))]


def _item(item: WorkItem, act: Act, number: int, moments: list[datetime]) -> dict[str, Any]:
    kept = {name: getattr(item, name) for name in ("case_id", "unit_id", "authority_id", "province_id")}
    return {
        **kept,
        "task_ref": f"{number:032x}",
        "subject_id": 0,
        "subject": "",
        "node": str(act),
        "name": str(act),
        "act": act,
        "form": str(act),
        "role": item.role,
        "learners": 1,
        "trouble": 0,
        "state": "done",
        "opened_at": moments[number - 1],
        "due_at": DUE,
        "done_at": moments[number],
        "outcome": "shown" if act is Act.CHECK_REPORT else "done",
    }


def _confirmation(item: WorkItem, round_id: int, at: datetime) -> dict[str, Any]:
    kept = {name: getattr(item, name) for name in ("case_id", "unit_id", "authority_id", "province_id")}
    return {
        **kept,
        "number": f"bench-{item.case_id}",
        "round_id": round_id,
        "stream": Stream.OWN,
        "version": 1,
        "figures": "{}",
        "total": 1,
        "digest": "",
        "content": b"",
        "officer_id": 1,
        "officer_name": "-",
        "position": "-",
        "attestation": "-",
        "confirmed_at": at,
        "due_at": DUE,
    }


def _draft() -> bytes:
    source = (BPMN / f"{DiagramKey.SCHOOL}.bpmn").read_bytes()
    for was, becomes in CHANGED:
        source = source.replace(was, becomes)
    return source


def _start(house: House, country: Country) -> int:
    with house.office() as office:
        sketch = Sketch(DiagramKey.SCHOOL, "bench", _draft())
        draft = drafting.start(office, country.administrator, sketch)
        office.session.flush()
        return replaying.start(office, country.administrator, draft).id


def _run(house: House, replay_id: int) -> None:
    done = False
    while not done:
        with house.office() as office:
            done = replay_batches.run_batch(office, replay_id)


def _one_by_one(house: House, replay_id: int) -> float:
    """Seconds of processor a case, each replayed for itself on both diagrams, reading not counted."""
    with house.office() as office:
        runs = replay_batches.each_for_itself(office, office.session.get_one(Replay, replay_id), SOME)
    return _timed(lambda: [run() for run in runs])[1] / len(runs)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy
