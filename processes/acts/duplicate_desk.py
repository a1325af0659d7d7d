"""What every act on a child at two units stands on: the case with both sides locked, its trail, its inbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from processes.acts import counter, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.duplicates import DuplicateCase, DuplicateEntry, DuplicateSide
from processes.records.learners import Enrolment
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.rules import duplicates as rules
from processes.rules.digest import Plain
from processes.terms import Act, DuplicateDecision, DuplicateState, Role, Tier

ITEM_REF = "duplicate-{id}-{step}"
SEALED = "duplicate_case.sealed"


@dataclass(frozen=True, slots=True)
class Parties:
    """A case with the latest cases of the holder, the claimant and whoever decides now, all locked."""

    duplicate: DuplicateCase
    enrolment: Enrolment
    holder: Case
    claimant: Case
    decider: Case

    @property
    def settled(self) -> bool:
        return self.duplicate.decided_at is not None


def parties(office: Office, actor: Actor, duplicate_id: int) -> Parties:
    """The case that the actor's units are part of; `UnknownItem` otherwise."""
    with office.seen_by(actor) as session:
        sides = session.scalars(select(DuplicateSide.id).filter_by(duplicate_id=duplicate_id)).first()
    if sides is None:
        raise counter.UnknownItem(duplicate_id)
    return locked(office, duplicate_id)


def locked(office: Office, duplicate_id: int) -> Parties:
    found = office.session.get_one(DuplicateCase, duplicate_id)
    units = (found.holder_id, found.claimant_id, found.decider_id)
    cases = lock_cases(office, *units)
    if office.waits_for_locks:
        office.session.refresh(found, with_for_update=True)
    enrolment = office.session.get_one(Enrolment, found.enrolment_id, populate_existing=True)
    decider = cases.get(found.decider_id) or lock_cases(office, found.decider_id)[found.decider_id]
    return Parties(found, enrolment, cases[found.holder_id], cases[found.claimant_id], decider)


def lock_cases(office: Office, *unit_ids: int) -> dict[int, Case]:
    """The latest case of each unit: windows first, then the cases, the lowest tier first, by their keys."""
    latest = [latest_case(office, unit_id) for unit_id in dict.fromkeys(unit_ids)]
    for case in latest:
        office.lock_window(case)
    tiers = list(Tier)
    order = sorted(latest, key=lambda case: (-tiers.index(case.tier), case.id))
    return {case.unit_id: office.lock_case(case.id) for case in order}


def latest_case(office: Office, unit_id: int) -> Case:
    """The unit's case of the round that was opened last."""
    wanted = select(Case).filter_by(unit_id=unit_id).order_by(Case.opened_at.desc(), Case.id.desc())
    found = office.session.scalars(wanted.limit(1)).first()
    if found is None:
        raise counter.UnknownItem(unit_id)
    return found


def rungs(office: Office, duplicate: DuplicateCase) -> tuple[int, ...]:
    """The units that decide in turn."""
    return rules.ladder(_chain(office, duplicate.holder_id), _chain(office, duplicate.claimant_id))


def _chain(office: Office, unit_id: int) -> list[int]:
    found: list[int] = []
    unit: Unit | None = office.session.get_one(Unit, unit_id)
    while unit is not None:
        found.append(unit.id)
        unit = office.session.get(Unit, unit.parent_id) if unit.parent_id else None
    return found


def note(
    office: Office,
    at: Parties,
    act: Act,
    actor: Actor,
    words: str = "",
    decision: DuplicateDecision | None = None,
) -> None:
    """Write down what was said or done, for both sides to read and in the chain of each (N7)."""
    office.session.add(
        DuplicateEntry(
            duplicate_id=at.duplicate.id,
            act=act,
            decision=decision,
            words=words,
            officer_id=actor.officer_id,
            by_unit_id=actor.unit_id or None,
            made_at=office.now,
        )
    )
    details: dict[str, Plain] = {"duplicate": at.duplicate.id}
    if decision:
        details["decision"] = str(decision)
    if words:
        details["why"] = words
    for case in {each.id: each for each in (at.holder, at.claimant, at.decider)}.values():
        journal.note(office, case, act, actor, **details)


def ask(office: Office, duplicate: DuplicateCase, case: Case, about: str) -> None:
    """Put the case before a unit until its answer is due; it is no task of the engine."""
    due_at = rules.answer_due(office.now, office.lock_window(case).due_at)
    duplicate.answer_due_at = due_at
    duplicate.step += 1
    if case.ended_at is None:
        keeps = duplicate.state is DuplicateState.KEPT
        office.session.add(
            WorkItem(
                case_id=case.id,
                unit_id=case.unit_id,
                authority_id=case.authority_id,
                province_id=case.province_id,
                task_ref=ITEM_REF.format(id=duplicate.id, step=duplicate.step),
                subject_id=duplicate.id,
                subject=about,
                node="duplicate",
                name="duplicate",
                act=Act.RAISE_DUPLICATE if keeps else Act.SETTLE_DUPLICATE,
                form="duplicate",
                role=Role.RESPONSIBLE,
                opened_at=office.now,
                due_at=due_at,
            )
        )
    _set_timer(office, duplicate, due_at)


def tell(office: Office, duplicate: DuplicateCase, kind: str, told: dict[Case, Case]) -> None:
    """Let each unit know how the case goes on; the value is the unit that its notice names (N7)."""
    rows = [
        {
            "key": f"duplicate:{duplicate.id}:{duplicate.step}:{kind}:{case.unit_id}",
            "kind": kind,
            "round_id": case.round_id,
            "case_id": about.id,
            "about": about.unit.name,
            "made_at": office.now,
            **case.unit.belonging,
        }
        for case, about in told.items()
    ]
    insert_once(office.session, Notice, rows)


def clear(office: Office, actor: Actor, duplicate: DuplicateCase, done: bool = True) -> None:
    """Take the case out of whoever's inbox it stands in: answered, or gone further up."""
    office.session.flush()
    state = counter.DONE if done else counter.GONE
    values = {"state": state, "done_at": office.now, "done_by": actor.officer_id, "outcome": "answered"}
    office.session.execute(
        update(WorkItem)
        .where(WorkItem.subject_id == duplicate.id, WorkItem.state == counter.OPEN)
        .where(WorkItem.task_ref == ITEM_REF.format(id=duplicate.id, step=duplicate.step))
        .where(WorkItem.unit_id.in_((duplicate.decider_id, duplicate.claimant_id)))
        .values(values if done else {"state": state})
    )


def _set_timer(office: Office, duplicate: DuplicateCase, due_at: datetime) -> None:
    row = {
        "key": f"duplicate:{duplicate.id}:{duplicate.step}",
        "kind": "duplicate",
        "subject_id": duplicate.id,
        "due_at": due_at,
        "next_try_at": due_at,
        "state": "pending",
        "tries": 0,
    }
    insert_once(office.session, Timer, [row])
