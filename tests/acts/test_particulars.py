"""The whole record of a learner: kept field by field, sensitive values sealed, each change noted."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import particulars, roll
from processes.acts.roll import Particulars
from processes.records.journal import JournalEntry
from processes.records.particulars import LearnerChange, LearnerRecord
from processes.reports.particulars import HIDDEN, changes_of, record_of, values_of
from processes.rules.identity import read_identity
from processes.terms import Act, LeavingReason, Reason, Refused, Sex
from tests.builders import CITY, CLOSES, SCHOOL, World, citizen_number, confirm_institution
from tests.deeds import at_roll, because, number_of

TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"
VALUES = {"student_number": "00123", "religion": "พุทธ", "entered_on": "2022-05-17", "passport": ""}
MENDED = Particulars(
    "ด.ช.", "ทดสอบ1", "ใจดี", Sex.MALE, date(2016, 3, 2), read_identity(citizen_number(700)), "ไทย"
)


def record(world: World, username: str, values: dict[str, str], revision: int = 0, place: int = 0) -> int:
    """Record these values of the learner at this place of the school; returns how many changed."""
    with at_roll(world, username, SCHOOL) as (office, actor, case, enrolments):
        return particulars.record_details(office, actor, case, enrolments[place], values, revision)


def held(world: World) -> tuple[LearnerRecord, dict[str, str]]:
    with world.house.reading() as session:
        row = session.scalars(select(LearnerRecord)).one()
        values = values_of(world.house.keys.cipher, row)
        session.expunge_all()
        return row, values


def changes(world: World, private: bool = True) -> list[tuple[str, str, str]]:
    with world.house.reading() as session:
        learner_id = session.scalars(select(LearnerChange.learner_id).limit(1)).one()
        return [(each.field, each.before, each.after) for each in changes_of(session, learner_id, private)]


@pytest.mark.letter("F40")
def test_a_record_is_kept_and_its_sensitive_values_are_sealed(any_world: World) -> None:
    changed = record(any_world, TEACHER, VALUES)

    row, values = held(any_world)
    assert changed == 3
    assert values == {"student_number": "00123", "religion": "พุทธ", "entered_on": "2022-05-17"}
    assert "พุทธ" not in row.content
    assert "พุทธ".encode() not in (row.sealed or b"")
    assert row.revision == 1


def test_only_what_differs_is_noted_and_sensitive_values_are_left_out(world: World) -> None:
    record(world, TEACHER, VALUES)
    record(world, SCHOOL, {"student_number": "00124", "religion": ""}, revision=1)

    assert set(changes(world)[:2]) == {("student_number", "00123", "00124"), ("religion", HIDDEN, "")}
    assert number_of(world, JournalEntry, act=Act.MEND_LEARNER) == 2
    assert "religion" not in held(world)[1]


def test_a_tier_above_learns_that_a_private_field_changed_and_not_to_what(world: World) -> None:
    record(world, TEACHER, {"mother_income": "9000", "student_number": "1"})

    assert set(changes(world, private=False)) == {("mother_income", "", HIDDEN), ("student_number", "", "1")}
    with world.house.reading() as session:
        row = record_of(session, session.scalars(select(LearnerRecord.learner_id)).one())
        assert values_of(world.house.keys.cipher, row, private=False) == {"student_number": "1"}


def test_the_same_again_changes_nothing(world: World) -> None:
    record(world, TEACHER, VALUES)

    assert record(world, TEACHER, VALUES, revision=1) == 0
    assert held(world)[0].revision == 1
    assert number_of(world, LearnerChange) == 3


def test_a_form_made_from_an_older_record_is_refused(world: World) -> None:
    record(world, TEACHER, VALUES)

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        record(world, SCHOOL, {"student_number": "9"}, revision=0)

    assert held(world)[1]["student_number"] == "00123"


@pytest.mark.parametrize(
    ("username", "reason"), [(SECOND_TEACHER, Reason.NOT_YOUR_CLASS), (CITY, Reason.NOT_YOUR_UNIT)]
)
def test_nobody_else_records_a_learner(world: World, username: str, reason: Reason) -> None:
    with pytest.raises(Refused, check=because(reason)):
        record(world, username, VALUES)


def test_a_record_is_locked_once_it_is_confirmed(world: World) -> None:
    confirm_institution(world, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)):
        record(world, SCHOOL, VALUES)


def test_a_record_is_locked_once_the_window_is_closed(world: World) -> None:
    world.watch.now = CLOSES

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        record(world, SCHOOL, VALUES)


def test_who_left_the_roll_is_no_longer_recorded(world: World) -> None:
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)

    with pytest.raises(Refused, check=because(Reason.NOT_ON_THE_ROLL)):
        record(world, SCHOOL, VALUES)


@pytest.mark.letter("F82")
def test_mending_notes_every_field_that_changed_with_numbers_covered(world: World) -> None:
    with at_roll(world, TEACHER, SCHOOL) as (office, actor, case, enrolments):
        roll.mend(office, actor, case, enrolments[0], MENDED)

    noted = {field: (before, after) for field, before, after in changes(world)}
    assert set(noted) == {"last_name", "birth_on", "number"}
    assert noted["last_name"] == ("ตัวอย่าง", "ใจดี")
    assert noted["birth_on"] == ("2016-03-01", "2016-03-02")
    assert all(each.startswith("x-xxxx-xxxxx-") for each in noted["number"])


def test_a_number_that_looks_the_same_when_covered_is_noted_all_the_same(world: World) -> None:
    alike = next(
        read_identity(number)
        for number in map(citizen_number, range(800, 100_000))
        if number[-3:] == citizen_number(1)[-3:]
    )

    with at_roll(world, TEACHER, SCHOOL) as (office, actor, case, enrolments):
        roll.mend(office, actor, case, enrolments[0], replace(MENDED, identity=alike))

    assert "number" in {field for field, _, _ in changes(world)}
