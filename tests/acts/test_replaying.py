"""Before a diagram is published, last round's cases are run against it, and what differs is taken note of."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from processes.acts import counter, drafting, replay_batches, replaying
from processes.acts.drafting import Sketch
from processes.acts.people import actor_named
from processes.records.drafting import DiagramDraft
from processes.records.replays import Replay
from processes.reports.replays import counts_of, lines_of, time_left
from processes.terms import Act, DiagramKey, Reason, Refused, ReplayState
from tests.builders import (
    BPMN,
    CITY,
    CLOSES,
    DEPARTMENT,
    MONDAY,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_edition,
    build_world,
    check_report,
    close_all,
    confirm,
    open_round,
    recheck,
    verify_all_classes,
)
from tests.deeds import because, number_of, reopen, ring

ADMINISTRATOR = DEPARTMENT
AFTER = CLOSES + timedelta(days=40)


ROOMS = '<lec:field name="rooms" type="number" label="ห้อง"/>'
MORE_THAN_TEN = ('outcome == "missing"', "answers.rooms &gt; 10")


def asks(field: str) -> tuple[tuple[str, str], ...]:
    """The second check asks one thing more."""
    form = 'lec:form="recheck_roll" lec:outcomes="done">'
    return ((form, f"{form}<bpmn:extensionElements>{field}</bpmn:extensionElements>"),)


def walk(world: World, code: str, day: int) -> None:
    """A school does all its work on one day, each task some hours after the last."""
    deeds = (verify_all_classes, recheck, confirm, check_report)
    for hours, deed in enumerate(deeds):
        world.watch.now = MONDAY + timedelta(days=day, hours=hours)
        deed(world, code)


def live_through(world: World) -> World:
    """A round that is over: one school went all the way and was opened again, another never looked back."""
    walk(world, SCHOOL, day=1)
    world.watch.now = MONDAY + timedelta(days=3)
    reopen(world, CITY, SCHOOL)
    for hours, deed in enumerate((verify_all_classes, recheck, confirm)):
        world.watch.now = MONDAY + timedelta(days=4, hours=hours)
        deed(world, SECOND_SCHOOL)
    close_all(world)
    return world


@pytest.fixture
def closed(world: World) -> World:
    return live_through(world)


def drafted(world: World, *pairs: tuple[str, str], key: DiagramKey = DiagramKey.SCHOOL) -> int:
    text = (BPMN / f"{key}.bpmn").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    with world.office(AFTER) as office:
        actor = actor_named(office, ADMINISTRATOR)
        return drafting.start(office, actor, Sketch(key, "แบบร่าง", text.encode())).id


def replayed(world: World, draft_id: int) -> Replay:
    """The draft's replay, run to its end."""
    with world.office() as office:
        replaying.start(office, actor_named(office, ADMINISTRATOR), drafting.held(office, draft_id))
    at = AFTER
    while kept(world).state is ReplayState.RUNNING:
        at += timedelta(seconds=1)
        ring(world, at)
    return kept(world)


def kept(world: World) -> Replay:
    with world.house.reading() as session:
        return session.scalars(select(Replay).order_by(Replay.id.desc()).limit(1)).one()


def needs_no_more(world: World, draft_id: int) -> bool:
    with world.office() as office:
        return replaying.needs_no_more(office, office.session.get_one(DiagramDraft, draft_id))


def test_nothing_that_changed_is_nothing_that_differs(closed: World) -> None:
    draft = drafted(closed)

    replay = replayed(closed, draft)

    assert (replay.state, replay.done, replay.total, replay.unfollowed) == (ReplayState.DONE, 2, 2, 0)
    assert counts_of(replay) == {"same": 2}
    assert needs_no_more(closed, draft)


@pytest.mark.parametrize("key", DiagramKey)
def test_the_shipped_diagrams_can_all_be_followed_to_their_end(world: World, key: DiagramKey) -> None:
    for day, code in enumerate((SCHOOL, SECOND_SCHOOL)):
        walk(world, code, day)
    close_all(world)

    replay = replayed(world, drafted(world, key=key))

    assert counts_of(replay) == {"same": replay.total}
    assert replay.unfollowed == 0


def test_a_changed_gateway_shows_how_many_go_elsewhere_with_examples(closed: World) -> None:
    draft = drafted(closed, ('outcome == "missing"', 'outcome == "shown"'))

    replay = replayed(closed, draft)

    assert counts_of(replay) == {"elsewhere": 1, "same": 1}
    with closed.house.reading() as session:
        (line,) = lines_of(session, replay)
    assert (line.count, line.becomes) == (1, "recheck_roll")
    assert line.cases == ((closed.case(SCHOOL).id, SCHOOL, "โรงเรียนเทศบาล 1 โพศรี"),)
    assert not needs_no_more(closed, draft)


def test_a_condition_on_a_new_field_is_told_apart_from_what_is_known(any_world: World) -> None:
    draft = drafted(live_through(any_world), *asks(ROOMS), MORE_THAN_TEN)

    replay = replayed(any_world, draft)

    assert counts_of(replay) == {"unanswered": 1, "same": 1}
    with any_world.house.reading() as session:
        (line,) = lines_of(session, replay)
        asked = replaying.fields_of(session.get_one(Replay, replay.id))
    assert (line.was, line.becomes) == ("report_shown", "rooms")
    assert [code for _case, code, _name in line.cases] == [SCHOOL]
    assert [each.label for each in asked] == ["ห้อง"]
    assert not needs_no_more(any_world, draft)


