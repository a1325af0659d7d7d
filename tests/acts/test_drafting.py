"""Drafts of diagrams: kept, never lost, approved by another person, published for a round that comes."""

import json
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from config.wiring import diagram_words
from processes.acts import approving, drafting, opening, publishing, replaying
from processes.acts.approving import Publication
from processes.acts.counter import UnknownItem
from processes.acts.drafting import Remark, Saving, Seen, Sketch
from processes.acts.office import CLOCK
from processes.acts.people import actor_named
from processes.acts.publishing import Drawn, UnfitDiagram
from processes.records.drafting import DiagramDraft, DraftComment, DraftRevision
from processes.records.journal import JournalEntry
from processes.records.rounds import DiagramEdition, RoundEdition
from processes.reports.draft_history import drawers, history, may_approve
from processes.reports.drafts import draft, drafts, drafts_beside, remarks
from processes.reports.editions import all_editions, in_force
from processes.reports.replays import last_replay
from processes.terms import Act, DiagramKey, DraftState, Reason, Refused, ReplayState
from tests.builders import BPMN, CLOSES, DEPARTMENT, MONDAY, PROVINCE, SCHOOL, World, add_round
from tests.deeds import because, number_of, ring

FIRST, SECOND = DEPARTMENT, f"{DEPARTMENT}-3"
SOURCE = (BPMN / "school.bpmn").read_bytes()


def redrawn(word: str) -> bytes:
    return SOURCE.replace(b'name="', f'name="{word} '.encode(), 1)


def begin(world: World, source: bytes = SOURCE) -> int:
    with world.office() as office:
        sketch = Sketch(DiagramKey.SCHOOL, "เพิ่มผู้ตรวจ", source)
        return drafting.start(office, actor_named(office, FIRST), sketch).id


def save(world: World, draft_id: int, revision: int, source: bytes, username: str = FIRST) -> int | None:
    """Save; the draft beside it that took the drawing, if it came too late."""
    with world.office() as office:
        saving = Saving(draft_id, revision, source)
        beside = drafting.save(office, actor_named(office, username), saving).beside
        return beside.id if beside else None


def ask(world: World, draft_id: int, revision: int = 1, username: str = FIRST) -> None:
    with world.office() as office:
        approving.ask(office, actor_named(office, username), Seen(draft_id, revision))


def approve(world: World, draft_id: int, revision: int = 1, username: str = SECOND) -> None:
    with world.office() as office:
        approving.approve(office, actor_named(office, username), Seen(draft_id, revision), diagram_words())


def publish(
    world: World,
    draft_id: int,
    from_round: tuple[int, int] | None = None,
    reason: str = "ภาคเรียนใหม่",
    words: str = "",
) -> int:
    with world.office() as office:
        wish = Publication(Seen(draft_id, 1), reason, from_round)
        actor = actor_named(office, FIRST)
        return approving.publish_draft(office, actor, wish, words or diagram_words()).id


def take_note(world: World, draft_id: int) -> None:
    """Replay the draft on the round that is there, and take note of what it shows."""
    with world.office() as office:
        replaying.start(office, actor_named(office, FIRST), drafting.held(office, draft_id))
    for seconds in range(1, 50):
        ring(world, MONDAY + timedelta(seconds=seconds))
        with world.office() as office:
            replay = last_replay(office.session, draft_id, 1)
            if replay is not None and replay.state is ReplayState.DONE:
                replaying.acknowledge(office, actor_named(office, FIRST), replay, "ทราบแล้ว")
                return


def approved(world: World, source: bytes) -> int:
    draft_id = begin(world, source)
    ask(world, draft_id)
    approve(world, draft_id)
    take_note(world, draft_id)
    return draft_id


def test_a_draft_is_kept_with_its_people_and_remarks(any_world: World) -> None:
    draft_id = begin(any_world)
    save(any_world, draft_id, 1, redrawn("ก"), SECOND)
    with any_world.office() as office:
        said = Remark(draft_id, "ควรเตือนก่อน 5 วัน", "confirm")
        drafting.remark(office, actor_named(office, SECOND), said)

    with any_world.house.reading() as session:
        found = draft(session, draft_id)
        [(comment, _name)] = remarks(session, draft_id)
        listed, total = drafts(session, DraftState.OPEN, 1, 10)
    assert found is not None
    assert (found.revision, found.owner_id != found.updated_by_id, found.is_open) == (2, True, True)
    assert (comment.element, comment.revision) == ("confirm", 2)
    assert ([each.id for each in listed], total) == ([draft_id], 1)


