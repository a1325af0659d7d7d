"""Which class follows which, at schools and centres that teach this and not that."""

import pytest

from processes.rules.ladder import grade_to_open, may_finish, next_grade, year_to_enter
from processes.terms import Grade, UnitKind

SCHOOL, CENTRE = UnitKind.SCHOOL, UnitKind.CHILD_CENTRE
TODDLERS = {Grade.TK, Grade.A1, Grade.A2, Grade.A3}
KINDERGARTEN = {Grade.A1, Grade.A2, Grade.A3}
PRIMARY = {Grade.P1, Grade.P2, Grade.P3, Grade.P4, Grade.P5, Grade.P6}
LOWER = {Grade.M1, Grade.M2, Grade.M3}
UPPER = {Grade.M4, Grade.M5, Grade.M6}
VOCATIONAL = {Grade.V1, Grade.V2, Grade.V3}


@pytest.mark.parametrize(
    ("kind", "grade", "offered", "following"),
    [
        (CENTRE, Grade.TK, TODDLERS, Grade.A1),
        (CENTRE, Grade.A2, TODDLERS, Grade.A3),
        (CENTRE, Grade.A3, TODDLERS, None),
        (CENTRE, Grade.A2, {Grade.TK, Grade.A1, Grade.A2}, None),
        (CENTRE, Grade.A3, TODDLERS | PRIMARY, None),  # a class recorded by mistake makes no school of it
        (SCHOOL, Grade.TK, TODDLERS | PRIMARY, Grade.A1),
        (SCHOOL, Grade.A3, KINDERGARTEN | PRIMARY, Grade.P1),
        (SCHOOL, Grade.A3, KINDERGARTEN, None),
        (SCHOOL, Grade.P1, PRIMARY, Grade.P2),
        (SCHOOL, Grade.P1, {Grade.P1, Grade.P3}, Grade.P2),  # a class that nobody happens to be in
        (SCHOOL, Grade.P4, {Grade.P1, Grade.P4}, None),
        (SCHOOL, Grade.P6, PRIMARY, None),
        (SCHOOL, Grade.P6, PRIMARY | LOWER, Grade.M1),
        (SCHOOL, Grade.P6, PRIMARY | UPPER, None),
        (SCHOOL, Grade.M3, LOWER, None),
        (SCHOOL, Grade.M3, LOWER | UPPER, Grade.M4),
        (SCHOOL, Grade.M3, LOWER | VOCATIONAL, None),
        (SCHOOL, Grade.M6, UPPER | VOCATIONAL, None),
        (SCHOOL, Grade.V1, VOCATIONAL, Grade.V2),
        (SCHOOL, Grade.V3, VOCATIONAL, None),
    ],
)
def test_a_class_goes_on_or_finishes(
    kind: UnitKind, grade: Grade, offered: set[Grade], following: Grade | None
) -> None:
    assert next_grade(kind, grade, offered) is following


@pytest.mark.parametrize(
    ("kind", "grade", "offered", "opened"),
    [
        (SCHOOL, Grade.P4, {Grade.P1, Grade.P4}, Grade.P5),
        (SCHOOL, Grade.P6, PRIMARY, Grade.M1),
        (SCHOOL, Grade.P1, PRIMARY, None),
        (SCHOOL, Grade.M6, UPPER, None),
        (CENTRE, Grade.A3, TODDLERS, None),
        (CENTRE, Grade.A2, {Grade.A2}, Grade.A3),
    ],
)
def test_a_unit_that_grows_may_open_the_grade_above(
    kind: UnitKind, grade: Grade, offered: set[Grade], opened: Grade | None
) -> None:
    assert grade_to_open(kind, grade, offered) is opened


@pytest.mark.parametrize("grade", list(Grade))
@pytest.mark.parametrize("kind", [SCHOOL, CENTRE])
def test_a_grade_that_is_opened_takes_the_class_in(kind: UnitKind, grade: Grade) -> None:
    opened = grade_to_open(kind, grade, {grade})

    assert opened is None or next_grade(kind, grade, {grade, opened}) is opened


def test_a_stage_is_finished_at_its_end_and_a_centre_at_any_age() -> None:
    finishing = {grade for grade in Grade if may_finish(SCHOOL, grade)}

    assert finishing == {Grade.A3, Grade.P6, Grade.M3, Grade.M6, Grade.V3}
    assert all(may_finish(CENTRE, grade) for grade in TODDLERS)


@pytest.mark.parametrize(
    ("number", "between", "year"),
    [(1, False, 2565), (2, False, 2565), (1, True, None), (2, True, 2566), (3, True, 2566)],
)
def test_a_roll_enters_the_rounds_year_or_after_its_last_round_the_next(
    number: int, between: bool, year: int | None
) -> None:
    assert year_to_enter(2565, number, between) == year
