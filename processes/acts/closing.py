"""Closes: the lock is one fact on the window; telling the cases and freezing the lines follow in batches."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select, update

from processes.acts import casework, counter, duplicates, freezing, journal
from processes.acts.office import CLOCK, Office
from processes.records.cases import Case, WorkItem
from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation, ReopeningRequest
from processes.records.officers import Appointment, Officer
from processes.records.once import insert_once
from processes.records.rounds import Round, Window
from processes.records.timers import Timer
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Decision, Refused, Role, Standing, Stream, Tier

BATCH = 200


def close(office: Office, round_id: int) -> int:
    """Lock every window of the round whose hour has struck; returns how many. Later writes are refused."""
    due = (
        select(Window)
        .filter_by(round_id=round_id, closed_at=None)
        .where(Window.closes_at <= office.now)
        .order_by(Window.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    windows = [window for window in office.session.scalars(due) if window.closed_at is None]
    office.now = max(office.now, office.clock(office.session))  # after the last writer has gone
    for window in windows:
        if reason := obstacle(Act.CLOSE, Situation(hour_struck=office.now >= window.closes_at)):
            raise Refused(reason, moment=window.closes_at)
        window.closed_at = office.now
    if windows:
        _follow_up(office, round_id, len(windows))
    return len(windows)


def close_all_due(office: Office) -> int:
    """Close whatever is due in any round; the refusal of a late write calls this, so no clock is needed."""
    due = select(Window.round_id).where(Window.closed_at.is_(None), Window.closes_at <= office.now).distinct()
    return sum(close(office, round_id) for round_id in sorted(office.session.scalars(due)))


def tell_batch(office: Office, round_id: int, limit: int = BATCH) -> int:
    """Tell some cases of closed windows, and write down where each stood; returns how many."""
    cases = _untold(office, round_id, limit)
    for case in cases:
        casework.carry_out_steps(office, case, casework.shut(office, case))
    if cases:
        ids = [case.id for case in cases]
        _empty_inboxes(office, ids)
        duplicates.lapse(office, [case.unit_id for case in cases if case.tier is Tier.INSTITUTION])
        _write_lines(office, cases)
    return len(cases)


def _follow_up(office: Office, round_id: int, closed: int) -> None:
    office.session.flush()
    left = select(Window.id).filter_by(round_id=round_id, unit_id=None, closed_at=None).limit(1)
    round_ = office.session.get_one(Round, round_id)
    if round_.closed_at is None and office.session.scalars(left).first() is None:
        round_.closed_at = office.now  # it stays closed while an order lets some units in again
    row = {
        "key": f"tell:{round_id}:{office.now.isoformat()}",
        "kind": "tell",
        "subject_id": round_id,
        "due_at": office.now,
        "next_try_at": office.now,
        "state": "pending",
        "tries": 0,
    }
    insert_once(office.session, Timer, [row])
    journal.note_at_department(office, Act.CLOSE, CLOCK, round=round_id, windows=closed)


def all_told(office: Office, round_id: int) -> bool:
    """Whether no case of a closed window waits to be told, not even one that somebody holds just now."""
    wanted, _ = _waiting_to_be_told(office, round_id)
    return office.session.scalars(wanted.limit(1)).first() is None


def _untold(office: Office, round_id: int, limit: int) -> list[Case]:
    wanted, closed = _waiting_to_be_told(office, round_id)
    free = (
        wanted.order_by(Case.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
        .execution_options(populate_existing=True)
    )
    cases = list(office.session.scalars(free))
    for case in cases:
        office.assume(case, closed[case.tier])
    return cases


def _waiting_to_be_told(office: Office, round_id: int) -> tuple[Select[Case], dict[Tier, Window]]:
    windows = office.session.scalars(select(Window).filter_by(round_id=round_id, unit_id=None))
    closed = {window.tier: window for window in windows if window.closed_at}
    extended = select(Window.id).filter_by(round_id=round_id, unit_id=Case.unit_id, closed_at=None)
    wanted = (
        select(Case)
        .filter_by(round_id=round_id, ended_at=None)
        .where(Case.tier.in_(closed), ~extended.correlate(Case).exists())
    )
    return wanted, closed


def _empty_inboxes(office: Office, case_ids: list[int]) -> None:
    office.session.execute(
        update(WorkItem)
        .where(WorkItem.case_id.in_(case_ids), WorkItem.state == counter.OPEN)
        .values(state=counter.GONE)
        .execution_options(synchronize_session=False)
    )
    office.session.execute(
        update(ReopeningRequest)
        .where(ReopeningRequest.case_id.in_(case_ids), ReopeningRequest.decided_at.is_(None))
        .values(decision=Decision.LAPSED, decided_at=office.now)
        .execution_options(synchronize_session=False)
    )


def _write_lines(office: Office, cases: Sequence[Case]) -> None:
    """Freeze where each stream stood, and what counts of it by the round's policy (F78)."""
    last = _last_confirmations(office, [case.id for case in cases])
    versions = _versions(office, [case.id for case in cases])
    answerable = _answerable(office, [case.unit_id for case in cases])
    rows = []
    for case in cases:
        if case.tier is Tier.DEPARTMENT:
            continue  # it confirms nothing: it takes the provinces' figures, after the close too
        case.standing = _final(case.standing)
        case.other_standing = _final(case.other_standing)
        for stream, standing in ((Stream.OWN, case.standing), (Stream.OTHER, case.other_standing)):
            if standing is not Standing.NOTHING_TO_CONFIRM:
                confirmation = last.get((case.id, stream))
                rows.append(
                    {
                        "round_id": case.round_id,
                        "case_id": case.id,
                        "tier": case.tier,
                        "stream": stream,
                        "version": versions.get((case.id, stream), 0) + 1,
                        "standing": standing,
                        **freezing.what_counts(office, case, stream, confirmation),
                        "answerable": answerable.get(case.unit_id, ""),
                        "made_at": office.now,
                        "unit_id": case.unit_id,
                        "authority_id": case.authority_id,
                        "province_id": case.province_id,
                    }
                )
    insert_once(office.session, ClosingLine, rows)


