"""Rounds follow one another, and officers too; nothing is lost with either (letter 3.2 to 3.4, title)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from processes.acts import confirming, counter, handover
from processes.acts.office import Office
from processes.acts.people import actor_named, actor_of
from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.learners import Classroom, PresenceMark
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.terms import Act, Reason, Refused, Role
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    CLOSES,
    OPENS,
    SCHOOL,
    World,
    add_officer,
    add_round,
    close_all,
    confirm_institution,
    mark_class,
    open_round,
    recheck,
    verify_all_classes,
)
from tests.deeds import because, desk, number_of, refused_for

TEACHER = f"{SCHOOL}-2"


@pytest.mark.letter("F1", "F3", "F108")
def test_the_next_round_starts_from_the_roll_and_leaves_the_last_one_readable(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    close_all(any_world)
    first_round, case = any_world.round_id, any_world.case(SCHOOL)
    start_next_round(any_world)

    assert [item.subject for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)] == ["P1/1", "P2/1"]
    confirm_institution(any_world, SCHOOL)

    with any_world.house.reading() as session:
        wanted = select(Confirmation).where(Confirmation.unit_id == case.unit_id).order_by(Confirmation.id)
        first, second = session.scalars(wanted)
        assert (first.round_id, first.version, first.withdrawn_at) == (first_round, 1, None)
        assert (second.round_id, second.version) == (any_world.round_id, 1)
        assert first.number != second.number
        line = session.scalars(select(ClosingLine).filter_by(case_id=case.id)).one()
        assert (line.total, line.digest) == (5, first.digest)
    assert number_of(any_world, PresenceMark, round_id=first_round) == 5
    assert number_of(any_world, PresenceMark, round_id=any_world.round_id) == 5
    assert disagreements(any_world) == []


@pytest.mark.letter("F4")
def test_before_the_window_opens_everything_is_read_only(any_world: World) -> None:
    close_all(any_world)
    start_next_round(any_world)
    any_world.watch.now -= timedelta(days=1)

    with pytest.raises(Refused, check=because(Reason.WINDOW_NOT_OPEN)) as refusal:
        verify_all_classes(any_world, SCHOOL)

    assert refusal.value.details["moment"] == OPENS + timedelta(days=200)


@pytest.mark.letter("F21", "F105", "N12")
def test_a_teacher_who_leaves_hands_over_the_class_and_its_open_work(any_world: World) -> None:
    [theirs, _] = any_world.items(SCHOOL, Act.VERIFY_ROLL)
    with desk(any_world, TEACHER, theirs.id) as (office, actor, item):
        counter.claim(office, actor, item.id)

    moved = hand_over(any_world, SCHOOL, TEACHER, f"{SCHOOL}-4")

    [first, _] = any_world.items(SCHOOL, Act.VERIFY_ROLL)
    successor = any_world.actor(f"{SCHOOL}-4")
    assert moved == 1
    assert (first.officer_id, first.claimed_by) == (successor.officer_id, successor.officer_id)
    assert successor.roles == {Role.CLASS_TEACHER}
    assert number_of(any_world, Classroom, teacher_id=successor.officer_id) == 1
    with pytest.raises(LookupError):
        any_world.actor(TEACHER)
    mark_class(any_world, f"{SCHOOL}-4", first.id)
    assert disagreements(any_world) == []


@pytest.mark.letter("F105")
def test_a_responsible_officer_who_changes_mid_round_loses_no_work(any_world: World) -> None:
    verify_all_classes(any_world, SCHOOL)
    recheck(any_world, SCHOOL)
    item_id = any_world.item(SCHOOL, Act.CONFIRM)

    hand_over(any_world, CITY, SCHOOL, f"{SCHOOL}-4")

    with desk(any_world, f"{SCHOOL}-4", item_id) as (office, actor, item):
        signed = confirming.Attestation("ขอรับรอง", item.case.figures_version)
        confirmation = confirming.confirm(office, actor, item, signed)
    assert confirmation.officer_name == f"เจ้าหน้าที่ {SCHOOL}-4"
    assert disagreements(any_world) == []


def test_work_is_handed_over_only_by_who_appoints_and_only_to_another_person(any_world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        hand_over(any_world, TEACHER, SCHOOL, f"{SCHOOL}-4")
    with refused_for(Reason.NO_SUCCESSOR), any_world.office() as office:
        same = officer(office, SCHOOL)
        handover.hand_over(office, actor_named(office, CITY), same, same, "1/2565")
    with pytest.raises(Refused, check=because(Reason.NO_SUCCESSOR)):
        hand_over(any_world, CITY, SCHOOL, f"{SCHOOL}-4", on=date(2021, 1, 1))


@pytest.mark.letter("F33", "F82")
def test_each_act_names_the_person_behind_the_code(any_world: World) -> None:
    for item in any_world.items(SCHOOL, Act.VERIFY_ROLL):
        mark_class(any_world, SCHOOL, item.id)

    with any_world.house.reading() as session:
        marks = session.scalars(select(PresenceMark)).all()
        assert {mark.marked_by for mark in marks} == {any_world.actor(SCHOOL).officer_id}


def start_next_round(world: World) -> None:
    """Round 1 of the next year, half a year later, opened by the department."""
    with world.office(CLOSES + timedelta(days=1)) as office:
        following = add_round(office, number=1, closes_at=CLOSES + timedelta(days=200))
        following.academic_year = 2566
        for window in following.windows:
            window.opens_at, window.due_at = OPENS + timedelta(days=200), CLOSES + timedelta(days=199)
        office.session.flush()
        world.round_id = following.id
    open_round(world, OPENS + timedelta(days=200, hours=3))


def officer(office: Office, username: str) -> Officer:
    return office.session.scalars(select(Officer).filter_by(username=username)).one()


def hand_over(world: World, by: str, leaver: str, successor: str, on: date | None = None) -> int:
    """Appoint a new person of the school in place of another; returns the items moved."""
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        new = add_officer(office, unit, successor, [])
        old = officer(office, leaver)
        if on is not None:
            old.appointments[0].to_on = on
        assert actor_of(office, new) is None
        return handover.hand_over(office, actor_named(office, by), old, new, "กศ 12/2565")
