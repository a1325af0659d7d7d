"""Many officers at once: one wins, the others are told; nothing is written after the close, nothing lost."""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from config.wiring import House
from processes.acts import closing, confirming, roll
from processes.acts.confirming import Attestation
from processes.acts.office import Office
from processes.records.journal import JournalEntry
from processes.records.learners import Classroom
from processes.rules.identity import Identity
from processes.terms import Act, IdentityKind, Reason, Refused, Sex
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CITY,
    FUNDER,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN_CENTRE,
    World,
    citizen_number,
    mark_class,
    recheck,
    verify_all_classes,
)
from tests.deeds import case_work, desk, look_for
from tests.journeys.crowd import Officer, open_for, place_of, start, write_until_closed

# The first is longer: each process meets its statements for the first time. A long run sets RUNS=50.
RUNS = int(os.environ.get("RUNS", "10"))
LENGTHS = [timedelta(seconds=2), *[timedelta(milliseconds=300)] * (RUNS - 1)]
CROWD = (
    *[Officer(f"{SCHOOL}-2", SCHOOL, "marks")] * 3,
    *[Officer(SCHOOL, SCHOOL, "marks")] * 2,
    *[Officer(SECOND_SCHOOL, SECOND_SCHOOL, "marks")] * 3,
    *[Officer(TOWN_CENTRE, TOWN_CENTRE, "marks")] * 2,
    *[Officer(CITY, CITY, "counts")] * 2,
    *[Officer(FUNDER, FUNDER, "counts")] * 2,
    *[Officer(CENTRE, CENTRE, "confirms")] * 2,
)

pytestmark = pytest.mark.slow


def at_once(threads: int, work: Callable[[], object]) -> Counter[str]:
    """What became of the same work done by several threads at one moment."""
    barrier, ends = threading.Barrier(threads), Counter[str]()

    def run() -> None:
        barrier.wait()
        try:
            work()
            ends["kept"] += 1
        except Refused as refusal:
            ends[refusal.reason] += 1

    crowd = [threading.Thread(target=run) for _ in range(threads)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return ends


def test_of_two_officers_who_finish_one_task_one_wins_and_the_other_is_told(any_world: World) -> None:
    for place, item in enumerate(any_world.items(SCHOOL, Act.VERIFY_ROLL)):
        look_for(any_world, SCHOOL, SCHOOL, [[0, 1, 2], [3, 4]][place])
        names = iter([SCHOOL, f"{SCHOOL}-{2 + place}"])

        def finish(item_id: int = item.id, names: object = names) -> None:
            with desk(any_world, next(names), item_id) as (office, actor, picked):  # type: ignore[call-overload]
                roll.verify_class(office, actor, picked)

        assert at_once(2, finish) == {"kept": 1, Reason.DONE_BY_ANOTHER: 1}
    assert len(any_world.items(SCHOOL, Act.RECHECK_ROLL)) == 1
    assert disagreements(any_world) == []


def test_a_confirmation_sent_four_times_at_once_is_kept_once(any_world: World) -> None:
    for item in any_world.items(CENTRE, Act.VERIFY_ROLL):
        mark_class(any_world, CENTRE, item.id)
    recheck(any_world, CENTRE)
    for version in range(1, 21):
        item_id = any_world.item(CENTRE, Act.CONFIRM)

        def send(item_id: int = item_id) -> None:
            with desk(any_world, CENTRE, item_id) as (office, actor, item):
                confirming.confirm(office, actor, item, Attestation("", item.case.figures_version))

        ends = at_once(4, send)
        assert ends["kept"] == 1
        assert ends["kept"] + ends[Reason.DONE_BY_YOU] + ends[Reason.STALE_PAGE] == 4
        assert [each.version for each in any_world.confirmations(CENTRE)] == list(range(1, version + 1))
        with desk(any_world, CENTRE, any_world.item(CENTRE, Act.CHECK_REPORT)) as (office, actor, item):
            confirming.check_report(office, actor, item, "missing")
        recheck(any_world, CENTRE)
    assert disagreements(any_world) == []


def test_two_units_that_admit_one_number_at_once_end_with_one_learner(any_world: World) -> None:
    particulars = roll.Particulars(
        "ด.ช.", "ทดสอบ", "ตัวอย่าง", Sex.MALE, None, Identity(IdentityKind.CITIZEN, citizen_number(900))
    )
    units = iter([SCHOOL, SECOND_SCHOOL])

    def admit(units: object = units) -> None:
        code = next(units)  # type: ignore[call-overload]
        with case_work(any_world, code, code) as (office, actor, case):
            classroom = office.session.scalars(select(Classroom).filter_by(unit_id=case.unit_id)).first()
            assert classroom is not None
            roll.admit(office, actor, case, classroom, particulars)

    assert at_once(2, admit) == {"kept": 1, Reason.ALREADY_ON_A_ROLL: 1}
    assert disagreements(any_world) == []


@pytest.mark.letter("F5", "F101", "N4")
def test_sixteen_writers_across_the_close_lose_nothing_and_write_nothing_late(any_world: World) -> None:
    verify_all_classes(any_world, CENTRE)
    house = place_of(any_world).open()
    crowd = [start(write_until_closed, place_of(any_world), officer) for officer in CROWD]
    receipts: set[str] = set()
    try:
        assert {pipe.recv() for _, pipe in crowd} == {"ready"}
        for length in LENGTHS:
            before = written(house)
            closes_at = open_for(house, length)
            for _, pipe in crowd:
                pipe.send(True)
            at_the_close = close_when_due(house, closes_at)
            kept = [each for _, pipe in crowd for each in handed_in(pipe)]

            after = written(house)
            assert len(kept) == len(set(kept))
            assert len(after) - len(before) == len(kept)
            assert at_the_close == len(after)
            assert all(made_at < closes_at for made_at in after.values())
            assert {each for each in kept if each.startswith("case:")} <= after.keys()
            receipts |= {each for each in kept if each.startswith("LEC-")}
        assert receipts == {each.number for each in any_world.confirmations(CENTRE)} > set()
    finally:
        for process, pipe in crowd:
            pipe.send(False)
            process.join(5)
        house.database.engine.dispose()
    assert disagreements(any_world) == []


def handed_in(pipe: object) -> list[str]:
    found = pipe.recv()  # type: ignore[attr-defined]
    if isinstance(found, Exception):
        raise found
    return found


def close_when_due(house: House, closes_at: datetime) -> int:
    """Close at the hour, unless a refused writer did already; returns how much was written by then."""
    while True:
        time.sleep(0.002)
        with house.office() as office:
            if office.now >= closes_at:
                closing.close_all_due(office)
                return len(entries(office))


def entries(office: Office) -> dict[str, datetime]:
    # A report without the numbers is two entries of one act.
    wanted = select(JournalEntry).where(
        JournalEntry.chain.startswith("case:"), JournalEntry.act != Act.WITHDRAW
    )
    return {f"{each.chain} {each.position}": each.made_at for each in office.session.scalars(wanted)}


def written(house: House) -> dict[str, datetime]:
    """Everything that officers wrote, by its place in the journal."""
    with house.office() as office:
        return entries(office)
