"""The clock's duties: caught up late, done once by any number of clocks, never stopped by a failure."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from config.settings import read_settings
from config.wiring import build
from processes.records.cases import Case
from processes.records.closing import ClosingLine
from processes.records.journal import JournalEntry
from processes.records.notices import Notice
from processes.records.rounds import Window
from processes.records.timers import Heartbeat, Timer
from processes.terms import Act
from scheduler.jobs import HEART, Duties
from tests.builders import CLOSES, DUE, SCHOOL, World
from tests.scheduler.builders import tick_both_at_once

FIVE_PAST = CLOSES + timedelta(minutes=5)
REMINDED_AT = DUE - timedelta(hours=72)


@pytest.mark.letter("F98", "F109")
def test_a_clock_that_was_down_at_the_hour_catches_up_at_its_first_look(any_world: World) -> None:
    any_world.watch.now = FIVE_PAST

    Duties(any_world.house.office).tick()

    with any_world.house.reading() as session:
        assert set(session.scalars(select(Window.closed_at))) == {FIVE_PAST}
        assert not session.scalars(select(Case.id).filter_by(ended_at=None)).all()
        assert set(session.scalars(select(Timer.state))) == {"done"}
        assert session.scalars(select(func.count(ClosingLine.id))).one() > 0


def test_nothing_is_closed_a_moment_before_the_hour(world: World) -> None:
    world.watch.now = CLOSES - timedelta(microseconds=1)

    Duties(world.house.office).tick()

    with world.house.reading() as session:
        assert set(session.scalars(select(Window.closed_at))) == {None}


def test_two_clocks_close_a_round_once(any_world: World) -> None:
    any_world.watch.now = FIVE_PAST

    tick_both_at_once(any_world)
    any_world.watch.now += timedelta(seconds=1)
    tick_both_at_once(any_world)

    with any_world.house.reading() as session:
        closings = select(func.count(JournalEntry.id)).filter_by(act=Act.CLOSE)
        assert session.scalars(closings).one() == 1
        assert session.scalars(select(func.count(Timer.id)).filter_by(kind="tell")).one() == 1
        assert not session.scalars(select(Case.id).filter_by(ended_at=None)).all()
        twice = select(ClosingLine.case_id).group_by(ClosingLine.case_id, ClosingLine.stream)
        assert not session.scalars(twice.having(func.count() > 1)).all()


def test_two_clocks_fire_the_timers_of_a_case_once(any_world: World) -> None:
    before = _revisions(any_world)
    any_world.watch.now = REMINDED_AT

    tick_both_at_once(any_world)
    tick_both_at_once(any_world)

    moved = {case_id: _revisions(any_world)[case_id] - revision for case_id, revision in before.items()}
    with any_world.house.reading() as session:
        reminded = {case_id for case_id in session.scalars(select(Notice.case_id)) if case_id is not None}
        assert len(reminded) == len(session.scalars(select(Notice.id)).all()) > 0
    assert {moved[case_id] for case_id in reminded} == {1}


def test_a_timer_that_fails_waits_while_the_others_go_on(world: World) -> None:
    world.watch.now = FIVE_PAST
    _add_timer(world, "no such kind")

    Duties(world.house.office).tick()

    failing = _timer(world, "no such kind")
    assert (failing.state, failing.tries) == ("pending", 1)
    assert failing.next_try_at > FIVE_PAST
    assert "KeyError" in (failing.last_error or "")
    assert _timer(world, "tell").state == "done"


def test_a_timer_is_tried_ten_times_then_left_to_an_administrator(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    _add_timer(world, "no such kind")
    duties = Duties(world.house.office)

    for _ in range(12):
        world.watch.now += timedelta(minutes=6)
        duties.tick()

    failing = _timer(world, "no such kind")
    assert (failing.state, failing.tries) == ("failed", 10)
    assert [record.message for record in caplog.records] == ["a timer failed"] * 10


def test_a_case_that_fails_does_not_hold_up_the_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = world.case(SCHOOL).id
    with world.office() as office:
        spoil = update(Case).where(Case.id == broken).values(state=b"not a state")
        office.session.execute(spoil.execution_options(synchronize_session=False))
    world.watch.now = REMINDED_AT

    Duties(world.house.office).tick()

    with world.house.reading() as session:
        still_due = select(Case.id).where(Case.next_due_at <= REMINDED_AT)
        assert session.scalars(still_due).all() == [broken]
    assert f"case {broken}" in caplog.text


def test_a_look_leaves_a_sign_of_life(any_world: World) -> None:
    Duties(any_world.house.office).tick()

    with any_world.house.reading() as session:
        assert session.get_one(Heartbeat, HEART).beat_at == any_world.watch.now


def test_a_clock_outlives_a_database_that_does_not_answer(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    settings = read_settings({"LEC_INSTANCE": str(world.house.settings.instance / "empty")})
    without_tables = build(settings)

    with caplog.at_level(logging.ERROR):
        Duties(without_tables.office).tick()

    without_tables.database.engine.dispose()
    assert "it looks again" in caplog.text


def test_a_stopped_clock_begins_nothing(world: World) -> None:
    world.watch.now = FIVE_PAST
    duties = Duties(world.house.office)

    duties.stop()
    duties.tick()

    assert _timer(world, "close").state == "pending"


def _revisions(world: World) -> dict[int, int]:
    with world.house.reading() as session:
        return {row.id: row.revision for row in session.execute(select(Case.id, Case.revision))}


def _add_timer(world: World, kind: str) -> None:
    with world.office() as office:
        now = office.now
        office.session.add(Timer(key=kind, kind=kind, subject_id=world.round_id, due_at=now, next_try_at=now))


def _timer(world: World, kind: str) -> Timer:
    with world.house.reading() as session:
        timer = session.scalars(select(Timer).filter_by(kind=kind)).one()
        session.expunge_all()
        return timer