def test_who_saves_second_keeps_the_own_drawing_in_one_draft_beside(any_world: World) -> None:
    draft_id = begin(any_world)
    save(any_world, draft_id, 1, redrawn("ก"))

    beside = save(any_world, draft_id, 1, redrawn("ข"), SECOND)
    again = save(any_world, draft_id, 1, redrawn("ค"), SECOND)

    assert beside is not None
    assert beside == again
    with any_world.house.reading() as session:
        sources = {each.id: each.source for each in session.scalars(select(DiagramDraft))}
        assert [each.id for each in drafts_beside(session, draft_id)] == [beside]
    assert sources == {draft_id: redrawn("ก").decode(), beside: redrawn("ค").decode()}


def test_what_stood_beside_is_settled_once_it_stands_in_the_draft(world: World) -> None:
    draft_id = begin(world)
    save(world, draft_id, 1, redrawn("ก"))
    save(world, draft_id, 1, redrawn("ข"), SECOND)

    save(world, draft_id, 2, redrawn("ข"), SECOND)

    with world.house.reading() as session:
        assert drafts_beside(session, draft_id) == []


def test_the_same_drawing_once_more_is_no_new_revision(world: World) -> None:
    draft_id = begin(world)
    save(world, draft_id, 1, redrawn("ก"))

    assert save(world, draft_id, 1, redrawn("ก")) is None
    with world.house.reading() as session:
        assert session.get_one(DiagramDraft, draft_id).revision == 2


@pytest.mark.parametrize("username", [SCHOOL, PROVINCE, f"{DEPARTMENT}-2"])
def test_only_administrators_draw_ask_and_approve(world: World, username: str) -> None:
    draft_id = begin(world)
    ask(world, draft_id)

    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        save(world, draft_id, 1, redrawn("ก"), username)
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        ask(world, draft_id, 1, username)
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        approve(world, draft_id, 1, username)


@pytest.mark.parametrize("way", ["saved once", "kept beside", "put in"])
def test_nobody_approves_who_has_drawn_on_it_and_the_sentence_says_who(world: World, way: str) -> None:
    draft_id = begin(world)
    save(world, draft_id, 1, redrawn("ก"), SECOND if way == "saved once" else FIRST)
    if way == "saved once":
        save(world, draft_id, 2, redrawn("ข"))
    else:
        beside = save(world, draft_id, 1, redrawn("ข"), SECOND)
        assert beside is not None
        with world.office() as office:
            if way == "put in":
                drafting.put_in(office, actor_named(office, FIRST), beside, Seen(draft_id, 2))
        draft_id = draft_id if way == "put in" else beside
    with world.house.reading() as session:
        revision = session.get_one(DiagramDraft, draft_id).revision
        people = dict(drawers(session, draft_id))
    ask(world, draft_id, revision)

    with world.house.reading() as session:
        assert may_approve(session, draft_id, MONDAY.date()) == []
    for username in (FIRST, SECOND):
        with pytest.raises(Refused) as refused:
            approve(world, draft_id, revision, username)
        assert refused.value.reason is Reason.OWN_DRAFT
        assert refused.value.details == {"people": ", ".join(people.values())}
    assert set(people) == {world.actor(FIRST).officer_id, world.actor(SECOND).officer_id}


def kept(world: World, draft_id: int) -> dict[int, str]:
    """The revisions in the draft's history with the letter that each was redrawn with."""
    with world.house.reading() as session:
        rows = session.scalars(select(DraftRevision).filter_by(draft_id=draft_id)).all()
        return {each.revision: each.source.split('name="', 1)[1][0] for each in rows}


def test_the_history_has_every_turn_and_what_others_saw_and_loses_nothing(any_world: World) -> None:
    world = any_world
    draft_id = begin(world, redrawn("ก"))
    for number, letter in enumerate("ขคง", 1):
        save(world, draft_id, number, redrawn(letter))  # one turn: only the last of these stays
    save(world, draft_id, 4, redrawn("จ"), SECOND)
    save(world, draft_id, 5, redrawn("ฉ"), SECOND)
    with world.office() as office:
        drafting.remark(office, actor_named(office, FIRST), Remark(draft_id, "ดีแล้ว"))
    save(world, draft_id, 6, redrawn("ช"), SECOND)
    with world.office() as office:
        drafting.bring_back(office, actor_named(office, FIRST), Seen(draft_id, 7), 4)

    with world.house.reading() as session:
        rows, total = history(session, draft_id, 1, 2)
        keeps = session.scalars(select(JournalEntry.details).filter_by(act=Act.DRAW_DIAGRAM)).all()
    assert kept(world, draft_id) == {1: "ก", 4: "ง", 5: "จ", 6: "ฉ", 7: "ช", 8: "ง"}
    assert ([(each.number, each.before) for each in rows], total) == ([(8, 7), (7, 6)], 6)
    noted = sorted(each["revision"] for each in map(json.loads, keeps) if each["did"] == "keep")
    assert noted == [4, 5, 6, 7, 8]


