"""The tier above looks at what a unit confirmed, accepts it or sends it back; who takes the figures."""

import pytest

from processes.acts import reviewing
from processes.acts.people import actor_named
from processes.records.closing import FiguresTaken
from processes.records.journal import JournalEntry
from processes.terms import Act, Reason, Refused, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    confirm_institution,
)
from tests.deeds import (
    ask,
    because,
    confirm_authority,
    confirm_up_to_province,
    desk,
    grant,
    number_of,
    take_figures,
)


def send_back(world: World, code: str, stream: Stream, why: str) -> None:
    with desk(world, code, world.item(code, Act.REVIEW_UNIT)) as (office, actor, item):
        reviewing.send_back(office, actor, item, stream, why)


@pytest.mark.letter("F64")
def test_accepting_the_last_unit_lets_the_authority_go_on(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)

    accept_all(world, TOWN)

    assert (world.case(TOWN).units_reviewed, world.case(TOWN_CENTRE).reviewed) == (1, True)
    assert [item.act for item in world.items(TOWN)] == [Act.CONFIRM]
    assert [item.outcome for item in world.items(TOWN, state="done")] == ["accepted"]
    assert number_of(world, JournalEntry, act=Act.REVIEW_UNIT) == 1
    assert disagreements(world) == []


def test_a_unit_sent_back_is_open_with_the_reason_and_leaves_the_inbox(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)

    send_back(world, TOWN, Stream.OWN, "นับซ้ำ")

    assert world.confirmations(TOWN_CENTRE)[0].withdrawn_why == "นับซ้ำ"
    assert world.case(TOWN_CENTRE).standing is Standing.REOPENED
    assert world.items(TOWN) == []
    assert [item.outcome for item in world.items(TOWN, state="done")] == ["sent_back"]
    assert disagreements(world) == []


def test_sending_back_without_a_reason_changes_nothing(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)

    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        send_back(world, TOWN, Stream.OWN, " ")

    assert world.case(TOWN_CENTRE).standing is Standing.CONFIRMED
    assert [item.act for item in world.items(TOWN)] == [Act.REVIEW_UNIT]
    assert disagreements(world) == []


def test_a_stream_that_was_never_confirmed_is_not_sent_back(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)

    with pytest.raises(Refused, check=because(Reason.NOT_CONFIRMED)):
        send_back(world, TOWN, Stream.OTHER, "ผิด")


@pytest.mark.letter("F68")
def test_figures_are_taken_once_by_an_administrator_of_the_department(world: World) -> None:
    confirm_up_to_province(world)
    case_id, item_id = world.case(PROVINCE).id, world.item(DEPARTMENT, Act.TAKE_FIGURES)
    with (
        pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)),
        desk(world, f"{DEPARTMENT}-2", item_id) as (office, actor, item),
    ):
        reviewing.take_figures(office, actor, office.lock_case(case_id), item)
    take_figures(world, DEPARTMENT)

    with pytest.raises(Refused, check=because(Reason.ALREADY_TAKEN)), world.office() as office:
        reviewing.take_figures(office, actor_named(office, DEPARTMENT), office.lock_case(case_id))
    assert number_of(world, FiguresTaken) == 1
    assert disagreements(world) == []


def test_figures_taken_beside_the_inbox_take_the_item_away_too(world: World) -> None:
    confirm_up_to_province(world)
    case_id = world.case(PROVINCE).id

    with world.office() as office:
        reviewing.take_figures(office, actor_named(office, DEPARTMENT), office.lock_case(case_id))

    assert world.items(DEPARTMENT) == []
    assert disagreements(world) == []


def test_what_no_province_confirmed_is_not_taken(world: World) -> None:
    case_id = world.case(PROVINCE).id

    with pytest.raises(Refused, check=because(Reason.NOT_CONFIRMED)), world.office() as office:
        reviewing.take_figures(office, actor_named(office, DEPARTMENT), office.lock_case(case_id))


@pytest.mark.letter("X4")
def test_a_province_confirmed_anew_is_taken_anew(world: World) -> None:
    confirm_up_to_province(world)
    take_figures(world, DEPARTMENT)

    grant(world, DEPARTMENT, ask(world, PROVINCE))
    confirm_authority(world, PROVINCE)
    take_figures(world, DEPARTMENT)

    assert number_of(world, FiguresTaken) == 2
    assert disagreements(world) == []


def test_a_strangers_review_is_no_item_of_theirs(world: World) -> None:
    confirm_institution(world, SCHOOL)
    item_id = world.item(CITY, Act.REVIEW_UNIT)

    with pytest.raises(LookupError), desk(world, TOWN, item_id):
        pass
