"""Correcting what was confirmed: asked from below, withdrawn from the top down (letter 8, 4.2 (4))."""

import pytest

from processes.acts import roll
from processes.records.cases import WorkItem
from processes.terms import Act, Decision, LeavingReason, Reason, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    FUNDER,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    accept_all,
    check_report,
    confirm,
    confirm_institution,
    recheck,
)
from tests.deeds import (
    CHANGES,
    INSTITUTIONS,
    WHY,
    ask,
    at_roll,
    confirm_authority,
    confirm_counts,
    confirm_outside,
    confirm_up_to_authorities,
    confirm_up_to_province,
    finish_recording,
    grant,
    look_for,
    record_counts,
    refuse,
    refused_for,
    reopen,
    request,
)


@pytest.mark.letter("F72", "N1")
def test_a_school_asks_and_its_authority_opens_that_one_unit(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    confirm_institution(any_world, SECOND_SCHOOL)
    asked = ask(any_world, SCHOOL)
    [waiting] = any_world.items(CITY, Act.GRANT_REOPENING)
    assert (waiting.subject, waiting.task_ref) == (any_world.case(SCHOOL).unit.name, f"request-{asked}")

    grant(any_world, CITY, asked)

    [withdrawn] = any_world.confirmations(SCHOOL)
    [sister] = any_world.confirmations(SECOND_SCHOOL)
    assert (withdrawn.request_id, withdrawn.withdrawn_why) == (asked, WHY)
    assert withdrawn.withdrawn_by == any_world.actor(CITY).officer_id
    assert any_world.case(SCHOOL).standing is Standing.REOPENED
    assert sister.withdrawn_at is None
    assert (request(any_world, asked).decision, request(any_world, asked).changes) == (
        Decision.GRANTED,
        CHANGES,
    )
    assert any_world.items(CITY, Act.GRANT_REOPENING) == []
    assert disagreements(any_world) == []


@pytest.mark.letter("F71", "F72")
def test_an_opened_school_mends_its_roll_and_confirms_the_next_version(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    grant(any_world, CITY, ask(any_world, SCHOOL))

    take_off_the_last(any_world, SCHOOL)
    confirm_again(any_world, SCHOOL)

    first, second = any_world.confirmations(SCHOOL)
    assert (first.version, first.total, second.version, second.total) == (1, 5, 2, 4)
    assert second.withdrawn_at is None
    assert len(any_world.items(CITY, Act.REVIEW_UNIT)) == 1
    assert disagreements(any_world) == []


@pytest.mark.letter("F73", "F74", "F103")
def test_when_the_authority_has_confirmed_the_province_opens_it_first(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    receipts = {code: any_world.confirmations(code)[0].number for code in (SECOND_SCHOOL, CENTRE, TOWN)}
    from_school = ask(any_world, SCHOOL)
    with refused_for(Reason.CONFIRMED_ABOVE):
        grant(any_world, CITY, from_school)
    from_city = ask(any_world, CITY)
    grant(any_world, PROVINCE, from_city)
    assert any_world.case(CITY).standing is Standing.REOPENED
    assert any_world.case(SCHOOL).standing is Standing.CONFIRMED

    grant(any_world, CITY, from_school)
    take_off_the_last(any_world, SCHOOL)
    confirm_again(any_world, SCHOOL)
    confirm_authority(any_world, CITY)

    overviews = any_world.confirmations(CITY)
    assert [each.total for each in overviews] == [9, 8]
    for code, number in receipts.items():
        [untouched] = any_world.confirmations(code)
        assert (untouched.number, untouched.withdrawn_at) == (number, None)
    assert any_world.case(PROVINCE).units_confirmed == 3
    assert disagreements(any_world) == []


@pytest.mark.letter("F75", "X4")
def test_when_the_province_has_confirmed_the_department_opens_it_first(any_world: World) -> None:
    confirm_up_to_province(any_world)
    from_school, from_city = ask(any_world, SCHOOL), ask(any_world, CITY)
    with refused_for(Reason.CONFIRMED_ABOVE):
        grant(any_world, PROVINCE, from_city)
    from_province = ask(any_world, PROVINCE)

    grant(any_world, DEPARTMENT, from_province)
    grant(any_world, PROVINCE, from_city)
    grant(any_world, CITY, from_school)
    take_off_the_last(any_world, SCHOOL)
    confirm_again(any_world, SCHOOL)
    confirm_authority(any_world, CITY)
    confirm_authority(any_world, PROVINCE)

    assert [each.total for each in any_world.confirmations(PROVINCE)] == [11, 10]
    assert len(any_world.items(DEPARTMENT, Act.TAKE_FIGURES)) == 1
    assert disagreements(any_world) == []


def test_a_refused_request_leaves_everything_as_it_was(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    asked = ask(any_world, SCHOOL)
    with refused_for(Reason.NO_REASON_GIVEN):
        refuse(any_world, CITY, asked, why="  ")

    refuse(any_world, CITY, asked, why="ตรวจแล้วถูกต้อง")

    decided = request(any_world, asked)
    assert (decided.decision, decided.decision_reason) == (Decision.REFUSED, "ตรวจแล้วถูกต้อง")
    assert any_world.confirmations(SCHOOL)[0].withdrawn_at is None
    assert any_world.items(CITY, Act.GRANT_REOPENING) == []
    with refused_for(Reason.REQUEST_DECIDED):
        grant(any_world, CITY, asked)
    assert ask(any_world, SCHOOL) != asked
    assert disagreements(any_world) == []


@pytest.mark.letter("F58", "F76", "X10")
def test_outside_counts_are_opened_by_the_province_and_leave_the_own_stream_alone(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    with refused_for(Reason.ALREADY_CONFIRMED):
        record_counts(any_world, CITY, number=6)
    asked = ask(any_world, CITY, Stream.OTHER)

    grant(any_world, PROVINCE, asked)
    record_counts(any_world, CITY, number=6)
    finish_recording(any_world, CITY)
    confirm_counts(any_world, CITY)

    first, second = any_world.confirmations(CITY, Stream.OTHER)
    assert (first.total, second.total, second.version) == (45, 54, 2)
    assert any_world.confirmations(CITY)[0].withdrawn_at is None
    assert any_world.case(CITY).standing is Standing.CONFIRMED
    assert len(any_world.items(PROVINCE, Act.REVIEW_UNIT)) == 3
    assert disagreements(any_world) == []


@pytest.mark.letter("F117")
def test_the_tier_above_opens_a_unit_unasked_and_answers_its_request_with_that(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    asked = ask(any_world, SCHOOL)

    reopen(any_world, CITY, SCHOOL, why="สุ่มตรวจพบ")

    assert request(any_world, asked).decision is Decision.GRANTED
    assert any_world.confirmations(SCHOOL)[0].withdrawn_why == "สุ่มตรวจพบ"
    assert [item.act for item in any_world.items(CITY)] == [Act.RECORD_COUNTS]
    assert disagreements(any_world) == []


def test_a_unit_opened_after_its_review_is_reviewed_again(any_world: World) -> None:
    for code in INSTITUTIONS:
        confirm_institution(any_world, code)
    accept_all(any_world, CITY)
    assert len(any_world.items(CITY, Act.CONFIRM)) == 1

    reopen(any_world, CITY, CENTRE)
    assert any_world.items(CITY, Act.CONFIRM) == []
    confirm_again(any_world, CENTRE)

    [again] = any_world.items(CITY, Act.REVIEW_UNIT)
    assert again.subject == any_world.case(CENTRE).unit.name
    accept_all(any_world, CITY)
    confirm(any_world, CITY)
    assert disagreements(any_world) == []


def test_ten_reopenings_leave_one_inbox_and_eleven_versions(any_world: World) -> None:
    confirm_institution(any_world, CENTRE)
    for _ in range(10):
        reopen(any_world, CITY, CENTRE)
        confirm_again(any_world, CENTRE)

    versions = any_world.confirmations(CENTRE)
    assert [each.version for each in versions] == list(range(1, 12))
    assert [each.version for each in versions if each.withdrawn_at is None] == [11]
    with any_world.house.reading() as session:
        items = session.query(WorkItem).filter_by(act=Act.REVIEW_UNIT, case_id=any_world.case(CITY).id)
        assert [item.state for item in items] == ["open"]
    assert disagreements(any_world) == []


@pytest.mark.letter("F72")
def test_only_the_tier_above_decides(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    asked = ask(any_world, SCHOOL)

    for stranger in (SCHOOL, TOWN, FUNDER, PROVINCE, DEPARTMENT):
        with pytest.raises(LookupError):
            grant(any_world, stranger, asked)
    with refused_for(Reason.NOT_THE_UNIT_ABOVE):
        reopen(any_world, SCHOOL, SCHOOL)
    with refused_for(Reason.NOT_THE_UNIT_ABOVE):
        reopen(any_world, PROVINCE, SCHOOL)
    assert any_world.case(SCHOOL).standing is Standing.CONFIRMED


def test_a_reopened_authority_need_not_review_units_that_stayed_as_they_were(any_world: World) -> None:
    confirm_up_to_authorities(any_world)

    grant(any_world, PROVINCE, ask(any_world, CITY))

    assert [item.act for item in any_world.items(CITY)] == [Act.CONFIRM]
    confirm(any_world, CITY)
    assert [each.version for each in any_world.confirmations(CITY)] == [1, 2]
    assert disagreements(any_world) == []


def test_outside_counts_of_a_funding_authority_go_round_as_often_as_asked(any_world: World) -> None:
    confirm_outside(any_world, FUNDER)

    for number in (6, 7):
        grant(any_world, PROVINCE, ask(any_world, FUNDER, Stream.OTHER))
        confirm_outside(any_world, FUNDER, number)

    assert [each.total for each in any_world.confirmations(FUNDER, Stream.OTHER)] == [45, 54, 63]
    assert len(any_world.items(PROVINCE, Act.REVIEW_UNIT)) == 1
    assert disagreements(any_world) == []


def take_off_the_last(world: World, code: str) -> None:
    look_for(world, code, code, [-1], seen=False)
    with at_roll(world, code, code) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.NO_SUCH_LEARNER)


def confirm_again(world: World, code: str) -> None:
    """A reopened institution, whose classes were all checked before."""
    recheck(world, code)
    confirm(world, code)
    check_report(world, code)