def test_what_is_not_in_the_history_or_came_too_late_is_not_brought_back(world: World) -> None:
    draft_id = begin(world, redrawn("ก"))
    save(world, draft_id, 1, redrawn("ข"))

    with pytest.raises(UnknownItem), world.office() as office:
        drafting.bring_back(office, actor_named(office, FIRST), Seen(draft_id, 2), 9)
    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)), world.office() as office:
        drafting.bring_back(office, actor_named(office, FIRST), Seen(draft_id, 1), 1)
    with world.office() as office:
        drafting.bring_back(office, actor_named(office, FIRST), Seen(draft_id, 2), 2)  # it stands already
    assert kept(world, draft_id) == {1: "ก", 2: "ข"}


def test_what_was_kept_beside_is_put_in_and_what_stood_there_stays_in_the_history(world: World) -> None:
    draft_id = begin(world, redrawn("ก"))
    save(world, draft_id, 1, redrawn("ข"))
    beside = save(world, draft_id, 1, redrawn("ค"), SECOND)
    assert beside is not None

    with pytest.raises(UnknownItem), world.office() as office:
        drafting.put_in(office, actor_named(office, SECOND), draft_id, Seen(draft_id, 2))
    with world.office() as office:
        drafting.put_in(office, actor_named(office, SECOND), beside, Seen(draft_id, 2))
    save(world, draft_id, 3, redrawn("ง"))
    with world.office() as office:  # once more, after it was settled
        drafting.put_in(office, actor_named(office, FIRST), beside, Seen(draft_id, 4))

    assert kept(world, draft_id) == {1: "ก", 2: "ข", 3: "ค", 4: "ง", 5: "ค"}
    with world.house.reading() as session:
        assert drafts_beside(session, draft_id) == []


def test_what_has_something_to_mend_is_not_approved(world: World) -> None:
    draft_id = begin(world, SOURCE.replace(b'lec:act="confirm"', b'lec:act="allocate"'))
    ask(world, draft_id)

    with pytest.raises(Refused, check=because(Reason.DRAFT_UNFIT)):
        approve(world, draft_id)


def test_approval_is_for_one_revision(world: World) -> None:
    draft_id = begin(world, redrawn("ก"))
    with pytest.raises(Refused, check=because(Reason.APPROVAL_NOT_ASKED)):
        approve(world, draft_id)
    ask(world, draft_id)
    approve(world, draft_id)
    save(world, draft_id, 1, redrawn("ข"))

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        publish(world, draft_id)
    with world.house.reading() as session:
        found = draft(session, draft_id)
    assert found is not None
    assert not found.is_approved


@pytest.mark.letter("F97", "N11")
def test_a_round_that_comes_runs_on_what_was_published_for_it_and_none_before(any_world: World) -> None:
    with any_world.office() as office:
        third = add_round(office, number=3, closes_at=CLOSES + timedelta(days=90)).id
    edition_id = publish(any_world, approved(any_world, redrawn("ก")), (2565, 3))

    with any_world.office() as office:
        opening.open_round(office, actor_named(office, FIRST), third)

    with any_world.house.reading() as session:
        pinned = session.execute(
            select(RoundEdition.round_id, RoundEdition.edition_id).filter_by(diagram=DiagramKey.SCHOOL)
        ).all()
        [first, *_] = [each for each in all_editions(session) if each.id == edition_id]
    assert dict(map(tuple, pinned))[third] == edition_id
    assert dict(map(tuple, pinned))[any_world.round_id] == any_world.case(SCHOOL).edition_id != edition_id
    assert first.approved_by
    assert first.drawn_by != first.approved_by
    assert (first.number, first.from_round) == (2, (2565, 3))


def test_an_edition_for_a_later_round_waits_for_it(world: World) -> None:
    edition_id = publish(world, approved(world, redrawn("ก")), (2566, 1))

    with world.house.reading() as session:
        assert in_force(session, (2565, 3))[DiagramKey.SCHOOL] != edition_id
        assert in_force(session, (2566, 1))[DiagramKey.SCHOOL] == edition_id
        assert in_force(session, (2567, 2))[DiagramKey.SCHOOL] == edition_id


def test_what_administrators_drew_stays_in_force_when_the_program_brings_another(world: World) -> None:
    edition_id = publish(world, approved(world, redrawn("ก")))
    with world.office() as office:
        shipped = redrawn("ใหม่กับโปรแกรม")
        publishing.publish(office, CLOCK, Drawn(DiagramKey.SCHOOL, shipped, "shipped"), diagram_words())

    with world.house.reading() as session:
        assert in_force(session, (2566, 1))[DiagramKey.SCHOOL] == edition_id


