"""What is half filled stands in the way and is named; a round may ask for a share of the roll (F42, F50)."""

import pytest

from processes.acts import clockwork, counter, roll
from processes.acts.counter import UnknownItem
from processes.records.cases import FormDraft
from processes.records.journal import JournalEntry
from processes.records.rounds import Round
from processes.reports.work_items import HalfFilled, half_filled
from processes.terms import Act, Reason, Refused
from tests.builders import SCHOOL, World, recheck, verify_all_classes
from tests.deeds import at_roll, because, desk, number_of

TEACHER = f"{SCHOOL}-2"


def ask_for(world: World, percent: int) -> None:
    with world.office() as office:
        office.session.get_one(Round, world.round_id).seen_percent = percent


def finish_class_with_one_unseen(world: World) -> None:
    """The three of P1/1, one of them not looked for."""
    (item, *_) = world.items(SCHOOL, Act.VERIFY_ROLL)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        ours = [each for each in enrolments if each.classroom_id == item.subject_id]
        roll.mark(office, actor, case, ours[1:], seen=True)
    with desk(world, SCHOOL, item.id) as (office, actor, found):
        roll.verify_class(office, actor, found)


def leave_half_filled(world: World) -> HalfFilled:
    """The teacher half fills a class that the responsible officer then finishes."""
    (item, *_) = world.items(SCHOOL, Act.VERIFY_ROLL)
    with desk(world, TEACHER, item.id) as (office, actor, _found):
        counter.keep_draft(office, actor, item.id, "{}")
    verify_all_classes(world, SCHOOL)
    with world.house.reading() as session:
        (draft,) = half_filled(session, world.case(SCHOOL).id)
    return draft


def discard(world: World, draft_id: int, username: str = SCHOOL) -> None:
    with desk(world, username, world.item(SCHOOL, Act.RECHECK_ROLL)) as (office, actor, item):
        counter.discard_draft(office, actor, item, draft_id)


@pytest.mark.letter("F50")
def test_all_learners_are_asked_for_unless_the_round_says_otherwise(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.LEARNERS_UNSEEN)):
        finish_class_with_one_unseen(world)


@pytest.mark.letter("F50")
@pytest.mark.parametrize(("percent", "enough"), [(66, True), (67, False)])
def test_a_round_may_ask_for_a_share_of_the_roll(world: World, percent: int, enough: bool) -> None:
    ask_for(world, percent)

    if enough:
        finish_class_with_one_unseen(world)
        assert len(world.items(SCHOOL, Act.VERIFY_ROLL, state="done")) == 1
    else:
        with pytest.raises(Refused, check=because(Reason.TOO_FEW_SEEN)) as caught:
            finish_class_with_one_unseen(world)
        assert caught.value.details["seen_percent"] == percent


@pytest.mark.letter("F42")
def test_nothing_is_rechecked_while_a_class_is_half_filled(world: World) -> None:
    draft = leave_half_filled(world)

    with pytest.raises(Refused, check=because(Reason.UNSAVED_DRAFTS)):
        recheck(world, SCHOOL)

    assert draft.subject == "P1/1"
    discard(world, draft.id)
    recheck(world, SCHOOL)
    assert world.items(SCHOOL, Act.CONFIRM)
    assert number_of(world, JournalEntry, act=Act.DISCARD_DRAFT) == 1


@pytest.mark.letter("F42")
def test_the_sweep_leaves_what_was_never_recorded(world: World) -> None:
    leave_half_filled(world)

    with world.office() as office:
        clockwork.sweep_drafts(office)

    assert number_of(world, FormDraft) == 1


def test_only_a_draft_of_the_case_is_thrown_away_and_only_by_who_answers_for_it(world: World) -> None:
    draft = leave_half_filled(world)

    with pytest.raises(UnknownItem):
        discard(world, draft.id + 1)
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        discard(world, draft.id, TEACHER)

    assert number_of(world, FormDraft) == 1
