"""Settles a child at two units: released, kept, both wrong; and climbs by itself when an answer is due."""

from dataclasses import dataclass

from sqlalchemy import update

from processes.acts import claiming, duplicate_desk, roll
from processes.acts.duplicate_desk import Parties, parties
from processes.acts.office import CLOCK, Actor, Office, particulars
from processes.acts.roll import Arrival
from processes.records.cases import Case
from processes.records.duplicates import DuplicateCase
from processes.records.learners import Classroom, PresenceMark
from processes.records.once import insert_once
from processes.rules import duplicates as rules
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import (
    Act,
    DuplicateDecision,
    DuplicateState,
    LeavingReason,
    Reason,
    Refused,
    Role,
    Standing,
    Tier,
)

HOLDER_ENDS = {DuplicateDecision.RELEASED, DuplicateDecision.BOTH_WRONG}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is decided, why, and with what reason the holder's enrolment ends when it does."""

    decision: DuplicateDecision
    why: str = ""
    leaving: LeavingReason = LeavingReason.MOVED


def settle(office: Office, actor: Actor, duplicate_id: int, answer: Answer) -> None:
    """Release the child, keep it, or say that neither has it; done by the unit whose turn it is (N7)."""
    at = parties(office, actor, duplicate_id)
    office.allow(
        Act.SETTLE_DUPLICATE,
        actor,
        _of(at, actor) or at.decider,
        duplicate_settled=at.settled,
        decides=at.duplicate.decider_id == actor.unit_id and at.duplicate.state is DuplicateState.OPEN,
        reason_given=answer.decision is not DuplicateDecision.KEPT or bool(answer.why.strip()),
    )
    if answer.decision in HOLDER_ENDS:
        _roll_must_be_open(office, at, at.holder, Act.TAKE_OFF)
    if answer.decision is DuplicateDecision.RELEASED:
        _roll_must_be_open(office, at, at.claimant, Act.ADMIT_LEARNER)
    duplicate_desk.clear(office, actor, at.duplicate)
    duplicate_desk.note(office, at, Act.SETTLE_DUPLICATE, actor, answer.why.strip(), answer.decision)
    _carry_out(office, actor, at, answer)


def take_over(office: Office, actor: Actor, duplicate_id: int) -> None:
    """Take in a child whom the holder has taken off its roll by itself meanwhile (letter 4.3.2 (1))."""
    at = parties(office, actor, duplicate_id)
    classroom = office.session.get_one(Classroom, at.duplicate.classroom_id)
    office.allow(
        Act.CLAIM_LEARNER,
        actor,
        at.claimant,
        own_class=classroom.teacher_id == actor.officer_id,
        confirmed=at.claimant.standing is Standing.CONFIRMED,
        enrolled=at.enrolment.left_at is None,
    )
    if at.settled:
        raise Refused(Reason.DUPLICATE_SETTLED, case_id=at.claimant.id)
    duplicate_desk.clear(office, actor, at.duplicate, done=False)
    _move(office, at)
    _conclude(office, actor, at, Answer(DuplicateDecision.RELEASED))
    duplicate_desk.note(office, at, Act.SETTLE_DUPLICATE, actor, decision=DuplicateDecision.RELEASED)


def raise_up(office: Office, actor: Actor, duplicate_id: int, why: str) -> None:
    """The claimant does not accept that the child is kept: the next unit up decides."""
    at = parties(office, actor, duplicate_id)
    _allow_claimant(office, actor, at, Act.RAISE_DUPLICATE, reason_given=bool(why.strip()))
    if at.duplicate.state is not DuplicateState.KEPT:
        raise Refused(Reason.STALE_PAGE, case_id=at.claimant.id)
    duplicate_desk.clear(office, actor, at.duplicate)
    _climb(office, actor, at, why.strip())


