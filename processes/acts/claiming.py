"""Claims a child who stands on another unit's roll: the would-be record waits until both have settled it."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from processes.acts import counter, duplicate_desk, numbers
from processes.acts.duplicate_desk import SEALED, Parties
from processes.acts.office import Actor, Office
from processes.acts.roll import Particulars
from processes.records.cases import Case
from processes.records.duplicates import DuplicateCase, DuplicateSide
from processes.records.learners import Classroom, Enrolment, Learner
from processes.rules import duplicates as rules
from processes.rules.digest import canonical
from processes.rules.identity import Identity, masked
from processes.rules.thai import sort_key
from processes.terms import (
    Act,
    DuplicateDecision,
    DuplicateState,
    IdentityKind,
    Reason,
    Refused,
    Sex,
    Standing,
    Tier,
    UnitKind,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Which child of which roll is wanted for which class, as the claimant would record it."""

    classroom: Classroom
    particulars: Particulars
    enrolment_id: int
    seen: bool  # by the claimant; a centre may not ask for a child whom it has not seen (letter 3.4 (2))
    by_number: bool


def claim(office: Office, actor: Actor, case_id: int, wanted: Claim) -> DuplicateCase:
    """Open a case with the unit that holds the child (letter 4.3.2 (1)); again, it is the same case."""
    own = office.visible(actor, select(Case).filter_by(id=case_id, tier=Tier.INSTITUTION))
    held = office.session.get(Enrolment, wanted.enrolment_id)
    if own is None or held is None:
        raise counter.UnknownItem(case_id)
    cases = duplicate_desk.lock_cases(office, own.unit_id, held.unit_id)
    case, holder = cases[own.unit_id], cases[held.unit_id]
    number = wanted.particulars.identity.number
    numbers.hold(office, [office.cipher.index(number) if number else None])
    held = office.session.get_one(Enrolment, held.id, populate_existing=True)
    before = _open_case(office, held)
    if before and before.claimant_id == case.unit_id and before.lapsed_at is None:
        return before
    _allow(office, actor, case, wanted, held, before)
    if before:
        _supersede(office, before)
    return _opened(office, actor, wanted, held, case, holder)


def _allow(
    office: Office, actor: Actor, case: Case, wanted: Claim, held: Enrolment, before: DuplicateCase | None
) -> None:
    office.allow(
        Act.CLAIM_LEARNER,
        actor,
        case,
        own_class=wanted.classroom.teacher_id == actor.officer_id,
        confirmed=case.standing is Standing.CONFIRMED,
        enrolled=held.unit_id == case.unit_id and held.left_at is None,
        seen_here=wanted.seen or case.unit.kind is not UnitKind.CHILD_CENTRE,
        duplicate_open=before is not None and before.lapsed_at is None,
    )
    if held.left_at is not None:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)


def _opened(
    office: Office, actor: Actor, wanted: Claim, held: Enrolment, case: Case, holder: Case
) -> DuplicateCase:
    learner, typed = held.learner, wanted.particulars
    duplicate = DuplicateCase(
        round_id=case.round_id,
        claimant_id=case.unit_id,
        classroom_id=wanted.classroom.id,
        holder_id=held.unit_id,
        enrolment_id=held.id,
        by_number=wanted.by_number,
        seen=wanted.seen,
        sealed=office.cipher.seal(_written(typed), SEALED),
        claimed_name=rules.covered_name(typed.prefix, typed.first_name, typed.last_name),
        claimed_number=masked(typed.identity),
        held_name=rules.covered_name(learner.prefix, learner.first_name, learner.last_name),
        held_number=learner.number_masked,
        differs=" ".join(_differing(typed, learner)),
        opened_by=actor.officer_id,
        opened_at=office.now,
        state=DuplicateState.OPEN,
        decider_id=held.unit_id,
        step=0,
    )
    office.session.add(duplicate)
    office.session.flush()
    office.session.add_all(
        [DuplicateSide(duplicate_id=duplicate.id, **each.unit.belonging) for each in (holder, case)]
    )
    duplicate_desk.ask(office, duplicate, holder, case.unit.name)
    duplicate_desk.tell(office, duplicate, "duplicate_opened", {holder: case})
    at = Parties(duplicate, held, holder, case, holder)
    duplicate_desk.note(office, at, Act.CLAIM_LEARNER, actor)
    return duplicate


def _open_case(office: Office, held: Enrolment) -> DuplicateCase | None:
    wanted = select(DuplicateCase).filter_by(enrolment_id=held.id, decided_at=None)
    return office.session.scalars(wanted).one_or_none()


def _supersede(office: Office, before: DuplicateCase) -> None:
    """A case that a close has left behind gives way to a new claim."""
    before.state, before.decision = DuplicateState.SETTLED, DuplicateDecision.LAPSED
    before.decided_at = office.now
    office.session.flush()


def _differing(typed: Particulars, learner: Learner) -> list[str]:
    key = sort_key(f"{typed.first_name} {typed.last_name}")
    differs = {
        "name": key != learner.sort_key,
        "sex": typed.sex is not learner.sex,
        "birth": typed.birth_on != learner.birth_on,
        "number": masked(typed.identity) != learner.number_masked,
    }
    return [field for field, is_other in differs.items() if is_other]


def _written(typed: Particulars) -> bytes:
    return canonical(
        {
            "prefix": typed.prefix,
            "first_name": typed.first_name,
            "last_name": typed.last_name,
            "sex": str(typed.sex),
            "birth_on": typed.birth_on.isoformat() if typed.birth_on else None,
            "identity_kind": str(typed.identity.kind),
            "number": typed.identity.number,
            "nationality": typed.nationality,
        }
    )


def claimed(office: Office, duplicate: DuplicateCase) -> Particulars:
    """The would-be record as the claimant typed it."""
    kept = json.loads(office.cipher.open(duplicate.sealed, SEALED))
    return Particulars(
        kept["prefix"],
        kept["first_name"],
        kept["last_name"],
        Sex(kept["sex"]),
        date.fromisoformat(kept["birth_on"]) if kept["birth_on"] else None,
        Identity(IdentityKind(kept["identity_kind"]), kept["number"]),
        kept["nationality"],
    )