def test_publishing_is_refused_for_each_thing_that_is_missing(world: World) -> None:
    draft_id = begin(world, redrawn("ก"))

    with pytest.raises(Refused, check=because(Reason.DRAFT_NOT_APPROVED)):
        publish(world, draft_id)
    ask(world, draft_id)
    approve(world, draft_id)
    with pytest.raises(Refused, check=because(Reason.REPLAY_NOT_SEEN)):
        publish(world, draft_id)
    take_note(world, draft_id)
    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        publish(world, draft_id, reason=" ")
    with pytest.raises(Refused, check=because(Reason.ROUND_ALREADY_OPEN)):
        publish(world, draft_id, (2565, 2))
    publish(world, draft_id)
    with pytest.raises(Refused, check=because(Reason.DRAFT_NOT_OPEN)):
        publish(world, draft_id)
    assert number_of(world, DiagramEdition, diagram=DiagramKey.SCHOOL) == 2


def test_what_is_in_force_already_is_not_published_again(world: World) -> None:
    draft_id = approved(world, SOURCE)

    with pytest.raises(Refused, check=because(Reason.DRAFT_UNCHANGED)):
        publish(world, draft_id)


def test_every_step_to_an_edition_stands_in_the_journal(world: World) -> None:
    publish(world, approved(world, redrawn("ก")))

    with world.house.reading() as session:
        acts = list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.id)))
    assert [acts.count(act) for act in (Act.DRAW_DIAGRAM, Act.APPROVE_DIAGRAM, Act.PUBLISH_DIAGRAM)] == [
        2,
        1,
        1,
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE diagram_edition SET reason = 'x'", "DELETE FROM diagram_edition WHERE id = 1"]
)
def test_the_database_itself_lets_nobody_change_an_edition(any_world: World, statement: str) -> None:
    with pytest.raises((DBAPIError, Refused)), any_world.office() as office:
        office.session.execute(text(statement))


@pytest.mark.postgres
def test_a_round_that_opens_waits_for_what_is_being_published_and_runs_on_it(postgres_world: World) -> None:
    world = postgres_world
    with world.office() as office:
        third = add_round(office, number=3, closes_at=CLOSES + timedelta(days=90)).id
    draft_id = approved(world, redrawn("ก"))

    def open_meanwhile() -> None:
        with world.office() as office:
            opening.open_round(office, actor_named(office, FIRST), third)

    other = Thread(target=open_meanwhile)
    with world.office() as office:
        wish = Publication(Seen(draft_id, 1), "ภาคเรียนใหม่", (2565, 3))
        actor = actor_named(office, FIRST)
        edition_id = approving.publish_draft(office, actor, wish, diagram_words()).id
        other.start()
        other.join(0.5)
        assert other.is_alive()
    other.join(20)

    with world.house.reading() as session:
        wanted = select(RoundEdition.edition_id).filter_by(round_id=third, diagram=DiagramKey.SCHOOL)
        assert session.scalars(wanted).one() == edition_id


@pytest.mark.postgres
def test_publishing_waits_for_a_round_that_opens_and_is_then_told(postgres_world: World) -> None:
    world = postgres_world
    with world.office() as office:
        third = add_round(office, number=3, closes_at=CLOSES + timedelta(days=90)).id
    draft_id = approved(world, redrawn("ก"))
    told: list[Reason] = []

    def publish_meanwhile() -> None:
        try:
            publish(world, draft_id, (2565, 3))
        except Refused as refusal:
            told.append(refusal.reason)

    with world.office() as office:
        opening.open_round(office, actor_named(office, FIRST), third)
        other = Thread(target=publish_meanwhile)
        other.start()
        other.join(0.5)
        assert other.is_alive()
    other.join(20)

    assert told == [Reason.ROUND_ALREADY_OPEN]
    assert number_of(world, DiagramEdition, diagram=DiagramKey.SCHOOL) == 1


def test_a_broken_diagram_is_never_published_even_when_the_words_change(world: World) -> None:
    draft_id = approved(world, redrawn("ก"))
    fewer = diagram_words().replace("[acts.confirm]", "[acts.confirm_no_more]")

    with pytest.raises(UnfitDiagram):
        publish(world, draft_id, words=fewer)
    assert number_of(world, DiagramEdition, diagram=DiagramKey.SCHOOL) == 1


def test_a_dropped_draft_takes_no_remark(world: World) -> None:
    draft_id = begin(world)
    with world.office() as office:
        drafting.drop(office, actor_named(office, FIRST), draft_id)

    with pytest.raises(Refused, check=because(Reason.DRAFT_NOT_OPEN)), world.office() as office:
        drafting.remark(office, actor_named(office, FIRST), Remark(draft_id, "สาย"))
    assert number_of(world, DraftComment) == 0
