"""Confirming, looking into the report, and withdrawing: what exactly was signed is kept for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from processes.acts import casework, checking, counter, journal
from processes.acts.office import Actor, Office
from processes.acts.roll import NUMBER, asked_to_see
from processes.records.cases import Case, ReportView, WorkItem
from processes.records.confirmations import Confirmation
from processes.records.once import append
from processes.reports.figures import (
    RollRow,
    figures_below,
    figures_of,
    overall,
    overall_outside,
    roll_rows,
)
from processes.reports.outside_grid import OutsideSchool, outside_grid
from processes.reports.receipts import CONTENT
from processes.reports.work_items import half_filled
from processes.rules.digest import Plain, canonical, digest_of, receipt_number
from processes.rules.outside_counts import written
from processes.terms import OUTSIDE_GRADES, Act, Outcome, Reason, Refused, Standing, Stream, Tier

REPORT_MISSING = "report_missing"  # a code, because it is the house that says so, in two languages


@dataclass(frozen=True, slots=True)
class Attestation:
    """What the officer states on confirming, and which version of the figures was before them."""

    text: str
    figures_version: int
    given: bool = True


class Receipt(NamedTuple):
    """What the officer is handed: by its number the confirmation is found again."""

    number: str
    digest: str
    officer_name: str


@dataclass(frozen=True, slots=True)
class Signed:
    """The content of a confirmation before it is signed: figures, their total, and what they rest on."""

    figures: Plain
    total: int
    basis: Plain


def confirm(office: Office, actor: Actor, item: WorkItem, attestation: Attestation) -> Receipt:
    """Record the officer's attestation to the unit's own figures, and lock them (letter 6.3, 7.1, 9.2)."""
    counter.expect(item, Act.CONFIRM)
    case = item.case
    rows = _roll_of(office, case)
    _allow_confirming(office, actor, case, attestation, rows)
    signed = _roll_content(office, rows) if case.tier is Tier.INSTITUTION else _overall_content(office, case)
    return _sign(office, actor, item, Stream.OWN, attestation, signed)


def confirm_counts(office: Office, actor: Actor, item: WorkItem, attestation: Attestation) -> Receipt:
    """Record the authority's attestation to the counts of other affiliations (letter 4.2 (3), 7.3)."""
    counter.expect(item, Act.CONFIRM_COUNTS)
    case = item.case
    schools = outside_grid(office.session, case.round_id, case.unit_id)
    office.allow(
        Act.CONFIRM_COUNTS,
        actor,
        case,
        confirmed=case.other_standing is Standing.CONFIRMED,
        blank_counts=sum(each.blanks for each in schools),
        counts_in_doubt=sum(len(each.unsettled) for each in schools),
        report_opened=report_is_open(office, actor, case, Stream.OTHER),
        attested=attestation.given,
    )
    _same_version(case, attestation, Stream.OTHER)
    return _sign(office, actor, item, Stream.OTHER, attestation, _outside_content(case, schools))


def check_report(office: Office, actor: Actor, item: WorkItem, outcome: str) -> None:
    """Say whether the report shows the numbers; if not, the confirmation is withdrawn (letter 4.3.1 (5))."""
    counter.expect(item, Act.CHECK_REPORT)
    case = item.case
    office.allow(Act.CHECK_REPORT, actor, case, confirmed=case.standing is Standing.CONFIRMED)
    if outcome not in {Outcome.SHOWN, Outcome.MISSING}:
        raise Refused(Reason.UNKNOWN_OUTCOME, item_id=item.id)
    journal.note(office, case, Act.CHECK_REPORT, actor, outcome=outcome)
    if outcome == Outcome.MISSING:
        withdraw(office, actor, case, REPORT_MISSING)
        item.outcome = outcome
        # The engine's task is finished before the gates are looked at: the officer mends, nobody reopened.
        item.state, item.done_at, item.done_by = counter.DONE, office.now, actor.officer_id
        casework.finish_task(office, case, item.task_ref, outcome)
        casework.stand(office, case, Stream.OWN, Standing.IN_PROGRESS)
        casework.settle(office, case)
        return
    counter.finish(office, actor, item, outcome)


