"""An order of the department lets named units record beyond the close, and ends by itself (X5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import clockwork, closing, extending
from processes.acts.extending import Order
from processes.acts.people import actor_named
from processes.records.closing import ClosingLine
from processes.records.notices import Notice
from processes.records.rounds import Extension, Round, Window
from processes.records.units import Unit
from processes.reports.windows import window_of
from processes.terms import Act, Reason, Refused, Standing, Stream, Tier
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
    SECOND_SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    close_all,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import because, confirm_up_to_province, look_for, number_of, reopen, ring

A_DAY = timedelta(days=1)
UNTIL = CLOSES + 3 * A_DAY
LINE = frozenset({Tier.INSTITUTION, Tier.LOCAL_AUTHORITY, Tier.PROVINCE})
ALONE = Order(UNTIL, "สถ 12/2565", "น้ำท่วมทั้งอำเภอ")
WITH_THOSE_ABOVE = Order(UNTIL, "สถ 12/2565", "น้ำท่วมทั้งอำเภอ", LINE)


def extend(world: World, *codes: str, order: Order = ALONE, username: str = DEPARTMENT) -> None:
    with world.office() as office:
        extending.grant(office, actor_named(office, username), world.round_id, codes, order)
    with world.house.office() as office:
        while clockwork.run_one_timer(office):
            pass


def lines(world: World, code: str, stream: Stream = Stream.OWN) -> list[tuple[int, Standing, int | None]]:
    with world.house.reading() as session:
        wanted = select(ClosingLine).join(Unit, Unit.id == ClosingLine.unit_id).where(Unit.code == code)
        wanted = wanted.where(ClosingLine.stream == stream).order_by(ClosingLine.version)
        return [(line.version, line.standing, line.total) for line in session.scalars(wanted)]


@pytest.mark.letter("X5")
def test_before_the_close_the_units_case_runs_on_and_is_told_when_the_extension_ends(
    any_world: World,
) -> None:
    extend(any_world, SCHOOL)

    ring(any_world, CLOSES)
    running = any_world.case(SCHOOL).ended_at
    confirm_institution(any_world, SCHOOL)
    ring(any_world, UNTIL)

    assert running is None
    assert any_world.case(CENTRE).ended_at == CLOSES
    assert any_world.case(SCHOOL).ended_at == UNTIL
    assert lines(any_world, SCHOOL) == [(1, Standing.CONFIRMED, 5)]
    assert disagreements(any_world) == []


@pytest.mark.letter("X5")
def test_after_the_close_a_unit_goes_on_where_it_stood(any_world: World) -> None:
    verify_all_classes(any_world, SCHOOL)
    ring(any_world, CLOSES)

    any_world.watch.now = CLOSES + A_DAY
    extend(any_world, SCHOOL)
    case = any_world.case(SCHOOL)
    recheck(any_world, SCHOOL)
    confirm(any_world, SCHOOL)

    assert (case.ended_at, case.standing) == (None, Standing.IN_PROGRESS)
    assert any_world.items(SCHOOL, Act.CHECK_REPORT)[0].due_at == UNTIL
    assert any_world.confirmations(SCHOOL)[0].due_at == UNTIL
    assert any_world.case(CENTRE).ended_at == CLOSES
    assert any_world.case(CITY).units_confirmed == 1
    assert number_of(any_world, Notice, kind="extension_granted") == 1
    assert disagreements(any_world) == []


@pytest.mark.letter("X5")
def test_the_close_of_an_extension_writes_a_new_version_and_leaves_the_first(any_world: World) -> None:
    close_all(any_world)
    any_world.watch.now = CLOSES + A_DAY
    extend(any_world, SCHOOL)
    confirm_institution(any_world, SCHOOL)

    ring(any_world, UNTIL)
    ring(any_world, UNTIL + A_DAY)

    assert lines(any_world, SCHOOL) == [(1, Standing.MISSED, None), (2, Standing.CONFIRMED, 5)]
    assert lines(any_world, CENTRE) == [(1, Standing.MISSED, None)]
    with any_world.house.reading() as session:
        assert session.get_one(Round, any_world.round_id).closed_at == CLOSES
    assert disagreements(any_world) == []


@pytest.mark.letter("X5")
def test_the_tiers_above_are_carried_along_and_confirm_too(any_world: World) -> None:
    for code in (SECOND_SCHOOL, CENTRE, TOWN_CENTRE):
        confirm_institution(any_world, code)
    close_all(any_world)
    any_world.watch.now = CLOSES + A_DAY

    extend(any_world, SCHOOL, order=WITH_THOSE_ABOVE)
    confirm_institution(any_world, SCHOOL)
    accept_all(any_world, CITY)
    confirm(any_world, CITY)
    ring(any_world, UNTIL)

    assert any_world.case(TOWN).ended_at == CLOSES
    assert any_world.case(CITY).standing is Standing.CONFIRMED
    assert lines(any_world, CITY)[-1] == (2, Standing.CONFIRMED, 11 - 2)
    assert lines(any_world, PROVINCE)[-1][:2] == (2, Standing.MISSED)
    assert disagreements(any_world) == []


def test_a_subtree_takes_the_units_below_with_it(any_world: World) -> None:
    close_all(any_world)
    any_world.watch.now = CLOSES + A_DAY

    extend(any_world, CITY, order=Order(UNTIL, "สถ 12", "why", frozenset({Tier.INSTITUTION})))

    open_ = {code for code in (SCHOOL, CENTRE, CITY, TOWN, PROVINCE) if not any_world.case(code).ended_at}
    assert open_ == {SCHOOL, CENTRE, CITY}
    assert disagreements(any_world) == []


def test_who_had_confirmed_everything_still_has(any_world: World) -> None:
    confirm_up_to_province(any_world)
    close_all(any_world)
    any_world.watch.now = CLOSES + A_DAY

    extend(any_world, SCHOOL, order=WITH_THOSE_ABOVE)

    for code in (SCHOOL, CITY, PROVINCE):
        assert any_world.case(code).standing is Standing.CONFIRMED
        assert any_world.items(code, Act.CONFIRM) == []
    reopen(any_world, DEPARTMENT, PROVINCE)
    assert any_world.case(PROVINCE).standing is Standing.REOPENED
    assert disagreements(any_world) == []


@pytest.mark.letter("X5", "F5")
def test_an_extension_locks_at_its_instant_though_no_clock_runs(any_world: World) -> None:
    close_all(any_world)
    any_world.watch.now = CLOSES + A_DAY
    extend(any_world, SCHOOL)

    any_world.watch.now = UNTIL - A_MOMENT
    look_for(any_world, SCHOOL, SCHOOL, [0])
    any_world.watch.now = UNTIL
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)) as refusal:
        look_for(any_world, SCHOOL, SCHOOL, [1])

    assert refusal.value.details["moment"] == UNTIL
    with any_world.house.reading() as session:
        own = session.scalars(select(Window).where(Window.unit_id.is_not(None))).one()
        assert own.closed_at == UNTIL
    any_world.watch.now = UNTIL - A_DAY
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        look_for(any_world, SCHOOL, SCHOOL, [1])


def test_an_extension_that_ran_out_before_the_clock_came_round_lets_nobody_in(world: World) -> None:
    close_all(world)
    world.watch.now = CLOSES + A_DAY
    with world.office() as office:
        extending.grant(office, actor_named(office, DEPARTMENT), world.round_id, [SCHOOL], ALONE)

    ring(world, UNTIL)

    assert world.case(SCHOOL).ended_at == CLOSES
    assert lines(world, SCHOOL) == [(1, Standing.MISSED, None)]
    assert disagreements(world) == []


def test_a_longer_extension_follows_a_shorter_one(any_world: World) -> None:
    extend(any_world, SCHOOL)
    extend(any_world, SCHOOL, order=Order(UNTIL + A_DAY, "สถ 13", "why"))

    ring(any_world, UNTIL)
    confirm_institution(any_world, SCHOOL)
    ring(any_world, UNTIL + A_DAY)

    assert lines(any_world, SCHOOL) == [(1, Standing.CONFIRMED, 5)]
    with any_world.house.reading() as session:
        school = session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        window = window_of(session, Tier.INSTITUTION, school.id)
    assert window is not None
    assert window.closes_at == UNTIL + A_DAY


def test_a_case_told_of_the_close_while_the_order_was_on_its_way_goes_on(world: World) -> None:
    with world.office(CLOSES - A_MOMENT) as office:
        extending.grant(office, actor_named(office, DEPARTMENT), world.round_id, [SCHOOL], ALONE)
    with world.office(CLOSES) as office:
        closing.close_all_due(office)
        case = office.lock_case(world.case(SCHOOL).id)
        case.ended_at = office.now  # as a batch that began before the order was kept would leave it

    ring(world, CLOSES)

    assert world.case(SCHOOL).ended_at is None


@pytest.mark.parametrize(
    ("codes", "order", "reason"),
    [
        ([SCHOOL], Order(MONDAY, "ว 1", "why"), Reason.MOMENT_PAST),
        ([SCHOOL], Order(MONDAY + 367 * A_DAY, "ว 1", "why"), Reason.MOMENT_TOO_FAR),
        ([SCHOOL], Order(UNTIL, " ", "why"), Reason.NO_REASON_GIVEN),
        ([SCHOOL], Order(UNTIL, "ว 1", " "), Reason.NO_REASON_GIVEN),
        ([SCHOOL], Order(CLOSES, "ว 1", "why"), Reason.ALREADY_EXTENDED),
        ([SCHOOL], Order(DUE, "ว 1", "why"), Reason.ALREADY_EXTENDED),
        ([SCHOOL, "399999999"], ALONE, Reason.UNKNOWN_UNIT),
        ([DEPARTMENT], ALONE, Reason.UNKNOWN_UNIT),
        ([], ALONE, Reason.UNKNOWN_UNIT),
        ([str(number) for number in range(501)], ALONE, Reason.UNKNOWN_UNIT),
    ],
)
def test_what_cannot_be_granted_is_refused_as_a_whole(
    world: World, codes: list[str], order: Order, reason: Reason
) -> None:
    with pytest.raises(Refused, check=because(reason)):
        extend(world, *codes, order=order)

    assert number_of(world, Extension) == 0


def test_the_same_extension_twice_is_refused(world: World) -> None:
    extend(world, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.ALREADY_EXTENDED)) as refusal:
        extend(world, SCHOOL)

    assert refusal.value.details["moment"] == UNTIL
    assert number_of(world, Extension) == 1


@pytest.mark.parametrize("username", [f"{DEPARTMENT}-2", PROVINCE, CITY, SCHOOL])
def test_only_an_administrator_of_the_department_extends(world: World, username: str) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        extend(world, SCHOOL, username=username)
