"""What changed since the figures last counted: by grade and learner by learner (F3, F108)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from processes.acts import roll
from processes.records.units import Unit
from processes.reports.figures import roll_figures
from processes.reports.since_last_round import Compared, Difference, Kind, compared, differences
from processes.rules.identity import read_identity
from processes.terms import Grade, LeavingReason
from tests.acts.test_between_rounds import NEWCOMER, keep_rolls_open
from tests.acts.test_promotion import open_next_round, promote
from tests.builders import CITY, SCHOOL, SECOND_SCHOOL, World, citizen_number, close_all, confirm_institution
from tests.deeds import at_roll, confirm_authority


def against_last(world: World, code: str = SCHOOL) -> tuple[Compared | None, dict[Kind, list[Difference]]]:
    with world.house.reading() as session:
        unit_id = session.scalars(select(Unit.id).filter_by(code=code)).one()
        figures = roll_figures(session, unit_id)
        return compared(session, unit_id, figures), differences(session, world.house.keys.cipher, unit_id)


def test_before_any_round_has_counted_there_is_nothing_to_compare_with(world: World) -> None:
    assert against_last(world) == (None, {kind: [] for kind in Kind})

    confirm_institution(world, SECOND_SCHOOL)
    close_all(world)

    assert against_last(world)[0] is None


@pytest.mark.letter("F3", "F108")
def test_who_came_left_moved_and_changed_number_is_named_with_the_reason(any_world: World) -> None:
    confirm_institution(any_world, SCHOOL)
    keep_rolls_open(any_world)
    assert against_last(any_world)[1] == {kind: [] for kind in Kind}
    with at_roll(any_world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.admit(office, actor, case, enrolments[0].classroom, NEWCOMER)
        roll.take_off(office, actor, case, enrolments[1], LeavingReason.DIED)
        renumbered = replace(NEWCOMER, identity=read_identity(citizen_number(900)))
        roll.mend(office, actor, case, enrolments[2], renumbered)
    promote(any_world)

    beside, found = against_last(any_world)

    assert beside is not None
    assert (beside.academic_year, beside.number) == (2565, 2)
    assert (beside.before.total, beside.after.total) == (5, 3)
    assert [(each.grade, each.before.total, each.after.total) for each in beside.changes] == [
        (Grade.P1, 3, 0),
        (Grade.P2, 2, 3),
    ]
    assert beside.grades == [Grade.P1, Grade.P2]
    assert [(each.name, each.after and each.after.grade) for each in found[Kind.NEW]] == [
        ("ด.ญ.มะลิ ใจดี", Grade.P2)
    ]
    assert {each.reason for each in found[Kind.LEFT]} == {LeavingReason.DIED, LeavingReason.FINISHED}
    assert {each.left_by for each in found[Kind.LEFT]} == {any_world.actor(SCHOOL).name}
    assert len(found[Kind.CLASS]) == 2
    assert len(found[Kind.NUMBER]) == 1


def test_the_last_round_stays_what_the_next_is_compared_with(world: World) -> None:
    confirm_institution(world, SCHOOL)
    keep_rolls_open(world)
    promote(world)
    open_next_round(world)

    beside, _ = against_last(world)

    assert beside is not None
    assert (beside.before.total, beside.after.total) == (5, 3)


def test_an_authority_is_compared_by_its_own_line(world: World) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, "304150001"):
        confirm_institution(world, code)
    confirm_authority(world, CITY)
    close_all(world)

    with world.house.reading() as session:
        unit_id = session.scalars(select(Unit.id).filter_by(code=CITY)).one()
        beside = compared(session, unit_id, roll_figures(session, unit_id))

    assert beside is not None
    assert (beside.before.total, beside.after.total) == (9, 0)
