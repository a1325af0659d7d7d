"""A child at two units: claimed, released, kept, raised; climbing when nobody answers; the trail on both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from processes.acts import claiming, duplicates, roll
from processes.acts.claiming import Claim
from processes.acts.duplicates import Answer
from processes.acts.people import actor_named
from processes.acts.roll import Arrival, Particulars
from processes.records.duplicates import DuplicateCase, DuplicateEntry
from processes.records.journal import JournalEntry
from processes.records.learners import Classroom, Enrolment, Learner, PresenceMark
from processes.records.notices import Notice
from processes.records.units import Unit
from processes.rules.identity import read_identity
from processes.terms import (
    Act,
    DuplicateDecision,
    DuplicateState,
    LeavingReason,
    Reason,
    Refused,
    Sex,
    Standing,
)
from tests.agreement import disagreements
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    MONDAY,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    citizen_number,
    close_all,
    confirm_institution,
)
from tests.deeds import at_roll, because, look_for, number_of, reopen, ring

RELEASE = Answer(DuplicateDecision.RELEASED, "ย้ายตามผู้ปกครอง")
KEEP = Answer(DuplicateDecision.KEPT, "เด็กยังมาเรียนที่นี่ทุกวัน")
# The second child of the town's centre, as the city's centre would record it.
CHILD = Particulars("ด.ญ.", "ใหม่", "ตัวอย่าง", Sex.FEMALE, date(2019, 5, 1), read_identity(citizen_number(11)))


def held(world: World, code: str = TOWN_CENTRE) -> list[int]:
    """Who stands on the unit's roll, oldest first."""
    with world.house.reading() as session:
        wanted = select(Enrolment.id).filter_by(unit_id=world.case(code).unit_id, left_at=None)
        return list(session.scalars(wanted.order_by(Enrolment.id)))


def claim(world: World, username: str = CENTRE, seen: bool = True, place: int = -1) -> int:
    code = username.split("-", maxsplit=1)[0]
    case, child = world.case(code), held(world)[place]
    with world.office() as office:
        wanted = select(Classroom).filter_by(unit_id=case.unit_id).order_by(Classroom.id)
        classroom = office.session.scalars(wanted).first()
        assert classroom is not None
        actor = actor_named(office, username)
        return claiming.claim(office, actor, case.id, Claim(classroom, CHILD, child, seen, True)).id


def settle(world: World, username: str, duplicate_id: int, answer: Answer = RELEASE) -> None:
    with world.office() as office:
        duplicates.settle(office, actor_named(office, username), duplicate_id, answer)


def raise_up(world: World, username: str, duplicate_id: int, why: str = "เด็กเรียนกับเราแล้ว") -> None:
    with world.office() as office:
        duplicates.raise_up(office, actor_named(office, username), duplicate_id, why)


def drop(world: World, username: str, duplicate_id: int) -> None:
    with world.office() as office:
        duplicates.drop(office, actor_named(office, username), duplicate_id)


def kept(world: World, duplicate_id: int) -> DuplicateCase:
    with world.house.reading() as session:
        return session.get_one(DuplicateCase, duplicate_id)


def told(world: World, kind: str) -> set[str]:
    """Which units have a notice of the kind."""
    with world.house.reading() as session:
        wanted = select(Unit.code).join(Notice, Notice.unit_id == Unit.id)
        return set(session.scalars(wanted.where(Notice.kind == kind)))


def waits_at(world: World, *codes: str) -> list[str]:
    """Whose inbox the case stands in."""
    acts = (Act.SETTLE_DUPLICATE, Act.RAISE_DUPLICATE)
    return [code for code in codes if any(item.act in acts for item in world.items(code))]


EVERYBODY = (CENTRE, TOWN_CENTRE, CITY, TOWN, PROVINCE)


