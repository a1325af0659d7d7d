"""The counter: an item is picked by its own unit, claimed by one person, done once; its draft is kept."""

from pathlib import Path

import pytest
from sqlalchemy import select

from processes.acts import confirming, counter, outside, reviewing, roll, sampling
from processes.acts.confirming import Attestation
from processes.acts.form_answers import opened
from processes.acts.people import actor_named
from processes.records.cases import FormAnswer, FormDraft
from processes.records.journal import JournalEntry
from processes.terms import Act, DiagramKey, FindingResult, Reason, Refused, Stream
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_edition,
    build_world,
    confirm_institution,
    open_round,
    verify_all_classes,
)
from tests.deeds import because, desk, number_of, reopen

TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"


@pytest.fixture
def item_id(world: World) -> int:
    return world.item(SCHOOL, Act.VERIFY_ROLL)


def claim(world: World, username: str, item_id: int) -> None:
    with world.office() as office:
        counter.claim(office, actor_named(office, username), item_id)


def release(world: World, username: str, item_id: int) -> None:
    with world.office() as office:
        counter.release(office, actor_named(office, username), item_id)


@pytest.mark.letter("N12")
def test_an_item_is_claimed_by_one_and_free_again_once_released(world: World, item_id: int) -> None:
    claim(world, TEACHER, item_id)
    with pytest.raises(Refused, check=because(Reason.CLAIMED_BY_ANOTHER)):
        claim(world, SCHOOL, item_id)
    release(world, TEACHER, item_id)
    claim(world, SCHOOL, item_id)

    [item, _] = world.items(SCHOOL)
    assert (item.claimed_by, item.claimed_at) == (world.actor(SCHOOL).officer_id, world.watch.now)
    assert number_of(world, JournalEntry, act=Act.CLAIM) == 2
    assert number_of(world, JournalEntry, act=Act.RELEASE) == 1
    assert disagreements(world) == []


def test_claiming_again_is_no_fault_and_releasing_what_nobody_claimed_is(world: World, item_id: int) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_CLAIMED)):
        release(world, TEACHER, item_id)

    claim(world, TEACHER, item_id)
    claim(world, TEACHER, item_id)


def test_another_units_item_is_the_same_as_none(world: World, item_id: int) -> None:
    for username, wanted in ((SECOND_SCHOOL, item_id), (CITY, item_id), (SCHOOL, 99_999)):
        with pytest.raises(counter.UnknownItem), desk(world, username, wanted):
            pass


def test_an_item_that_is_gone_says_so(world: World) -> None:
    confirm_institution(world, SCHOOL)
    review = world.item(CITY, Act.REVIEW_UNIT)
    reopen(world, CITY, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.TASK_GONE)), desk(world, CITY, review):
        pass


def test_a_draft_is_kept_for_each_officer_and_the_last_one_counts(world: World, item_id: int) -> None:
    for username, text in ((TEACHER, "a"), (TEACHER, "b"), (SCHOOL, "c")):
        with world.office() as office:
            counter.keep_draft(office, actor_named(office, username), item_id, text)

    with world.house.reading() as session:
        drafts = session.scalars(select(FormDraft).order_by(FormDraft.id)).all()
        assert [draft.content for draft in drafts] == ["b", "c"]


def test_a_draft_is_forgotten_with_the_task_and_only_the_own_one(world: World, item_id: int) -> None:
    for username in (TEACHER, SCHOOL):
        with world.office() as office:
            counter.keep_draft(office, actor_named(office, username), item_id, "a")

    with desk(world, TEACHER, item_id) as (office, actor, item):
        counter.forget_draft(office, actor, item)

    with world.house.reading() as session:
        [left] = session.scalars(select(FormDraft))
        assert left.officer_id == world.actor(SCHOOL).officer_id


def test_no_draft_is_kept_of_a_strangers_or_a_finished_task(world: World, item_id: int) -> None:
    confirm_institution(world, SCHOOL)

    for username in (SECOND_SCHOOL, SCHOOL):
        with pytest.raises(counter.UnknownItem), world.office() as office:
            counter.keep_draft(office, actor_named(office, username), item_id, "a")


@pytest.mark.letter("F89")
def test_the_answers_to_a_diagrams_own_form_are_kept_with_the_case(tmp_path: Path) -> None:
    world = build_world(tmp_path, opened=False)
    with world.office() as office:
        change = ('lec:act="recheck_roll"', 'lec:act="answer"')
        add_edition(office, DiagramKey.SCHOOL, 2, [change])
    open_round(world)
    verify_all_classes(world, SCHOOL)

    with desk(world, SCHOOL, world.item(SCHOOL, Act.ANSWER)) as (office, actor, item):
        counter.answer(office, actor, item, "done", {"boys": 3, "note": "ครบ"})

    with world.house.reading() as session:
        kept = session.scalars(select(FormAnswer)).one()
        assert opened(world.house.keys.cipher, kept) == {"boys": 3, "note": "ครบ"}
        assert "ครบ".encode() not in (kept.sealed or b"")
        assert kept.answered_by == world.actor(SCHOOL).officer_id
    assert [item.act for item in world.items(SCHOOL)] == [Act.CONFIRM]
    assert number_of(world, JournalEntry, act=Act.ANSWER) == 1
    assert disagreements(world) == []
    world.house.database.engine.dispose()


def test_no_act_does_the_task_of_another(world: World, item_id: int) -> None:
    signed = Attestation("ขอรับรอง", 1)
    others = (
        lambda office, actor, item: counter.answer(office, actor, item, "done", {}),
        lambda office, actor, item: confirming.confirm(office, actor, item, signed),
        lambda office, actor, item: confirming.confirm_counts(office, actor, item, signed),
        lambda office, actor, item: confirming.check_report(office, actor, item, "shown"),
        roll.recheck,
        reviewing.accept,
        lambda office, actor, item: reviewing.send_back(office, actor, item, Stream.OWN, "x"),
        outside.finish_recording,
        lambda office, actor, item: sampling.draw(office, actor, item, 1),
        lambda office, actor, item: sampling.record_finding(office, actor, item, FindingResult.IN_ORDER, ""),
    )
    for other in others:
        with pytest.raises(counter.UnknownItem), desk(world, SCHOOL, item_id) as (office, actor, item):
            other(office, actor, item)
    with (
        pytest.raises(counter.UnknownItem),
        desk(world, CITY, world.items(CITY)[0].id) as (office, actor, item),
    ):
        roll.verify_class(office, actor, item)

    assert [item.state for item in world.items(SCHOOL)] == ["open", "open"]


def test_open_items_are_counted(world: World) -> None:
    case = world.case(SCHOOL)

    with world.office() as office:
        assert counter.open_items_of(office, case) == 2
