"""Who of an imported roll is known in the country: brought back with the history, or claimed by a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import roll, roll_elsewhere, roll_import
from processes.acts.duplicates import Answer
from processes.acts.people import actor_named
from processes.acts.roll_plan import Plan
from processes.records.duplicates import DuplicateCase
from processes.records.journal import JournalEntry
from processes.records.learners import Enrolment, Learner, PresenceMark
from processes.records.particulars import LearnerRecord
from processes.rules.identity import read_identity
from processes.rules.roll_cells import CellProblem
from processes.rules.roll_files import PlannedLearner, RollFile
from processes.terms import Act, DuplicateDecision, Grade, LeavingReason, Reason, Sex
from tests.acts.test_duplicates import claim as claim_by_hand
from tests.acts.test_duplicates import settle
from tests.agreement import disagreements
from tests.builders import CENTRE, SCHOOL, SECOND_SCHOOL, TOWN_CENTRE, World, citizen_number
from tests.deeds import at_roll, number_of, refused_for


def child(number: int, **more: object) -> PlannedLearner:
    """The row of a child of this number, as a centre would write it."""
    identity = read_identity(citizen_number(number))
    row = PlannedLearner(
        line=number + 3,
        prefix="ด.ญ.",
        first_name=f"มาใหม่{number}",
        last_name="ตัวอย่าง",
        sex=Sex.FEMALE,
        birth_on=date(2019, 5, 1),
        nationality="ไทย",
        identity=identity,  # type: ignore[arg-type]
        grade=Grade.A1,
        room="1",
    )
    return replace(row, **more)  # type: ignore[arg-type]


def take_in(world: World, *rows: PlannedLearner, code: str = CENTRE, seen: bool = True) -> Plan:
    """The file looked over and accepted by the unit's officer."""
    file, case_id = RollFile(rows, (), mixed_eras=False), world.case(code).id
    with world.office() as office:
        actor = actor_named(office, code)
        digest = roll_import.plan(office, actor, roll.case_of(office, actor, case_id), file).digest
    with world.office() as office:
        actor = actor_named(office, code)
        case = roll_import.case_for(office, actor, case_id, file)
        return roll_import.accept(office, actor, case, digest, file, seen=seen)


def planned(world: World, *rows: PlannedLearner, code: str = CENTRE) -> Plan:
    with world.office() as office:
        actor = actor_named(office, code)
        case = roll.case_of(office, actor, world.case(code).id)
        return roll_import.plan(office, actor, case, RollFile(rows, (), mixed_eras=False))


def roll_of(world: World, code: str) -> Sequence[int]:
    """The learners of the unit's roll."""
    with world.house.reading() as session:
        wanted = select(Enrolment.learner_id).filter_by(unit_id=world.case(code).unit_id, left_at=None)
        return session.scalars(wanted.order_by(Enrolment.id)).all()


def leave(world: World, code: str = TOWN_CENTRE) -> int:
    """The last child of the unit goes; returns the learner."""
    with at_roll(world, code, code) as (office, actor, case, enrolments):
        enrolment = enrolments[-1]
        roll.take_off(office, actor, case, enrolment, LeavingReason.MOVED)
        return enrolment.learner_id


@pytest.mark.letter("F47", "N7")
def test_a_row_of_another_roll_is_claimed_on_acceptance_and_the_rest_comes_in(any_world: World) -> None:
    before = roll_of(any_world, TOWN_CENTRE)

    plan = take_in(any_world, child(11), child(10), child(50))

    assert [each.known.unit_name for each in plan.claims] == ["ศูนย์พัฒนาเด็กเล็กหนองบัว"] * 2
    assert (len(plan.new), len(roll_of(any_world, CENTRE)), roll_of(any_world, TOWN_CENTRE)) == (1, 3, before)
    with any_world.house.reading() as session:
        found = session.scalars(select(DuplicateCase).order_by(DuplicateCase.id)).first()
        assert found is not None
        assert (found.by_number, found.seen, found.claimed_name) == (True, True, "ด.ญ.มา… ตั…")
    assert len(any_world.items(TOWN_CENTRE, Act.SETTLE_DUPLICATE)) == 2
    assert disagreements(any_world) == []


