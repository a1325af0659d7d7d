"""What stands on a roll, class by class: seen, not yet looked for, not found; other units are noise."""

from processes.acts import roll
from processes.reports.roll import RollCount, class_count, class_counts, roll_count
from processes.terms import Grade, LeavingReason
from tests.builders import SCHOOL, SECOND_SCHOOL, World, close_all, mark_class
from tests.deeds import at_roll, look_for


def test_everybody_counts_as_unseen_until_looked_for(world: World) -> None:
    case = world.case(SCHOOL)

    with world.house.reading() as session:
        assert roll_count(session, case.round_id, case.unit_id) == RollCount(5, 5, 0)
    assert RollCount(5, 2, 1).trouble == 3


def test_seen_not_found_and_gone_are_told_apart(world: World) -> None:
    look_for(world, SECOND_SCHOOL, SECOND_SCHOOL, [0], seen=False)
    look_for(world, SCHOOL, SCHOOL, [0, 1])
    look_for(world, SCHOOL, SCHOOL, [2], seen=False)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[4], LeavingReason.DIED)

    with world.house.reading() as session:
        assert roll_count(session, case.round_id, case.unit_id) == RollCount(4, 1, 1)


def test_classes_come_by_grade_and_room_with_their_teacher_and_their_check(world: World) -> None:
    case, second = world.case(SCHOOL), world.case(SECOND_SCHOOL)
    mark_class(world, f"{SCHOOL}-2", world.items(SCHOOL)[0].id)

    with world.house.reading() as session:
        found = class_counts(session, case.round_id, [second.unit_id, case.unit_id])

    assert [(each.unit_id, each.grade, each.room) for each in found] == [
        (case.unit_id, Grade.P1, "1"),
        (case.unit_id, Grade.P2, "1"),
        (second.unit_id, Grade.P1, "1"),
    ]
    assert [each.checked for each in found] == [True, False, False]
    assert [each.count for each in found] == [RollCount(3, 0, 0), RollCount(2, 2, 0), RollCount(2, 2, 0)]
    assert found[0].teacher_id == world.actor(f"{SCHOOL}-2").officer_id
    with world.house.reading() as session:
        assert class_count(session, case.round_id, found[0].classroom_id) == RollCount(3, 0, 0)


def test_marks_of_one_round_say_nothing_about_another(world: World) -> None:
    look_for(world, SCHOOL, SCHOOL, [0, 1, 2, 3, 4])
    close_all(world)
    case = world.case(SCHOOL)

    with world.house.reading() as session:
        assert roll_count(session, case.round_id, case.unit_id) == RollCount(5, 0, 0)
        assert roll_count(session, case.round_id + 1, case.unit_id) == RollCount(5, 5, 0)


def test_a_unit_without_learners_has_an_empty_roll(world: World) -> None:
    with world.house.reading() as session:
        assert roll_count(session, world.round_id, 99_999) == RollCount(0, 0, 0)
        assert class_counts(session, world.round_id, [99_999]) == []
        assert class_count(session, world.round_id, 99_999) == RollCount(0, 0, 0)
