"""What a request says it will change, taking one back, and what becomes of those it set going (letter 8)."""

import pytest
from sqlalchemy import select

from processes.acts import reopening
from processes.acts.counter import UnknownItem
from processes.acts.people import actor_named
from processes.acts.planned import Planned
from processes.acts.reopening import Wish
from processes.records.learners import Enrolment
from processes.records.reopening import ReopeningChange
from processes.reports.planned import difference, planned_of, plans_of
from processes.reports.requests import request_seen
from processes.reports.thread import Thread, thread_of
from processes.terms import Act, Decision, Grade, PlannedChange, Reason, Standing, Stream
from tests.agreement import disagreements
from tests.builders import CITY, CLOSES, NAMES, PROVINCE, SCHOOL, SECOND_SCHOOL, World, confirm_institution
from tests.deeds import (
    CHANGES,
    WHY,
    ask,
    case_work,
    confirm_up_to_authorities,
    grant,
    number_of,
    outside_schools,
    refuse,
    refused_for,
    request,
)


def cancel(world: World, username: str, request_id: int) -> None:
    with world.office() as office:
        actor = actor_named(office, username)
        reopening.cancel(office, actor, *reopening.own_request(office, actor, request_id))


def ask_because_of(world: World, code: str, origin: int) -> int:
    with case_work(world, code, code) as (office, actor, case):
        return reopening.ask(office, actor, case, Wish(Stream.OWN, WHY, CHANGES, origin)).id


def ask_with(world: World, code: str, planned: tuple[Planned, ...], stream: Stream = Stream.OWN) -> int:
    with case_work(world, code, code) as (office, actor, case):
        return reopening.ask(office, actor, case, Wish(stream, WHY, CHANGES, planned=planned)).id


def learners(world: World, code: str) -> list[int]:
    with world.house.reading() as session:
        wanted = select(Enrolment.learner_id).where(Enrolment.unit_id == world.case(code).unit_id)
        return list(session.scalars(wanted.order_by(Enrolment.id)))


def thread(world: World, request_id: int) -> Thread:
    with world.office() as office:
        found = request_seen(office.session, request_id)
        assert found is not None
        return thread_of(office.session, found, office.today)


@pytest.mark.letter("N1", "N8")
def test_learners_are_named_and_the_total_that_follows_is_foretold(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    first, second = learners(any_world, SCHOOL)[:2]
    planned = (
        Planned(PlannedChange.TAKE_OFF, learner_id=first),
        Planned(PlannedChange.MEND, learner_id=second),
        Planned(PlannedChange.ADD, number=3),
    )

    asked = ask_with(any_world, SCHOOL, planned)

    with any_world.house.reading() as session:
        lines = planned_of(session, asked)
        assert [each.what for each in lines] == [each.what for each in planned]
        assert [each.learner.name if each.learner else "" for each in lines] == [
            "ด.ช.ทดสอบ1 ตัวอย่าง",
            "ด.ญ.ทดสอบ2 ตัวอย่าง",
            "",
        ]
        assert difference(session, any_world.round_id, plans_of(session, asked)) == 2


@pytest.mark.letter("F58", "N8")
def test_cells_are_named_with_the_number_they_will_hold(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    [school] = outside_schools(any_world, CITY)
    planned = (Planned(PlannedChange.COUNT, school_id=school, grade=Grade.P1, number=9),)

    asked = ask_with(any_world, CITY, planned, Stream.OTHER)

    with any_world.house.reading() as session:
        assert difference(session, any_world.round_id, plans_of(session, asked)) == 4


def test_a_learner_or_a_school_of_another_unit_is_unknown(world: World) -> None:
    confirm_institution(world, SCHOOL)
    strangers = (
        Planned(PlannedChange.MEND, learner_id=learners(world, SECOND_SCHOOL)[0]),
        Planned(PlannedChange.COUNT, school_id=outside_schools(world, CITY)[0], grade=Grade.P1, number=1),
    )

    for planned in strangers:
        with pytest.raises(UnknownItem):
            ask_with(world, SCHOOL, (planned,))
    assert number_of(world, ReopeningChange) == 0


def test_a_request_is_taken_back_and_may_be_made_again(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    asked = ask(any_world, SCHOOL)

    cancel(any_world, SCHOOL, asked)

    assert request(any_world, asked).decision is Decision.CANCELLED
    assert any_world.items(CITY, Act.GRANT_REOPENING) == []
    assert any_world.case(SCHOOL).standing is Standing.CONFIRMED
    with refused_for(Reason.REQUEST_DECIDED):
        cancel(any_world, SCHOOL, asked)
    assert ask(any_world, SCHOOL) != asked
    assert disagreements(any_world) == []


def test_only_the_unit_that_asked_takes_it_back_and_not_after_the_close(world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked = ask(world, SCHOOL)

    for stranger in (CITY, SECOND_SCHOOL, PROVINCE):
        with pytest.raises(UnknownItem):
            cancel(world, stranger, asked)
    with refused_for(Reason.NOT_YOUR_ROLE):
        cancel(world, f"{SCHOOL}-2", asked)
    world.watch.now = CLOSES
    with refused_for(Reason.WINDOW_CLOSED):
        cancel(world, SCHOOL, asked)


@pytest.mark.letter("F73", "F74")
@pytest.mark.parametrize("end", ["taken back", "refused"])
def test_what_a_request_set_going_further_up_ends_with_it(any_world: World, end: str) -> None:
    confirm_up_to_authorities(any_world)
    from_school = ask(any_world, SCHOOL)
    from_city = ask_because_of(any_world, CITY, from_school)

    if end == "refused":
        refuse(any_world, CITY, from_school)
    else:
        cancel(any_world, SCHOOL, from_school)

    assert request(any_world, from_city).decision is Decision.CANCELLED
    assert any_world.items(PROVINCE, Act.GRANT_REOPENING) == []
    assert any_world.case(CITY).standing is Standing.CONFIRMED
    assert disagreements(any_world) == []


@pytest.mark.letter("F73", "F74", "N1")
def test_the_unit_sees_at_each_moment_whose_turn_it_is_and_whom_to_call(world: World) -> None:
    confirm_up_to_authorities(world)
    from_school = ask(world, SCHOOL)
    first = thread(world, from_school)
    from_city = ask_because_of(world, CITY, from_school)
    second = thread(world, from_school)
    grant(world, PROVINCE, from_city)
    third = thread(world, from_school)
    grant(world, CITY, from_school)
    last = thread(world, from_city)

    turns = [each.turn.decider_name if each.turn else "" for each in (first, second, third, last)]
    assert turns == [NAMES[CITY][1], NAMES[PROVINCE][1], NAMES[CITY][1], ""]
    assert (first.must_ask_first, first.to_come) == (True, [NAMES[PROVINCE][1]])
    assert (second.must_ask_first, third.must_ask_first) == (False, False)
    assert second.contact is not None
    assert second.contact.person == f"เจ้าหน้าที่ {PROVINCE}"
    assert [hop.id for hop in last.hops] == [from_school, from_city]