def test_the_same_file_again_opens_no_second_case(world: World) -> None:
    take_in(world, child(11), child(50))
    entries = number_of(world, JournalEntry)

    again = take_in(world, child(11), child(50))

    assert (again.is_empty, len(again.waiting), again.unchanged) == (True, 1, 1)
    assert (number_of(world, DuplicateCase), number_of(world, JournalEntry)) == (1, entries)


def test_once_released_the_child_comes_in_and_the_file_changes_nothing(world: World) -> None:
    take_in(world, child(11))
    with world.house.reading() as session:
        found = session.scalars(select(DuplicateCase.id)).one()

    settle(world, TOWN_CENTRE, found)

    assert (len(roll_of(world, CENTRE)), len(roll_of(world, TOWN_CENTRE))) == (3, 1)
    assert planned(world, child(11)).is_empty
    assert disagreements(world) == []


@pytest.mark.letter("F112", "F37")
def test_who_left_another_roll_comes_back_as_the_same_learner(any_world: World) -> None:
    gone = leave(any_world)
    before = number_of(any_world, Learner)

    plan = take_in(any_world, child(11, details=(("religion", "พุทธ"),)))

    assert [each.known.learner_id for each in plan.returning] == [gone]
    assert (roll_of(any_world, CENTRE)[-1], number_of(any_world, Learner)) == (gone, before)
    with any_world.house.reading() as session:
        learner = session.get_one(Learner, gone)
        record = session.scalars(select(LearnerRecord).filter_by(learner_id=gone)).one()
        assert (learner.first_name, learner.unit_id) == ("มาใหม่11", any_world.case(CENTRE).unit_id)
        assert record.unit_id == learner.unit_id
        marks = select(PresenceMark).join(Enrolment, Enrolment.id == PresenceMark.enrolment_id)
        assert session.scalars(marks.where(Enrolment.learner_id == gone, PresenceMark.seen)).all()
    assert disagreements(any_world) == []
    assert planned(any_world, child(11, details=(("religion", "พุทธ"),))).is_empty


@pytest.mark.letter("F39")
def test_a_centre_claims_nobody_whom_it_has_not_met(world: World) -> None:
    with refused_for(Reason.NOT_SEEN_HERE):
        take_in(world, child(11), seen=False)

    assert number_of(world, DuplicateCase) == 0


def test_a_child_that_another_unit_has_claimed_holds_up_the_file(world: World) -> None:
    claim_by_hand(world)

    plan = planned(world, child(11, grade=Grade.P1), code=SCHOOL)

    assert [each.problem for each in plan.troubles] == [CellProblem.CLAIMED_BY_ANOTHER]


def test_two_rolls_that_claim_from_each_other_both_stand(any_world: World) -> None:
    take_in(any_world, child(6, grade=Grade.P1), code=SCHOOL, seen=False)

    plan = take_in(any_world, child(1, grade=Grade.P1), code=SECOND_SCHOOL, seen=False)

    assert (len(plan.claims), number_of(any_world, DuplicateCase)) == (1, 2)


def test_a_file_that_would_claim_half_a_country_is_held_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll_elsewhere, "MOST_CLAIMED", 1)

    plan = planned(world, child(11), child(10))

    assert {each.problem for each in plan.troubles} == {CellProblem.TOO_MANY_ELSEWHERE}


def test_a_kept_claim_is_still_waiting(world: World) -> None:
    take_in(world, child(11))
    with world.house.reading() as session:
        found = session.scalars(select(DuplicateCase.id)).one()
    settle(world, TOWN_CENTRE, found, Answer(DuplicateDecision.KEPT, "ยังเรียนอยู่ที่นี่"))

    assert len(planned(world, child(11)).waiting) == 1
