"""Figures by grade and sex add up, keep their order, and come back from JSON as they were."""

import json

import pytest

from processes.rules.figures import (
    Change,
    Count,
    Figures,
    added_up,
    by_kind,
    changes,
    figures_from,
    figures_from_plain,
)
from processes.terms import OUTSIDE_GRADES, Grade, Sex, UnitKind

SCHOOL = figures_from(
    [
        (Grade.P1, Sex.FEMALE, 12),
        (Grade.A3, Sex.MALE, 7),
        (Grade.P1, Sex.MALE, 9),
        (Grade.M1, Sex.MALE, 4),
        (Grade.P6, Sex.MALE, 0),
    ]
)
CENTRE = figures_from([(Grade.TK, Sex.MALE, 3), (Grade.A3, Sex.FEMALE, 5)])


def test_rows_in_any_order_stand_in_the_order_of_the_grades_without_empty_ones() -> None:
    assert list(SCHOOL.counts.items()) == [
        (Grade.A3, Count(7, 0)),
        (Grade.P1, Count(9, 12)),
        (Grade.M1, Count(4, 0)),
    ]


def test_rows_of_the_same_cell_are_added() -> None:
    rooms = figures_from([(Grade.P1, Sex.MALE, 9), (Grade.P1, Sex.MALE, 2)])

    assert rooms.of(Grade.P1) == Count(male=11)


def test_fewer_than_no_learners_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 learners in P1"):
        figures_from([(Grade.P1, Sex.MALE, -1)])


def test_totals_are_those_of_the_cells() -> None:
    assert (SCHOOL.male, SCHOOL.female, SCHOOL.total) == (20, 12, 32)
    assert SCHOOL.of(Grade.P1).total == 21
    assert SCHOOL.of(Grade.P2) == Count(0, 0)
    assert figures_from([]).total == 0


def test_a_part_of_the_grades_can_be_looked_at_alone() -> None:
    assert SCHOOL.within(OUTSIDE_GRADES).total == 28


def test_the_tier_above_sees_the_sum_of_its_units() -> None:
    overall = added_up([SCHOOL, CENTRE])

    assert overall.total == SCHOOL.total + CENTRE.total
    assert overall.of(Grade.A3) == Count(7, 5)
    assert list(overall.counts) == [Grade.TK, Grade.A3, Grade.P1, Grade.M1]
    assert added_up([]) == figures_from([])


def test_schools_and_centres_are_added_up_apart() -> None:
    overall = by_kind(
        [(UnitKind.CHILD_CENTRE, CENTRE), (UnitKind.SCHOOL, SCHOOL), (UnitKind.CHILD_CENTRE, CENTRE)]
    )

    assert overall == {UnitKind.SCHOOL: SCHOOL, UnitKind.CHILD_CENTRE: added_up([CENTRE, CENTRE])}
    assert list(overall) == [UnitKind.SCHOOL, UnitKind.CHILD_CENTRE]


def test_figures_come_back_from_json_as_they_were() -> None:
    stored = json.dumps(SCHOOL.plain())

    assert figures_from_plain(json.loads(stored)) == SCHOOL
    assert SCHOOL.plain()["P1"] == {"M": 9, "F": 12}


@pytest.mark.parametrize("plain", [{"P7": {"M": 1}}, {"P1": {"X": 1}}, {"P1": {"M": -1}}])
def test_json_that_holds_no_figures_is_refused(plain: dict[str, dict[str, int]]) -> None:
    with pytest.raises(ValueError):
        figures_from_plain(plain)


def test_a_comparison_names_the_grades_that_changed() -> None:
    later = figures_from([(Grade.A3, Sex.MALE, 7), (Grade.P1, Sex.MALE, 10), (Grade.P1, Sex.FEMALE, 12)])

    assert changes(SCHOOL, later) == (
        Change(Grade.P1, Count(9, 12), Count(10, 12)),
        Change(Grade.M1, Count(4, 0), Count(0, 0)),
    )
    assert changes(SCHOOL, SCHOOL) == ()


def test_equal_numbers_are_equal_figures() -> None:
    assert figures_from([(Grade.P6, Sex.MALE, 0)]) == Figures({})
