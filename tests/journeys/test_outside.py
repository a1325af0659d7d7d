"""Counts of outside schools from their list to the province: who pays, what is dissolved, what is mended."""

from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import outside, outside_register
from processes.acts.outside import Cell
from processes.acts.outside_register import Entry
from processes.acts.people import actor_named
from processes.records.outside import OtherCount, OtherCountChange, OtherSchool
from processes.records.units import Unit
from processes.reports.board import Wanted, board_below
from processes.reports.impact import Again, impact_of
from processes.terms import OUTSIDE_GRADES, Act, CountState, Grade, Reason, Role, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    CLOSES,
    FUNDER,
    PROVINCE,
    TOWN,
    World,
    accept_all,
    add_officer,
    add_round,
    close_all,
    confirm,
    open_round,
)
from tests.deeds import (
    ask,
    case_work,
    confirm_counts,
    confirm_outside,
    confirm_up_to_authorities,
    finish_recording,
    grant,
    outside_schools,
    record_counts,
    refused_for,
)

POLICE = ("1041680011", "1041680012")


def keep(world: World, code: str, payer: str, affiliation: str = "BPP") -> None:
    """The province enters a school into the register."""
    with world.office() as office:
        entry = Entry(f"โรงเรียนตำรวจตระเวนชายแดน {code[-1]}", affiliation, payer)
        outside_register.enter(office, actor_named(office, PROVINCE), code, entry)


def dissolve(world: World, code: str) -> None:
    with world.office() as office:
        school = office.session.scalars(select(OtherSchool).filter_by(code=code)).one()
        old = outside_register.entry_of(office, school)
        entry = Entry(old.name, old.affiliation, old.payer, "", date(2022, 10, 14), "ประกาศที่ 7/2565")
        outside_register.change(office, actor_named(office, PROVINCE), school, school.revision, entry)


def count(world: World, code: str, school: int, number: int) -> int:
    """Nine cells of one school."""
    cell = Cell(CountState.COUNTED, number)
    with case_work(world, code, code) as (office, actor, case):
        return outside.record_counts(office, actor, case, {(school, each): cell for each in OUTSIDE_GRADES})


def on_board(world: World, code: str) -> tuple[Standing, Standing]:
    """What the province's board says of an authority: its own stream, and the outside one."""
    with world.house.reading() as session:
        board = board_below(session, world.case(PROVINCE), Wanted(), date(2022, 10, 17))
    return next((row.standing, row.other_standing) for row in board.rows if row.code == code)


@pytest.mark.letter("F56", "F114")
def test_a_dissolved_school_is_confirmed_at_zero_and_never_asked_again(any_world: World) -> None:
    keep(any_world, POLICE[0], CITY)
    dissolve(any_world, "1041680001")
    gone, stays = sorted(outside_schools(any_world, CITY))
    count(any_world, CITY, stays, 7)
    finish_recording(any_world, CITY)
    with refused_for(Reason.COUNTS_BLANK):  # nothing written is not zero
        confirm_counts(any_world, CITY)

    count(any_world, CITY, gone, 0)
    confirm_counts(any_world, CITY)

    [signed] = any_world.confirmations(CITY, Stream.OTHER)
    assert signed.total == 9 * 7
    assert any_world.case(CITY).other_standing is Standing.CONFIRMED
    close_all(any_world)
    with any_world.office() as office:
        any_world.round_id = add_round(office, 3, CLOSES.replace(year=2023)).id
    open_round(any_world, CLOSES.replace(month=12))
    assert any_world.case(CITY).other_total == 1
    assert disagreements(any_world) == []


@pytest.mark.letter("F59", "F60", "F107")
def test_who_pays_border_police_schools_answers_for_every_one_of_them(any_world: World) -> None:
    for code in POLICE:
        keep(any_world, code, CITY)
    obec, first, second = sorted(outside_schools(any_world, CITY))
    for school in (obec, first):
        count(any_world, CITY, school, 5)
    finish_recording(any_world, CITY)
    with refused_for(Reason.COUNTS_BLANK):
        confirm_counts(any_world, CITY)

    count(any_world, CITY, second, 6)
    confirm_counts(any_world, CITY)

    [signed] = any_world.confirmations(CITY, Stream.OTHER)
    assert signed.total == 9 * (5 + 5 + 6)
    assert any_world.case(CITY).standing is Standing.NOT_STARTED  # its own units are another confirmation
    assert disagreements(any_world) == []