def test_conditions_see_what_was_answered_last_round(tmp_path: Path) -> None:
    world = build_world(tmp_path, opened=False)
    changes = (('lec:act="recheck_roll"', 'lec:act="answer"'), *asks(ROOMS))
    with world.office() as office:
        add_edition(office, DiagramKey.SCHOOL, 2, changes)
    open_round(world)
    for code, rooms in ((SCHOOL, 11), (SECOND_SCHOOL, 3)):
        verify_all_classes(world, code)
        with world.office() as office:
            item = counter.pick(office, actor_named(office, code), world.item(code, Act.ANSWER))
            counter.answer(office, actor_named(office, code), item, "done", {"rooms": rooms, "note": "ลับ"})
        confirm(world, code)
        check_report(world, code)
    close_all(world)

    replay = replayed(world, drafted(world, *changes, MORE_THAN_TEN))

    assert (counts_of(replay), replay.unfollowed) == ({"elsewhere": 1, "same": 1}, 0)
    assert [row["cases"] for row in json.loads(replay.lines)] == [[world.case(SCHOOL).id]]
    world.house.database.engine.dispose()


def test_a_removed_end_shows_that_no_case_ends(closed: World) -> None:
    draft = drafted(closed, ('<bpmn:terminateEventDefinition id="closed_definition" />', ""))

    assert counts_of(replayed(closed, draft)) == {"never_ends": 2}


def test_a_later_reminder_is_shown_with_how_much_later(closed: World) -> None:
    draft = drafted(closed, ('due_at - duration("72h")', 'due_at - duration("24h")'))

    replay = replayed(closed, draft)

    assert counts_of(replay) == {"reminded": 2}
    (line,) = json.loads(replay.lines)
    assert (line["was"], line["seconds"]) == ("remind_due_soon", 48 * 3_600)


def test_what_differs_is_taken_note_of_in_words(closed: World) -> None:
    draft = drafted(closed, ('due_at - duration("72h")', 'due_at - duration("24h")'))
    replay_id = replayed(closed, draft).id

    with closed.office() as office:
        replay = office.session.get_one(Replay, replay_id)
        with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
            replaying.acknowledge(office, actor_named(office, ADMINISTRATOR), replay, "  ")
        with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
            replaying.acknowledge(office, actor_named(office, CITY), replay, "ทราบ")
        replaying.acknowledge(office, actor_named(office, ADMINISTRATOR), replay, " ทราบแล้วว่าเตือนช้าลง ")

    assert kept(closed).acknowledgement == "ทราบแล้วว่าเตือนช้าลง"
    assert needs_no_more(closed, draft)


def test_a_draft_that_was_drawn_on_since_is_to_be_replayed_again(closed: World) -> None:
    draft = drafted(closed)
    replayed(closed, draft)

    with closed.office() as office:
        office.session.get_one(DiagramDraft, draft).revision += 1

    assert not needs_no_more(closed, draft)


def test_a_replay_is_paused_and_goes_on_where_it_stood(
    closed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_batches, "BATCH", 1)
    draft = drafted(closed)
    with closed.office() as office:
        actor = actor_named(office, ADMINISTRATOR)
    with closed.office() as office:
        replaying.start(office, actor, drafting.held(office, draft))
    ring(closed, AFTER + timedelta(seconds=1))

    with closed.office() as office:
        replaying.pause(office, actor, office.session.get_one(Replay, kept(closed).id))
    ring(closed, AFTER + timedelta(seconds=9))
    paused = kept(closed)
    with closed.office() as office:
        with pytest.raises(Refused, check=because(Reason.REPLAY_NOT_DONE)):
            replaying.acknowledge(office, actor, office.session.get_one(Replay, paused.id), "ทราบ")
        replaying.go_on(office, actor, office.session.get_one(Replay, paused.id))
    for second in range(10, 20):
        ring(closed, AFTER + timedelta(seconds=second))

    assert (paused.state, paused.done, paused.done_before) == (ReplayState.PAUSED, 1, 0)
    assert kept(closed).done_before == 1
    assert (kept(closed).state, counts_of(kept(closed))) == (ReplayState.DONE, {"same": 2})


def test_how_long_it_still_takes_is_told_from_its_pace_since_it_went_on() -> None:
    replay = Replay(state=ReplayState.RUNNING, total=100, done=40, done_before=20, going_since=AFTER)

    assert time_left(replay, AFTER + timedelta(seconds=10)) == timedelta(seconds=30)
    replay.done = 20
    assert time_left(replay, AFTER + timedelta(seconds=10)) is None
    replay.done, replay.state = 40, ReplayState.PAUSED
    assert time_left(replay, AFTER + timedelta(seconds=10)) is None


def test_started_twice_it_runs_once(closed: World) -> None:
    draft = drafted(closed)

    for _ in range(2):
        with closed.office() as office:
            replaying.start(office, actor_named(office, ADMINISTRATOR), drafting.held(office, draft))

    assert number_of(closed, Replay) == 1


def test_only_who_administers_may_replay(closed: World) -> None:
    draft = drafted(closed)

    with closed.office() as office, pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        replaying.start(office, actor_named(office, CITY), drafting.held(office, draft))
