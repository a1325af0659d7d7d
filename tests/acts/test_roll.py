"""The roll: admitted, mended, marked, taken off and put back; nobody is deleted, every number is sealed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import counter, roll
from processes.acts.people import actor_named
from processes.acts.roll import NUMBER, Particulars
from processes.records.journal import JournalEntry
from processes.records.learners import Classroom, Enrolment, IdentityChange, Learner, PresenceMark
from processes.rules.identity import read_identity
from processes.terms import Act, Grade, IdentityKind, LeavingReason, Reason, Refused, Sex, Standing
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    citizen_number,
    confirm,
    mark_class,
    recheck,
    verify_all_classes,
)
from tests.deeds import at_roll, because, desk, look_for, number_of, reopen

TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"
G_CODE = "G123456789012"
NEWCOMER = Particulars("ด.ญ.", "มะลิ", "ใจดี", Sex.FEMALE, date(2016, 5, 1), read_identity(citizen_number(500)))


def admit(world: World, username: str, particulars: Particulars = NEWCOMER, place: int = 0) -> int:
    """Admit into the class at this place of the school; returns the learner."""
    with at_roll(world, username, SCHOOL) as (office, actor, case, _):
        wanted = select(Classroom).filter_by(unit_id=case.unit_id).order_by(Classroom.id)
        classroom = office.session.scalars(wanted).all()[place]
        return roll.admit(office, actor, case, classroom, particulars).learner_id


def learner(world: World, learner_id: int) -> Learner:
    with world.house.reading() as session:
        return session.get_one(Learner, learner_id)


def mend(world: World, username: str, place: int, particulars: Particulars) -> int:
    with at_roll(world, username, SCHOOL) as (office, actor, case, enrolments):
        roll.mend(office, actor, case, enrolments[place], particulars)
        return enrolments[place].learner_id


@pytest.mark.letter("F37")
def test_a_class_teacher_admits_who_newly_moved_in(world: World) -> None:
    before = world.case(SCHOOL)

    found = learner(world, admit(world, TEACHER))

    case = world.case(SCHOOL)
    assert (found.first_name, found.identity_kind, found.number_masked[-1:]) == (
        "มะลิ",
        IdentityKind.CITIZEN,
        citizen_number(500)[-1:],
    )
    assert world.house.keys.cipher.open(found.number_cipher or b"", NUMBER).decode() == citizen_number(500)
    assert (case.learners, case.trouble) == (6, 6)
    assert case.figures_version == before.figures_version + 1
    assert case.standing is Standing.IN_PROGRESS
    assert [item.learners for item in world.items(SCHOOL, Act.VERIFY_ROLL)] == [4, 2]
    assert number_of(world, JournalEntry, act=Act.ADMIT_LEARNER) == 1
    assert disagreements(world) == []


@pytest.mark.letter("F47")
def test_who_stands_on_any_roll_of_the_country_is_not_admitted_again(world: World) -> None:
    elsewhere = replace(NEWCOMER, identity=read_identity(citizen_number(6)))

    with pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)):
        admit(world, TEACHER, elsewhere)

    assert number_of(world, Learner) == 11
    assert number_of(world, JournalEntry, act=Act.ADMIT_LEARNER) == 0


@pytest.mark.letter("F47")
def test_once_the_other_school_has_let_go_the_child_may_come(world: World) -> None:
    with at_roll(world, SECOND_SCHOOL, SECOND_SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)

    admit(world, TEACHER, replace(NEWCOMER, identity=read_identity(citizen_number(6))))

    assert world.case(SCHOOL).learners == 6
    assert world.case(SECOND_SCHOOL).learners == 1


@pytest.mark.letter("F48")
def test_who_has_no_number_yet_is_admitted_without_one_and_more_than_one_may_be(world: World) -> None:
    nobody_yet = replace(NEWCOMER, identity=read_identity(""))

    first, second = admit(world, TEACHER, nobody_yet), admit(world, TEACHER, nobody_yet)

    assert first != second
    found = learner(world, first)
    assert (found.identity_kind, found.number_cipher, found.number_index) == (IdentityKind.NONE, None, None)


@pytest.mark.letter("F49")
def test_a_number_issued_later_keeps_the_learner_and_the_old_number(world: World) -> None:
    admitted = admit(world, TEACHER, replace(NEWCOMER, identity=read_identity(G_CODE)))

    mended = mend(world, TEACHER, 11 - 6, NEWCOMER)

    assert mended == admitted
    found = learner(world, admitted)
    assert (found.identity_kind, found.revision) == (IdentityKind.CITIZEN, 2)
    with world.house.reading() as session:
        [change] = session.scalars(select(IdentityChange))
        assert (change.learner_id, change.kind) == (admitted, IdentityKind.GCODE)
        assert world.house.keys.cipher.open(change.number_cipher or b"", NUMBER).decode() == G_CODE


@pytest.mark.letter("F49")
def test_a_g_code_is_sought_among_all_rolls_too(world: World) -> None:
    with_code = replace(NEWCOMER, identity=read_identity(G_CODE))
    admit(world, TEACHER, with_code)

    with pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)):
        admit(world, TEACHER, with_code)


@pytest.mark.letter("F49")
def test_a_number_that_another_learner_has_is_not_mended_in(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)):
        mend(world, TEACHER, 0, replace(NEWCOMER, identity=read_identity(citizen_number(6))))

    assert number_of(world, IdentityChange) == 0


def test_mending_a_name_leaves_no_change_of_number(world: World) -> None:
    mended = mend(world, TEACHER, 0, replace(NEWCOMER, identity=read_identity(citizen_number(1))))

    found = learner(world, mended)
    assert (found.first_name, found.sex, found.revision) == ("มะลิ", Sex.FEMALE, 2)
    assert number_of(world, IdentityChange) == 0
    assert number_of(world, JournalEntry, act=Act.MEND_LEARNER) == 1


@pytest.mark.letter("F35")
def test_a_mark_says_who_looked_and_when_and_the_last_one_counts(world: World) -> None:
    look_for(world, TEACHER, SCHOOL, [0], seen=False)
    assert world.case(SCHOOL).trouble == 5
    look_for(world, TEACHER, SCHOOL, [0], seen=True)

    with world.house.reading() as session:
        [mark] = session.scalars(select(PresenceMark))
        assert (mark.seen, mark.marked_by, mark.marked_at) == (
            True,
            world.actor(TEACHER).officer_id,
            world.watch.now,
        )
    assert world.case(SCHOOL).trouble == 4
    assert number_of(world, JournalEntry, act=Act.MARK_PRESENCE) == 2


def test_one_learner_of_another_class_refuses_the_whole_page(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_CLASS)):
        look_for(world, TEACHER, SCHOOL, [0, 3])

    assert number_of(world, PresenceMark) == 0


@pytest.mark.letter("F38")
def test_who_was_not_looked_for_is_not_taken_off_as_missing(world: World) -> None:
    for seen in (None, True):
        if seen:
            look_for(world, SCHOOL, SCHOOL, [0])
        with pytest.raises(Refused, check=because(Reason.NOT_YET_LOOKED_FOR)):
            take_off(world, SCHOOL, 0, LeavingReason.NO_SUCH_LEARNER)


@pytest.mark.letter("F38", "X6")
def test_taking_off_keeps_the_row_its_reason_and_a_way_back(world: World) -> None:
    look_for(world, SCHOOL, SCHOOL, [0], seen=False)

    take_off(world, SCHOOL, 0, LeavingReason.NO_SUCH_LEARNER, "ไม่พบที่บ้าน")
    with world.house.reading() as session:
        left = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        assert left is not None
        assert (left.leaving_reason, left.leaving_note) == (LeavingReason.NO_SUCH_LEARNER, "ไม่พบที่บ้าน")
        assert left.left_by == world.actor(SCHOOL).officer_id
    assert (world.case(SCHOOL).learners, number_of(world, Learner)) == (4, 11)
    with pytest.raises(Refused, check=because(Reason.NOT_ON_THE_ROLL)):
        take_off(world, SCHOOL, 0, LeavingReason.MOVED)
    put_back(world, 0)

    assert world.case(SCHOOL).learners == 5
    assert number_of(world, Enrolment, left_at=None) == 11
    assert disagreements(world) == []


@pytest.mark.letter("F38")
def test_a_class_teacher_takes_nobody_off(world: World) -> None:
    look_for(world, TEACHER, SCHOOL, [0], seen=False)

    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        take_off(world, TEACHER, 0, LeavingReason.NO_SUCH_LEARNER)


def test_who_stands_on_another_roll_by_now_is_not_put_back(world: World) -> None:
    take_off(world, SCHOOL, 0, LeavingReason.MOVED)
    with at_roll(world, SECOND_SCHOOL, SECOND_SCHOOL) as (office, actor, case, enrolments):
        same = replace(NEWCOMER, identity=read_identity(citizen_number(1)))
        roll.admit(office, actor, case, enrolments[0].classroom, same)

    with pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)):
        put_back(world, 0)


def test_who_stands_on_the_roll_is_not_put_back(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)):
        put_back(world, 0)


def test_the_last_learner_taken_off_takes_the_class_out_of_the_inbox(world: World) -> None:
    mark_class(world, TEACHER, world.items(SCHOOL, Act.VERIFY_ROLL)[0].id)

    for place in (3, 4):
        take_off(world, SCHOOL, place, LeavingReason.MOVED)

    assert [item.act for item in world.items(SCHOOL)] == [Act.RECHECK_ROLL]
    assert disagreements(world) == []


def test_a_class_that_comes_to_life_waits_for_its_teacher(world: World) -> None:
    unit_id, teacher_id = world.case(SCHOOL).unit_id, world.actor(SECOND_TEACHER).officer_id
    with world.office() as office:
        office.session.add(
            Classroom(academic_year=2565, grade=Grade.P3, room="1", teacher_id=teacher_id, unit_id=unit_id)
        )

    admit(world, SECOND_TEACHER, place=2)

    assert [item.subject for item in world.items(SCHOOL, Act.VERIFY_ROLL)] == ["P1/1", "P2/1", "P3/1"]
    assert disagreements(world) == []


@pytest.mark.letter("F42", "F50")
def test_a_late_arrival_must_be_seen_before_the_roll_is_rechecked(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    admit(world, TEACHER)

    with pytest.raises(Refused, check=because(Reason.LEARNERS_UNSEEN)):
        recheck(world, SCHOOL)
    look_for(world, TEACHER, SCHOOL, [-1])
    recheck(world, SCHOOL)

    assert [item.act for item in world.items(SCHOOL)] == [Act.CONFIRM]


def test_a_class_is_verified_once_and_by_whom_is_kept(world: World) -> None:
    [first, _] = world.items(SCHOOL, Act.VERIFY_ROLL)
    mark_class(world, TEACHER, first.id)

    with pytest.raises(Refused, check=because(Reason.DONE_BY_YOU)), desk(world, TEACHER, first.id):
        pass
    [done] = world.items(SCHOOL, Act.VERIFY_ROLL, "done")
    assert done.done_by == world.actor(TEACHER).officer_id
    assert number_of(world, JournalEntry, act=Act.VERIFY_ROLL) == 1


@pytest.mark.letter("X11")
def test_one_person_may_do_both_roles_and_the_journal_shows_it(world: World) -> None:
    verify_all_classes(world, SECOND_SCHOOL)
    recheck(world, SECOND_SCHOOL)
    confirm(world, SECOND_SCHOOL)

    with world.house.reading() as session:
        entries = session.scalars(select(JournalEntry).filter_by(unit_id=world.case(SECOND_SCHOOL).unit_id))
        assert {entry.officer_id for entry in entries} == {world.actor(SECOND_SCHOOL).officer_id}


def test_an_opened_school_may_admit_again(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)
    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)):
        admit(world, TEACHER)

    reopen(world, CITY, SCHOOL)
    admit(world, TEACHER)

    assert world.case(SCHOOL).learners == 6
    assert disagreements(world) == []


def test_a_case_is_found_by_whoever_holds_it_and_by_nobody_else(world: World) -> None:
    case_id, authority = world.case(SCHOOL).id, world.case(CITY).id
    with world.office() as office:
        for username in (SCHOOL, TEACHER, CITY):
            assert roll.case_of(office, actor_named(office, username), case_id).id == case_id
        for username, wanted in ((SECOND_SCHOOL, case_id), (CITY, authority), (SCHOOL, 999)):
            with pytest.raises(counter.UnknownItem):
                roll.case_of(office, actor_named(office, username), wanted)


def take_off(world: World, username: str, place: int, reason: LeavingReason, note: str = "") -> None:
    with at_roll(world, username, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[place], reason, note)


def put_back(world: World, place: int) -> None:
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.put_back(office, actor, case, enrolments[place])