@pytest.mark.letter("F16", "F62", "F106")
def test_an_authority_without_a_unit_of_its_own_owes_the_counts_alone(any_world: World) -> None:
    assert any_world.items(FUNDER, Act.CONFIRM) == []
    assert any_world.case(FUNDER).standing is Standing.NOTHING_TO_CONFIRM

    confirm_outside(any_world, FUNDER, 4)

    assert on_board(any_world, FUNDER) == (Standing.NOTHING_TO_CONFIRM, Standing.CONFIRMED)
    assert [item.subject for item in any_world.items(PROVINCE, Act.REVIEW_UNIT)] == [
        any_world.case(FUNDER).unit.name
    ]
    assert on_board(any_world, TOWN)[1] is Standing.NOTHING_TO_CONFIRM  # it pays none, and is not held up
    assert disagreements(any_world) == []


def test_two_officers_fill_one_grid_and_every_cell_says_whose_it_is(any_world: World) -> None:
    with any_world.office() as office:
        city = office.session.scalars(select(Unit).filter_by(code=CITY)).one()
        add_officer(office, city, f"{CITY}-2", [Role.RESPONSIBLE])
    [school] = sorted(outside_schools(any_world, CITY))
    for username, grade, number in (
        (CITY, Grade.A1, 4),
        (f"{CITY}-2", Grade.A2, 6),
        (f"{CITY}-2", Grade.A1, 5),
    ):
        with case_work(any_world, username, CITY) as (office, actor, case):
            outside.record_counts(office, actor, case, {(school, grade): Cell(CountState.COUNTED, number)})

    with any_world.house.reading() as session:
        cells = {row.grade: (row.count, row.recorded_by) for row in session.scalars(select(OtherCount))}
        trail = [
            (row.was, row.became)
            for row in session.scalars(select(OtherCountChange).filter_by(grade=Grade.A1))
        ]
    second = any_world.actor(f"{CITY}-2").officer_id
    assert cells == {Grade.A1: (5, second), Grade.A2: (6, second)}
    assert trail == [("", "4"), ("4", "5")]
    assert any_world.items(CITY, Act.RECORD_COUNTS)[0].trouble == 7


@pytest.mark.letter("F58", "F63", "F76")
def test_whoever_asks_to_mend_counts_is_told_who_must_act_again_from_the_top_down(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    accept_all(any_world, PROVINCE)
    confirm(any_world, PROVINCE)
    assert on_board(any_world, CITY) == (Standing.CONFIRMED, Standing.CONFIRMED)
    asked = ask(any_world, CITY, Stream.OTHER)
    with any_world.house.reading() as session:
        case = any_world.case(CITY)
        impact = impact_of(session, case, Stream.OTHER, date(2022, 10, 17))
    assert [each.again for each in impact.hands] == [Again.MEND, Again.CONFIRM, Again.TAKE]
    assert (impact.before, len(impact.falls)) == (45, 2)
    with refused_for(Reason.CONFIRMED_ABOVE):  # from the top down: the department opens the province first
        grant(any_world, PROVINCE, asked)


@pytest.mark.letter("F58", "F63", "F102")
def test_the_board_follows_both_streams_while_counts_are_mended(any_world: World) -> None:
    confirm_up_to_authorities(any_world)

    grant(any_world, PROVINCE, ask(any_world, CITY, Stream.OTHER))

    assert on_board(any_world, CITY) == (Standing.CONFIRMED, Standing.REOPENED)
    record_counts(any_world, CITY, 6)
    finish_recording(any_world, CITY)
    confirm_counts(any_world, CITY)
    assert on_board(any_world, CITY) == (Standing.CONFIRMED, Standing.CONFIRMED)
    assert [each.total for each in any_world.confirmations(CITY, Stream.OTHER)] == [45, 54]
    assert disagreements(any_world) == []
