"""The figures of a round are frozen as one set, with a digest that any change behind the acts breaks."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from processes.acts import freezing, roll, verifying
from processes.records.closing import ClosingDataset, ClosingLine
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.dataset import frozen_lines
from processes.terms import IfReopened, LeavingReason, Standing, Stream
from tests.builders import CITY, CLOSES, SCHOOL, World, close_all, confirm_institution
from tests.deeds import at_roll, confirm_up_to_province, look_for, reopen, ring


def line_of(world: World, code: str) -> ClosingLine:
    with world.house.reading() as session:
        wanted = select(ClosingLine).join(Unit, Unit.id == ClosingLine.unit_id).where(Unit.code == code)
        return session.scalars(wanted.where(ClosingLine.stream == Stream.OWN)).one()


def datasets(world: World) -> list[ClosingDataset]:
    with world.house.reading() as session:
        return list(session.scalars(select(ClosingDataset).order_by(ClosingDataset.id)))


def take_off_the_last(world: World) -> None:
    look_for(world, SCHOOL, SCHOOL, [-1], seen=False)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.NO_SUCH_LEARNER)


@pytest.mark.letter("F78", "N2")
def test_opened_half_an_hour_before_and_forgotten_it_is_listed_with_both_versions(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    any_world.watch.now = CLOSES - timedelta(minutes=30)
    reopen(any_world, CITY, SCHOOL)
    take_off_the_last(any_world)

    close_all(any_world)

    [signed], line = any_world.confirmations(SCHOOL), line_of(any_world, SCHOOL)
    assert (line.standing, line.if_reopened) == (Standing.REOPENED, IfReopened.LAST_CONFIRMED)
    assert (line.confirmation_id, line.total, line.figures) == (signed.id, 5, signed.figures)
    assert (line.now_total, json.loads(line.now_figures or "")) == (
        4,
        {"own": {"P1": {"F": 1, "M": 2}, "P2": {"F": 1, "M": 0}}},
    )


@pytest.mark.letter("F78", "N2")
def test_a_round_may_settle_that_nothing_counts_and_still_keeps_both_versions(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    reopen(any_world, CITY, SCHOOL)
    with any_world.office() as office:
        office.session.execute(update(Round).values(if_reopened=IfReopened.NOTHING))

    close_all(any_world)

    [signed], line = any_world.confirmations(SCHOOL), line_of(any_world, SCHOOL)
    assert (line.if_reopened, line.total, line.digest) == (IfReopened.NOTHING, None, None)
    assert (line.confirmation_id, line.now_total) == (signed.id, 5)


def test_a_unit_that_stands_confirmed_has_one_version_only(world: World) -> None:
    confirm_institution(world, SCHOOL)

    close_all(world)

    line = line_of(world, SCHOOL)
    assert (line.total, line.if_reopened, line.now_total, line.now_figures) == (5, None, None, None)


@pytest.mark.letter("F68", "F109")
def test_the_clock_seals_the_lines_once_and_verifying_recomputes_them(any_world: World) -> None:
    confirm_up_to_province(any_world)
    ring(any_world, CLOSES)
    ring(any_world, CLOSES + timedelta(hours=1))

    [dataset] = datasets(any_world)
    with any_world.house.reading() as session:
        lines = list(frozen_lines(session, any_world.round_id, dataset.made_at))
        verified, fault = verifying.verify(session, any_world.house.keys.cipher)
    assert (dataset.version, dataset.lines) == (1, len(lines))
    assert [each.code for each in lines] == sorted(each.code for each in lines)
    assert (verified.datasets, fault) == (1, None)


@pytest.mark.letter("F68")
def test_a_frozen_figure_that_was_changed_is_found(any_world: World) -> None:
    confirm_up_to_province(any_world)
    ring(any_world, CLOSES)
    with any_world.office() as office:
        office.session.execute(update(ClosingLine).where(ClosingLine.total == 11).values(total=12))

    with any_world.house.reading() as session:
        _, fault = verifying.verify(session, any_world.house.keys.cipher)

    assert fault == "frozen figures of round 2565-2, version 1: a line was changed"


def test_lines_written_anew_make_a_new_set_and_leave_the_old_one_true(any_world: World) -> None:
    ring(any_world, CLOSES)
    later = CLOSES + timedelta(days=1)
    first = line_of(any_world, SCHOOL)
    values = {
        each.name: getattr(first, each.name) for each in ClosingLine.__table__.columns if each.name != "id"
    }
    with any_world.office(later) as office:
        again = ClosingLine(**{**values, "version": 2, "total": 5, "made_at": later})
        office.session.add(again)
        freezing.seal(office, any_world.round_id)
        assert freezing.seal(office, any_world.round_id) is None

    one, two = datasets(any_world)
    with any_world.house.reading() as session:
        verified, fault = verifying.verify(session, any_world.house.keys.cipher)
    assert (one.version, two.version) == (1, 2)
    assert one.lines == two.lines
    assert (verified.datasets, fault) == (2, None)
