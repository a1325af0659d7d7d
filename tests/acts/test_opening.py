"""Opening a round: a case for every unit, on the editions it is pinned to, with its first work items."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from processes.acts import opening
from processes.acts.people import actor_named
from processes.records.cases import Case
from processes.records.journal import JournalEntry
from processes.records.learners import Enrolment
from processes.records.notices import Notice
from processes.records.rounds import DiagramEdition, Round, RoundEdition
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.terms import Act, DiagramKey, LeavingReason, Reason, Standing
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    DUE,
    FUNDER,
    MONDAY,
    NAMES,
    PROVINCE,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    add_edition,
    build_world,
    open_round,
)
from tests.deeds import number_of, refused_for, ring, told


@pytest.fixture
def unopened(tmp_path: Path) -> World:
    return build_world(tmp_path, opened=False)


@pytest.mark.letter("F14", "F15")
def test_every_unit_has_its_case_below_its_tiers_case(world: World) -> None:
    assert number_of(world, Case) == len(NAMES)
    for code, (_, _, above) in NAMES.items():
        assert world.case(code).parent_id == (world.case(above).id if above else None)
    assert (world.case(CITY).units_total, world.case(PROVINCE).units_total) == (3, 3)
    assert (world.case(SCHOOL).learners, world.case(SCHOOL).trouble) == (5, 5)
    assert number_of(world, JournalEntry, act=Act.OPEN_ROUND) == 1
    assert disagreements(world) == []


@pytest.mark.letter("F6", "F7", "F8")
def test_each_item_is_due_when_the_round_says_so_of_its_tier(world: World) -> None:
    assert {item.due_at for item in world.items(SCHOOL)} == {DUE}
    assert {item.due_at for item in world.items(PROVINCE)} == {CLOSES}


@pytest.mark.letter("F98")
def test_the_hour_of_the_close_is_set_when_the_round_opens(world: World) -> None:
    with world.house.reading() as session:
        [alarm] = session.scalars(select(Timer).filter_by(kind="close"))
    assert (alarm.kind, alarm.due_at, alarm.state) == ("close", CLOSES, "pending")


@pytest.mark.letter("F13")
def test_only_an_administrator_of_the_department_opens_and_only_once(unopened: World) -> None:
    for username in (SCHOOL, PROVINCE, f"{DEPARTMENT}-2"):
        with refused_for(Reason.NOT_YOUR_ROLE), unopened.office() as office:
            opening.open_round(office, actor_named(office, username), unopened.round_id)
    assert number_of(unopened, Case) == 0
    open_round(unopened)

    with refused_for(Reason.ROUND_ALREADY_OPEN):
        open_round(unopened)


def test_a_round_without_all_its_diagrams_does_not_open(unopened: World) -> None:
    with unopened.office() as office:
        office.session.execute(text("DROP TRIGGER diagram_edition_stays"))  # which else keeps every edition
        [school] = office.session.scalars(select(DiagramEdition).filter_by(diagram=DiagramKey.SCHOOL))
        office.session.delete(school)

    with refused_for(Reason.ROUND_HAS_NO_DIAGRAM) as refusal:
        open_round(unopened)

    assert refusal.value.details["diagrams"] == [DiagramKey.SCHOOL]
    assert number_of(unopened, Case) == 0


@pytest.mark.letter("F97")
def test_a_round_runs_on_the_editions_it_is_pinned_to_and_on_the_latest_otherwise(unopened: World) -> None:
    with unopened.office() as office:
        for key in (DiagramKey.SCHOOL, DiagramKey.CHILD_CENTRE):
            add_edition(office, key, number=2)
        office.session.add(RoundEdition(round_id=unopened.round_id, diagram=DiagramKey.SCHOOL, edition_id=1))
        first = office.session.get_one(DiagramEdition, 1)
        assert first.diagram is DiagramKey.SCHOOL
    open_round(unopened)

    with unopened.office() as office:
        add_edition(office, DiagramKey.SCHOOL, number=3)

    assert unopened.case(SCHOOL).edition_id == 1
    assert unopened.case(TOWN_CENTRE).edition.number == 2


@pytest.mark.letter("F16", "F106")
def test_an_authority_with_nothing_at_all_to_confirm_holds_nobody_up(unopened: World) -> None:
    with unopened.office() as office:
        office.session.scalars(select(Unit).filter_by(code=TOWN_CENTRE)).one().closed_on = date(2022, 6, 1)

    open_round(unopened)

    town = unopened.case(TOWN)
    assert (town.standing, town.other_standing) == (Standing.NOTHING_TO_CONFIRM,) * 2
    assert (unopened.case(PROVINCE).units_confirmed, unopened.case(PROVINCE).units_reviewed) == (1, 1)
    assert unopened.items(TOWN) == unopened.items(PROVINCE, Act.REVIEW_UNIT) == []
    assert disagreements(unopened) == []


def test_an_institution_with_nobody_on_its_roll_waits_at_its_recheck(unopened: World) -> None:
    with unopened.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=TOWN_CENTRE)).one()
        for enrolment in office.session.scalars(select(Enrolment).filter_by(unit_id=unit.id)):
            enrolment.left_at, enrolment.leaving_reason = MONDAY, LeavingReason.FINISHED

    open_round(unopened)

    assert [item.act for item in unopened.items(TOWN_CENTRE)] == [Act.RECHECK_ROLL]
    assert disagreements(unopened) == []


def test_a_round_opened_after_a_reminders_hour_reminds_as_soon_as_the_clock_looks(unopened: World) -> None:
    open_round(unopened, DUE - timedelta(hours=1))
    ring(unopened, DUE - timedelta(hours=1))

    assert told(unopened, SCHOOL) == [f"remind_own {unopened.case(SCHOOL).unit.name}"]
    assert number_of(unopened, Notice, case_id=unopened.case(SCHOOL).id) == 1


def test_the_funder_has_the_other_stream_only(world: World) -> None:
    funder = world.case(FUNDER)

    assert (funder.standing, funder.other_standing, funder.other_total) == (
        Standing.NOTHING_TO_CONFIRM,
        Standing.NOT_STARTED,
        1,
    )


@pytest.mark.letter("F1")
def test_a_round_is_a_year_of_the_buddhist_era_and_a_number(world: World) -> None:
    with world.house.reading() as session:
        round_ = session.get_one(Round, world.round_id)
        assert (round_.academic_year, round_.number) == (2565, 2)