@pytest.mark.letter("F47")
def test_a_claim_waits_with_the_holder_and_nothing_counts_it(any_world: World) -> None:
    world, before = any_world, any_world.case(CENTRE)

    found = kept(world, claim(world))

    assert (found.state, found.decider_id) == (DuplicateState.OPEN, world.case(TOWN_CENTRE).unit_id)
    assert found.answer_due_at == MONDAY + timedelta(days=2)
    assert (found.claimed_name, found.held_number) == ("ด.ญ.ให… ตั…", "x-xxxx-xxxxx-" + found.held_number[-4:])
    assert waits_at(world, *EVERYBODY) == [TOWN_CENTRE]
    assert world.case(CENTRE).learners == before.learners == len(held(world, CENTRE))
    assert number_of(world, Learner) == 11
    assert number_of(world, JournalEntry, act=Act.CLAIM_LEARNER) == 2
    assert disagreements(world) == []


@pytest.mark.letter("F47", "F112", "N7")
def test_the_holder_releases_and_the_same_learner_stands_at_the_claimant(any_world: World) -> None:
    world, child = any_world, held(any_world)[-1]
    found = claim(world)

    settle(world, TOWN_CENTRE, found)

    with world.house.reading() as session:
        old = session.get_one(Enrolment, child)
        assert (old.leaving_reason, old.leaving_note) == (LeavingReason.MOVED, RELEASE.why)
        new = session.scalars(select(Enrolment).filter_by(learner_id=old.learner_id, left_at=None)).one()
        assert new.unit_id == new.learner.unit_id == world.case(CENTRE).unit_id
        assert (new.learner.first_name, new.learner.revision) == ("ใหม่", 2)
        mark = session.scalars(select(PresenceMark).filter_by(enrolment_id=new.id)).one()
        assert (mark.seen, mark.marked_by) == (True, world.actor(CENTRE).officer_id)
    assert (world.case(CENTRE).learners, world.case(TOWN_CENTRE).learners) == (3, 1)
    settled = kept(world, found)
    assert (settled.state, settled.decision) == (DuplicateState.SETTLED, DuplicateDecision.RELEASED)
    assert waits_at(world, *EVERYBODY) == []
    with world.house.reading() as session:
        wanted = select(JournalEntry.unit_id).filter_by(act=Act.SETTLE_DUPLICATE)
        units = set(session.scalars(wanted))
    assert units == {world.case(CENTRE).unit_id, world.case(TOWN_CENTRE).unit_id}
    assert disagreements(world) == []


@pytest.mark.letter("F39")
def test_a_centre_claims_only_whom_it_has_seen(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.NOT_SEEN_HERE)):
        claim(world, seen=False)

    claim(world, f"{SCHOOL}-2", seen=False)


def test_the_same_claim_again_is_the_same_case_and_another_unit_comes_too_late(any_world: World) -> None:
    world, first = any_world, claim(any_world)

    again = claim(world)
    with pytest.raises(Refused, check=because(Reason.DUPLICATE_OPEN)):
        claim(world, SECOND_SCHOOL)

    assert again == first
    assert number_of(world, DuplicateCase) == 1


def test_what_is_kept_may_be_raised_to_the_unit_above_both_whose_word_binds(world: World) -> None:
    found = claim(world)

    settle(world, TOWN_CENTRE, found, KEEP)
    assert waits_at(world, *EVERYBODY) == [CENTRE]
    raise_up(world, CENTRE, found)
    assert waits_at(world, *EVERYBODY) == [TOWN]
    settle(world, TOWN, found, KEEP)
    raise_up(world, CENTRE, found)
    assert waits_at(world, *EVERYBODY) == [PROVINCE]
    settle(world, PROVINCE, found, KEEP)

    assert kept(world, found).decision is DuplicateDecision.KEPT
    assert waits_at(world, *EVERYBODY) == []
    with pytest.raises(Refused, check=because(Reason.DUPLICATE_SETTLED)):
        raise_up(world, CENTRE, found)
    assert (len(held(world)), len(held(world, CENTRE))) == (2, 2)
    assert disagreements(world) == []


def test_who_decides_above_may_release_on_behalf_of_the_holder(any_world: World) -> None:
    world, found = any_world, claim(any_world)
    settle(world, TOWN_CENTRE, found, KEEP)
    raise_up(world, CENTRE, found)

    settle(world, TOWN, found)

    assert (len(held(world)), len(held(world, CENTRE))) == (1, 3)
    assert disagreements(world) == []


