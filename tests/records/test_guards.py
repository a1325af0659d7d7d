"""The last line: the database refuses a row written past the rules once a window is closed (letter L4)."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from processes.acts import closing
from processes.records.confirmations import Confirmation
from processes.records.rounds import Round
from processes.terms import Reason, Refused
from tests.builders import CITY, CLOSES, SCHOOL, World, confirm_institution
from tests.deeds import because, record_counts

PAST_THE_RULES = {
    "mark changed": "UPDATE presence_mark SET seen = NOT seen",
    "mark added": "INSERT INTO presence_mark (round_id, enrolment_id, seen, marked_by, marked_at, unit_id)"
    " SELECT m.round_id, e.id, m.seen, m.marked_by, m.marked_at, e.unit_id FROM enrolment e,"
    " presence_mark m WHERE m.id = 1 AND e.id NOT IN (SELECT enrolment_id FROM presence_mark)",
    "confirmation changed": "UPDATE confirmation SET total = total + 1",
    "confirmation withdrawn": "UPDATE confirmation SET withdrawn_at = confirmed_at",
    "count changed": "UPDATE other_count SET count = 99",
    "count added": "INSERT INTO other_count (round_id, school_id, grade, state, count, recorded_by,"
    " recorded_at, unit_id) SELECT round_id, school_id, 'M1', state, count, recorded_by, recorded_at, unit_id"
    " FROM other_count WHERE grade = 'P1'",
}


@pytest.fixture
def recorded(any_world: World) -> World:
    """A world with marks, counts and a confirmation to tamper with."""
    confirm_institution(any_world, SCHOOL)
    record_counts(any_world, CITY)
    return any_world


def write(world: World, statement: str) -> None:
    with world.house.database.engine.begin() as connection:
        connection.execute(text(statement))


def is_refused(world: World, statement: str) -> bool:
    try:
        write(world, statement)
    except DBAPIError as error:
        return "window closed" in str(error.orig)
    return False


@pytest.mark.letter("F5", "N3")
def test_once_closed_the_database_itself_refuses(recorded: World) -> None:
    for statement in PAST_THE_RULES.values():
        with recorded.house.database.engine.connect() as connection:
            assert connection.execute(text(statement)).rowcount > 0  # thrown away with the connection
    with recorded.office(CLOSES) as office:
        closing.close_all_due(office)

    assert [name for name, statement in PAST_THE_RULES.items() if not is_refused(recorded, statement)] == []


def test_a_real_round_is_held_to_the_wall_clock_as_well(recorded: World) -> None:
    with recorded.house.office() as office:
        office.session.execute(update(Round).values(real=True))

    assert [name for name, statement in PAST_THE_RULES.items() if not is_refused(recorded, statement)] == []


def test_what_the_guard_refuses_is_answered_as_closed(recorded: World) -> None:
    with recorded.house.office() as office:
        office.session.execute(update(Round).values(real=True))

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        record_counts(recorded, CITY, number=7)
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)), recorded.house.office() as office:
        office.session.execute(update(Confirmation).values(total=0))


def test_the_guard_of_one_tier_leaves_the_others_alone(recorded: World) -> None:
    write(recorded, "UPDATE \"window\" SET closed_at = opens_at WHERE tier = 'institution'")

    write(recorded, PAST_THE_RULES["count changed"])
    with pytest.raises(DBAPIError, match="window closed"):
        write(recorded, PAST_THE_RULES["mark changed"])
