"""Records marked to be looked at again: by whoever works at the unit, at any hour, and nobody else."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import following_up
from processes.acts.people import actor_named
from processes.records.follow_ups import FollowUp
from processes.records.journal import JournalEntry
from processes.records.learners import Enrolment
from processes.records.units import Unit
from processes.terms import Act, Reason, Refused
from tests.builders import CITY, CLOSES, SCHOOL, SECOND_SCHOOL, World

TEACHER = f"{SCHOOL}-2"
A_DAY = timedelta(days=1)


def mark(world: World, username: str, note: str) -> None:
    with world.office() as office:
        following_up.follow_up(office, actor_named(office, username), _first(office.session), note)


def settle(world: World, username: str) -> None:
    with world.office() as office:
        following_up.settle(office, actor_named(office, username), _first(office.session))


def _first(session):
    wanted = select(Enrolment).join(Unit, Unit.id == Enrolment.unit_id).where(Unit.code == SCHOOL)
    return session.scalars(wanted.order_by(Enrolment.id)).first()


def notes(world: World) -> list[str]:
    with world.house.reading() as session:
        return list(session.scalars(select(FollowUp.note)))


def written(world: World) -> list[bool]:
    with world.house.reading() as session:
        entries = session.scalars(select(JournalEntry.details).filter_by(act=Act.FOLLOW_UP))
        return [json.loads(each)["marked"] for each in entries]


def test_a_record_is_marked_once_gets_another_note_and_is_settled(world: World) -> None:
    mark(world, TEACHER, "รอสูติบัตร")
    mark(world, SCHOOL, "ได้สูติบัตรแล้ว รอเลข")
    kept = notes(world)
    settle(world, SCHOOL)

    assert kept == ["ได้สูติบัตรแล้ว รอเลข"]
    assert notes(world) == []
    assert written(world) == [True, True, False]


def test_settling_what_is_not_marked_changes_nothing(world: World) -> None:
    settle(world, SCHOOL)

    assert written(world) == []


def test_a_note_may_be_made_after_the_close(world: World) -> None:
    world.watch.now = CLOSES + A_DAY

    mark(world, SCHOOL, "ตรวจอีกครั้งปีหน้า")

    assert notes(world) == ["ตรวจอีกครั้งปีหน้า"]


@pytest.mark.parametrize("username", [SECOND_SCHOOL, CITY])
def test_nobody_marks_the_record_of_another_unit(world: World, username: str) -> None:
    with pytest.raises(Refused) as refused:
        mark(world, username, "ของผู้อื่น")

    assert refused.value.reason is Reason.NOT_YOUR_UNIT
    assert notes(world) == []
