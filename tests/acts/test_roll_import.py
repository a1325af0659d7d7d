"""A roll from a file: planned without a trace, accepted whole or not at all; the same again is nothing."""

import time
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import roll, roll_import
from processes.acts.roll_plan import Plan
from processes.records.cases import Case
from processes.records.journal import JournalEntry
from processes.records.learners import Classroom, Enrolment, IdentityChange, Learner
from processes.rules.identity import NO_IDENTITY, read_identity
from processes.rules.roll_cells import CellProblem
from processes.rules.roll_files import PlannedLearner, RollFile, Trouble
from processes.rules.roll_layouts import Column
from processes.terms import Act, Grade, LeavingReason, Reason, Refused, Sex, Standing
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    CLOSES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    citizen_number,
    confirm_institution,
)
from tests.deeds import at_roll, because, case_work, number_of

TEACHER = f"{SCHOOL}-2"


def pupil(number: int, **more: object) -> PlannedLearner:
    """The row of the builders' learner of this number, who stands in P1/1 or P2/1."""
    male = number % 2
    row = PlannedLearner(
        line=number + 3,
        prefix="ด.ช." if male else "ด.ญ.",
        first_name=f"ทดสอบ{number}",
        last_name="ตัวอย่าง",
        sex=Sex.MALE if male else Sex.FEMALE,
        birth_on=date(2016, 3, 1),
        nationality="ไทย",
        identity=read_identity(citizen_number(number)),  # type: ignore[arg-type]
        grade=Grade.P1 if number <= 3 else Grade.P2,
        room="1",
    )
    return replace(row, **more)  # type: ignore[arg-type]


WHOLE = [pupil(number) for number in range(1, 6)]


def file(*rows: PlannedLearner, troubles: tuple[Trouble, ...] = ()) -> RollFile:
    return RollFile(rows, troubles, mixed_eras=False)


def planned(world: World, roll_file: RollFile, username: str = SCHOOL) -> Plan:
    with case_work(world, username, SCHOOL) as (office, actor, case):
        return roll_import.plan(office, actor, case, roll_file)


def take_in(world: World, roll_file: RollFile, digest: str = "") -> Plan:
    digest = digest or planned(world, roll_file).digest
    with case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        return roll_import.accept(office, actor, case, digest, roll_file)


def standing(world: World) -> dict[str, Enrolment]:
    """Who stands on the roll, by first name."""
    with world.house.reading() as session:
        wanted = select(Enrolment).join(Case, Case.unit_id == Enrolment.unit_id)
        wanted = wanted.where(Case.id == world.case(SCHOOL).id, Enrolment.left_at.is_(None))
        found = {each.learner.first_name: each for each in session.scalars(wanted)}
        for each in found.values():
            _ = each.classroom
        session.expunge_all()
        return found


def test_the_roll_as_it_stands_changes_nothing(world: World) -> None:
    before = world.case(SCHOOL)

    plan = take_in(world, file(*WHOLE))

    after = world.case(SCHOOL)
    assert (plan.new, plan.changed, plan.unchanged, plan.missing) == ((), (), 5, ())
    assert (after.figures_version, after.chain_length) == (before.figures_version, before.chain_length)
    assert number_of(world, JournalEntry, act=Act.IMPORT_ROLL) == 0


def test_a_plan_leaves_no_trace(world: World) -> None:
    before = world.case(SCHOOL)

    plan = planned(world, file(pupil(1, first_name="อื่น"), pupil(50, grade=Grade.P3)))

    assert (len(plan.new), len(plan.changed), len(plan.missing)) == (1, 1, 4)
    assert number_of(world, Learner) == 11
    assert world.case(SCHOOL).figures_version == before.figures_version


def test_new_learners_come_in_sealed_with_their_classes_and_their_work(world: World) -> None:
    take_in(world, file(*WHOLE, pupil(50, grade=Grade.P3, room="2"), pupil(51, grade=Grade.P1)))

    found = standing(world)
    fresh = found["ทดสอบ50"]
    case = world.case(SCHOOL)
    assert world.house.keys.cipher.open(
        fresh.learner.number_cipher or b"", roll.NUMBER
    ).decode() == citizen_number(50)
    assert (fresh.classroom.grade, fresh.classroom.room, fresh.classroom.teacher_id) == (Grade.P3, "2", None)
    assert (case.learners, case.trouble, case.standing) == (7, 7, Standing.IN_PROGRESS)
    waiting = {item.subject: item.learners for item in world.items(SCHOOL, Act.VERIFY_ROLL)}
    assert waiting == {"P1/1": 4, "P2/1": 2, "P3/2": 1}
    assert number_of(world, JournalEntry, act=Act.IMPORT_ROLL) == 1
    assert disagreements(world) == []


def test_the_same_file_again_changes_nothing(world: World) -> None:
    rows = file(*WHOLE, pupil(50, grade=Grade.P3), pupil(51, identity=NO_IDENTITY), pupil(52, birth_on=None))
    take_in(world, rows)
    before = world.case(SCHOOL)

    again = take_in(world, rows)

    assert (again.new, again.changed, again.unchanged, again.missing) == ((), (), 8, ())
    assert world.case(SCHOOL).figures_version == before.figures_version


def test_a_learner_who_moved_to_another_class_is_the_same_learner(world: World) -> None:
    before = standing(world)["ทดสอบ1"]

    plan = take_in(world, file(pupil(1, grade=Grade.P2, last_name="ใหม่"), *WHOLE[1:]))

    after = standing(world)["ทดสอบ1"]
    assert plan.changed[0].columns == (Column.LAST_NAME, Column.GRADE)
    assert (after.learner_id, after.grade, after.learner.last_name) == (before.learner_id, Grade.P2, "ใหม่")
    assert {item.subject: item.learners for item in world.items(SCHOOL, Act.VERIFY_ROLL)} == {
        "P1/1": 2,
        "P2/1": 3,
    }
    assert disagreements(world) == []


