"""From one school year to the next: a round closes, rolls are kept and go up, the next round stands there."""

from datetime import timedelta

import pytest

from processes.acts import roll
from processes.reports.roll_list import classrooms_of
from processes.terms import Act, LeavingReason, Reason, Standing
from tests.acts.test_between_rounds import NEWCOMER, UNTIL, keep_rolls_open, left_behind
from tests.acts.test_promotion import classes, open_next_round, promote, undo
from tests.agreement import disagreements
from tests.builders import A_MOMENT, SCHOOL, World, confirm_institution, plain_figures
from tests.deeds import at_roll, confirm_up_to_province, refused_for
from tests.reports.test_since_last_round import against_last


@pytest.mark.letter("F3", "F82", "F108")
def test_a_year_ends_and_the_next_begins_on_the_same_children(any_world: World) -> None:
    world = any_world
    confirm_up_to_province(world)
    first_round = world.round_id
    keep_rolls_open(world)
    closed = left_behind(world)

    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED, "ย้ายตามผู้ปกครอง")
    undo(world, promote(world))
    promote(world)
    with at_roll(world, f"{SCHOOL}-2", SCHOOL) as (office, actor, case, enrolments):
        rooms = classrooms_of(office.session, case.unit_id, 2566)
        own = next(each for each in rooms if each.teacher_id == actor.officer_id)
        roll.admit(office, actor, case, own, NEWCOMER)
    assert classes(world) == {(2566, "P1/1"): 1, (2566, "P2/1"): 2}
    assert left_behind(world) == closed
    world.watch.now = UNTIL - A_MOMENT
    open_next_round(world)

    items = world.items(SCHOOL, Act.VERIFY_ROLL)
    assert [(item.subject, item.learners) for item in items] == [("P1/1", 1), ("P2/1", 2)]
    beside, found = against_last(world)
    assert beside is not None
    assert (beside.before.total, beside.after.total) == (5, 3)
    assert [len(each) for each in found.values()] == [1, 3, 2, 0]  # new, left, another class, another number
    confirm_institution(world, SCHOOL)

    assert world.case(SCHOOL).standing is Standing.CONFIRMED
    before, after = (plain_figures(each)["own"] for each in world.confirmations(SCHOOL))
    assert {grade: sum(cells.values()) for grade, cells in before.items()} == {"P1": 3, "P2": 2}
    assert {grade: sum(cells.values()) for grade, cells in after.items()} == {"P1": 1, "P2": 2}
    assert disagreements(world) == []
    world.round_id = first_round
    world.watch.now = UNTIL + timedelta(days=1)
    with (
        refused_for(Reason.WINDOW_CLOSED),
        at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments),
    ):
        roll.take_off(office, actor, case, enrolments[1], LeavingReason.MOVED)
