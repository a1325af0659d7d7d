"""The record of a close: where each unit stood, what it was sent and saw, and what it did last (F109)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import ReportView
from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry
from processes.records.notices import Notice
from processes.records.officers import Appointment, Officer, SigninSession
from processes.records.units import Unit
from processes.terms import Act, Standing, Tier

AT_ONCE = 500
NOT_CONFIRMED = (Standing.MISSED, Standing.REOPENED)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice to the unit, and who saw it when."""

    kind: str
    made_at: datetime
    seen_at: datetime | None
    seen_by: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A closing line with its unit, the receipt it names, and what was sent, seen and done."""

    line: ClosingLine
    code: str
    name: str
    number: str | None
    sent: list[Sent] = field(default_factory=list)
    report_seen_at: datetime | None = None
    signed_in_at: datetime | None = None
    acted_at: datetime | None = None
    act: Act | None = None

    @property
    def is_answerable(self) -> bool:
        """The letter holds only the officer of the authority responsible for not recording (letter 9.2)."""
        return self.line.tier is Tier.LOCAL_AUTHORITY and self.line.standing is Standing.MISSED


def record_of(session: Session, round_id: int, unit_id: int) -> list[Recorded]:
    """The lines of one unit with all their evidence."""
    rows = session.execute(_lines(round_id).where(ClosingLine.unit_id == unit_id)).all()
    return list(_with_evidence(session, [Recorded(*row) for row in rows]))


def records_not_confirmed(session: Session, round_id: int) -> Iterator[Recorded]:
    """Everybody in view who did not confirm, or was opened and did not confirm again, with the evidence."""
    wanted = _lines(round_id).where(ClosingLine.standing.in_(NOT_CONFIRMED))
    found = [Recorded(*row) for row in session.execute(wanted.order_by(Unit.sort_key, Unit.code))]
    for start in range(0, len(found), AT_ONCE):
        yield from _with_evidence(session, found[start : start + AT_ONCE])


def latest() -> ColumnElement[bool]:
    """Only the last of the lines that a close and its extensions wrote for a unit's stream."""
    later = aliased(ClosingLine)
    return ~(
        select(later.id)
        .where(later.case_id == ClosingLine.case_id, later.stream == ClosingLine.stream)
        .where(later.version > ClosingLine.version)
        .correlate(ClosingLine)
        .exists()
    )


def _lines(round_id: int) -> Rows:
    rows: Rows = (
        select(ClosingLine, Unit.code, Unit.name, Confirmation.number)
        .join(Unit, Unit.id == ClosingLine.unit_id)
        .outerjoin(Confirmation, Confirmation.id == ClosingLine.confirmation_id)
        .where(ClosingLine.round_id == round_id, latest())
    )
    return rows


def _with_evidence(session: Session, found: Sequence[Recorded]) -> Iterator[Recorded]:
    units = {each.line.unit_id for each in found}
    round_id = found[0].line.round_id if found else 0
    until = max((each.line.made_at for each in found), default=None)
    sent, seen = _sent(session, round_id, units), _reports_seen(session, found)
    signed_in, acted = _signed_in(session, units), _acted(session, units, until)
    for each in found:
        act_at, act = acted.get(each.line.unit_id, (None, None))
        yield Recorded(
            each.line,
            each.code,
            each.name,
            each.number,
            sent[each.line.unit_id],
            seen.get((each.line.case_id, each.line.stream)),
            signed_in.get(each.line.unit_id),
            act_at,
            act,
        )


def _sent(session: Session, round_id: int, units: set[int]) -> dict[int, list[Sent]]:
    wanted = (
        select(Notice.unit_id, Notice.kind, Notice.made_at, Notice.seen_at, func.coalesce(Officer.name, ""))
        .outerjoin(Officer, Officer.id == Notice.seen_by)
        .where(Notice.unit_id.in_(units), Notice.round_id == round_id)
        .order_by(Notice.made_at)
    )
    found: dict[int, list[Sent]] = defaultdict(list)
    for unit_id, kind, made_at, seen_at, seen_by in session.execute(wanted):
        found[unit_id].append(Sent(kind, made_at, seen_at, seen_by))
    return found


def _reports_seen(session: Session, found: Sequence[Recorded]) -> dict[Any, datetime]:
    wanted = (
        select(ReportView.case_id, ReportView.stream, func.max(ReportView.opened_at))
        .where(ReportView.case_id.in_({each.line.case_id for each in found}))
        .group_by(ReportView.case_id, ReportView.stream)
    )
    return {(case_id, stream): at for case_id, stream, at in session.execute(wanted)}


def _signed_in(session: Session, units: set[int]) -> dict[int, datetime]:
    """When anybody appointed at the unit was last seen in the system."""
    wanted = (
        select(Appointment.unit_id, func.max(SigninSession.seen_at))
        .join(SigninSession, SigninSession.officer_id == Appointment.officer_id)
        .where(Appointment.unit_id.in_(units))
        .group_by(Appointment.unit_id)
    )
    return dict(session.execute(wanted).all())


def _acted(
    session: Session, units: set[int], until: datetime | None
) -> dict[int, tuple[datetime | None, Act | None]]:
    """The last thing that an officer did at the unit before the line was written."""
    last = (
        select(func.max(JournalEntry.id))
        .where(JournalEntry.unit_id.in_(units), JournalEntry.officer_id.is_not(None))
        .where(JournalEntry.made_at <= until)
        .group_by(JournalEntry.unit_id)
    )
    wanted = select(JournalEntry.unit_id, JournalEntry.made_at, JournalEntry.act)
    rows = session.execute(wanted.where(JournalEntry.id.in_(last)))
    return {unit_id: (at, act) for unit_id, at, act in rows}
