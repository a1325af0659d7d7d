"""Figures of the report: the same committed rows that a confirmation signs, by grade and sex (F44, F91)."""

import pytest

from processes.reports.figures import (
    figures_below,
    figures_of,
    outside_figures,
    overall,
    overall_outside,
    roll_figures,
    roll_rows,
)
from processes.terms import Grade, Sex, Standing
from tests.builders import (
    CENTRE,
    CITY,
    FUNDER,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    confirm_institution,
    plain_figures,
)
from tests.deeds import confirm_outside, confirm_up_to_authorities, confirm_up_to_province, reopen


@pytest.mark.letter("F51", "F91")
def test_the_report_counts_the_roll_by_grade_and_sex(world: World) -> None:
    case = world.case(SCHOOL)

    with world.house.reading() as session:
        figures = roll_figures(session, case.unit_id)
        rows = roll_rows(session, case.round_id, case.unit_id)

    assert figures.plain() == {"P1": {"M": 2, "F": 1}, "P2": {"M": 1, "F": 1}}
    assert figures == figures_of(rows)
    assert figures.total == len(rows) == 5
    assert {(row.grade, row.sex) for row in rows} >= {(Grade.P1, Sex.MALE), (Grade.P2, Sex.FEMALE)}
    assert all(row.seen is None for row in rows)


@pytest.mark.letter("F44", "F102")
def test_the_report_shows_what_was_confirmed_the_moment_it_was(world: World) -> None:
    confirm_institution(world, SCHOOL)

    [kept] = world.confirmations(SCHOOL)
    with world.house.reading() as session:
        assert roll_figures(session, world.case(SCHOOL).unit_id).plain() == plain_figures(kept)["own"]


@pytest.mark.letter("F66")
def test_what_lies_below_is_named_with_its_standing_and_its_receipts(world: World) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, CENTRE)
    reopen(world, CITY, CENTRE)

    with world.house.reading() as session:
        below = {each.unit_code: each for each in figures_below(session, world.case(CITY).id)}

    assert {code: each.standing for code, each in below.items()} == {
        SCHOOL: Standing.CONFIRMED,
        SECOND_SCHOOL: Standing.NOT_STARTED,
        CENTRE: Standing.REOPENED,
    }
    assert below[SCHOOL].figures is not None
    assert below[CENTRE].figures is below[SECOND_SCHOOL].figures is None
    assert [number for _, number, _ in below[SCHOOL].confirmed] == [world.confirmations(SCHOOL)[0].number]
    assert overall(list(below.values())).total == 5


@pytest.mark.letter("F63", "F70")
def test_a_province_adds_up_both_streams_of_its_authorities(world: World) -> None:
    confirm_up_to_authorities(world)

    with world.house.reading() as session:
        below = figures_below(session, world.case(PROVINCE).id)

    assert overall(below).total == 11
    assert overall_outside(below) == dict.fromkeys(overall_outside(below), 10)
    assert {each.unit_code: each.figures is None for each in below}[FUNDER]


def test_the_department_reads_outside_counts_out_of_a_provinces_overview(world: World) -> None:
    confirm_up_to_province(world)

    with world.house.reading() as session:
        [province] = figures_below(session, world.case("01000000").id)

    assert province.outside is not None
    assert sum(province.outside.values()) == 90


def test_counts_of_another_authority_do_not_mix_in(world: World) -> None:
    confirm_outside(world, FUNDER, number=7)

    with world.house.reading() as session:
        city = outside_figures(session, world.round_id, world.case(CITY).unit_id)
        funder = outside_figures(session, world.round_id, world.case(FUNDER).unit_id)
    assert (sum(city.values()), sum(funder.values())) == (0, 63)
