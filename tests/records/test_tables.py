"""What tables keep by themselves: exact moments, words, one standing row each, and the numbered schema."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from processes.records import schema
from processes.records.all import METADATA
from processes.records.confirmations import Confirmation
from processes.records.learners import Enrolment
from processes.records.once import insert_once
from processes.records.rounds import Round
from processes.records.timers import Heartbeat, Timer
from processes.records.units import Unit
from processes.terms import UnitKind
from tests.builders import CLOSES, SCHOOL, World, confirm_institution

BANGKOK = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    "moment",
    [CLOSES - timedelta(microseconds=1), CLOSES, datetime(2022, 11, 11, 17, tzinfo=BANGKOK)],
)
def test_a_moment_is_kept_to_the_microsecond_and_comes_back_in_utc(
    any_world: World, moment: datetime
) -> None:
    with any_world.house.office() as office:
        office.session.add(Heartbeat(name="a", beat_at=moment))

    with any_world.house.reading() as session:
        kept = session.get_one(Heartbeat, "a").beat_at
    assert kept == moment
    assert kept.tzinfo is UTC


def test_a_moment_not_yet_come_is_none(any_world: World) -> None:
    with any_world.house.reading() as session:
        assert session.scalars(select(Round)).one().closed_at is None


def test_words_are_kept_as_their_own_text(any_world: World) -> None:
    with any_world.house.reading() as session:
        found = session.execute(text("SELECT kind FROM unit WHERE code = :code"), {"code": SCHOOL}).scalar()

    assert found == UnitKind.SCHOOL.value


def test_a_row_that_is_already_there_is_left_out(any_world: World) -> None:
    row = {
        "key": "k",
        "kind": "close",
        "subject_id": 1,
        "due_at": CLOSES,
        "next_try_at": CLOSES,
        "state": "pending",
        "tries": 0,
    }

    with any_world.house.office() as office:
        insert_once(office.session, Timer, [row, row])
        insert_once(office.session, Timer, [row])
        insert_once(office.session, Timer, [])

    with any_world.house.reading() as session:
        assert len(session.scalars(select(Timer).filter_by(key="k")).all()) == 1


@pytest.mark.letter("F47")
def test_a_learner_stands_on_one_roll_at_a_time(any_world: World) -> None:
    with any_world.house.reading() as session, pytest.raises(IntegrityError):
        double(session, "enrolment", "learner_id, classroom_id, grade, sex, admitted_on, unit_id")
    with any_world.house.reading() as reading:
        assert len(reading.scalars(select(Enrolment)).all()) == 11


def test_one_version_of_a_stream_stands_at_a_time(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    columns = (
        "round_id, case_id, stream, figures, total, digest, content, officer_id, officer_name, position,"
        " attestation, confirmed_at, due_at, unit_id"
    )

    with any_world.house.reading() as session, pytest.raises(IntegrityError):
        double(session, "confirmation", columns, more="number, version", values="'x', 2")
    with any_world.house.reading() as reading:
        assert len(reading.scalars(select(Confirmation)).all()) == 1


def test_a_migrated_database_has_exactly_the_tables_of_the_code(any_world: World) -> None:
    engine = any_world.house.database.engine
    found = inspect(engine)

    assert set(found.get_table_names()) - {"alembic_version"} == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys())


def test_a_database_says_which_schema_it_has_seen(any_world: World) -> None:
    with any_world.house.database.engine.connect() as connection:
        assert schema.standing(connection) == schema.head()
    assert schema.script_heads() == [schema.head()]


def test_belonging_names_a_unit_and_whoever_stands_above_it(any_world: World) -> None:
    with any_world.house.reading() as session:
        school = session.scalars(select(Unit).filter_by(code=SCHOOL)).one()

        assert school.parent is not None
        assert school.belonging == {
            "unit_id": school.id,
            "authority_id": school.parent.id,
            "province_id": school.parent.parent_id,
        }


def double(session: Session, table: str, columns: str, more: str = "", values: str = "") -> None:
    names, chosen = (f"{columns}, {more}", f"{columns}, {values}") if more else (columns, columns)
    session.execute(text(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} WHERE id = 1"))  # noqa: S608
