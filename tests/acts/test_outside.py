"""Counts of other affiliations: nine cells each; blank, zero, not applicable are three states (4.2)."""

import pytest
from sqlalchemy import select

from processes.acts import counter, outside
from processes.acts.outside import BLANK, Cell
from processes.records.journal import JournalEntry
from processes.records.outside import OtherCount
from processes.reports.figures import blank_counts, outside_figures
from processes.terms import OUTSIDE_GRADES, Act, CountState, Grade, Reason, Refused, Standing
from tests.agreement import disagreements
from tests.builders import CITY, FUNDER, TOWN, World
from tests.deeds import (
    because,
    case_work,
    confirm_outside,
    finish_recording,
    number_of,
    outside_schools,
    record_counts,
)

ZERO = Cell(CountState.COUNTED, 0)
NONE_HERE = Cell(CountState.NOT_APPLICABLE, None, "ไม่เปิดสอน")


def record(world: World, username: str, code: str, grid: outside.Grid) -> int:
    with case_work(world, username, code) as (office, actor, case):
        return outside.record_counts(office, actor, case, grid)


def kept(world: World) -> dict[Grade, Cell]:
    with world.house.reading() as session:
        return {
            row.grade: Cell(row.state, row.count, row.reason) for row in session.scalars(select(OtherCount))
        }


@pytest.mark.letter("F56", "N13")
def test_blank_zero_and_not_applicable_are_kept_apart(world: World) -> None:
    [school] = outside_schools(world, CITY)

    changed = record(
        world,
        CITY,
        CITY,
        {(school, Grade.A1): ZERO, (school, Grade.A2): NONE_HERE, (school, Grade.A3): BLANK},
    )

    assert changed == 2
    assert kept(world) == {Grade.A1: ZERO, Grade.A2: NONE_HERE}
    with world.house.reading() as session:
        case = world.case(CITY)
        [(_, cells)] = blank_counts(session, case.round_id, case.unit_id)
        assert cells == 7
        assert outside_figures(session, case.round_id, case.unit_id)[Grade.A1] == 0
    assert world.case(CITY).other_standing is Standing.IN_PROGRESS


def test_what_was_counted_can_become_blank_again(world: World) -> None:
    [school] = outside_schools(world, CITY)
    record_counts(world, CITY, number=4)

    record(world, CITY, CITY, {(school, Grade.P6): BLANK})

    assert kept(world)[Grade.P6] == BLANK
    with world.house.reading() as session:
        case = world.case(CITY)
        assert [cells for _, cells in blank_counts(session, case.round_id, case.unit_id)] == [1]


@pytest.mark.letter("F55")
def test_nine_cells_are_asked_for_and_added_up(world: World) -> None:
    record_counts(world, CITY, number=4)

    with world.house.reading() as session:
        case = world.case(CITY)
        figures = outside_figures(session, case.round_id, case.unit_id)
    assert list(figures) == list(OUTSIDE_GRADES)
    assert sum(figures.values()) == 36


def test_the_same_page_sent_twice_changes_nothing_the_second_time(world: World) -> None:
    assert record_counts(world, CITY) == 9
    before = world.case(CITY)

    assert record_counts(world, CITY) == 0

    after = world.case(CITY)
    assert (after.figures_version, after.chain_length) == (before.figures_version, before.chain_length)
    assert number_of(world, JournalEntry, act=Act.RECORD_COUNTS) == 1
    assert disagreements(world) == []


@pytest.mark.letter("F62")
def test_a_school_that_another_authority_pays_is_not_known_here(world: World) -> None:
    [own], [foreign] = outside_schools(world, CITY), outside_schools(world, FUNDER)

    with pytest.raises(counter.UnknownItem):
        record(world, CITY, CITY, {(own, Grade.A1): ZERO, (foreign, Grade.A1): ZERO})

    assert kept(world) == {}


def test_only_the_authoritys_own_officer_records(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_UNIT)):
        record(world, TOWN, CITY, {})


@pytest.mark.letter("F57")
def test_confirmed_counts_are_changed_only_after_they_were_opened(world: World) -> None:
    confirm_outside(world, CITY)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)):
        record_counts(world, CITY, number=9)
    assert kept(world)[Grade.P1].count == 5


def test_saying_that_all_is_recorded_goes_on_to_confirming(world: World) -> None:
    record_counts(world, FUNDER)

    finish_recording(world, FUNDER)

    assert [item.act for item in world.items(FUNDER)] == [Act.CONFIRM_COUNTS]
    assert disagreements(world) == []


def test_the_inbox_says_how_many_cells_are_blank(world: World) -> None:
    item = world.items(FUNDER, Act.RECORD_COUNTS)[0]
    assert item.trouble == 9

    school = outside_schools(world, FUNDER)[0]
    with case_work(world, FUNDER, FUNDER) as (office, actor, case):
        outside.record_counts(office, actor, case, {(school, Grade.P1): ZERO})

    assert world.items(FUNDER, Act.RECORD_COUNTS)[0].trouble == 8
