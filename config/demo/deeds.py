"""What officers do in the demonstration, through the real acts; each deed is one unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select

from config.demo import names
from processes.acts import (
    checking,
    confirming,
    counter,
    explaining,
    outside,
    profile,
    reopening,
    reviewing,
    roll,
    sampling,
)
from processes.acts.confirming import Attestation
from processes.acts.office import Actor, Office
from processes.acts.outside import Cell
from processes.acts.people import actor_of
from processes.acts.reopening import Wish
from processes.records.cases import Case, WorkItem
from processes.records.learners import Enrolment, PresenceMark
from processes.records.officers import Officer
from processes.records.outside import OtherSchool
from processes.records.problems import Problem
from processes.records.units import Unit
from processes.reports.particulars import profile_row
from processes.terms import (
    OUTSIDE_GRADES,
    Act,
    CountState,
    FindingResult,
    LeavingReason,
    Outcome,
    ProblemState,
    Severity,
    Stream,
)

Deed = Callable[[Office, Actor], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the demonstration's diary: when, under which account, what."""

    at: datetime
    username: str
    deed: Deed


def case_of(office: Office, code: str) -> Case:
    wanted = select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == code)
    return office.session.scalars(wanted).one()


def _waiting(office: Office, case: Case, act: Act) -> Sequence[WorkItem]:
    wanted = select(WorkItem).filter_by(case_id=case.id, act=act, state=counter.OPEN)
    return office.session.scalars(wanted.order_by(WorkItem.id)).all()


def _pick(office: Office, actor: Actor, act: Act, about: int | None = None) -> WorkItem:
    """The unit's open item of this act; the one about a certain unit where it fans out."""
    wanted = select(WorkItem.id).filter_by(unit_id=actor.unit_id, act=act, state=counter.OPEN)
    if about is not None:
        wanted = wanted.filter_by(subject_id=about)
    office.session.flush()  # several acts in one deed: each must see what the last one changed
    return counter.pick(office, actor, office.session.scalars(wanted.order_by(WorkItem.id)).first() or 0)


def look_for_all(classes: int | None = None, half: bool = False, missing: int = 0) -> Deed:
    """The teachers look for their learners, class by class; `half` leaves the first class half done."""

    def deed(office: Office, actor: Actor) -> None:
        case = office.lock_case(_own_case(office, actor).id)
        items = list(_waiting(office, case, Act.VERIFY_ROLL))
        if half:
            first = items.pop(0)
            _mark(office, _teacher(office, first, actor), first, 1, only_half=True)
        for position, item in enumerate(items[:classes]):
            teacher = _teacher(office, item, actor)
            office.session.flush()
            picked = counter.pick(office, teacher, item.id)
            _mark(office, teacher, picked, missing if position == 0 else 0)
            roll.verify_class(office, teacher, picked)

    return deed


def claim_last(office: Office, actor: Actor) -> None:
    """The responsible officer takes over the last class, whose teacher is away."""
    items = _waiting(office, _own_case(office, actor), Act.VERIFY_ROLL)
    counter.claim(office, actor, items[-1].id)


def _own_case(office: Office, actor: Actor) -> Case:
    return office.session.scalars(select(Case).filter_by(unit_id=actor.unit_id)).one()


def _teacher(office: Office, item: WorkItem, actor: Actor) -> Actor:
    teacher = office.session.get(Officer, item.officer_id)
    return (actor_of(office, teacher) if teacher else None) or actor