def drop(office: Office, actor: Actor, duplicate_id: int) -> None:
    """The claimant takes the claim back; nothing of the holder's roll changes."""
    at = parties(office, actor, duplicate_id)
    _allow_claimant(office, actor, at, Act.DROP_CLAIM)
    duplicate_desk.clear(office, actor, at.duplicate, done=at.duplicate.state is DuplicateState.KEPT)
    duplicate_desk.note(office, at, Act.DROP_CLAIM, actor, decision=DuplicateDecision.DROPPED)
    _conclude(office, actor, at, Answer(DuplicateDecision.DROPPED))


def discuss(office: Office, actor: Actor, duplicate_id: int, words: str) -> None:
    """Ask or answer in the case, for both sides to read."""
    at = parties(office, actor, duplicate_id)
    office.allow(Act.DISCUSS_DUPLICATE, actor, _of(at, actor) or at.holder, duplicate_settled=at.settled)
    duplicate_desk.note(office, at, Act.DISCUSS_DUPLICATE, actor, words)


def climb_if_due(office: Office, duplicate_id: int) -> None:
    """What the clock does when an answer is due: on to the next unit up, or what was kept stays kept."""
    found = office.session.get(DuplicateCase, duplicate_id)
    if found is None or found.answer_due_at is None or found.answer_due_at > office.now:
        return
    at = duplicate_desk.locked(office, duplicate_id)
    if at.settled or at.duplicate.answer_due_at is None or at.duplicate.answer_due_at > office.now:
        return
    if at.duplicate.state is DuplicateState.KEPT:
        duplicate_desk.clear(office, CLOCK, at.duplicate, done=False)
        duplicate_desk.note(office, at, Act.SETTLE_DUPLICATE, CLOCK, decision=DuplicateDecision.KEPT)
        _conclude(office, CLOCK, at, None)
    elif rules.next_up(duplicate_desk.rungs(office, at.duplicate), at.duplicate.decider_id) is None:
        at.duplicate.answer_due_at = None  # there is nobody above both: it waits for this unit's word
    else:
        duplicate_desk.clear(office, CLOCK, at.duplicate, done=False)
        _climb(office, CLOCK, at, "")


def lapse(office: Office, unit_ids: list[int]) -> None:
    """The close leaves open claims of these units behind: not counted, and to be settled later."""
    office.session.execute(
        update(DuplicateCase)
        .where(DuplicateCase.claimant_id.in_(unit_ids), DuplicateCase.state != DuplicateState.SETTLED)
        .where(DuplicateCase.lapsed_at.is_(None))
        .values(lapsed_at=office.now, answer_due_at=None)
        .execution_options(synchronize_session=False)
    )


def _allow_claimant(office: Office, actor: Actor, at: Parties, act: Act, reason_given: bool = True) -> None:
    classroom = office.session.get_one(Classroom, at.duplicate.classroom_id)
    own = classroom.teacher_id == actor.officer_id
    settled = at.settled
    office.allow(act, actor, at.claimant, own_class=own, duplicate_settled=settled, reason_given=reason_given)


def _of(at: Parties, actor: Actor) -> Case | None:
    """The actor's own case, when the actor's unit is one of the two or decides."""
    own = (each for each in (at.holder, at.claimant, at.decider) if each.unit_id == actor.unit_id)
    return next(own, None)


def _roll_must_be_open(office: Office, at: Parties, case: Case, act: Act) -> None:
    """What would stand in the way of the unit's own officer: a confirmed roll is opened first (F104)."""
    window = office.lock_window(case)
    situation = Situation(
        roles=frozenset({Role.RESPONSIBLE}),
        window=office.window_state(window),
        between_rounds=office.is_between_rounds(case, window),
        suspended=case.suspended_at is not None,
        confirmed=case.standing is Standing.CONFIRMED,
        enrolled=act is Act.TAKE_OFF,
    )
    if reason := obstacle(act, situation):
        stands = {"moment": window.closes_at, "duplicate_id": at.duplicate.id}
        raise Refused(reason, **particulars(reason, case, window, stands))


