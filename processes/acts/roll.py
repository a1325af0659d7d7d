"""The roll of an institution: mended, marked, taken off and put back, class by class and as a whole."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, update

from processes.acts import casework, checking, counter, journal, numbers, transfers
from processes.acts.changes import differences, note_changes, roll_values
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.learners import (
    ClassCheck,
    Classroom,
    Enrolment,
    IdentityChange,
    Learner,
    PresenceMark,
)
from processes.records.once import insert_once
from processes.reports.roll import class_count, class_counts, roll_count
from processes.reports.work_items import half_filled
from processes.rules.digest import Plain
from processes.rules.identity import Identity, masked
from processes.rules.ladder import may_finish
from processes.rules.thai import sort_key
from processes.terms import Act, IdentityKind, LeavingReason, Reason, Refused, Sex, Standing, Tier, UnitKind

NUMBER = numbers.NUMBER
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is recorded of a learner; already checked by the rules."""

    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    identity: Identity
    nationality: str = "ไทย"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who comes into which class; `known` is the learner as recorded before, when it is the same child.

    `another_than` are learners who look the same, and whom the officer said this is not.
    """

    classroom: Classroom
    particulars: Particulars
    known: Learner | None = None
    another_than: tuple[int, ...] = ()
    seen: bool = False  # by who enters them; a centre records no child that it has not met (letter 3.4 (2))


def admit(
    office: Office, actor: Actor, case: Case, classroom: Classroom, particulars: Particulars
) -> Enrolment:
    """Enter a learner who has newly arrived (letter 4.3.1 (1), 4.3.2 (1))."""
    return arrive(office, actor, case, Arrival(classroom, particulars))


def arrive(office: Office, actor: Actor, case: Case, arrival: Arrival) -> Enrolment:
    """Enter who is new, or has left another roll: that learner then, with all the history (F37, F112)."""
    office.lock_window(case)  # before a number is held: the closer waits for windows, never for numbers
    typed = completed(office, arrival.particulars, arrival.known)
    taken = stands(office, arrival.known, typed.identity)
    met = arrival.seen or case.unit.kind is not UnitKind.CHILD_CENTRE
    _allow(office, Act.ADMIT_LEARNER, actor, case, arrival.classroom, enrolled=taken, seen_here=met)
    known = arrival.known or transfers.former_learner(office, _index(office, typed.identity))
    enrolment = take_in(office, actor, case, replace(arrival, particulars=typed, known=known))
    if arrival.seen and case.ended_at is None:  # between rounds there is no round to mark in
        mark(office, actor, case, [enrolment], seen=True)
    return enrolment


def completed(office: Office, typed: Particulars, known: Learner | None) -> Particulars:
    """What is typed now, and what is known already of number and birth where nothing is typed."""
    if known is None:
        return typed
    identity = typed.identity
    if identity.kind is IdentityKind.NONE and known.number_cipher:
        number = office.cipher.open(known.number_cipher, NUMBER).decode()
        identity = Identity(known.identity_kind, number)
    return replace(typed, identity=identity, birth_on=typed.birth_on or known.birth_on)


def take_in(office: Office, actor: Actor, case: Case, arrival: Arrival) -> Enrolment:
    """Put somebody who stands on no roll on this one: newly recorded, or known and mended as is typed now."""
    learner, classroom, particulars = arrival.known, arrival.classroom, arrival.particulars
    if learner is None:
        learner = Learner(recorded_at=office.now, recorded_by=actor.officer_id, **case.unit.belonging)
        write_particulars(office, learner, particulars)
    else:
        transfers.bring(office, learner, case.unit)
        rewrite(office, actor, case, learner, particulars)
    enrolment = Enrolment(
        learner=learner,
        classroom_id=classroom.id,
        grade=classroom.grade,
        sex=particulars.sex,
        admitted_on=office.today,
        admitted_by=actor.officer_id,
        **case.unit.belonging,
    )
    office.session.add_all([learner, enrolment])
    office.session.flush()
    changed(office, case, classroom.id)
    more: dict[str, Plain] = {"from_another_roll": True} if arrival.known else {}
    if arrival.another_than:
        more["another_than"] = list(arrival.another_than)
    journal.note(office, case, Act.ADMIT_LEARNER, actor, learner=learner.id, classroom=classroom.id, **more)
    return enrolment


def mend(office: Office, actor: Actor, case: Case, enrolment: Enrolment, particulars: Particulars) -> None:
    """Put a learner's particulars right (letter 3.4); a changed number keeps the learner (4.3.3)."""
    standing = enrolment.left_at is None
    _allow(office, Act.MEND_LEARNER, actor, case, enrolment.classroom, enrolled=standing)
    learner = enrolment.learner
    number = _index(office, particulars.identity)
    if number != learner.number_index and _on_a_roll(office, number):
        raise Refused(Reason.ALREADY_ON_A_ROLL, case_id=case.id)
    rewrite(office, actor, case, learner, particulars)
    enrolment.sex = particulars.sex
    if case.ended_at is None:
        case.figures_version += 1
    checking.check_classes(office, case, [enrolment.classroom_id])
    journal.note(office, case, Act.MEND_LEARNER, actor, learner=learner.id, revision=learner.revision)