def _mark(office: Office, actor: Actor, item: WorkItem, missing: int, only_half: bool = False) -> None:
    wanted = select(Enrolment).filter_by(classroom_id=item.subject_id, left_at=None)
    enrolments = list(office.session.scalars(wanted.order_by(Enrolment.id)))
    if only_half:
        enrolments = enrolments[: len(enrolments) // 2]
    if enrolments[missing:]:
        roll.mark(office, actor, item.case, enrolments[missing:], seen=True)
    office.session.flush()
    if enrolments[:missing]:
        roll.mark(office, actor, item.case, enrolments[:missing], seen=False)


def recheck(office: Office, actor: Actor) -> None:
    """Take off who was looked for in vain, then check what was saved."""
    item = _pick(office, actor, Act.RECHECK_ROLL)
    in_vain = (
        select(Enrolment)
        .join(PresenceMark, PresenceMark.enrolment_id == Enrolment.id)
        .where(Enrolment.unit_id == actor.unit_id, Enrolment.left_at.is_(None), PresenceMark.seen.is_(False))
    )
    for enrolment in office.session.scalars(in_vain).all():
        roll.take_off(office, actor, item.case, enrolment, LeavingReason.NO_SUCH_LEARNER)
    office.session.flush()
    _explain_all(office, actor, item.case)
    _find_profile_right(office, actor, item.case)
    roll.recheck(office, actor, item)


def _find_profile_right(office: Office, actor: Actor, case: Case) -> None:
    row = profile_row(office.session, case.unit_id)
    if row is not None and row.checked_round_id is None:
        profile.check(office, actor, case, row.revision)


def _explain_all(office: Office, actor: Actor, case: Case) -> None:
    """Say of every value that looks odd why it is right: the demonstration mends none."""
    checking.check_unit(office, case)
    wanted = select(Problem.id, Problem.fingerprint).filter_by(unit_id=case.unit_id, state=ProblemState.OPEN)
    queries = dict(office.session.execute(wanted.filter_by(severity=Severity.QUERY)).all())
    if queries:
        explaining.explain(office, actor, case, queries, names.EXPLANATION)


def confirm(office: Office, actor: Actor) -> None:
    """Confirm the unit's own figures, having opened their report."""
    item = _pick(office, actor, Act.CONFIRM)
    confirming.open_report(office, actor, item.case, Stream.OWN)
    office.session.flush()
    confirming.confirm(office, actor, item, Attestation(names.ATTESTATION, item.case.figures_version))


def find_in_report(office: Office, actor: Actor) -> None:
    confirming.check_report(office, actor, _pick(office, actor, Act.CHECK_REPORT), Outcome.SHOWN)


def accept(code: str) -> Deed:
    """Review what this unit confirmed, and find it correct."""
    return lambda office, actor: reviewing.accept(
        office, actor, _pick(office, actor, Act.REVIEW_UNIT, case_of(office, code).id)
    )


def record_counts(seed: int, share: float = 1.0) -> Deed:
    """Record the counts of this share of the outside schools; a dissolved one has zeros (letter 4.2 (2))."""

    def deed(office: Office, actor: Actor) -> None:
        item = _pick(office, actor, Act.RECORD_COUNTS)
        wanted = select(OtherSchool).filter_by(unit_id=actor.unit_id).order_by(OtherSchool.id)
        schools = office.session.scalars(wanted).all()
        chance = Random(seed)  # noqa: S311 -- it must be repeatable, not secret
        grid = {
            (school.id, grade): Cell(CountState.COUNTED, 0 if school.dissolved_on else chance.randint(4, 24))
            for school in schools[: max(1, round(len(schools) * share))]
            for grade in OUTSIDE_GRADES
        }
        outside.record_counts(office, actor, item.case, grid)
        office.session.flush()
        if share >= 1:
            outside.finish_recording(office, actor, item)

    return deed


def confirm_counts(office: Office, actor: Actor) -> None:
    item = _pick(office, actor, Act.CONFIRM_COUNTS)
    confirming.open_report(office, actor, item.case, Stream.OTHER)
    office.session.flush()
    confirming.confirm_counts(
        office, actor, item, Attestation(names.ATTESTATION, item.case.other_figures_version)
    )


def ask(reason: int, below: str | None = None) -> Deed:
    """Ask the tier above to open the unit again; because a unit below asked, where one is named."""

    def deed(office: Office, actor: Actor) -> None:
        case = office.lock_case(_own_case(office, actor).id)
        origin = reopening.open_request(office, case_of(office, below), Stream.OWN) if below else None
        why, changes = names.REASONS[reason % len(names.REASONS)]
        reopening.ask(office, actor, case, Wish(Stream.OWN, why, changes, origin.id if origin else None))

    return deed


def refuse(code: str) -> Deed:
    def deed(office: Office, actor: Actor) -> None:
        request = reopening.open_request(office, case_of(office, code), Stream.OWN)
        found, case = reopening.request_for(office, actor, request.id if request else 0)
        reopening.refuse(office, actor, found, case, names.REFUSAL)

    return deed


def send_back(code: str) -> Deed:
    """Withdraw a unit's confirmation, with the reason (letter 8.1)."""
    return lambda office, actor: reopening.reopen(
        office, actor, office.lock_case(case_of(office, code).id), Stream.OWN, names.SENT_BACK
    )


def draw(size: int, seed: str) -> Deed:
    def deed(office: Office, actor: Actor) -> None:
        sampling.draw(office, actor, _pick(office, actor, Act.DRAW_SAMPLE), size, seed)

    return deed


def record_findings(number: int) -> Deed:
    """Record what was found at some of the drawn units; the last of them has something to mend."""

    def deed(office: Office, actor: Actor) -> None:
        for position in range(1, number + 1):
            item = _pick(office, actor, Act.RECORD_FINDING)
            last = position == number
            result = FindingResult.TO_MEND if last else FindingResult.IN_ORDER
            note = names.FINDING_TO_MEND if last else names.FINDING
            sampling.record_finding(office, actor, item, result, note)

    return deed