def _versions(office: Office, case_ids: list[int]) -> dict[tuple[int, Stream], int]:
    """How often a stream was written down before: once for the close, and once for each extension (X5)."""
    wanted = (
        select(ClosingLine.case_id, ClosingLine.stream, func.max(ClosingLine.version))
        .where(ClosingLine.case_id.in_(case_ids))
        .group_by(ClosingLine.case_id, ClosingLine.stream)
    )
    return {(case_id, stream): version for case_id, stream, version in office.session.execute(wanted)}


def _final(standing: Standing) -> Standing:
    return Standing.MISSED if standing in {Standing.NOT_STARTED, Standing.IN_PROGRESS} else standing


def _last_confirmations(office: Office, case_ids: list[int]) -> dict[tuple[int, Stream], Confirmation]:
    wanted = select(Confirmation).where(Confirmation.case_id.in_(case_ids)).order_by(Confirmation.version)
    return {(each.case_id, each.stream): each for each in office.session.scalars(wanted)}


def _answerable(office: Office, unit_ids: list[int]) -> dict[int, str]:
    """Name and position of the responsible officer appointed on the day (letter 9.2)."""
    today = office.today
    wanted = (
        select(Appointment.unit_id, Appointment.to_on, Officer.name, Officer.position)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Appointment.unit_id.in_(unit_ids), Appointment.role == Role.RESPONSIBLE)
        .where(Appointment.from_on <= today)
        .order_by(Appointment.id)
    )
    return {
        unit_id: f"{name} ({position})"
        for unit_id, to_on, name, position in office.session.execute(wanted)
        if to_on is None or today <= to_on
    }