def mark(office: Office, actor: Actor, case: Case, enrolments: list[Enrolment], seen: bool) -> None:
    """Note for each learner that they were seen, or looked for in vain (letter 3, 6.1)."""
    for enrolment in enrolments:
        standing = enrolment.left_at is None
        _allow(office, Act.MARK_PRESENCE, actor, case, enrolment.classroom, enrolled=standing)
    ids = [enrolment.id for enrolment in enrolments]
    values = {"seen": seen, "marked_by": actor.officer_id, "marked_at": office.now}
    again = (
        update(PresenceMark)
        .where(PresenceMark.round_id == case.round_id, PresenceMark.enrolment_id.in_(ids))
        .values(values)
    )
    office.session.execute(again)
    rows = [{"round_id": case.round_id, "enrolment_id": id_, **values, **case.unit.belonging} for id_ in ids]
    insert_once(office.session, PresenceMark, rows)
    for classroom_id in {enrolment.classroom_id for enrolment in enrolments}:
        recount(office, case, classroom_id)  # a mark changes no value that a rule looks at
    # A whole class is named by its number: who marked whom stands on each mark.
    named: Plain = list(ids) if len(ids) <= MOST_NAMED else len(ids)
    journal.note(office, case, Act.MARK_PRESENCE, actor, enrolments=named, seen=seen)


def take_off(
    office: Office, actor: Actor, case: Case, enrolment: Enrolment, reason: LeavingReason, note: str = ""
) -> None:
    """End an enrolment with its reason; who does not exist must have been looked for first (F38)."""
    sought = reason is not LeavingReason.NO_SUCH_LEARNER or _looked_for_in_vain(office, case, enrolment)
    standing = enrolment.left_at is None
    final = reason is not LeavingReason.FINISHED or may_finish(case.unit.kind, enrolment.grade)
    met = {"looked_for": sought, "final_grade": final}
    _allow(office, Act.TAKE_OFF, actor, case, enrolment.classroom, enrolled=standing, **met)
    enrolment.left_at, enrolment.left_by = office.now, actor.officer_id
    enrolment.leaving_reason, enrolment.leaving_note = reason, note or None
    changed(office, case, enrolment.classroom_id)
    journal.note(
        office, case, Act.TAKE_OFF, actor, learner=enrolment.learner_id, reason=str(reason), note=note
    )


def put_back(office: Office, actor: Actor, case: Case, enrolment: Enrolment) -> None:
    """Undo a taking off."""
    office.lock_window(case)
    standing = enrolment.left_at is None or _stands_elsewhere(office, enrolment)
    _allow(office, Act.PUT_BACK, actor, case, enrolment.classroom, enrolled=standing)
    transfers.bring(office, enrolment.learner, case.unit)
    enrolment.left_at = enrolment.left_by = enrolment.leaving_reason = enrolment.leaving_note = None
    changed(office, case, enrolment.classroom_id)
    journal.note(office, case, Act.PUT_BACK, actor, learner=enrolment.learner_id)