def _carry_out(office: Office, actor: Actor, at: Parties, answer: Answer) -> None:
    if answer.decision in HOLDER_ENDS:
        _end(office, actor, at, answer)
        if answer.decision is DuplicateDecision.RELEASED:
            _move(office, at)
        _conclude(office, actor, at, answer)
        return
    duplicate = at.duplicate
    duplicate.decision, duplicate.decision_reason = answer.decision, answer.why.strip()
    duplicate.decided_by = actor.officer_id
    if rules.next_up(duplicate_desk.rungs(office, duplicate), duplicate.decider_id) is None:
        _conclude(office, actor, at, answer)  # above both: its word binds
    else:
        duplicate.state = DuplicateState.KEPT
        duplicate_desk.ask(office, duplicate, at.claimant, at.holder.unit.name)
        duplicate_desk.tell(office, duplicate, "duplicate_kept", {at.claimant: at.decider})


def _end(office: Office, actor: Actor, at: Parties, answer: Answer) -> None:
    held = at.enrolment
    if held.left_at is not None:
        return
    held.left_at, held.left_by = office.now, actor.officer_id
    held.leaving_reason, held.leaving_note = answer.leaving, answer.why.strip()[:500] or None
    roll.changed(office, at.holder, held.classroom_id)


def _move(office: Office, at: Parties) -> None:
    """The same learner, with all that is recorded, comes to the claimant's roll, as the claimant typed it."""
    duplicate = at.duplicate
    by = Actor(duplicate.opened_by, "", "", at.claimant.unit_id, Tier.INSTITUTION, frozenset())
    classroom = office.session.get_one(Classroom, duplicate.classroom_id)
    typed = roll.completed(office, claiming.claimed(office, duplicate), at.enrolment.learner)
    if roll.stands(office, at.enrolment.learner, typed.identity):
        raise Refused(Reason.ALREADY_ON_A_ROLL, case_id=at.claimant.id)
    arrival = Arrival(classroom, typed, at.enrolment.learner)
    enrolment = roll.take_in(office, by, at.claimant, arrival)
    if duplicate.seen and duplicate.round_id == at.claimant.round_id and at.claimant.ended_at is None:
        mark = {
            "round_id": duplicate.round_id,
            "enrolment_id": enrolment.id,
            "seen": True,
            "marked_by": duplicate.opened_by,
            "marked_at": duplicate.opened_at,
        }
        insert_once(office.session, PresenceMark, [{**mark, **at.claimant.unit.belonging}])
        roll.changed(office, at.claimant, classroom.id)


def _climb(office: Office, actor: Actor, at: Parties, why: str) -> None:
    duplicate = at.duplicate
    above = rules.next_up(duplicate_desk.rungs(office, duplicate), duplicate.decider_id)
    if above is None:
        raise Refused(Reason.DUPLICATE_SETTLED, case_id=at.claimant.id)
    duplicate_desk.note(office, at, Act.RAISE_DUPLICATE, actor, why)
    duplicate.decider_id, duplicate.state = above, DuplicateState.OPEN
    duplicate.decision = duplicate.decision_reason = duplicate.decided_by = None
    decider = duplicate_desk.lock_cases(office, above)[above]
    duplicate_desk.ask(office, duplicate, decider, at.claimant.unit.name)
    told = {at.holder: at.claimant, at.claimant: at.holder, decider: at.claimant}
    duplicate_desk.tell(office, duplicate, "duplicate_climbed", told)


def _conclude(office: Office, actor: Actor, at: Parties, answer: Answer | None) -> None:
    """Nothing more can be said against it; with no answer, what was decided before stands."""
    duplicate = at.duplicate
    if answer is not None:
        duplicate.decision, duplicate.decision_reason = answer.decision, answer.why.strip()
        duplicate.decided_by = actor.officer_id
    duplicate.state, duplicate.decided_at = DuplicateState.SETTLED, office.now
    duplicate.answer_due_at = None
    duplicate_desk.tell(
        office, duplicate, "duplicate_settled", {at.holder: at.claimant, at.claimant: at.holder}
    )
