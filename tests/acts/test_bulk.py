"""Doing one thing to many cases: tried without effect, begun deliberately, decided again for each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import bulk, bulk_batches, clockwork, operating
from processes.acts.bulk import Wish
from processes.records.journal import JournalEntry
from processes.records.operations import Operation, OperationCase
from processes.records.timers import Timer
from processes.reports.operations import Wanted
from processes.terms import Act, Condition, Fate, OperationKind, Reason, Tier
from tests.builders import (
    CENTRE,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN_CENTRE,
    World,
    verify_all_classes,
)
from tests.deeds import number_of, refused_for, ring

WHY = "ตรวจสอบข้อร้องเรียน"
OTHER_ADMINISTRATOR = f"{DEPARTMENT}-3"
INSTITUTIONS = (SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE)


def institutions(world: World, **narrowed: object) -> Wanted:
    return Wanted(world.round_id, tier=Tier.INSTITUTION, **narrowed)  # type: ignore[arg-type]


def tried(world: World, wish: Wish, username: str = DEPARTMENT) -> int:
    """The operation, once the clock has tried it on every case."""
    actor = world.actor(username)
    with world.office() as office:
        operation_id = bulk.prepare(office, actor, wish).id
    ring(world, world.watch.now)
    return operation_id


def begin(world: World, operation_id: int, number: int, username: str = DEPARTMENT, why: str = WHY) -> None:
    actor = world.actor(username)
    with world.office() as office:
        bulk.begin(office, actor, office.session.get_one(Operation, operation_id), why, number)


def steer(world: World, operation_id: int, deed: object) -> None:
    actor = world.actor(DEPARTMENT)
    with world.office() as office:
        deed(office, actor, office.session.get_one(Operation, operation_id))  # type: ignore[operator]


def operation(world: World, operation_id: int) -> Operation:
    with world.house.reading() as session:
        return session.get_one(Operation, operation_id)


def suspended(world: World) -> set[str]:
    return {code for code in INSTITUTIONS if world.case(code).suspended_at is not None}


def fates(world: World, operation_id: int) -> dict[Fate, int]:
    with world.house.reading() as session:
        found = session.scalars(select(OperationCase.fate).filter_by(operation_id=operation_id)).all()
    return {fate: found.count(fate) for fate in set(found)}


def suspend_alone(world: World, code: str) -> None:
    actor, case_id = world.actor(DEPARTMENT), world.case(code).id
    with world.office() as office:
        operating.suspend(office, actor, office.lock_case(case_id), WHY)


def test_it_is_tried_without_effect_and_then_done_to_those_that_were_found(any_world: World) -> None:
    world = any_world
    suspend_alone(world, CENTRE)

    operation_id = tried(world, Wish(OperationKind.SUSPEND, institutions(world)))
    found = operation(world, operation_id)
    assert (found.total, found.fit, found.unfit) == (4, 3, 1)
    assert suspended(world) == {CENTRE}

    begin(world, operation_id, 3)
    ring(world, world.watch.now)

    found = operation(world, operation_id)
    assert (found.done, found.refused, found.done_at is not None) == (3, 0, True)
    assert suspended(world) == set(INSTITUTIONS)
    with world.house.reading() as session:
        told = session.scalars(select(JournalEntry.act).filter_by(act=Act.BULK_OPERATION)).all()
    assert len(told) == 2


def test_a_case_is_decided_again_at_its_turn_and_nobody_is_added(any_world: World) -> None:
    world = any_world
    suspend_alone(world, CENTRE)
    wanted = institutions(world, condition=Condition.RUNNING)
    operation_id = tried(world, Wish(OperationKind.SUSPEND, wanted))
    actor, case_id = world.actor(DEPARTMENT), world.case(CENTRE).id
    with world.office() as office:
        operating.resume(office, actor, office.lock_case(case_id), WHY)
    suspend_alone(world, SCHOOL)

    begin(world, operation_id, 3)
    ring(world, world.watch.now)

    assert fates(world, operation_id) == {Fate.DONE: 2, Fate.REFUSED: 1}
    assert suspended(world) == {SCHOOL, SECOND_SCHOOL, TOWN_CENTRE}


def test_the_close_goes_before_whatever_is_left_of_an_operation(world: World) -> None:
    operation_id = tried(world, Wish(OperationKind.SUSPEND, institutions(world)))
    begin(world, operation_id, 4)

    world.watch.now = CLOSES
    with world.office() as office:
        bulk_batches.run_batch(office, operation_id)

    assert fates(world, operation_id) == {Fate.REFUSED: 4}
    assert suspended(world) == set()


def test_tokens_move_where_each_case_lets_them(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    edition_id = world.case(SCHOOL).edition_id
    wanted = institutions(world, edition_id=edition_id, node="recheck_roll")

    nowhere = tried(world, Wish(OperationKind.MOVE, wanted, "no_such_task"), OTHER_ADMINISTRATOR)
    operation_id = tried(world, Wish(OperationKind.MOVE, wanted, "confirm"))
    assert (fates(world, nowhere), fates(world, operation_id)) == ({Fate.UNFIT: 1}, {Fate.FIT: 1})
    assert "recheck_roll" in world.case(SCHOOL).tasks

    begin(world, operation_id, 1)
    ring(world, world.watch.now)

    assert fates(world, operation_id) == {Fate.DONE: 1}
    assert "confirm" in world.case(SCHOOL).tasks


def test_failed_work_is_tried_again_where_there_is_some(world: World) -> None:
    case_id = world.case(SCHOOL).id
    for _ in range(clockwork.MOST_TRIES):
        with world.office() as office:
            clockwork.set_aside(office, case_id, "BadExpression: no such word")
    wanted = institutions(world, condition=Condition.INCIDENT)

    operation_id = tried(world, Wish(OperationKind.RETRY, wanted))
    begin(world, operation_id, 1)
    with world.office() as office:
        bulk_batches.run_batch(office, operation_id)

    assert fates(world, operation_id) == {Fate.DONE: 1}
    assert number_of(world, Timer, kind="case", state="pending", tries=0) == 1
    with refused_for(Reason.NO_CASE_FITS):
        tried(world, Wish(OperationKind.RETRY, institutions(world, condition=Condition.SUSPENDED)))


def test_it_stops_when_paused_goes_on_and_leaves_the_rest_for_good(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_batches, "BATCH", 1)
    operation_id = tried(world, Wish(OperationKind.SUSPEND, institutions(world)))
    for seconds in range(1, 8):
        ring(world, world.watch.now + timedelta(seconds=seconds))
    begin(world, operation_id, 4)
    with world.office() as office:
        bulk_batches.run_batch(office, operation_id)

    steer(world, operation_id, bulk.pause)
    ring(world, world.watch.now + timedelta(seconds=1))
    assert operation(world, operation_id).done == 1
    steer(world, operation_id, bulk.resume)
    with world.office() as office:
        bulk_batches.run_batch(office, operation_id)
    steer(world, operation_id, bulk.stop)
    ring(world, world.watch.now + timedelta(seconds=1))

    assert fates(world, operation_id) == {Fate.DONE: 2, Fate.LEFT: 2}
    assert len(suspended(world)) == 2


def test_it_begins_once_by_the_number_with_a_reason_and_alone_in_its_round(world: World) -> None:
    wish = Wish(OperationKind.SUSPEND, institutions(world))
    mine, theirs = tried(world, wish), tried(world, wish, OTHER_ADMINISTRATOR)

    with refused_for(Reason.NUMBER_DIFFERS):
        begin(world, mine, 5)
    with refused_for(Reason.NO_REASON_GIVEN):
        begin(world, mine, 4, why=" ")
    begin(world, mine, 4)
    begin(world, mine, 4)
    with refused_for(Reason.OPERATION_UNDER_WAY):
        begin(world, theirs, 4, OTHER_ADMINISTRATOR)
    ring(world, world.watch.now)

    assert operation(world, mine).done == 4
    assert number_of(world, JournalEntry, act=Act.SUSPEND_CASE) == 4
    with refused_for(Reason.STALE_PAGE):
        begin(world, mine, 4, OTHER_ADMINISTRATOR)


def test_only_administrators_of_the_department_try_and_a_new_trial_takes_the_place_of_the_last(
    world: World,
) -> None:
    wish = Wish(OperationKind.SUSPEND, institutions(world))

    with refused_for(Reason.NOT_YOUR_ROLE):
        tried(world, wish, PROVINCE)
    tried(world, wish)
    last = tried(world, wish)

    assert number_of(world, Operation) == 1
    steer(world, last, bulk.drop)
    assert number_of(world, Operation) == number_of(world, OperationCase) == 0


def test_a_case_that_breaks_down_holds_nobody_up(world: World) -> None:
    operation_id = tried(world, Wish(OperationKind.SUSPEND, institutions(world)))
    begin(world, operation_id, 4)
    ring(world, world.watch.now)
    resuming = tried(world, Wish(OperationKind.RESUME, institutions(world)))
    with world.office() as office:
        office.lock_case(world.case(SCHOOL).id).awaits = "no_such_message"

    begin(world, resuming, 4)
    ring(world, world.watch.now)

    assert fates(world, resuming) == {Fate.DONE: 3, Fate.REFUSED: 1}
    assert suspended(world) == {SCHOOL}
    assert number_of(world, OperationCase, obstacle=Reason.CASE_FAILED) == 1