def withdraw(office: Office, actor: Actor, case: Case, why: str) -> None:
    """Take back one's own confirmation while the tier above has not begun to review it (X3)."""
    office.allow(
        Act.WITHDRAW,
        actor,
        case,
        confirmed=case.standing is Standing.CONFIRMED,
        taken_into_review=case.reviewed or _under_review(office, case),
    )
    mark_withdrawn(office, actor, case, Stream.OWN, why)
    journal.note(office, case, Act.WITHDRAW, actor, why=why)


def mark_withdrawn(
    office: Office, actor: Actor, case: Case, stream: Stream, why: str, request_id: int | None = None
) -> Confirmation:
    """End a confirmation's standing; the version itself stays as it was signed."""
    standing = standing_confirmation(office, case, stream)
    if standing is None:
        raise Refused(Reason.NOT_CONFIRMED, case_id=case.id)
    standing.withdrawn_at, standing.withdrawn_by = office.now, actor.officer_id
    standing.withdrawn_why, standing.request_id = why, request_id
    case.raise_version(stream)
    office.session.flush()
    return standing


def open_report(office: Office, actor: Actor, case: Case, stream: Stream) -> None:
    """Note that the officer has the report of this version before them (F44, K9)."""
    office.allow(Act.OPEN_REPORT, actor, case)
    key = {"case_id": case.id, "stream": stream, "officer_id": actor.officer_id}
    view = office.session.scalars(select(ReportView).filter_by(**key)).one_or_none()
    version = case.version_of(stream)
    if view is None:
        office.session.add(ReportView(figures_version=version, opened_at=office.now, **key))
    else:
        view.figures_version, view.opened_at = version, office.now


def report_is_open(office: Office, actor: Actor, case: Case, stream: Stream) -> bool:
    """Whether the officer opened the report of exactly the version that stands."""
    key = {"case_id": case.id, "stream": stream, "officer_id": actor.officer_id}
    seen = select(ReportView.figures_version).filter_by(**key)
    return office.session.scalars(seen).one_or_none() == case.version_of(stream)


def standing_confirmation(office: Office, case: Case, stream: Stream) -> Confirmation | None:
    wanted = select(Confirmation).filter_by(case_id=case.id, stream=stream, withdrawn_at=None)
    return office.session.scalars(wanted).one_or_none()


def _roll_of(office: Office, case: Case) -> list[RollRow]:
    if case.tier is not Tier.INSTITUTION:
        return []
    return roll_rows(office.session, case.round_id, case.unit_id)


def _allow_confirming(
    office: Office, actor: Actor, case: Case, attestation: Attestation, rows: list[RollRow]
) -> None:
    more: dict[str, object] = {
        **asked_to_see(case, len(rows), sum(row.seen is None for row in rows)),
        "not_found": sum(row.seen is False for row in rows),
        **checking.in_the_way(office, case),
    }
    if case.tier is Tier.INSTITUTION:
        more["drafts"] = len(half_filled(office.session, case.id))
    else:
        more = {
            "below_outstanding": case.units_total - case.units_confirmed,
            "below_unreviewed": case.units_total - case.units_reviewed,
            "report_opened": report_is_open(office, actor, case, Stream.OWN),
        }
    confirmed = case.standing is Standing.CONFIRMED
    office.allow(Act.CONFIRM, actor, case, confirmed=confirmed, attested=attestation.given, **more)
    _same_version(case, attestation)


def _same_version(case: Case, attestation: Attestation, stream: Stream = Stream.OWN) -> None:
    if attestation.figures_version != case.version_of(stream):
        raise Refused(Reason.STALE_PAGE, case_id=case.id)


def _roll_content(office: Office, rows: list[RollRow]) -> Signed:
    roll: Plain = [_learner(office, row) for row in rows]
    return Signed({"own": figures_of(rows).plain()}, len(rows), roll)  # type: ignore[dict-item]