def test_neither_has_the_child(world: World) -> None:
    found = claim(world)

    settle(
        world,
        TOWN_CENTRE,
        found,
        Answer(DuplicateDecision.BOTH_WRONG, "ไม่มีเด็กคนนี้", LeavingReason.NO_SUCH_LEARNER),
    )

    assert (len(held(world)), len(held(world, CENTRE))) == (1, 2)
    assert kept(world, found).decision is DuplicateDecision.BOTH_WRONG


@pytest.mark.letter("N7")
def test_an_unanswered_case_climbs_by_itself_and_stops_above_both(any_world: World) -> None:
    world, found = any_world, claim(any_world)

    ring(world, MONDAY + timedelta(days=1))
    assert waits_at(world, *EVERYBODY) == [TOWN_CENTRE]
    ring(world, MONDAY + timedelta(days=2))
    assert waits_at(world, *EVERYBODY) == [TOWN]
    with pytest.raises(Refused, check=because(Reason.NOT_THE_DECIDER)), world.office() as office:
        duplicates.settle(office, actor_named(office, TOWN_CENTRE), found, RELEASE)
    ring(world, MONDAY + timedelta(days=4))
    ring(world, MONDAY + timedelta(days=10))

    assert waits_at(world, *EVERYBODY) == [PROVINCE]
    assert kept(world, found).answer_due_at is None
    assert number_of(world, JournalEntry, act=Act.RAISE_DUPLICATE, officer_id=None) == 5
    assert disagreements(world) == []


def test_a_case_that_climbs_is_told_to_both_sides_and_to_who_decides(world: World) -> None:
    found = claim(world)
    settle(world, TOWN_CENTRE, found, KEEP)

    raise_up(world, CENTRE, found)

    assert told(world, "duplicate_kept") == {CENTRE}
    assert told(world, "duplicate_climbed") == {TOWN_CENTRE, CENTRE, TOWN}


def test_what_was_kept_and_not_raised_in_time_stays_kept(world: World) -> None:
    found = claim(world)
    settle(world, TOWN_CENTRE, found, KEEP)

    ring(world, MONDAY + timedelta(days=3))

    settled = kept(world, found)
    assert (settled.state, settled.decision) == (DuplicateState.SETTLED, DuplicateDecision.KEPT)
    assert settled.decision_reason == KEEP.why
    assert waits_at(world, *EVERYBODY) == []


@pytest.mark.letter("F104")
def test_a_confirmed_holder_is_opened_before_it_releases(any_world: World) -> None:
    world, found = any_world, claim(any_world)
    confirm_institution(world, TOWN_CENTRE)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)) as caught:
        settle(world, TOWN_CENTRE, found)
    assert caught.value.details["duplicate_id"] == found
    reopen(world, TOWN, TOWN_CENTRE)
    settle(world, TOWN_CENTRE, found)

    assert len(held(world, CENTRE)) == 3
    assert world.case(TOWN_CENTRE).standing is Standing.REOPENED
    assert disagreements(world) == []


@pytest.mark.letter("F47")
def test_a_claimant_confirms_without_the_child_and_is_opened_before_it_comes(world: World) -> None:
    found = claim(world)
    confirm_institution(world, CENTRE)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)) as caught:
        settle(world, TOWN_CENTRE, found)

    assert caught.value.details["unit"] == world.case(CENTRE).unit.name
    assert world.confirmations(CENTRE)[0].total == 2
    assert len(held(world)) == 2


def test_a_claim_is_dropped_and_the_holder_has_nothing_left_to_do(world: World) -> None:
    found = claim(world)

    drop(world, CENTRE, found)

    assert kept(world, found).decision is DuplicateDecision.DROPPED
    assert waits_at(world, *EVERYBODY) == []
    with pytest.raises(Refused, check=because(Reason.DUPLICATE_SETTLED)):
        settle(world, TOWN_CENTRE, found)
    assert claim(world) != found


