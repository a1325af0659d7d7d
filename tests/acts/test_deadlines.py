"""Dates move by an act with a reason; cases, inboxes and receipts follow (F8, F9, F118)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from processes.acts import casework, deadlines, internal_deadlines
from processes.acts.deadlines import NewDates, Terms
from processes.acts.people import actor_named
from processes.records.notices import Notice
from processes.records.rounds import InternalDeadline, Retiming, Round, RoundChange, Window
from processes.records.timers import Timer
from processes.terms import IfReopened, Reason, Refused, Tier
from tests.agreement import disagreements
from tests.builders import (
    A_MOMENT,
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    DUE,
    MONDAY,
    PROVINCE,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    close_all,
    confirm_institution,
)
from tests.deeds import because, case_work, number_of, ring

A_DAY = timedelta(days=1)
THURSDAY = datetime(2022, 11, 3, 9, 30, tzinfo=DUE.tzinfo)
LATER = NewDates(DUE + A_DAY, CLOSES + A_DAY, "ว 2900", "ระบบขัดข้องหนึ่งวัน")


def change(
    world: World, tier: Tier = Tier.INSTITUTION, wish: NewDates = LATER, username: str = DEPARTMENT
) -> None:
    with world.office() as office:
        deadlines.change_deadline(office, actor_named(office, username), world.round_id, tier, wish)


def set_date(world: World, due_at: datetime | None, unit: str = "", username: str = CITY) -> None:
    unit_id = world.actor(unit).unit_id if unit else None
    with case_work(world, username, username) as (office, actor, case):
        internal_deadlines.set_internal_deadline(office, actor, case, due_at, unit_id)


def due_dates(world: World, code: str) -> set[datetime]:
    return {item.due_at for item in world.items(code)}


@pytest.mark.letter("F8", "F118")
def test_a_tiers_dates_move_with_its_inboxes_its_timers_and_a_notice_to_each(any_world: World) -> None:
    before = any_world.case(SCHOOL).next_due_at

    change(any_world)
    ring(any_world, MONDAY)

    assert due_dates(any_world, SCHOOL) == {DUE + A_DAY}
    assert due_dates(any_world, CITY) == {DUE}
    assert before is not None
    assert any_world.case(SCHOOL).next_due_at == before + A_DAY
    assert number_of(any_world, Notice, kind="deadline_changed") == 4
    assert disagreements(any_world) == []


@pytest.mark.letter("F118")
def test_what_the_dates_were_and_why_they_moved_is_kept(world: World) -> None:
    change(world)

    with world.house.reading() as session:
        changes = session.scalars(select(RoundChange).order_by(RoundChange.id)).all()
        window = session.scalars(select(Window).filter_by(tier=Tier.INSTITUTION)).one()
    assert [(each.field, each.was, each.reason) for each in changes] == [
        ("due_at", DUE.isoformat(), LATER.reason),
        ("closes_at", CLOSES.isoformat(), LATER.reason),
    ]
    assert (window.due_by, window.closes_by, window.opens_by) == ("ว 2900", "ว 2900", "L2")


def test_a_moved_close_locks_at_its_new_hour_by_itself(any_world: World) -> None:
    change(any_world)

    ring(any_world, CLOSES)
    confirm_institution(any_world, SCHOOL)
    ring(any_world, CLOSES + A_DAY)

    assert any_world.case(PROVINCE).ended_at == CLOSES
    assert any_world.case(SCHOOL).ended_at == CLOSES + A_DAY
    assert number_of(any_world, Timer, kind="close", state="done") == 2
    with any_world.house.reading() as session:
        assert session.get_one(Round, any_world.round_id).closed_at == CLOSES + A_DAY


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (NewDates(MONDAY - A_DAY, CLOSES, "ว 1", "why"), Reason.MOMENT_PAST),
        (NewDates(CLOSES + A_MOMENT, CLOSES, "ว 1", "why"), Reason.DATES_OUT_OF_ORDER),
        (NewDates(DUE, CLOSES + 400 * A_DAY, "ว 1", "why"), Reason.MOMENT_TOO_FAR),
        (NewDates(DUE + A_DAY, CLOSES + A_DAY, "ว 1", "  "), Reason.NO_REASON_GIVEN),
        (NewDates(DUE + A_DAY, CLOSES + A_DAY, "", "why"), Reason.NO_REASON_GIVEN),
    ],
)
def test_dates_that_cannot_be_are_refused(world: World, wish: NewDates, reason: Reason) -> None:
    with pytest.raises(Refused, check=because(reason)):
        change(world, wish=wish)

    assert number_of(world, RoundChange) == 0


def test_a_closed_window_is_not_moved(world: World) -> None:
    close_all(world)

    with pytest.raises(Refused, check=because(Reason.WINDOW_GONE)):
        change(world)


@pytest.mark.parametrize("username", [f"{DEPARTMENT}-2", PROVINCE, CITY, SCHOOL])
def test_only_an_administrator_of_the_department_moves_dates(world: World, username: str) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        change(world, username=username)


def test_the_same_dates_again_change_nothing(world: World) -> None:
    change(world, wish=NewDates(DUE, CLOSES, "ว 1", "why"))

    assert number_of(world, RoundChange) == number_of(world, Retiming) == 0


def test_the_terms_of_a_round_are_kept_with_what_they_were(world: World) -> None:
    terms = Terms(90, IfReopened.NOTHING, CLOSES + 60 * A_DAY, '{"E06": {"off": true}}')

    with world.office() as office:
        admin = actor_named(office, DEPARTMENT)
        deadlines.set_round_terms(office, admin, world.round_id, terms, "หนังสือ ว 3000")

    with world.house.reading() as session:
        round_ = session.get_one(Round, world.round_id)
        assert (round_.seen_percent, round_.if_reopened) == (90, IfReopened.NOTHING)
        assert round_.roll_open_until == CLOSES + 60 * A_DAY
    assert number_of(world, RoundChange) == 4


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (Terms(0, IfReopened.NOTHING, None, "{}"), Reason.TERMS_UNFIT),
        (Terms(101, IfReopened.NOTHING, None, "{}"), Reason.TERMS_UNFIT),
        (Terms(90, IfReopened.NOTHING, None, "[]"), Reason.TERMS_UNFIT),
        (Terms(90, IfReopened.NOTHING, None, '{"E9999": {"off": true}}'), Reason.TERMS_UNFIT),
        (Terms(90, IfReopened.NOTHING, MONDAY, "{}"), Reason.MOMENT_PAST),
    ],
)
def test_terms_that_do_not_fit_are_refused(world: World, terms: Terms, reason: Reason) -> None:
    with pytest.raises(Refused, check=because(reason)), world.office() as office:
        deadlines.set_round_terms(office, actor_named(office, DEPARTMENT), world.round_id, terms, "why")


@pytest.mark.letter("F9", "N14")
def test_an_authority_sets_a_date_and_hour_that_its_institutions_work_towards(any_world: World) -> None:
    set_date(any_world, THURSDAY)
    ring(any_world, MONDAY)

    assert due_dates(any_world, SCHOOL) == due_dates(any_world, CENTRE) == {THURSDAY}
    assert due_dates(any_world, TOWN_CENTRE) == due_dates(any_world, CITY) == {DUE}
    assert number_of(any_world, Notice, kind="internal_deadline") == 3
    assert disagreements(any_world) == []


@pytest.mark.letter("F9")
def test_a_date_for_one_school_comes_before_that_for_all(any_world: World) -> None:
    set_date(any_world, THURSDAY)
    set_date(any_world, THURSDAY + A_DAY, unit=SCHOOL)
    ring(any_world, MONDAY)

    assert due_dates(any_world, SCHOOL) == {THURSDAY + A_DAY}
    assert due_dates(any_world, CENTRE) == {THURSDAY}
    for code, due_at in ((SCHOOL, THURSDAY + A_DAY), (CENTRE, THURSDAY), (TOWN_CENTRE, DUE)):
        with case_work(any_world, code, code) as (office, _actor, case):
            assert casework.facts_of(office, case)["due_at"] == due_at


@pytest.mark.letter("N14")
def test_a_receipt_is_late_by_the_internal_date_though_the_tiers_is_not_over(any_world: World) -> None:
    set_date(any_world, THURSDAY)
    any_world.watch.now = THURSDAY + A_MOMENT

    confirm_institution(any_world, SCHOOL)

    [made] = any_world.confirmations(SCHOOL)
    assert made.due_at == THURSDAY < made.confirmed_at


def test_a_date_that_is_lifted_gives_the_tiers_back(world: World) -> None:
    set_date(world, THURSDAY)
    ring(world, MONDAY)

    set_date(world, None)
    ring(world, MONDAY)

    assert due_dates(world, SCHOOL) == {DUE}
    assert number_of(world, InternalDeadline) == 0


def test_a_tier_moved_forward_comes_before_an_internal_date(world: World) -> None:
    set_date(world, THURSDAY)

    change(world, wish=NewDates(THURSDAY - A_DAY, CLOSES, "ว 1", "why"))
    ring(world, MONDAY)

    assert due_dates(world, SCHOOL) == {THURSDAY - A_DAY}


def test_setting_the_same_date_twice_tells_nobody_twice(world: World) -> None:
    set_date(world, THURSDAY)
    set_date(world, THURSDAY)

    assert number_of(world, Retiming) == number_of(world, InternalDeadline) == 1


def test_an_internal_date_beyond_the_authoritys_own_is_refused(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.BEYOND_OWN_DUE)) as refusal:
        set_date(world, DUE + A_MOMENT)

    assert refusal.value.details["moment"] == DUE


def test_an_internal_date_in_the_past_or_after_the_close_is_refused(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.MOMENT_PAST)):
        set_date(world, MONDAY)
    close_all(world)
    with pytest.raises(Refused, check=because(Reason.WINDOW_GONE)):
        set_date(world, THURSDAY)


@pytest.mark.parametrize("username", [TOWN, PROVINCE, SCHOOL])
def test_only_the_authority_itself_sets_its_date(world: World, username: str) -> None:
    with (
        pytest.raises(Refused, check=because(Reason.NOT_YOUR_UNIT)),
        case_work(world, username, CITY) as (office, actor, case),
    ):
        internal_deadlines.set_internal_deadline(office, actor, case, THURSDAY)


def test_a_school_of_another_authority_gets_no_date(world: World) -> None:
    with pytest.raises(LookupError):
        set_date(world, THURSDAY, unit=TOWN_CENTRE)


def test_the_journal_names_who_set_which_date(world: World) -> None:
    set_date(world, THURSDAY)

    chain = world.case(CITY).chain_length
    assert chain == 1
    assert disagreements(world) == []
