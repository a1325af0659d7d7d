"""A whole roll goes up a year as one act, and back as one, unless something was built upon it (F3)."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from processes.acts import opening, promotion, roll
from processes.acts.counter import UnknownItem
from processes.acts.people import actor_named
from processes.records.journal import JournalEntry
from processes.records.learners import Classroom, Enrolment
from processes.records.officers import Officer
from processes.records.particulars import LearnerChange
from processes.records.promotions import Promotion, PromotionLine
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.promotion import Plan, Wish, year_of_roll
from processes.terms import Act, Grade, LeavingReason, Reason, Refused
from tests.acts.test_between_rounds import NEWCOMER, keep_rolls_open
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CLOSES,
    DEPARTMENT,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_round,
    close_all,
    confirm_institution,
    fill_class,
    verify_all_classes,
)
from tests.deeds import at_roll, because, case_work, look_for, number_of

UNTIL = CLOSES + timedelta(days=60)


def plan(world: World, code: str = SCHOOL, wish: Wish | None = None) -> Plan:
    with case_work(world, code, code) as (office, actor, case):
        return promotion.plan(office, actor, case, wish or Wish())


def promote(world: World, code: str = SCHOOL, wish: Wish | None = None) -> int:
    wish = wish or Wish()
    planned = plan(world, code, wish)
    with case_work(world, code, code) as (office, actor, case):
        return promotion.promote(office, actor, case, wish, planned.digest).id


def undo(world: World, promotion_id: int, code: str = SCHOOL) -> None:
    with case_work(world, code, code) as (office, actor, case):
        promotion.undo(office, actor, case, promotion_id)


def places(world: World, code: str = SCHOOL) -> list[tuple[object, ...]]:
    """Where everybody of the unit stands, or how they left, oldest first."""
    with world.house.reading() as session:
        wanted = select(Enrolment).join(Unit, Unit.id == Enrolment.unit_id).where(Unit.code == code)
        return [
            (
                each.classroom.academic_year,
                f"{each.classroom.grade}/{each.classroom.room}",
                each.grade,
                each.left_at,
                each.left_by,
                each.leaving_reason,
            )
            for each in session.scalars(wanted.order_by(Enrolment.id))
        ]


def classes(world: World, code: str = SCHOOL) -> Counter[tuple[object, ...]]:
    return Counter((place[0], place[1]) for place in places(world, code) if place[3] is None)


def open_next_round(world: World, academic_year: int = 2566, number: int = 1) -> None:
    with world.office() as office:
        following = add_round(office, number=number + 10, closes_at=UNTIL + timedelta(days=30))
        following.academic_year, following.number = academic_year, number
        office.session.flush()
        opening.open_round(office, actor_named(office, DEPARTMENT), following.id)
        world.round_id = following.id


@pytest.mark.letter("F3")
def test_each_class_goes_up_with_the_teachers_of_its_rooms_and_the_last_finishes(
    any_world: World,
) -> None:
    keep_rolls_open(any_world)
    planned = plan(any_world)

    promote(any_world)

    assert [(each.grade, each.going, each.grade_after) for each in planned.classes] == [
        (Grade.P1, 3, Grade.P2),
        (Grade.P2, 2, None),
    ]
    assert classes(any_world) == {(2566, "P2/1"): 3}
    left = [place for place in places(any_world) if place[3] is not None]
    assert [place[5] for place in left] == [LeavingReason.FINISHED] * 2
    with any_world.house.reading() as session:
        rooms = session.scalars(select(Classroom).filter_by(academic_year=2566).order_by(Classroom.id)).all()
        teachers = {f"{each.grade}/{each.room}": each.teacher_id for each in rooms}
        [row] = session.scalars(select(Promotion))
        assert (row.academic_year, row.moved, row.stayed, row.finished) == (2566, 3, 0, 2)
        noted = session.execute(select(LearnerChange.field, LearnerChange.before, LearnerChange.after)).all()
    assert teachers == {
        "P1/1": any_world.actor(f"{SCHOOL}-2").officer_id,
        "P2/1": any_world.actor(f"{SCHOOL}-3").officer_id,
    }
    assert [tuple(each) for each in noted] == [("class", "P1/1", "P2/1")] * 3
    assert number_of(any_world, JournalEntry, act=Act.PROMOTE_ROLL) == 1
    assert disagreements(any_world) == []


def test_a_plan_writes_nothing(world: World) -> None:
    keep_rolls_open(world)
    before = places(world)

    plan(world)

    assert places(world) == before
    assert number_of(world, Promotion) == number_of(world, PromotionLine) == 0


def test_who_stays_back_stands_in_the_new_years_class_of_the_same_grade(world: World) -> None:
    keep_rolls_open(world)
    staying = Wish(staying=frozenset({enrolment_ids(world)[0], enrolment_ids(world)[4], 999_999}))

    promote(world, wish=staying)

    assert classes(world) == {(2566, "P1/1"): 1, (2566, "P2/1"): 3}
    assert number_of(world, Promotion, moved=2, stayed=2, finished=1) == 1


def test_a_school_that_grows_opens_the_grade_above(world: World) -> None:
    keep_rolls_open(world)

    promote(world, wish=Wish(opening=frozenset({Grade.P3})))

    assert classes(world) == {(2566, "P2/1"): 3, (2566, "P3/1"): 2}


def test_the_eldest_of_a_centre_finish(world: World) -> None:
    keep_rolls_open(world)

    promote(world, CENTRE)

    assert [place[5] for place in places(world, CENTRE)] == [LeavingReason.FINISHED] * 2


def test_a_promotion_is_undone_to_the_last_value(any_world: World) -> None:
    keep_rolls_open(any_world)
    before = places(any_world)
    made = promote(any_world, wish=Wish(staying=frozenset({enrolment_ids(any_world)[0]})))

    undo(any_world, made)

    assert places(any_world) == before
    with any_world.house.reading() as session:
        row = session.get_one(Promotion, made)
        assert (row.undone_by, row.undone_at) == (any_world.actor(SCHOOL).officer_id, any_world.watch.now)
    assert disagreements(any_world) == []
    promote(any_world)
    assert classes(any_world) == {(2566, "P2/1"): 3}


def test_a_roll_goes_up_once(world: World) -> None:
    keep_rolls_open(world)
    made = promote(world)

    with pytest.raises(Refused, check=because(Reason.NOBODY_TO_PROMOTE)):
        promote(world)
    undo(world, made)
    with pytest.raises(Refused, check=because(Reason.PROMOTION_BUILT_UPON)):
        undo(world, made)


def test_a_plan_that_is_no_longer_true_is_refused(world: World) -> None:
    keep_rolls_open(world)
    planned = plan(world)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)

    with (
        pytest.raises(Refused, check=because(Reason.STALE_PAGE)),
        case_work(world, SCHOOL, SCHOOL) as (office, actor, case),
    ):
        promotion.promote(office, actor, case, Wish(), planned.digest)
    with (
        pytest.raises(Refused, check=because(Reason.STALE_PAGE)),
        case_work(world, SCHOOL, SCHOOL) as (office, actor, case),
    ):
        promotion.promote(office, actor, case, Wish(), "")

    assert number_of(world, Promotion) == 0


BUILT_UPON = {
    "a learner left": lambda office, actor, case, enrolments: roll.take_off(
        office, actor, case, enrolments[0], LeavingReason.MOVED
    ),
    "one who finished came back": lambda office, actor, case, enrolments: roll.put_back(
        office, actor, case, enrolments[4]
    ),
    "another came": lambda office, actor, case, enrolments: roll.admit(
        office, actor, case, enrolments[0].classroom, NEWCOMER
    ),
}


@pytest.mark.parametrize("later", list(BUILT_UPON))
def test_once_the_roll_has_changed_a_promotion_stays(world: World, later: str) -> None:
    keep_rolls_open(world)
    made = promote(world)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        BUILT_UPON[later](office, actor, case, enrolments)

    with pytest.raises(Refused, check=because(Reason.PROMOTION_BUILT_UPON)):
        undo(world, made)


def test_once_one_who_finished_stands_on_another_roll_a_promotion_stays(world: World) -> None:
    keep_rolls_open(world)
    made = promote(world)
    with world.office() as office:
        school = office.session.scalars(select(Unit).filter_by(code=SECOND_SCHOOL)).one()
        room = office.session.scalars(select(Classroom).filter_by(unit_id=school.id)).first()
        finished = office.session.scalars(select(Enrolment).where(Enrolment.left_at.is_not(None))).first()
        assert room
        assert finished
        office.session.add(
            Enrolment(
                learner_id=finished.learner_id,
                classroom_id=room.id,
                grade=room.grade,
                sex=finished.sex,
                admitted_on=office.today,
                **school.belonging,
            )
        )

    with pytest.raises(Refused, check=because(Reason.PROMOTION_BUILT_UPON)):
        undo(world, made)


@pytest.mark.letter("F3")
def test_the_next_round_opens_on_the_roll_as_it_went_up_and_a_mark_makes_that_stay(
    world: World,
) -> None:
    confirm_institution(world, SCHOOL)
    keep_rolls_open(world)
    made = promote(world)
    open_next_round(world)

    assert [item.subject for item in world.items(SCHOOL, Act.VERIFY_ROLL)] == ["P2/1"]
    assert world.case(SCHOOL).learners == 3
    look_for(world, SCHOOL, SCHOOL, [0])
    with pytest.raises(Refused, check=because(Reason.PROMOTION_BUILT_UPON)):
        undo(world, made)
    assert disagreements(world) == []


def test_a_roll_that_was_left_behind_goes_up_while_the_new_years_round_is_open(any_world: World) -> None:
    close_all(any_world)
    open_next_round(any_world)
    assert [item.subject for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)] == ["P1/1", "P2/1"]

    made = promote(any_world)

    assert [item.subject for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)] == ["P2/1"]
    assert disagreements(any_world) == []
    undo(any_world, made)
    assert sorted(item.subject for item in any_world.items(SCHOOL, Act.VERIFY_ROLL)) == ["P1/1", "P2/1"]
    assert disagreements(any_world) == []
    promote(any_world)
    verify_all_classes(any_world, SCHOOL)
    assert [item.act for item in any_world.items(SCHOOL)] == [Act.RECHECK_ROLL]


def test_within_the_rounds_own_year_nobody_goes_up(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOBODY_TO_PROMOTE)):
        plan(world)


def test_after_the_first_round_of_a_year_nobody_goes_up(world: World) -> None:
    keep_rolls_open(world)
    with world.office() as office:
        office.session.get_one(Round, world.round_id).number = 1

    with pytest.raises(Refused, check=because(Reason.YEAR_NOT_OVER)):
        plan(world)


def test_a_class_teacher_leads_no_roll_and_another_unit_undoes_none(world: World) -> None:
    keep_rolls_open(world)
    made = promote(world)

    with (
        pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)),
        case_work(world, f"{SCHOOL}-2", SCHOOL) as (office, actor, case),
    ):
        promotion.undo(office, actor, case, made)
    with pytest.raises(UnknownItem):
        undo(world, made, SECOND_SCHOOL)
    with pytest.raises(UnknownItem):
        undo(world, 999)


def test_the_year_of_a_roll_is_that_of_its_classes(world: World) -> None:
    keep_rolls_open(world)
    with world.house.reading() as session:
        unit_id = session.scalars(select(Unit.id).filter_by(code=SCHOOL)).one()
        assert year_of_roll(session, unit_id, 2564) == 2565
    promote(world)

    with world.house.reading() as session:
        assert year_of_roll(session, unit_id, 2565) == 2566
        assert year_of_roll(session, 0, 2565) == 2565


def test_a_long_roll_goes_up_in_a_few_statements(world: World) -> None:
    statements: list[str] = []
    note = lambda *given: statements.append(given[2])  # noqa: E731
    event.listen(world.house.database.engine, "before_cursor_execute", note)
    keep_rolls_open(world)
    with world.office() as office:
        school = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        head = actor_named(office, SCHOOL)
        teacher = office.session.get_one(Officer, head.officer_id)
        fill_class(office, school, Grade.P1, "2", teacher, iter(range(5000, 6000)), 300)
    planned = plan(world)

    with case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        statements.clear()
        promotion.promote(office, actor, case, Wish(), planned.digest)

    assert len(statements) < 40
    assert classes(world)[2566, "P2/2"] == 300


def enrolment_ids(world: World) -> list[int]:
    with world.house.reading() as session:
        wanted = select(Enrolment.id).join(Unit, Unit.id == Enrolment.unit_id).where(Unit.code == SCHOOL)
        return list(session.scalars(wanted.order_by(Enrolment.id)))