def verify_class(office: Office, actor: Actor, item: WorkItem) -> None:
    """Finish the check of a class: every learner of it was looked for (letter 4.3.1 (1))."""
    counter.expect(item, Act.VERIFY_ROLL)
    case = item.case
    count = class_count(office.session, case.round_id, item.subject_id)
    own = item.officer_id == actor.officer_id
    office.allow(
        Act.VERIFY_ROLL,
        actor,
        case,
        own_class=own,
        confirmed=case.standing is Standing.CONFIRMED,
        **asked_to_see(case, count.size, count.unseen),
    )
    row = {
        "round_id": case.round_id,
        "classroom_id": item.subject_id,
        "checked_by": actor.officer_id,
        "checked_at": office.now,
        **case.unit.belonging,
    }
    insert_once(office.session, ClassCheck, [row])
    journal.note(office, case, Act.VERIFY_ROLL, actor, classroom=item.subject_id, learners=count.size)
    counter.finish(office, actor, item)


def recheck(office: Office, actor: Actor, item: WorkItem) -> None:
    """Check again that all was saved and nobody not found is left, before confirming (letter 4.3.1 (3))."""
    counter.expect(item, Act.RECHECK_ROLL)
    case = item.case
    count = roll_count(office.session, case.round_id, case.unit_id)
    office.allow(
        Act.RECHECK_ROLL,
        actor,
        case,
        confirmed=case.standing is Standing.CONFIRMED,
        not_found=count.not_found,
        drafts=len(half_filled(office.session, case.id)),
        **asked_to_see(case, count.size, count.unseen),
        **checking.in_the_way(office, case),
    )
    journal.note(office, case, Act.RECHECK_ROLL, actor, learners=count.size)
    counter.finish(office, actor, item)


def asked_to_see(case: Case, size: int, unseen: int) -> dict[str, int]:
    """What the rules ask about who was looked for; the round is read only where its share matters (F50)."""
    percent = case.round.seen_percent if unseen else 100
    return {"roll_size": size, "unseen": unseen, "seen_percent": percent}


def _allow(office: Office, act: Act, actor: Actor, case: Case, classroom: Classroom, **more: object) -> None:
    own = classroom.teacher_id == actor.officer_id
    office.allow(act, actor, case, own_class=own, confirmed=case.standing is Standing.CONFIRMED, **more)


def write_particulars(office: Office, learner: Learner, particulars: Particulars) -> None:
    learner.prefix, learner.sex = particulars.prefix, particulars.sex
    learner.first_name, learner.last_name = particulars.first_name, particulars.last_name
    learner.sort_key = sort_key(f"{particulars.first_name} {particulars.last_name}")
    learner.birth_on, learner.nationality = particulars.birth_on, particulars.nationality
    number = particulars.identity.number
    learner.identity_kind = particulars.identity.kind
    learner.number_cipher = office.cipher.seal(number.encode(), NUMBER) if number else None
    learner.number_index = _index(office, particulars.identity)
    learner.number_masked = masked(particulars.identity)


def rewrite(office: Office, actor: Actor, case: Case, learner: Learner, particulars: Particulars) -> None:
    """Write a learner's particulars anew, and note each that changed: from what, to what, by whom (F82)."""
    before, number = roll_values(learner), learner.number_index
    remember_number(office, actor, learner, particulars.identity)
    write_particulars(office, learner, particulars)
    changes = differences(before, roll_values(learner))
    if number != learner.number_index:  # two numbers may look alike once they are covered
        changes["number"] = (before["number"], learner.number_masked)
    note_changes(office, actor, case, learner.id, changes)
    learner.revision += 1


