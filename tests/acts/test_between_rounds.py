"""After the close a roll may be kept as long as the department lets it; what the round left stays (F3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from processes.acts import opening, roll
from processes.acts.people import actor_named
from processes.acts.roll import Arrival, Particulars
from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.learners import Enrolment, PresenceMark
from processes.records.rounds import Round
from processes.rules.identity import read_identity
from processes.terms import LeavingReason, Reason, Refused, Sex
from tests.agreement import disagreements
from tests.builders import (
    A_MOMENT,
    CENTRE,
    CLOSES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_round,
    citizen_number,
    close_all,
    confirm_institution,
)
from tests.deeds import at_roll, because, look_for, number_of

TEACHER = f"{SCHOOL}-2"
UNTIL = CLOSES + timedelta(days=60)
LATER = CLOSES + timedelta(days=10)
NEWCOMER = Particulars("ด.ญ.", "มะลิ", "ใจดี", Sex.FEMALE, date(2016, 5, 1), read_identity(citizen_number(500)))


def keep_rolls_open(world: World) -> None:
    """The round closes, and the department lets rolls be kept for a while."""
    close_all(world)
    with world.office(LATER) as office:
        office.session.get_one(Round, world.round_id).roll_open_until = UNTIL


def admit(world: World, username: str = SCHOOL) -> None:
    with at_roll(world, username, SCHOOL) as (office, actor, case, enrolments):
        roll.admit(office, actor, case, enrolments[0].classroom, NEWCOMER)


def left_behind(world: World) -> list[object]:
    """What the round has left of the school: its case, its confirmations, its closing lines."""
    case = world.case(SCHOOL)
    with world.house.reading() as session:
        signed = session.scalars(select(Confirmation).filter_by(case_id=case.id)).all()
        lines = session.scalars(select(ClosingLine).filter_by(case_id=case.id)).all()
        return [
            (case.standing, case.learners, case.trouble, case.figures_version, case.state, case.tasks),
            [(each.number, each.figures, each.digest, each.withdrawn_at) for each in signed],
            [(each.standing, each.total, each.figures, each.digest) for each in lines],
            world.items(SCHOOL),
        ]


@pytest.mark.letter("F3", "F108")
def test_between_rounds_the_roll_is_kept_and_what_the_round_left_is_not_touched(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    keep_rolls_open(any_world)
    before = left_behind(any_world)

    admit(any_world, TEACHER)
    with at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)
        roll.mend(office, actor, case, enrolments[1], NEWCOMER_AGAIN)
    with at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.put_back(office, actor, case, enrolments[0])
        assert [each.left_at for each in enrolments] == [None] * 6

    assert left_behind(any_world) == before
    assert disagreements(any_world) == []


NEWCOMER_AGAIN = Particulars(
    "ด.ญ.", "กุหลาบ", "ใจดี", Sex.FEMALE, date(2016, 5, 1), read_identity(citizen_number(501))
)


@pytest.mark.letter("F5")
def test_between_rounds_nobody_is_marked(world: World) -> None:
    keep_rolls_open(world)

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        look_for(world, SCHOOL, SCHOOL, [0])


@pytest.mark.letter("F4")
def test_without_the_departments_leave_a_closed_roll_is_read_only(world: World) -> None:
    close_all(world)

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        admit(world)


def test_the_last_moment_is_in_time_and_the_hour_itself_is_not(world: World) -> None:
    keep_rolls_open(world)

    world.watch.now = UNTIL - A_MOMENT
    admit(world)
    world.watch.now = UNTIL
    with (
        pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)),
        at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments),
    ):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)


def test_a_strangers_roll_stays_a_strangers(world: World) -> None:
    keep_rolls_open(world)

    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_UNIT)):
        admit(world, SECOND_SCHOOL)


def test_once_the_next_round_is_open_its_own_window_decides(world: World) -> None:
    keep_rolls_open(world)
    old_case = world.case(SCHOOL).id
    with world.office() as office:
        following = add_round(office, number=3, closes_at=UNTIL + timedelta(days=30))
        opening.open_round(office, actor_named(office, "01000000"), following.id)

    with world.office() as office:
        actor, case = actor_named(office, SCHOOL), office.lock_case(old_case)
        with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
            office.allow(roll.Act.PUT_BACK, actor, case, enrolled=False)


def test_a_case_that_is_not_yet_told_of_the_close_is_left_alone(world: World) -> None:
    with world.office(CLOSES) as office:
        office.session.get_one(Round, world.round_id).roll_open_until = UNTIL

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        admit(world)


@pytest.mark.letter("F39", "X6")
def test_between_rounds_a_centre_still_records_only_whom_it_has_met(world: World) -> None:
    keep_rolls_open(world)
    with at_roll(world, CENTRE, CENTRE) as (office, actor, case, enrolments):
        unmet = Arrival(enrolments[0].classroom, NEWCOMER)
        with pytest.raises(Refused, check=because(Reason.NOT_SEEN_HERE)):
            roll.arrive(office, actor, case, unmet)

    with at_roll(world, CENTRE, CENTRE) as (office, actor, case, enrolments):
        roll.arrive(office, actor, case, replace(unmet, classroom=enrolments[0].classroom, seen=True))

    assert number_of(world, PresenceMark, seen=True) == 0
    assert number_of(world, Enrolment, left_at=None) == 12
