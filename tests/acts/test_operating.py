"""One case operated by hand: it stands still and goes on, or its token goes where diagram and facts allow."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import clockwork, extending, operating, roll
from processes.acts.extending import Order
from processes.acts.people import actor_named
from processes.records.journal import JournalEntry
from processes.records.notices import Notice
from processes.terms import Act, Reason, Refused, Standing
from tests.acts.test_duplicates import claim, held, settle
from tests.acts.test_migrating import begin, publish
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    DUE,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN_CENTRE,
    World,
    close_all,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import (
    at_roll,
    case_work,
    confirm_outside,
    confirm_up_to_authorities,
    desk,
    number_of,
    refused_for,
    reopen,
    ring,
)

WHY = "ตรวจสอบข้อร้องเรียน"
REMINDED_AT = DUE - timedelta(hours=72)


def suspend(world: World, code: str = SCHOOL, username: str = DEPARTMENT, why: str = WHY) -> None:
    with case_work(world, username, code) as (office, actor, case):
        operating.suspend(office, actor, case, why)


def resume(world: World, code: str = SCHOOL, username: str = DEPARTMENT, why: str = WHY) -> None:
    with case_work(world, username, code) as (office, actor, case):
        operating.resume(office, actor, case, why)


def move(world: World, node_from: str, node_to: str, code: str = SCHOOL, username: str = DEPARTMENT) -> None:
    with case_work(world, username, code) as (office, actor, case):
        operating.move(office, actor, case, node_from, node_to, WHY)


def standing_at(world: World, code: str) -> list[str]:
    return sorted(pair.split(" ", 1)[1] for pair in world.case(code).tasks.split(";") if pair)


def notes(world: World, act: Act) -> list[dict[str, object]]:
    with world.house.reading() as session:
        found = session.scalars(select(JournalEntry).filter_by(act=act).order_by(JournalEntry.id))
        return [json.loads(each.details) for each in found]


def test_while_a_case_is_suspended_nobody_acts_upon_it_and_its_timers_wait(any_world: World) -> None:
    world = any_world
    others = len(world.items(SCHOOL))
    suspend(world)

    with refused_for(Reason.CASE_SUSPENDED) as no, desk(world, SCHOOL, world.item(SCHOOL, Act.VERIFY_ROLL)):
        pass
    with (
        refused_for(Reason.CASE_SUSPENDED),
        at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments),
    ):
        roll.mark(office, actor, case, enrolments, seen=True)
    ring(world, REMINDED_AT)
    about = {"case_id": world.case(SCHOOL).id, "kind": "remind_own"}
    waited = number_of(world, Notice, **about)
    resume(world)
    ring(world, world.watch.now)

    assert no.value.details["why"] == WHY
    assert no.value.details["officer_id"] == world.actor(DEPARTMENT).officer_id
    assert (waited, number_of(world, Notice, **about)) == (0, 1)
    assert len(world.items(SCHOOL)) == others
    assert [each["why"] for each in notes(world, Act.SUSPEND_CASE) + notes(world, Act.RESUME_CASE)] == [
        WHY,
        WHY,
    ]
    confirm_institution(world, SCHOOL)
    assert disagreements(world) == []


def test_a_gate_that_opens_meanwhile_is_gone_through_on_resuming(world: World) -> None:
    confirm_up_to_authorities(world)
    reopen(world, PROVINCE, CITY)
    suspend(world, CITY)

    with refused_for(Reason.CASE_SUSPENDED):
        reopen(world, PROVINCE, CITY)
    reopen(world, CITY, SCHOOL)
    with world.office() as office:
        swept = clockwork.regate(office)
    meanwhile = standing_at(world, CITY)
    resume(world, CITY)

    assert (swept, meanwhile, standing_at(world, CITY)) == (0, ["confirm"], ["review_unit"])
    assert disagreements(world) == []


def test_the_close_ends_a_suspended_case_and_an_extension_finds_it_suspended_still(world: World) -> None:
    suspend(world)
    close_all(world)
    ended = world.case(SCHOOL)

    with world.office() as office:
        order = Order(CLOSES + timedelta(days=1), "สถ 12/2565", WHY)
        extending.grant(office, actor_named(office, DEPARTMENT), world.round_id, [SCHOOL], order)
    ring(world, world.watch.now)
    with refused_for(Reason.CASE_SUSPENDED), desk(world, SCHOOL, world.item(SCHOOL, Act.VERIFY_ROLL)):
        pass
    resume(world)

    assert (ended.ended_at, ended.standing, world.items(SCHOOL) != []) == (CLOSES, Standing.MISSED, True)
    confirm_institution(world, SCHOOL)
    assert disagreements(world) == []


def test_a_suspended_case_follows_to_a_new_edition_and_stays_suspended(world: World) -> None:
    suspend(world)
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')

    begin(world, wish)
    ring(world, REMINDED_AT)

    case = world.case(SCHOOL)
    assert (case.edition_id, case.suspended_at is not None) == (wish.to_id, True)
    assert number_of(world, Notice, case_id=case.id, kind="remind_own") == 0


def test_a_token_that_is_moved_takes_the_work_along_and_the_case_walks_to_its_end(any_world: World) -> None:
    world = any_world
    verify_all_classes(world, SCHOOL)
    old = world.items(SCHOOL, Act.RECHECK_ROLL)[0]

    move(world, "recheck_roll", "confirm")
    laid_out = world.items(SCHOOL)
    move(world, "confirm", "recheck_roll")

    assert [(each.act, each.due_at) for each in laid_out] == [(Act.CONFIRM, old.due_at)]
    assert [each.id for each in world.items(SCHOOL, state="gone")] == [old.id, laid_out[0].id]
    noted = notes(world, Act.MOVE_TOKEN)[0]
    assert (noted["node"], noted["to"], noted["why"]) == ("recheck_roll", "confirm", WHY)
    assert disagreements(world) == []
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)
    close_all(world)
    assert disagreements(world) == []


def test_a_child_neither_leaves_nor_joins_the_roll_of_a_unit_whose_case_is_suspended(world: World) -> None:
    duplicate, before = claim(world), held(world, CENTRE)

    for code in (CENTRE, TOWN_CENTRE):
        suspend(world, code)
        with refused_for(Reason.CASE_SUSPENDED):
            settle(world, TOWN_CENTRE, duplicate)
        resume(world, code)
    settle(world, TOWN_CENTRE, duplicate)

    assert len(held(world, CENTRE)) == len(before) + 1
    assert disagreements(world) == []


def test_a_suspended_case_is_set_right_before_it_goes_on(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    suspend(world)

    move(world, "recheck_roll", "confirm")
    resume(world)

    assert confirm(world, SCHOOL)
    assert disagreements(world) == []


@pytest.mark.parametrize(
    ("code", "prepare", "node_from", "node_to", "reason"),
    [
        (SCHOOL, [], "verify_roll", "recheck_roll", Reason.LEARNERS_UNSEEN),
        (SCHOOL, [], "verify_roll", "confirm", Reason.LEARNERS_UNSEEN),
        (SCHOOL, [], "verify_roll", "check_report", Reason.NOT_CONFIRMED),
        (SCHOOL, [], "verify_roll", "verify_roll", Reason.ALREADY_AT_TASK),
        (SCHOOL, [], "verify_roll", "again", Reason.UNKNOWN_TASK),
        (SCHOOL, [], "verify_roll", "no\u0000such", Reason.UNKNOWN_TASK),
        (SCHOOL, [], "confirm", "recheck_roll", Reason.TASK_GONE),
        (SCHOOL, [verify_all_classes], "recheck_roll", "verify_roll", Reason.TASK_WOULD_NOT_HOLD),
        (
            SCHOOL,
            [verify_all_classes, recheck, confirm],
            "check_report",
            "confirm",
            Reason.ALREADY_CONFIRMED,
        ),
        (CITY, [], "review_unit", "record_counts", Reason.TASK_OF_ANOTHER_BRANCH),
        (CITY, [], "review_unit", "confirm", Reason.BELOW_OUTSTANDING),
        (CITY, [], "record_counts", "confirm_counts", Reason.COUNTS_BLANK),
        (CITY, [confirm_outside], "confirm_counts", "record_counts", Reason.TASK_GONE),
        (PROVINCE, [], "draw_sample", "record_finding", Reason.TASK_WOULD_NOT_HOLD),
    ],
)
def test_a_token_goes_nowhere_that_diagram_or_facts_contradict(
    world: World, code: str, prepare: list[object], node_from: str, node_to: str, reason: Reason
) -> None:
    for step in prepare:
        step(world, code)  # type: ignore[operator]
    before = world.case(code).revision

    with refused_for(reason):
        move(world, node_from, node_to, code)
    with case_work(world, DEPARTMENT, code) as (office, _actor, case):
        foreseen = operating.obstacle_to_move(office, case, node_from, node_to)

    assert foreseen is reason
    assert world.case(code).revision == before


def test_the_ways_offered_say_of_every_other_task_whether_it_may_be_moved_to(world: World) -> None:
    verify_all_classes(world, SCHOOL)

    with case_work(world, DEPARTMENT, SCHOOL) as (office, _actor, case):
        ref = case.tasks.split(" ")[0]
        ways = operating.can_move(office, case, ref)

    assert [(each.node, each.refusal and each.refusal.reason) for each in ways] == [
        ("verify_roll", Reason.TASK_WOULD_NOT_HOLD),
        ("confirm", None),
        ("check_report", Reason.NOT_CONFIRMED),
    ]


def test_what_cannot_be_done_is_refused_and_changes_nothing(world: World) -> None:
    with refused_for(Reason.NOT_YOUR_ROLE):
        suspend(world, username=PROVINCE)
    with refused_for(Reason.NO_REASON_GIVEN):
        suspend(world, why=" \n")
    with refused_for(Reason.CASE_NOT_SUSPENDED):
        resume(world)
    suspend(world, why="ก" * 100_000)
    with refused_for(Reason.CASE_SUSPENDED):
        suspend(world)
    assert len(world.case(SCHOOL).suspended_why or "") == operating.LONGEST_REASON
    resume(world)
    close_all(world)

    with refused_for(Reason.CASE_ENDED):
        suspend(world)
    with refused_for(Reason.CASE_ENDED):
        move(world, "verify_roll", "recheck_roll")
    assert world.case(SCHOOL).suspended_at is None


def test_of_two_administrators_at_once_one_suspends_and_the_task_looked_at_may_be_gone(
    any_world: World,
) -> None:
    world = any_world
    verify_all_classes(world, SECOND_SCHOOL)
    ref = world.case(SECOND_SCHOOL).tasks.split(" ")[0]
    recheck(world, SECOND_SCHOOL)

    def tries(_turn: int) -> Reason | None:
        try:
            suspend(world)
        except Refused as refusal:
            return refusal.reason
        return None

    with ThreadPoolExecutor(2) as pool:
        answers = set(pool.map(tries, range(2)))
    with (
        refused_for(Reason.TASK_GONE),
        case_work(world, DEPARTMENT, SECOND_SCHOOL) as (office, actor, case),
    ):
        operating.move_from(office, actor, case, ref, "recheck_roll", WHY)

    assert answers == {None, Reason.CASE_SUSPENDED}
    assert len(notes(world, Act.SUSPEND_CASE)) == 1