@pytest.mark.letter("F49")
def test_a_changed_number_keeps_the_learner_and_the_former_number(world: World) -> None:
    before = standing(world)["ทดสอบ1"]

    take_in(world, file(pupil(1, identity=read_identity("G123456789012")), *WHOLE[1:]))

    after = standing(world)["ทดสอบ1"]
    assert (after.learner_id, after.learner.number_masked) == (before.learner_id, "Gxxxxxxxxx012")
    assert number_of(world, IdentityChange, learner_id=before.learner_id) == 1


def test_what_a_file_leaves_blank_stays_as_it_is_recorded(world: World) -> None:
    blank = pupil(1, identity=NO_IDENTITY, nationality="", prefix="ด.ช.")

    plan = take_in(world, file(blank, *WHOLE[1:]))

    assert (plan.changed, plan.unchanged) == ((), 5)


def test_who_is_not_in_the_file_is_listed_and_stays(world: World) -> None:
    plan = take_in(world, file(*WHOLE[:3], pupil(50)))

    assert [each.first_name for each in plan.missing] == ["ทดสอบ4", "ทดสอบ5"]
    assert len(standing(world)) == 6


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ((pupil(50), pupil(50, line=9)), CellProblem.TWICE_IN_FILE),
        (
            (pupil(50, identity=NO_IDENTITY), pupil(50, identity=NO_IDENTITY, line=9)),
            CellProblem.TWICE_IN_FILE,
        ),
    ],
)
@pytest.mark.letter("F47")
def test_a_row_in_trouble_holds_up_the_whole_file(
    world: World, rows: tuple[PlannedLearner, ...], problem: CellProblem
) -> None:
    plan = planned(world, file(*WHOLE, *rows))

    assert [(each.line, each.problem) for each in plan.troubles] == [(9, problem)]
    with pytest.raises(Refused, check=because(Reason.FILE_IN_TROUBLE)):
        take_in(world, file(*WHOLE, *rows))
    assert len(standing(world)) == 5


@pytest.mark.letter("F47")
def test_nobody_of_this_roll_is_given_a_number_of_another(world: World) -> None:
    other = pupil(1, identity=pupil(6).identity)

    plan = planned(world, file(other, *WHOLE[1:]))

    assert [(each.line, each.problem) for each in plan.troubles] == [(4, CellProblem.ON_ANOTHER_ROLL)]


def test_a_trouble_of_the_file_itself_holds_up_the_whole_file(world: World) -> None:
    wrong = Trouble(7, Column.BIRTH, "31/02/2559", CellProblem.BIRTH_UNREADABLE)

    with pytest.raises(Refused, check=because(Reason.FILE_IN_TROUBLE)):
        take_in(world, file(*WHOLE, pupil(50), troubles=(wrong,)))

    assert len(standing(world)) == 5


def test_a_roll_that_changed_since_the_plan_asks_for_another_look(world: World) -> None:
    rows = file(*WHOLE, pupil(50))
    digest = planned(world, rows).digest
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        take_in(world, rows, digest)

    assert number_of(world, Learner) == 11


def test_a_plan_accepts_no_other_rows_than_its_own(world: World) -> None:
    digest = planned(world, file(*WHOLE, pupil(50))).digest

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        take_in(world, file(*WHOLE, pupil(51)), digest)


@pytest.mark.parametrize(
    ("username", "reason"), [(TEACHER, Reason.NOT_YOUR_ROLE), (CITY, Reason.NOT_YOUR_UNIT)]
)
def test_only_the_responsible_officer_imports(world: World, username: str, reason: Reason) -> None:
    with pytest.raises(Refused, check=because(reason)):
        planned(world, file(*WHOLE), username)


@pytest.mark.letter("F5")
def test_nothing_is_imported_once_the_window_has_closed_or_the_roll_is_confirmed(world: World) -> None:
    confirm_institution(world, SCHOOL)
    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)):
        planned(world, file(*WHOLE))

    world.watch.now = CLOSES
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        planned(world, file(*WHOLE))


def test_two_thousand_learners_are_planned_and_taken_in_within_the_time(world: World) -> None:
    """The aim is 3 s for the whole way on a quiet machine; here processor time, so that a busy one passes."""
    rows = file(*(pupil(number, room=str(number % 50), grade=Grade.P1) for number in range(1000, 3000)))
    began = time.process_time()

    take_in(world, rows)

    assert time.process_time() - began < 3
    assert world.case(SCHOOL).learners == 2005
    assert number_of(world, Classroom, grade=Grade.P1) == 51


@pytest.mark.letter("F47")
def test_a_child_without_a_number_who_may_stand_elsewhere_is_left_to_a_person(any_world: World) -> None:
    world = any_world
    with world.house.reading() as session:
        elsewhere = session.scalars(
            select(Enrolment).join(Learner).where(Enrolment.unit_id == world.case(SECOND_SCHOOL).unit_id)
        ).first()
        assert elsewhere is not None
        who = elsewhere.learner
        names = {"first_name": who.first_name, "last_name": who.last_name, "birth_on": who.birth_on}
    same = pupil(9, identity=NO_IDENTITY, **names)
    another = replace(same, line=20, birth_on=date(2015, 1, 1))

    plan = planned(world, file(*WHOLE, same, another))

    assert [(each.line, each.problem) for each in plan.troubles] == [
        (same.line, CellProblem.MAY_BE_ELSEWHERE)
    ]
    assert [each.line for each in plan.new] == [another.line]
