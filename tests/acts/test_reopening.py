"""Asking, granting, refusing: what each writes and what stands in its way (letter 8)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.acts.reopening import Wish
from processes.records.confirmations import ReopeningRequest
from processes.records.journal import JournalEntry
from processes.terms import Act, Reason, Refused, Role, Stream
from tests.agreement import disagreements
from tests.builders import CITY, MONDAY, SCHOOL, World, confirm_institution
from tests.deeds import CHANGES, WHY, ask, because, case_work, grant, number_of, refuse, reopen, request, told


@pytest.fixture
def confirmed(world: World) -> World:
    confirm_institution(world, SCHOOL)
    return world


@pytest.mark.letter("N1")
def test_a_request_keeps_why_what_and_by_whom_and_waits_above(confirmed: World) -> None:
    asked = ask(confirmed, SCHOOL)

    kept = request(confirmed, asked)
    assert (kept.reason, kept.changes, kept.asked_at) == (WHY, CHANGES, MONDAY)
    assert kept.asked_by == confirmed.actor(SCHOOL).officer_id
    assert kept.decider_id == confirmed.case(CITY).unit_id
    [item] = confirmed.items(CITY, Act.GRANT_REOPENING)
    assert (item.subject_id, item.form, item.role) == (
        confirmed.case(SCHOOL).id,
        "reopening_request",
        Role.RESPONSIBLE,
    )
    assert number_of(confirmed, JournalEntry, act=Act.ASK_REOPENING) == 1
    assert disagreements(confirmed) == []


def test_one_asks_with_a_reason_once_and_only_for_what_is_confirmed(confirmed: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        ask(confirmed, SCHOOL, why=" ")
    with pytest.raises(Refused, check=because(Reason.NOT_CONFIRMED)):
        ask(confirmed, SCHOOL, Stream.OTHER)
    ask(confirmed, SCHOOL)
    with pytest.raises(Refused, check=because(Reason.REQUEST_UNDECIDED)):
        ask(confirmed, SCHOOL)

    assert number_of(confirmed, ReopeningRequest) == 1


def test_nobody_asks_for_another_unit_and_no_teacher_for_the_own(confirmed: World) -> None:
    for username, reason in ((CITY, Reason.NOT_YOUR_UNIT), (f"{SCHOOL}-2", Reason.NOT_YOUR_ROLE)):
        with (
            pytest.raises(Refused, check=because(reason)),
            case_work(confirmed, username, SCHOOL) as (office, actor, case),
        ):
            reopening.ask(office, actor, case, Wish(Stream.OWN, WHY, CHANGES))


def test_a_request_from_below_is_named_by_the_one_it_made_necessary(confirmed: World) -> None:
    first = ask(confirmed, SCHOOL)
    with case_work(confirmed, SCHOOL, SCHOOL) as (office, actor, case):
        earlier = office.session.get_one(ReopeningRequest, first)
        reopening.refuse(office, actor_named(office, CITY), earlier, case, "รอจังหวัด")
        office.session.flush()
        second = reopening.ask(office, actor, case, Wish(Stream.OWN, WHY, CHANGES, origin_id=first))

    assert request(confirmed, second.id).origin_id == first


def test_a_decided_request_is_not_decided_again(confirmed: World) -> None:
    asked = ask(confirmed, SCHOOL)
    grant(confirmed, CITY, asked)

    with pytest.raises(Refused, check=because(Reason.NOT_CONFIRMED)):
        grant(confirmed, CITY, asked)
    assert number_of(confirmed, JournalEntry, act=Act.GRANT_REOPENING) == 1


@pytest.mark.parametrize(
    ("decide", "kind"),
    [
        (lambda world: grant(world, CITY, ask(world, SCHOOL)), "reopening_granted"),
        (lambda world: refuse(world, CITY, ask(world, SCHOOL)), "reopening_refused"),
        (lambda world: reopen(world, CITY, SCHOOL), "reopened_from_above"),
    ],
)
def test_a_unit_is_told_what_was_decided_of_it(
    confirmed: World, decide: Callable[[World], object], kind: str
) -> None:
    before = told(confirmed, SCHOOL)

    decide(confirmed)

    assert [line.split()[0] for line in told(confirmed, SCHOOL)[len(before) :]] == [kind]


def test_opening_unasked_wants_a_reason(confirmed: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        reopen(confirmed, CITY, SCHOOL, why="")

    with confirmed.house.reading() as session:
        assert session.scalars(select(JournalEntry).filter_by(act=Act.REOPEN)).all() == []
