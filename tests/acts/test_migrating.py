"""Carrying running cases over to another edition: who cannot follow is named, stays and works on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import migrating, publishing
from processes.acts.migrating import Wish
from processes.acts.office import CLOCK
from processes.acts.publishing import Drawn
from processes.engine.migrating import Obstacle
from processes.records.cases import Case
from processes.records.edition_changes import EditionChange
from processes.records.rounds import RoundEdition
from processes.terms import Act, DiagramKey, Reason, Refused, Standing
from tests.builders import (
    BPMN,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    check_report,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import because, ring

WHY = "แก้ชื่องาน"
RECHECK = 'id="recheck_roll"'


def publish(world: World, old: str, new: str) -> Wish:
    """A second edition of the school's diagram, and the wish to carry the running cases over to it."""
    source = (BPMN / "school.bpmn").read_text(encoding="utf-8")
    assert old in source
    words = (BPMN / "words.toml").read_text(encoding="utf-8")
    from_id = world.case(SCHOOL).edition_id
    with world.office() as office:
        edited = source.replace(old, new).replace(
            f'lec:act="{new}" lec:form="{new}"', f'lec:act="{old}" lec:form="{old}"'
        )
        drawn = Drawn(DiagramKey.SCHOOL, edited.encode(), WHY)
        edition = publishing.publish(office, CLOCK, drawn, words)
        return Wish(world.round_id, from_id, edition.id, WHY)


def begin(world: World, wish: Wish, username: str = DEPARTMENT) -> int:
    actor = world.actor(username)
    with world.office() as office:
        return migrating.begin(office, actor, wish).id


def change(world: World, change_id: int) -> EditionChange:
    with world.house.reading() as session:
        return session.get_one(EditionChange, change_id)


def edition_of(world: World, code: str) -> int:
    return world.case(code).edition_id


@pytest.mark.letter("F97")
def test_running_cases_follow_to_the_new_edition_with_their_work(any_world: World) -> None:
    world = any_world
    verify_all_classes(world, SCHOOL)
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    before = [(each.id, each.task_ref) for each in world.items(SECOND_SCHOOL, Act.VERIFY_ROLL)]

    change_id = begin(world, wish)
    ring(world, world.watch.now)

    done = change(world, change_id)
    assert (done.total, done.moved, done.refused, done.done_at is not None) == (2, 2, 0, True)
    assert edition_of(world, SCHOOL) == edition_of(world, SECOND_SCHOOL) == wish.to_id
    after = world.items(SECOND_SCHOOL, Act.VERIFY_ROLL)
    assert [(each.id, each.task_ref) for each in after] == before
    assert {each.name for each in after} == {"ตรวจตัวตนเด็ก"}
    confirm_institution(world, SECOND_SCHOOL)


def test_who_cannot_follow_is_named_beforehand_stays_and_works_on(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    wish = publish(world, "recheck_roll", "look_again")
    with world.house.reading() as session:
        groups = migrating.survey(session, wish)
    with world.office() as office:
        migrating.try_out(office, groups, wish)
    assert {(each.nodes, each.number): each.obstacle for each in groups} == {
        (("recheck_roll",), 1): Obstacle.REMOVED,
        (("verify_roll",), 1): None,
    }

    change_id = begin(world, wish)
    ring(world, world.watch.now)

    assert (change(world, change_id).moved, change(world, change_id).refused) == (1, 1)
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)
    check_report(world, SCHOOL)
    assert edition_of(world, SCHOOL) == wish.from_id
    assert world.case(SCHOOL).standing is Standing.CONFIRMED


def test_it_stops_when_paused_and_goes_on_from_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "BATCH", 1)
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    change_id, actor = begin(world, wish), world.actor(DEPARTMENT)
    with world.office() as office:
        migrating.run_batch(office, change_id)
    with world.office() as office:
        migrating.pause(office, actor, office.session.get_one(EditionChange, change_id))
    ring(world, world.watch.now)
    assert change(world, change_id).moved == 1

    with world.office() as office:
        migrating.resume(office, actor, office.session.get_one(EditionChange, change_id))
    for _ in range(3):
        ring(world, world.watch.now + timedelta(seconds=1))

    assert (change(world, change_id).moved, change(world, change_id).done_at is not None) == (2, True)


def test_two_administrators_do_not_carry_over_at_once(world: World) -> None:
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    begin(world, wish)

    with pytest.raises(Refused, check=because(Reason.CHANGE_UNDER_WAY)):
        begin(world, wish)


def test_only_the_department_carries_over_and_only_within_a_diagram(world: World) -> None:
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    with world.house.reading() as session:
        other = session.scalars(select(RoundEdition.edition_id).filter_by(diagram=DiagramKey.PROVINCE)).one()

    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        begin(world, wish, PROVINCE)
    with pytest.raises(Refused, check=because(Reason.EDITION_UNFIT)):
        begin(world, Wish(world.round_id, wish.from_id, other, WHY))
    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        begin(world, Wish(world.round_id, wish.from_id, wish.to_id, "  "))
    with world.house.reading() as session:
        assert wish.to_id not in session.scalars(select(Case.edition_id)).all()
