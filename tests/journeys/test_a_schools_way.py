"""A school's way through a round, from the classes to the report (letter 4.3.1, 6)."""

import pytest
from sqlalchemy import select

from processes.acts import roll
from processes.records.learners import Enrolment, PresenceMark
from processes.terms import Act, LeavingReason, Outcome, Reason, Standing
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    SCHOOL,
    World,
    check_report,
    confirm,
    confirm_institution,
    mark_class,
    recheck,
)
from tests.deeds import at_roll, desk, look_for, number_of, refused_for

TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"


@pytest.mark.letter("F35", "F36", "F38", "F41", "F43", "F44")
def test_a_school_looks_for_its_learners_takes_off_who_is_not_there_and_confirms(any_world: World) -> None:
    first, second = any_world.items(SCHOOL, Act.VERIFY_ROLL)
    mark_class(any_world, TEACHER, first.id, missing=1)
    mark_class(any_world, SECOND_TEACHER, second.id)
    with refused_for(Reason.LEARNERS_NOT_FOUND):
        recheck(any_world, SCHOOL)
    with at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.NO_SUCH_LEARNER, "ค้นหาแล้ว")
    recheck(any_world, SCHOOL)
    number = confirm(any_world, SCHOOL)
    check_report(any_world, SCHOOL)

    [confirmation] = any_world.confirmations(SCHOOL)
    assert (confirmation.number, confirmation.total, confirmation.version) == (number, 4, 1)
    assert any_world.case(SCHOOL).standing is Standing.CONFIRMED
    assert number_of(any_world, PresenceMark, seen=True) == 4
    assert number_of(any_world, Enrolment, leaving_reason=LeavingReason.NO_SUCH_LEARNER) == 1
    assert any_world.items(SCHOOL) == []
    assert [item.subject for item in any_world.items(CITY, Act.REVIEW_UNIT)] == [
        any_world.case(SCHOOL).unit.name
    ]
    assert disagreements(any_world) == []


@pytest.mark.letter("F36")
def test_each_class_waits_in_the_inbox_of_its_own_teacher(any_world: World) -> None:
    first, second = any_world.items(SCHOOL, Act.VERIFY_ROLL)

    assert (first.subject, second.subject) == ("P1/1", "P2/1")
    assert (first.officer_id, second.officer_id) == (
        any_world.actor(TEACHER).officer_id,
        any_world.actor(SECOND_TEACHER).officer_id,
    )
    with refused_for(Reason.NOT_YOUR_CLASS):
        mark_class(any_world, SECOND_TEACHER, first.id)


@pytest.mark.letter("F50")
def test_a_school_goes_on_only_when_every_learner_was_looked_for(any_world: World) -> None:
    first, second = any_world.items(SCHOOL, Act.VERIFY_ROLL)
    look_for(any_world, TEACHER, SCHOOL, [0, 1])
    with refused_for(Reason.LEARNERS_UNSEEN):
        mark_nobody_else(any_world, first.id)
    mark_class(any_world, TEACHER, first.id)

    assert any_world.items(SCHOOL, Act.RECHECK_ROLL) == []
    mark_class(any_world, SECOND_TEACHER, second.id)
    assert len(any_world.items(SCHOOL, Act.RECHECK_ROLL)) == 1


@pytest.mark.letter("F45", "X3")
def test_a_report_without_the_numbers_is_withdrawn_mended_and_confirmed_again(any_world: World) -> None:
    for item in any_world.items(SCHOOL, Act.VERIFY_ROLL):
        mark_class(any_world, SCHOOL, item.id)
    recheck(any_world, SCHOOL)
    confirm(any_world, SCHOOL)
    assert len(any_world.items(CITY, Act.REVIEW_UNIT)) == 1
    check_report(any_world, SCHOOL, Outcome.MISSING)
    assert any_world.case(SCHOOL).standing is Standing.IN_PROGRESS
    assert any_world.items(CITY, Act.REVIEW_UNIT) == []
    look_for(any_world, SCHOOL, SCHOOL, [4], seen=False)
    with at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[4], LeavingReason.MOVED)
    recheck(any_world, SCHOOL)
    confirm(any_world, SCHOOL)
    check_report(any_world, SCHOOL)

    first, second = any_world.confirmations(SCHOOL)
    assert (first.total, first.withdrawn_by) == (5, any_world.actor(SCHOOL).officer_id)
    assert (second.total, second.version, second.withdrawn_at) == (4, 2, None)
    assert len(any_world.items(CITY, Act.REVIEW_UNIT)) == 1
    assert disagreements(any_world) == []


@pytest.mark.letter("F71", "F77")
def test_what_is_confirmed_cannot_be_changed(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)

    with refused_for(Reason.ALREADY_CONFIRMED):
        look_for(any_world, SCHOOL, SCHOOL, [0], seen=False)
    with (
        refused_for(Reason.ALREADY_CONFIRMED),
        at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments),
    ):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)
    with any_world.house.reading() as session:
        assert all(each.left_at is None for each in session.scalars(select(Enrolment)))


def mark_nobody_else(world: World, item_id: int) -> None:
    with desk(world, TEACHER, item_id) as (office, actor, item):
        roll.verify_class(office, actor, item)
