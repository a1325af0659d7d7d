"""The close at 17:00 on 11 November 2565 (letter L4): a fact for each write, told to all afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import closing, reviewing
from processes.acts.people import actor_named
from processes.records.cases import WorkItem
from processes.records.closing import ClosingLine
from processes.records.journal import JournalEntry
from processes.records.rounds import Round, Window
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.terms import Act, Decision, Reason, Refused, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    A_MOMENT,
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    DUE,
    FUNDER,
    PROVINCE,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    close_all,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import (
    ask,
    because,
    confirm_up_to_province,
    grant,
    look_for,
    number_of,
    reopen,
    request,
    ring,
    take_figures,
)


@pytest.mark.letter("F5", "F101")
def test_the_last_moment_is_in_time_and_the_hour_itself_is_not(any_world: World) -> None:
    for code in (SCHOOL, CENTRE):
        verify_all_classes(any_world, code)
        recheck(any_world, code)
    any_world.watch.now = CLOSES - A_MOMENT
    confirm(any_world, SCHOOL)

    any_world.watch.now = CLOSES
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)) as refusal:
        confirm(any_world, CENTRE)

    assert any_world.confirmations(SCHOOL)[0].confirmed_at == CLOSES - A_MOMENT
    assert any_world.confirmations(CENTRE) == []
    assert refusal.value.details["moment"] == CLOSES


@pytest.mark.letter("F6", "X1", "F12")
def test_between_the_due_day_and_the_close_one_is_late_but_not_locked_out(any_world: World) -> None:
    any_world.watch.now = DUE + timedelta(hours=1)

    confirm_institution(any_world, SCHOOL)

    [late] = any_world.confirmations(SCHOOL)
    assert late.due_at == DUE < late.confirmed_at < CLOSES


@pytest.mark.letter("F5", "F99", "N3")
def test_a_refused_write_closes_the_window_though_no_clock_runs(any_world: World) -> None:
    any_world.watch.now = CLOSES + timedelta(seconds=1)

    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        look_for(any_world, SCHOOL, SCHOOL, [0])

    with any_world.house.reading() as session:
        assert all(window.closed_at == any_world.watch.now for window in session.scalars(select(Window)))
        assert session.scalars(select(Round)).one().closed_at == any_world.watch.now


@pytest.mark.letter("F5")
def test_a_clock_that_steps_back_does_not_open_a_closed_window(any_world: World) -> None:
    with any_world.office(CLOSES) as office:
        closing.close_all_due(office)

    any_world.watch.now = CLOSES - timedelta(hours=1)
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        look_for(any_world, SCHOOL, SCHOOL, [0])


@pytest.mark.letter("F5")
def test_nothing_closes_before_the_hour(any_world: World) -> None:
    with any_world.office(CLOSES - A_MOMENT) as office:
        assert closing.close_all_due(office) == 0

    assert number_of(any_world, Window, closed_at=None) == 4


@pytest.mark.letter("F98")
def test_the_clock_closes_and_tells_every_case_once(any_world: World) -> None:
    ring(any_world, CLOSES)

    assert number_of(any_world, Timer, kind="close", state="done") == 1
    assert number_of(any_world, Timer, kind="tell", state="done") == 1
    for code in (SCHOOL, CITY, FUNDER, PROVINCE, DEPARTMENT):
        assert any_world.case(code).ended_at == CLOSES
        assert any_world.items(code) == []
    assert number_of(any_world, JournalEntry, act=Act.CLOSE) == 1
    assert disagreements(any_world) == []

    assert ring(any_world, CLOSES + timedelta(hours=1)) == 0
    assert number_of(any_world, JournalEntry, act=Act.CLOSE) == 1


def test_cases_are_told_in_batches_and_none_twice(any_world: World) -> None:
    with any_world.office(CLOSES) as office:
        closing.close_all_due(office)

    batches = []
    for _ in range(4):
        with any_world.office() as office:
            batches.append(closing.tell_batch(office, any_world.round_id, limit=4))

    assert batches == [4, 4, 1, 0]
    lines = number_of(any_world, ClosingLine)
    assert lines == 7 + 2  # the funder has no own stream, the department confirms nothing, two have another
    assert disagreements(any_world) == []


@pytest.mark.letter("F11", "F80", "F109")
def test_who_missed_the_round_is_written_down_with_the_officer_answerable(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)

    close_all(any_world)

    by_unit = lines(any_world)
    missed = {code for (code, stream), line in by_unit.items() if line.standing is Standing.MISSED}
    assert missed == {code for code, _ in by_unit} - {SCHOOL}
    assert by_unit[CITY, Stream.OWN].answerable == f"เจ้าหน้าที่ {CITY} (เจ้าหน้าที่ผู้รับผิดชอบ)"
    assert by_unit[FUNDER, Stream.OTHER].standing is Standing.MISSED
    assert (FUNDER, Stream.OWN) not in by_unit
    assert by_unit[SCHOOL, Stream.OWN].digest == any_world.confirmations(SCHOOL)[0].digest


@pytest.mark.letter("F78", "N2")
def test_a_unit_opened_and_not_confirmed_again_keeps_its_last_version_flagged(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    reopen(any_world, CITY, SCHOOL)

    close_all(any_world)

    [version] = any_world.confirmations(SCHOOL)
    line = lines(any_world)[SCHOOL, Stream.OWN]
    assert (line.standing, line.confirmation_id) == (Standing.REOPENED, version.id)
    assert (line.total, line.figures, line.digest) == (5, version.figures, version.digest)


def test_a_request_undecided_at_the_close_lapses(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    asked = ask(any_world, SCHOOL)

    close_all(any_world)

    assert request(any_world, asked).decision is Decision.LAPSED
    assert any_world.items(CITY) == []
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        grant(any_world, CITY, asked)


@pytest.mark.letter("F68")
def test_the_department_takes_figures_after_the_close_too(any_world: World) -> None:
    confirm_up_to_province(any_world)
    close_all(any_world)
    case_id = any_world.case(PROVINCE).id

    with any_world.office(CLOSES + timedelta(days=3)) as office:
        reviewing.take_figures(office, actor_named(office, DEPARTMENT), office.lock_case(case_id))

    assert any_world.case(PROVINCE).reviewed
    assert disagreements(any_world) == []


def test_a_round_in_which_all_confirmed_ends_with_nobody_missing(any_world: World) -> None:
    confirm_up_to_province(any_world)
    take_figures(any_world, DEPARTMENT)

    close_all(any_world)

    missed = [code for (code, _), line in lines(any_world).items() if line.standing is Standing.MISSED]
    assert missed == []
    assert number_of(any_world, WorkItem, state="open") == 0
    assert {TOWN, TOWN_CENTRE, CENTRE} <= {code for code, _ in lines(any_world)}
    assert disagreements(any_world) == []


def lines(world: World) -> dict[tuple[str, Stream], ClosingLine]:
    with world.house.reading() as session:
        wanted = select(Unit.code, ClosingLine).join(ClosingLine, ClosingLine.unit_id == Unit.id)
        return {(code, line.stream): line for code, line in session.execute(wanted)}
