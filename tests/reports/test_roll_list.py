"""The roll as a list, on each database: every order and every view, and one line by itself."""

import pytest

from processes.acts import following_up
from processes.acts.people import actor_named
from processes.records.learners import Enrolment
from processes.reports.roll_list import Asked, Sort, View, follow_up_of, line_of, lines_of
from processes.terms import Grade
from tests.builders import SCHOOL, World, mark_class


def listed(world: World, asked: Asked) -> list[int]:
    case = world.case(SCHOOL)
    with world.house.reading() as session:
        lines, total = lines_of(session, case.round_id, case.unit_id, asked)
    assert total == len(lines)
    return [line.enrolment_id for line in lines]


@pytest.mark.parametrize("sort", Sort)
def test_every_order_lists_everybody_once(any_world: World, sort: Sort) -> None:
    assert sorted(listed(any_world, Asked(sort=sort))) == [1, 2, 3, 4, 5]


def test_every_view_lists_its_own(any_world: World) -> None:
    world = any_world
    mark_class(world, SCHOOL, world.items(SCHOOL)[0].id)
    with world.office() as office:
        third = office.session.get_one(Enrolment, 3)
        following_up.follow_up(office, actor_named(office, SCHOOL), third, "ดูอีกครั้ง")
        second = office.session.get_one(Enrolment, 2)
        second.left_at = office.now

    found = {view: listed(world, Asked(view=view)) for view in View}

    assert found[View.ALL] == [1, 3, 4, 5]
    assert found[View.UNSEEN] == [4, 5]
    assert found[View.NOT_FOUND] == found[View.NO_NUMBER] == []
    assert found[View.PROBLEMS] == []
    assert (found[View.LEFT], found[View.FOLLOWED]) == ([2], [3])


def test_one_line_and_its_mark_stand_by_themselves(any_world: World) -> None:
    world, case = any_world, any_world.case(SCHOOL)
    with world.office() as office:
        third = office.session.get_one(Enrolment, 3)
        following_up.follow_up(office, actor_named(office, SCHOOL), third, "ดูอีกครั้ง")

    with world.house.reading() as session:
        line = line_of(session, case.round_id, case.unit_id, 3)
        mark = follow_up_of(session, 3)
        unmarked = follow_up_of(session, 4)

    assert (line.grade, line.follow_up) == (Grade.P1, "ดูอีกครั้ง")
    assert mark is not None
    assert mark[1] == f"เจ้าหน้าที่ {SCHOOL}"
    assert unmarked is None