def test_who_was_taken_off_by_the_holder_meanwhile_is_taken_over(world: World) -> None:
    found = claim(world)
    with at_roll(world, TOWN_CENTRE, TOWN_CENTRE) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.MOVED)

    with world.office() as office:
        duplicates.take_over(office, actor_named(office, CENTRE), found)

    assert (len(held(world)), len(held(world, CENTRE))) == (1, 3)
    assert number_of(world, Learner) == 11
    assert waits_at(world, *EVERYBODY) == []
    assert disagreements(world) == []


def test_after_a_release_the_holder_cannot_put_the_child_back(world: World) -> None:
    found = claim(world)
    settle(world, TOWN_CENTRE, found)

    with (
        pytest.raises(Refused, check=because(Reason.ALREADY_ON_A_ROLL)),
        at_roll(world, TOWN_CENTRE, TOWN_CENTRE) as (office, actor, case, enrolments),
    ):
        roll.put_back(office, actor, case, enrolments[-1])


def test_both_sides_read_one_thread(world: World) -> None:
    found = claim(world)
    for username, words in ((CENTRE, "เด็กมาเรียนกับเราตั้งแต่ 3 ต.ค."), (TOWN_CENTRE, "จะตรวจสอบให้")):
        with world.office() as office:
            duplicates.discuss(office, actor_named(office, username), found, words)

    with world.house.reading() as session:
        said = [each.words for each in session.scalars(select(DuplicateEntry).order_by(DuplicateEntry.id))]
    assert said == ["", "เด็กมาเรียนกับเราตั้งแต่ 3 ต.ค.", "จะตรวจสอบให้"]
    assert number_of(world, JournalEntry, act=Act.DISCUSS_DUPLICATE) == 4


@pytest.mark.parametrize(
    ("username", "reason"), [(CENTRE, Reason.NOT_THE_DECIDER), (TOWN, Reason.NOT_YOUR_UNIT)]
)
def test_only_whose_turn_it_is_decides(world: World, username: str, reason: Reason) -> None:
    found = claim(world)

    with pytest.raises(Refused, check=because(reason)):
        settle(world, username, found)


def test_keeping_wants_a_reason(world: World) -> None:
    found = claim(world)

    with pytest.raises(Refused, check=because(Reason.NO_REASON_GIVEN)):
        settle(world, TOWN_CENTRE, found, Answer(DuplicateDecision.KEPT, " "))


def test_the_close_leaves_an_open_case_behind_and_it_may_be_claimed_anew(any_world: World) -> None:
    world, found = any_world, claim(any_world)

    close_all(world)

    assert kept(world, found).lapsed_at == CLOSES
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        settle(world, TOWN_CENTRE, found)
    drop(world, CENTRE, found)
    assert kept(world, found).lapsed_at == CLOSES
    assert disagreements(world) == []


@pytest.mark.letter("F37", "F112")
def test_who_left_another_roll_arrives_as_the_same_learner_with_the_number_that_is_known(
    world: World,
) -> None:
    with at_roll(world, TOWN_CENTRE, TOWN_CENTRE) as (office, actor, case, enrolments):
        learner_id = enrolments[-1].learner_id
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.MOVED)

    with at_roll(world, CENTRE, CENTRE) as (office, actor, case, enrolments):
        known = office.session.get_one(Learner, learner_id)
        number, room = known.number_index, enrolments[0].classroom
        typed = replace(CHILD, identity=read_identity(""))
        arrived = roll.arrive(office, actor, case, Arrival(room, typed, known, seen=True))

    assert arrived.learner_id == learner_id
    assert arrived.learner.number_index == number
    assert number_of(world, Learner) == 11


def test_a_roll_that_was_looked_for_keeps_its_marks_when_another_child_comes(world: World) -> None:
    look_for(world, CENTRE, CENTRE, [0, 1])
    found = claim(world)

    settle(world, TOWN_CENTRE, found)

    assert (world.case(CENTRE).learners, world.case(CENTRE).trouble) == (3, 0)
