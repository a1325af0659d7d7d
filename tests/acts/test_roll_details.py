"""A file with more than the roll: kept field by field, sealed where sensitive, nothing twice."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from processes.acts import particulars, roll_export
from processes.acts.roll_export import Taken
from processes.records.journal import JournalEntry
from processes.records.learners import Enrolment, Learner
from processes.records.particulars import LearnerChange, LearnerRecord
from processes.reports.particulars import HIDDEN, record_of, values_of
from processes.rules.roll_files import PlannedLearner
from processes.terms import Act, Reason, Refused
from tests.acts.test_roll_import import WHOLE, file, planned, pupil, take_in
from tests.builders import CITY, SCHOOL, World
from tests.deeds import at_roll, because, number_of

FULL = (("student_number", "00123"), ("religion", "พุทธ"), ("father_first_name", "สมชาย"))
TAKEN = Taken("own.xlsx", 5, 4, "ab" * 32)


def held(world: World, first_name: str = "ทดสอบ1") -> dict[str, str]:
    with world.house.reading() as session:
        learner_id = session.scalars(select(Learner.id).filter_by(first_name=first_name)).first() or 0
        return values_of(world.house.keys.cipher, record_of(session, learner_id))


def changes(world: World) -> set[tuple[str, str, str]]:
    with world.house.reading() as session:
        found = session.scalars(select(LearnerChange)).all()
        return {(each.field, each.before, each.after) for each in found}


def with_details(*pairs: tuple[str, str]) -> list[PlannedLearner]:
    return [replace(WHOLE[0], details=pairs), *WHOLE[1:]]


@pytest.mark.letter("F40", "F82")
def test_fields_of_the_record_come_in_with_the_roll_and_each_change_is_noted(world: World) -> None:
    plan = take_in(world, file(*with_details(*FULL)))

    assert (len(plan.new), plan.unchanged) == (0, 4)
    assert [(each.columns, each.fields) for each in plan.changed] == [
        ((), ("student_number", "religion", "father_first_name"))
    ]
    assert held(world) == dict(FULL)
    assert changes(world) == {
        ("student_number", "", "00123"),
        ("religion", "", HIDDEN),
        ("father_first_name", "", "สมชาย"),
    }


def test_sensitive_fields_stand_sealed(world: World) -> None:
    take_in(world, file(*with_details(*FULL), pupil(50, details=FULL)))

    with world.house.reading() as session:
        for record in session.scalars(select(LearnerRecord)):
            assert "พุทธ" not in record.content
            assert "พุทธ".encode() not in (record.sealed or b"")
    assert held(world, "ทดสอบ50") == dict(FULL)


def test_the_same_details_again_change_nothing(world: World) -> None:
    take_in(world, file(*with_details(*FULL)))

    plan = take_in(world, file(*with_details(*FULL)))

    assert (plan.changed, plan.unchanged) == ((), 5)
    assert number_of(world, LearnerChange) == 3


def test_a_blank_cell_takes_nothing_away_and_another_value_is_put_in_its_place(world: World) -> None:
    take_in(world, file(*with_details(*FULL)))

    plan = take_in(world, file(*with_details(("student_number", "00124"))))

    assert [each.fields for each in plan.changed] == [("student_number",)]
    assert held(world) == {**dict(FULL), "student_number": "00124"}
    assert ("student_number", "00123", "00124") in changes(world)


def test_a_record_that_changed_since_the_preview_asks_for_another_look(world: World) -> None:
    take_in(world, file(*with_details(*FULL)))
    again = file(*with_details(("student_number", "00124")))
    digest = planned(world, again).digest
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, _):
        wanted = select(Enrolment).join(Learner).where(Learner.first_name == "ทดสอบ1")
        enrolment = office.session.scalars(wanted).one()
        particulars.record_details(office, actor, case, enrolment, {"student_number": "7"}, 1)

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        take_in(world, again, digest)

    assert held(world)["student_number"] == "7"


def test_the_journal_names_the_file_that_came_in(world: World) -> None:
    take_in(world, replace(file(*with_details(*FULL)), sha256="cd" * 32))

    with world.house.reading() as session:
        entry = session.scalars(select(JournalEntry).filter_by(act=Act.IMPORT_ROLL)).one()
    assert "cd" * 32 in entry.details
    assert "พุทธ" not in entry.details


@pytest.mark.letter("F82")
def test_whole_numbers_that_are_taken_along_are_written_down(world: World) -> None:
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, _):
        roll_export.take_along(office, actor, case.unit_id, TAKEN)

    with world.house.reading() as session:
        entry = session.scalars(select(JournalEntry).filter_by(act=Act.EXPORT_ROLL)).one()
    assert entry.chain.startswith("unit:")
    assert '"numbers":4' in entry.details
    assert TAKEN.sha256 in entry.details


@pytest.mark.parametrize(
    ("username", "reason"), [(f"{SCHOOL}-2", Reason.NOT_YOUR_ROLE), (CITY, Reason.NOT_YOUR_UNIT)]
)
def test_nobody_else_takes_them_along(world: World, username: str, reason: Reason) -> None:
    unit_id, actor = world.case(SCHOOL).unit_id, world.actor(username)

    with pytest.raises(Refused, check=because(reason)), world.office() as office:
        roll_export.take_along(office, actor, unit_id, TAKEN)
