"""The register of outside schools: who keeps it, who pays, and what that does to a round that is on (4.2)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import outside_proposals, outside_register
from processes.acts.counter import UnknownItem
from processes.acts.outside_register import Entry
from processes.acts.people import actor_named
from processes.records.outside import OtherCount, OtherSchool
from processes.records.outside_lists import OutsideChange, OutsideListing
from processes.records.scope import Scope
from processes.records.units import Unit
from processes.reports.figures import blank_counts
from processes.reports.outside_grid import outside_grid
from processes.terms import Act, ChangeState, Reason, Refused, Standing, Tier
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    FUNDER,
    PROVINCE,
    TOWN,
    World,
    add_outside_school,
    add_round,
    close_all,
    open_round,
)
from tests.deeds import because, confirm_outside, number_of, record_counts, told

CODE = "1041680001"  # the city pays it
GONE = {"dissolved_on": date(2022, 10, 14), "dissolved_by": "ประกาศที่ 7/2565"}


def second_school(world: World, code: str = "1041680003") -> None:
    """The city pays two, so that one may go."""
    with world.office() as office:
        city = office.session.scalars(select(Unit).filter_by(code=CITY)).one()
        add_outside_school(office, city, code)


def put_right(world: World, username: str, code: str = CODE, **changes: object) -> ChangeState | None:
    with world.office() as office:
        school = office.session.scalars(select(OtherSchool).filter_by(code=code)).one()
        entry = replace(outside_register.entry_of(office, school), **changes)  # type: ignore[arg-type]
        actor = actor_named(office, username)
        return outside_register.change(office, actor, school, school.revision, entry)


def enter(world: World, username: str, code: str, payer: str) -> None:
    with world.office() as office:
        entry = Entry("โรงเรียนตำรวจตระเวนชายแดนบ้านนา", "BPP", payer)
        outside_register.enter(office, actor_named(office, username), code, entry)


def payer_of(world: World, code: str = CODE) -> str:
    with world.house.reading() as session:
        wanted = select(Unit.code).join(OtherSchool, OtherSchool.unit_id == Unit.id)
        return session.scalars(wanted.where(OtherSchool.code == code)).one()


def listed(world: World, round_id: int) -> set[tuple[str, str]]:
    """Who answers for which school in the round."""
    with world.house.reading() as session:
        wanted = (
            select(Unit.code, OtherSchool.code)
            .join(OutsideListing, OutsideListing.unit_id == Unit.id)
            .join(OtherSchool, OtherSchool.id == OutsideListing.school_id)
            .where(OutsideListing.round_id == round_id)
        )
        return {(payer, school) for payer, school in session.execute(wanted)}


def next_round(world: World) -> int:
    close_all(world)
    with world.office() as office:
        world.round_id = add_round(office, 3, CLOSES.replace(year=2023)).id
    open_round(world, CLOSES.replace(year=2022, month=12))
    return world.round_id


@pytest.mark.letter("F59", "F62")
def test_each_school_stands_on_the_list_of_who_pays_it_and_on_no_other(any_world: World) -> None:
    assert listed(any_world, any_world.round_id) == {(CITY, CODE), (FUNDER, "1041680002")}


@pytest.mark.letter("F114")
def test_a_dissolved_school_is_counted_in_its_round_and_left_out_of_the_next(any_world: World) -> None:
    put_right(any_world, PROVINCE, **GONE)
    assert (CITY, CODE) in listed(any_world, any_world.round_id)

    after = next_round(any_world)

    assert listed(any_world, after) == {(FUNDER, "1041680002")}
    assert any_world.case(CITY).other_standing is Standing.NOTHING_TO_CONFIRM
    with any_world.house.reading() as session:
        kept = session.scalars(select(OtherSchool).filter_by(code=CODE)).one()
        assert kept.dissolved_by == "ประกาศที่ 7/2565"
    assert number_of(any_world, OutsideChange, state=ChangeState.MADE) == 1


@pytest.mark.letter("F56")
def test_a_school_dissolved_in_mid_round_is_still_asked_for_and_confirmed(world: World) -> None:
    put_right(world, PROVINCE, **GONE)

    assert confirm_outside(world, CITY, number=0)
    assert world.case(CITY).other_standing is Standing.CONFIRMED


def test_another_payer_takes_over_with_all_that_was_counted(any_world: World) -> None:
    second_school(any_world)
    record_counts(any_world, CITY, 4)

    assert put_right(any_world, PROVINCE, payer=FUNDER) is ChangeState.MADE

    assert listed(any_world, any_world.round_id) >= {(FUNDER, CODE), (CITY, "1041680003")}
    city, funder = any_world.case(CITY), any_world.case(FUNDER)
    assert (city.other_total, funder.other_total) == (1, 2)
    assert number_of(any_world, OtherCount, unit_id=funder.unit_id) == 9
    assert any_world.items(FUNDER, Act.RECORD_COUNTS)[0].trouble == 9
    assert disagreements(any_world) == []


@pytest.mark.parametrize("confirmed", [CITY, FUNDER])
def test_who_pays_is_not_changed_while_counts_of_either_stand_confirmed(world: World, confirmed: str) -> None:
    second_school(world)
    confirm_outside(world, confirmed)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)) as caught:
        put_right(world, PROVINCE, payer=FUNDER)

    assert caught.value.details["unit"] == world.case(confirmed).unit.name
    assert payer_of(world) == CITY


def test_the_last_school_of_a_list_changes_hands_when_the_next_round_opens(any_world: World) -> None:
    assert put_right(any_world, PROVINCE, payer=FUNDER) is ChangeState.NEXT_ROUND
    assert payer_of(any_world) == CITY

    after = next_round(any_world)

    assert payer_of(any_world) == FUNDER
    assert listed(any_world, after) == {(FUNDER, CODE), (FUNDER, "1041680002")}


def test_a_later_word_on_who_pays_replaces_the_one_that_waits(world: World) -> None:
    put_right(world, PROVINCE, payer=FUNDER)
    put_right(world, PROVINCE, payer=TOWN)

    next_round(world)

    assert payer_of(world) == TOWN


def test_a_new_school_is_asked_for_at_once_where_its_payer_still_records(world: World) -> None:
    enter(world, PROVINCE, "1041680009", CITY)

    with world.house.reading() as session:
        case = world.case(CITY)
        assert sum(cells for _, cells in blank_counts(session, case.round_id, case.unit_id)) == 18
    assert world.items(CITY, Act.RECORD_COUNTS)[0].trouble == 18
    assert "outside_changed โรงเรียนตำรวจตระเวนชายแดนบ้านนา" in told(world, CITY)


@pytest.mark.letter("F106")
def test_an_authority_whose_list_was_empty_begins_with_the_next_round(world: World) -> None:
    enter(world, PROVINCE, "1041680009", TOWN)

    assert world.case(TOWN).other_standing is Standing.NOTHING_TO_CONFIRM
    assert (TOWN, "1041680009") not in listed(world, world.round_id)
    assert (TOWN, "1041680009") in listed(world, next_round(world))


def test_the_paying_authority_itself_and_a_stranger_do_not_keep_the_register(world: World) -> None:
    for username in (CITY, TOWN):
        with pytest.raises(Refused, check=because(Reason.NOT_THE_UNIT_ABOVE)):
            put_right(world, username, name="ชื่อใหม่")

    assert put_right(world, DEPARTMENT, name="ชื่อใหม่") is ChangeState.MADE


def test_a_code_is_given_once(world: World) -> None:
    for taken in (CODE, CITY):
        with pytest.raises(Refused, check=because(Reason.CODE_TAKEN)):
            enter(world, PROVINCE, taken, CITY)


def test_a_page_that_is_no_longer_true_changes_nothing(world: World) -> None:
    with world.office() as office:
        school = office.session.scalars(select(OtherSchool).filter_by(code=CODE)).one()
        entry = replace(outside_register.entry_of(office, school), name="อีกชื่อหนึ่ง")
        actor = actor_named(office, PROVINCE)
        with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
            outside_register.change(office, actor, school, 0, entry)


def propose(world: World, username: str = CITY, why: str = "ตามคำสั่ง", **changes: object) -> int:
    with world.office() as office:
        school = office.session.scalars(select(OtherSchool).filter_by(code=CODE)).one()
        entry = replace(outside_register.entry_of(office, school), **changes)  # type: ignore[arg-type]
        row = outside_proposals.propose(office, actor_named(office, username), school, CODE, entry, why)
        assert row is not None
        office.session.flush()
        return row.id


def decide(world: World, username: str, change_id: int, why: str = "") -> None:
    with world.office() as office:
        actor = actor_named(office, username)
        row = outside_proposals.proposal_for(office, actor, change_id)
        if why:
            outside_proposals.refuse(office, actor, row, why)
        else:
            outside_proposals.accept(office, actor, row)


def test_what_an_authority_proposes_lies_before_its_province_until_decided(any_world: World) -> None:
    proposed = propose(any_world, **GONE)
    assert len(any_world.items(PROVINCE, Act.KEEP_OUTSIDE_SCHOOL)) == 1

    decide(any_world, PROVINCE, proposed)

    assert any_world.items(PROVINCE, Act.KEEP_OUTSIDE_SCHOOL) == []
    with any_world.house.reading() as session:
        kept = session.scalars(select(OtherSchool).filter_by(code=CODE)).one()
        assert kept.dissolved_on == GONE["dissolved_on"]
    with pytest.raises(Refused, check=because(Reason.REQUEST_DECIDED)):
        decide(any_world, PROVINCE, proposed)
    assert disagreements(any_world) == []


def test_a_proposal_is_refused_with_a_reason_and_its_authority_is_told(world: World) -> None:
    proposed = propose(world, name="ชื่อที่ไม่ถูก")

    decide(world, PROVINCE, proposed, "ชื่อเดิมถูกแล้ว")

    assert any(each.startswith("outside_refused") for each in told(world, CITY))
    assert number_of(world, OutsideChange, state=ChangeState.REFUSED) == 1


def test_one_proposal_about_a_school_waits_at_a_time(world: World) -> None:
    propose(world, name="ก")

    with pytest.raises(Refused, check=because(Reason.REQUEST_UNDECIDED)):
        propose(world, name="ข")


def test_an_authority_proposes_for_its_own_schools_and_says_why(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_UNIT)):
        propose(world, TOWN, name="ก")
    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        propose(world, why=" ", name="ก")


def test_a_stranger_does_not_find_a_proposal_nor_decide_it(world: World) -> None:
    proposed = propose(world, name="ก")

    with pytest.raises(UnknownItem):
        decide(world, TOWN, proposed)
    with pytest.raises(Refused, check=because(Reason.NOT_THE_UNIT_ABOVE)):
        decide(world, CITY, proposed)


def test_a_new_school_may_be_proposed(world: World) -> None:
    with world.office() as office:
        entry = Entry("โรงเรียนบ้านใหม่", "OBEC", CITY)
        actor = actor_named(office, CITY)
        row = outside_proposals.propose(office, actor, None, "1041680010", entry, "เปิดใหม่")
        assert row is not None
        office.session.flush()
        proposed = row.id

    decide(world, PROVINCE, proposed)

    assert (CITY, "1041680010") in listed(world, world.round_id)


def test_the_last_rounds_numbers_follow_a_school_to_who_pays_it_now(world: World) -> None:
    second_school(world)
    record_counts(world, CITY, 40)
    put_right(world, PROVINCE, payer=TOWN)  # the town records nothing in this round, so it waits

    after = next_round(world)

    with world.house.reading() as session:
        town, city = world.case(TOWN), world.case(CITY)
        session.info["scope"] = Scope(Tier.LOCAL_AUTHORITY, town.unit_id)
        [moved] = outside_grid(session, after, town.unit_id)
        session.info["scope"] = Scope(Tier.LOCAL_AUTHORITY, city.unit_id)
        [left] = outside_grid(session, after, city.unit_id)
    assert (moved.school.code, moved.last_total) == (CODE, 360)
    assert (left.school.code, left.last_total) == ("1041680003", 360)