def remember_number(office: Office, actor: Actor, learner: Learner, identity: Identity) -> None:
    if learner.identity_kind is not IdentityKind.NONE and learner.number_index != _index(office, identity):
        office.session.add(
            IdentityChange(
                learner_id=learner.id,
                kind=learner.identity_kind,
                number_cipher=learner.number_cipher,
                number_masked=learner.number_masked,
                changed_at=office.now,
                changed_by=actor.officer_id,
            )
        )


def changed(office: Office, case: Case, *classroom_ids: int) -> None:
    """The roll is no longer what it was: what changed is held against the rules, and counted anew."""
    checking.check_classes(office, case, classroom_ids)
    recount(office, case, *classroom_ids)


def recount(office: Office, case: Case, *classroom_ids: int) -> None:
    """What was confirmed of the roll must be opened and signed again.

    Any number of its classes may have changed; their items in the inbox are weighed anew.
    """
    office.session.flush()
    if case.ended_at is not None:
        return  # between rounds: what the round has left behind stays as it is
    case.figures_version += 1
    if case.standing is Standing.NOT_STARTED:
        case.standing = Standing.IN_PROGRESS
    counts = {each.classroom_id: each for each in class_counts(office.session, case.round_id, [case.unit_id])}
    case.learners = sum(each.count.size for each in counts.values())
    case.trouble = sum(each.count.trouble for each in counts.values())
    waiting = set()
    for item in office.session.scalars(select(WorkItem).filter_by(case_id=case.id, state=counter.OPEN)):
        if item.act is Act.VERIFY_ROLL and item.subject_id in classroom_ids:
            waiting.add(item.subject_id)
            here = counts.get(item.subject_id)
            item.learners, item.trouble = (here.count.size, here.count.trouble) if here else (0, 0)
        elif not item.subject_id:
            item.learners, item.trouble = case.learners, case.trouble
    for classroom_id in classroom_ids:
        here = counts.get(classroom_id)
        if (classroom_id in waiting) != (here is not None and not here.checked):
            casework.weigh_class(office, case, classroom_id, here)


def _index(office: Office, identity: Identity) -> bytes | None:
    return office.cipher.index(identity.number) if identity.number else None


def _on_a_roll(office: Office, number: bytes | None) -> bool:
    """Whether the number, held from now on, stands on any roll of the country (letter 4.3.2 (1))."""
    numbers.hold(office, [number])
    wanted = (
        select(Enrolment.id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(Learner.number_index == number, Enrolment.left_at.is_(None))
    )
    return number is not None and office.session.scalars(wanted.limit(1)).first() is not None


def _stands(office: Office, learner: Learner | None) -> bool:
    wanted = select(Enrolment.id).filter_by(learner_id=learner.id, left_at=None) if learner else None
    return wanted is not None and office.session.scalars(wanted).first() is not None


def stands(office: Office, learner: Learner | None, identity: Identity) -> bool:
    """Whether the learner, or anybody of the number, held from now on, stands on a roll."""
    return _on_a_roll(office, _index(office, identity)) or _stands(office, learner)


def _stands_elsewhere(office: Office, enrolment: Enrolment) -> bool:
    """Whether the learner, or another entry of the same number, stands on a roll by now."""
    return _stands(office, enrolment.learner) or _on_a_roll(office, enrolment.learner.number_index)


def _looked_for_in_vain(office: Office, case: Case, enrolment: Enrolment) -> bool:
    wanted = select(PresenceMark.id).filter_by(round_id=case.round_id, enrolment_id=enrolment.id, seen=False)
    return office.session.scalars(wanted).first() is not None


def case_of(office: Office, actor: Actor, case_id: int) -> Case:
    """The institution's case, locked, when the actor's units hold it; raises `UnknownItem` otherwise."""
    if office.visible(actor, select(Case).filter_by(id=case_id, tier=Tier.INSTITUTION)) is None:
        raise counter.UnknownItem(case_id)
    return office.lock_case(case_id)
