"""What the clock owes: each due thing once, failures written down and tried again, nothing lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from processes.acts import clockwork, counter
from processes.acts.people import actor_named
from processes.records.cases import Case, FormDraft
from processes.records.timers import Heartbeat, Timer
from processes.terms import Act, Standing
from tests.agreement import disagreements
from tests.builders import A_MOMENT, CLOSES, DUE, MONDAY, SCHOOL, World, confirm_institution, mark_class
from tests.deeds import number_of, ring, told

ALARM = {"kind": "tell", "subject_id": 1, "due_at": MONDAY, "next_try_at": MONDAY, "state": "pending"}


def timer(world: World, key: str) -> Timer:
    with world.house.reading() as session:
        return session.scalars(select(Timer).filter_by(key=key)).one()


def test_nothing_due_is_nothing_done(world: World) -> None:
    with world.office(CLOSES - A_MOMENT) as office:
        assert clockwork.run_one_timer(office) is None


def test_the_oldest_due_timer_goes_first_and_is_marked_done(world: World) -> None:
    with world.office() as office:
        for key, minutes in (("late", 2), ("early", 1)):
            due = MONDAY - timedelta(minutes=9 - minutes)
            office.session.add(Timer(key=key, **{**ALARM, "due_at": due}))

    done = []
    for _ in range(3):
        with world.office() as office:
            found = clockwork.run_one_timer(office)
            done.append(found and found.key)

    assert done == ["early", "late", None]
    assert timer(world, "early").done_at == MONDAY


def test_a_timer_whose_work_fails_is_named_written_down_and_tried_again(world: World) -> None:
    with world.office() as office:
        office.session.add(Timer(key="broken", **{**ALARM, "kind": "unheard of"}))

    with pytest.raises(clockwork.UndoneTimerError) as failure, world.office() as office:
        clockwork.run_one_timer(office)
    with world.office() as office:
        clockwork.postpone(office, failure.value.timer_id, str(failure.value))

    kept = timer(world, "broken")
    assert (kept.state, kept.tries, kept.next_try_at) == ("pending", 1, MONDAY + timedelta(seconds=2))
    assert "unheard of" in (kept.last_error or "")


def test_after_ten_failures_a_person_must_look_and_no_wait_is_longer_than_five_minutes(world: World) -> None:
    with world.office() as office:
        office.session.add(Timer(key="broken", **ALARM))
    timer_id = timer(world, "broken").id

    for _ in range(clockwork.MOST_TRIES):
        with world.office() as office:
            clockwork.postpone(office, timer_id, "x" * 5000)

    kept = timer(world, "broken")
    assert (kept.state, kept.next_try_at) == ("failed", MONDAY + clockwork.LONGEST_WAIT)
    assert len(kept.last_error or "") == 1000


def test_due_cases_are_fired_some_at_a_time(world: World) -> None:
    counted = []
    for _ in range(4):
        with world.office(DUE - timedelta(hours=72)) as office:
            counted.append(clockwork.tick_due_cases(office, limit=3))

    assert counted == [3, 3, 1, 0]
    assert disagreements(world) == []


def test_a_case_whose_timers_cannot_fire_is_named_and_the_others_go_on_without_it(world: World) -> None:
    broken = world.case(SCHOOL).id
    with world.office(DUE - timedelta(hours=72)) as office:
        office.session.execute(update(Case).filter_by(id=broken).values(state=b"torn"))
    with pytest.raises(clockwork.UndoneCaseError) as failure, world.office() as office:
        clockwork.tick_due_cases(office)
    assert failure.value.case_id == broken
    assert told(world, SCHOOL) == []

    with world.office() as office:
        clockwork.set_aside(office, broken, str(failure.value))
    with world.office() as office:
        assert clockwork.tick_due_cases(office) == 6
    kept = timer(world, f"case:{broken}")
    assert (kept.state, kept.tries) == ("pending", 1)


def test_a_case_that_was_set_aside_is_tried_again_by_itself_and_goes_on(world: World) -> None:
    case = world.case(SCHOOL)
    with world.office(DUE - timedelta(hours=72)) as office:
        clockwork.set_aside(office, case.id, "torn")

    with world.office(DUE - timedelta(hours=72) + timedelta(seconds=2)) as office:
        clockwork.run_one_timer(office)

    assert timer(world, f"case:{case.id}").state == "done"
    assert [kind for kind in told(world, SCHOOL) if kind.startswith("remind_own")]


def test_a_gate_that_was_not_told_is_found_by_the_sweep(world: World) -> None:
    confirm_institution(world, SCHOOL)
    case_id = world.case(SCHOOL).id
    with world.office() as office:
        assert clockwork.regate(office) == 0
        office.session.execute(update(Case).filter_by(id=case_id).values(standing=Standing.REOPENED))

    with world.office() as office:
        assert clockwork.regate(office) == 1

    assert [item.act for item in world.items(SCHOOL)] == [Act.RECHECK_ROLL]


def test_drafts_of_finished_tasks_are_swept_away(world: World) -> None:
    first, second = world.items(SCHOOL, Act.VERIFY_ROLL)
    for item in (first, second):
        with world.office() as office:
            counter.keep_draft(office, actor_named(office, SCHOOL), item.id, "a")
    mark_class(world, SCHOOL, first.id)

    with world.office() as office:
        clockwork.sweep_drafts(office)

    assert number_of(world, FormDraft) == number_of(world, FormDraft, work_item_id=second.id) == 1


def test_a_clock_leaves_a_sign_of_life(world: World) -> None:
    for at in (MONDAY, MONDAY + timedelta(seconds=5)):
        with world.office(at) as office:
            clockwork.beat(office, "clock")

    with world.house.reading() as session:
        assert session.get_one(Heartbeat, "clock").beat_at == MONDAY + timedelta(seconds=5)


def test_a_clock_started_twice_does_everything_once(any_world: World) -> None:
    ring(any_world, CLOSES)

    ring(any_world, CLOSES + timedelta(seconds=1))

    assert number_of(any_world, Timer, kind="close") == number_of(any_world, Timer, kind="tell") == 1
    assert disagreements(any_world) == []
