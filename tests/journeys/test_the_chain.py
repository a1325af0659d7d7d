"""Upwards: each tier confirms once all below it have (letter 7, 9)."""

import json

import pytest

from processes.records.closing import FiguresTaken
from processes.reports.figures import figures_below
from processes.reports.receipts import CONTENT
from processes.terms import Act, Reason, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    FUNDER,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    confirm_institution,
    plain_figures,
)
from tests.deeds import (
    confirm_authority,
    confirm_outside,
    confirm_up_to_authorities,
    confirm_up_to_province,
    desk,
    number_of,
    refused_for,
    reopen,
    take_figures,
)


@pytest.mark.letter("F64", "F65", "F66", "F15")
def test_an_authority_waits_for_every_one_of_its_units(any_world: World) -> None:
    for code, waiting in ((SCHOOL, 1), (SECOND_SCHOOL, 2)):
        confirm_institution(any_world, code)
        assert len(any_world.items(CITY, Act.REVIEW_UNIT)) == waiting
    accept_all(any_world, CITY)
    assert any_world.items(CITY, Act.CONFIRM) == []

    confirm_institution(any_world, CENTRE)
    confirm_authority(any_world, CITY)

    [overview] = any_world.confirmations(CITY)
    figures = plain_figures(overview)["own"]
    assert overview.total == 5 + 2 + 2
    assert set(figures) == {"A1", "P1", "P2"}
    assert disagreements(any_world) == []


@pytest.mark.letter("F66")
def test_a_unit_opened_again_takes_the_overview_away_and_is_named(any_world: World) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        confirm_institution(any_world, code)
    accept_all(any_world, CITY)
    item_id = any_world.item(CITY, Act.CONFIRM)
    # Between the officer's page and the click one unit is opened again: the task is no longer there.
    reopen(any_world, CITY, CENTRE)

    with refused_for(Reason.TASK_GONE), desk(any_world, CITY, item_id):
        pass
    with any_world.house.reading() as session:
        blockers = [
            each.unit_name
            for each in figures_below(session, any_world.case(CITY).id)
            if each.standing is not Standing.CONFIRMED
        ]
    assert blockers == [any_world.case(CENTRE).unit.name]


@pytest.mark.letter("F16", "F106")
def test_an_authority_without_own_units_only_confirms_its_outside_counts(any_world: World) -> None:
    assert any_world.case(FUNDER).standing is Standing.NOTHING_TO_CONFIRM
    assert [item.act for item in any_world.items(FUNDER)] == [Act.RECORD_COUNTS]

    confirm_outside(any_world, FUNDER)

    assert any_world.case(FUNDER).other_standing is Standing.CONFIRMED
    assert any_world.case(PROVINCE).units_confirmed == 1
    assert [item.subject for item in any_world.items(PROVINCE, Act.REVIEW_UNIT)] == [
        any_world.case(FUNDER).unit.name
    ]
    assert disagreements(any_world) == []


@pytest.mark.letter("F57", "F61", "F107", "F27")
def test_the_two_streams_of_an_authority_are_confirmed_apart(any_world: World) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        confirm_institution(any_world, code)
    confirm_authority(any_world, CITY)
    assert any_world.items(PROVINCE, Act.REVIEW_UNIT) == []

    number = confirm_outside(any_world, CITY, number=3)

    [own], [other] = any_world.confirmations(CITY), any_world.confirmations(CITY, Stream.OTHER)
    assert (own.total, other.total, other.number) == (9, 27, number)
    assert len(any_world.items(PROVINCE, Act.REVIEW_UNIT)) == 1


@pytest.mark.letter("F63", "F67", "F70", "F14")
def test_a_province_confirms_both_streams_of_all_its_authorities(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    assert any_world.case(PROVINCE).units_confirmed == 3
    assert any_world.items(PROVINCE, Act.CONFIRM) == []

    confirm_authority(any_world, PROVINCE)

    [overview] = any_world.confirmations(PROVINCE)
    figures = json.loads(overview.figures)
    assert overview.total == 11
    assert sum(figures["other"].values()) == 2 * 9 * 5
    assert disagreements(any_world) == []


@pytest.mark.letter("F67")
def test_one_authority_whose_outside_counts_are_missing_holds_its_province(any_world: World) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE):
        confirm_institution(any_world, code)
    for code in (CITY, TOWN):
        confirm_authority(any_world, code)
    confirm_outside(any_world, FUNDER)
    accept_all(any_world, PROVINCE)

    assert any_world.case(PROVINCE).units_confirmed == 2
    assert any_world.items(PROVINCE, Act.CONFIRM) == []
    confirm_outside(any_world, CITY)
    confirm_authority(any_world, PROVINCE)
    assert any_world.case(PROVINCE).standing is Standing.CONFIRMED


@pytest.mark.letter("F68")
def test_the_department_takes_what_a_province_confirmed(any_world: World) -> None:
    confirm_up_to_province(any_world)

    take_figures(any_world, DEPARTMENT)

    [overview] = any_world.confirmations(PROVINCE)
    assert number_of(any_world, FiguresTaken, confirmation_id=overview.id) == 1
    assert any_world.items(DEPARTMENT, Act.TAKE_FIGURES) == []
    assert len(overview.digest) == 64
    assert disagreements(any_world) == []


def test_an_overview_rests_on_the_receipts_below_it(any_world: World) -> None:
    confirm_up_to_authorities(any_world)
    confirm_authority(any_world, PROVINCE)

    [overview] = any_world.confirmations(PROVINCE)
    content = json.loads(any_world.house.keys.cipher.unpack(overview.content, CONTENT))
    below = [
        each
        for code in (CITY, TOWN, FUNDER)
        for stream in Stream
        for each in any_world.confirmations(code, stream)
    ]
    assert sorted(number for _, _, number, _ in content["basis"]) == sorted(each.number for each in below)