def _overall_content(office: Office, case: Case) -> Signed:
    below = figures_below(office.session, case.id)
    figures = overall(below)
    plain: dict[str, Plain] = {"own": figures.plain()}  # type: ignore[dict-item]
    if case.tier is Tier.PROVINCE:
        plain["other"] = {str(grade): number for grade, number in overall_outside(below).items()}
    basis: Plain = [
        [each.unit_code, str(stream), number, digest_]
        for each in below
        for stream, number, digest_ in sorted(each.confirmed)
    ]
    return Signed(plain, figures.total, basis)


def _outside_content(case: Case, schools: Sequence[OutsideSchool]) -> Signed:
    """The sums by grade and, as what they rest on, every cell of every school (letter 4.2 (3))."""
    sums = {grade: sum(each.number(grade) or 0 for each in schools) for grade in OUTSIDE_GRADES}
    figures: Plain = {"other": {str(grade): number for grade, number in sums.items()}}
    basis: Plain = [
        [
            each.school.code,
            each.school.affiliation,
            *(written(each.cell(grade), case.other_by_sex) for grade in OUTSIDE_GRADES),
        ]
        for each in schools
    ]
    return Signed(figures, sum(sums.values()), basis)


def _learner(office: Office, row: RollRow) -> Plain:
    number = office.cipher.open(row.sealed, NUMBER).decode() if row.sealed else ""
    birth = row.birth_on.isoformat() if row.birth_on else ""
    names: list[Plain] = [row.prefix, row.first_name, row.last_name]
    return [row.id, number, *names, str(row.sex), birth, str(row.grade), row.room]


def _sign(
    office: Office, actor: Actor, item: WorkItem, stream: Stream, attestation: Attestation, signed: Signed
) -> Receipt:
    case = item.case
    receipt = _write(office, actor, case, stream, attestation, signed)
    case.learners = signed.total if stream is Stream.OWN else case.learners
    journal.note(
        office,
        case,
        Act.CONFIRM if stream is Stream.OWN else Act.CONFIRM_COUNTS,
        actor,
        number=receipt.number,
        digest=receipt.digest,
        total=signed.total,
    )
    casework.stand(office, case, stream, Standing.CONFIRMED)
    counter.finish(office, actor, item)
    return receipt


def _write(
    office: Office, actor: Actor, case: Case, stream: Stream, attestation: Attestation, signed: Signed
) -> Receipt:
    name = office.shelf.round_name(office.session, case.round_id)
    version = _next_version(case, stream)
    content: Plain = {
        "round": name,
        "unit": case.unit.code,
        "stream": str(stream),
        "version": version,
        "figures": signed.figures,
        "basis": signed.basis,
        "attestation": attestation.text,
        "officer": [actor.officer_id or 0, actor.name, actor.position],
        "confirmed_at": office.now.isoformat(),
    }
    written = canonical(content)
    mark = digest_of(written)
    receipt = Receipt(receipt_number(name, case.unit.code, stream, version, mark), mark, actor.name)
    row = {
        "number": receipt.number,
        "round_id": case.round_id,
        "case_id": case.id,
        "stream": stream,
        "version": version,
        "figures": canonical(signed.figures).decode(),
        "total": signed.total,
        "digest": mark,
        "content": office.cipher.pack(written, CONTENT),
        "officer_id": actor.officer_id,
        "officer_name": actor.name,
        "position": actor.position,
        "attestation": attestation.text,
        "confirmed_at": office.now,
        "due_at": office.lock_window(case).due_at,
        **case.unit.belonging,
    }
    append(office.session, Confirmation, row)
    return receipt


def _next_version(case: Case, stream: Stream) -> int:
    if stream is Stream.OWN:
        case.own_version += 1
        return case.own_version
    case.other_version += 1
    return case.other_version


def _under_review(office: Office, case: Case) -> bool:
    wanted = select(WorkItem.id).where(
        WorkItem.case_id == case.parent_id,
        WorkItem.subject_id == case.id,
        WorkItem.act == Act.REVIEW_UNIT,
        WorkItem.state == counter.OPEN,
        WorkItem.claimed_by.is_not(None),
    )
    return office.session.scalars(wanted).first() is not None
