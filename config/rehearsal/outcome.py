"""What came of a rehearsal: its numbers, and whether everything holds that a round must hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from config.rehearsal.stage import Stage
from config.rehearsal.tale import Line
from processes.acts import verifying
from processes.records.base import Record
from processes.records.cases import Case
from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation, ReopeningRequest
from processes.records.duplicates import DuplicateCase
from processes.records.journal import JournalEntry
from processes.records.learners import Enrolment, Learner, PresenceMark
from processes.records.notices import Notice
from processes.records.outside import OtherCount
from processes.records.timers import Timer
from processes.records.units import Unit
from processes.rules.codes import DEPARTMENT_CODE
from processes.terms import Decision, Standing, Stream, Tier

RECORDED = (Confirmation, Enrolment, Learner, PresenceMark, OtherCount)
SIGNED = {"confirm": Stream.OWN, "confirm counts": Stream.OTHER}
SETTLED = {Standing.CONFIRMED, Standing.NOTHING_TO_CONFIRM, Standing.REOPENED, Standing.MISSED}


@dataclass(frozen=True)
class Outcome:
    """The tale, its numbers by name, and the sentences of what does not hold."""

    lines: list[Line]
    numbers: dict[str, int]
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def outcome(stage: Stage, around_the_close: tuple[str, str]) -> Outcome:
    faults = [*_faults(stage, around_the_close)]
    return Outcome(stage.tale.lines, _numbers(stage), faults)


def fingerprint(stage: Stage) -> str:
    """A digest over all that officers record and confirm, as it stands."""
    found = sha256()
    with stage.house.reading() as session:
        for record in RECORDED:
            columns = list(record.__table__.columns)
            for row in session.execute(select(*columns).order_by(columns[0])):
                found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def _faults(stage: Stage, around_the_close: tuple[str, str]) -> Iterator[str]:
    yield from stage.tale.unforeseen
    before, after = around_the_close
    if before != after:
        yield "something recorded changed after the close"
    with stage.house.reading() as session:
        _, broken = verifying.verify(session, stage.house.keys.cipher)
    if broken:
        yield broken
    yield from _lost(stage)
    yield from _left_open(stage)


def _lost(stage: Stage) -> Iterator[str]:
    """Acknowledged writes without a trace, and confirmations that the frozen figures do not know of."""
    with stage.house.reading() as session:
        traces = set(
            session.execute(
                select(Unit.code, JournalEntry.made_at).join(Unit, Unit.id == JournalEntry.unit_id)
            ).all()
        )
        frozen = {(code, stream): number for code, stream, number in session.execute(_counted())}
    signed: dict[tuple[str, Stream], datetime] = {}
    for each in stage.tale.acknowledged:
        if each.unit != DEPARTMENT_CODE and (each.unit, each.at) not in traces:
            yield f"{each.unit} {each.what} at {each.at}: acknowledged, and not in the journal"
        if each.what in SIGNED:
            signed[each.unit, SIGNED[each.what]] = each.at
    for key, at in signed.items():
        if frozen.get(key) != at:
            yield f"{key[0]} ({key[1]}): confirmed at {at}, and not in the frozen figures"


def _counted() -> Select[str, Stream, datetime]:
    """By unit and stream, when what the last frozen line counts was confirmed."""
    return (
        select(Unit.code, ClosingLine.stream, Confirmation.confirmed_at)
        .join(Unit, Unit.id == ClosingLine.unit_id)
        .join(Confirmation, Confirmation.id == ClosingLine.confirmation_id)
        .order_by(ClosingLine.version)
    )


def _left_open(stage: Stage) -> Iterator[str]:
    with stage.house.reading() as session:
        failed = session.scalars(select(Timer.key).where(Timer.state == "failed")).all()
        running = session.scalars(
            select(func.count()).where(Case.ended_at.is_(None), Case.tier != Tier.DEPARTMENT)
        ).one()
        standings = set(session.scalars(select(ClosingLine.standing).distinct()))
    yield from (f"timer {key} failed" for key in failed)
    if running:
        yield f"{running} cases were not told of the close"
    if standings - SETTLED:
        yield f"standings left open at the close: {', '.join(sorted(standings - SETTLED))}"


def _numbers(stage: Stage) -> dict[str, int]:
    with stage.house.reading() as session:
        return {
            "writes": len(stage.tale.acknowledged),
            "confirmations": _count(session, Confirmation),
            "reminders": _count(session, Notice, Notice.kind.startswith("remind")),
            "escalations": _count(session, Notice, Notice.kind.startswith("escalate")),
            "late": _count(session, Confirmation, Confirmation.confirmed_at > Confirmation.due_at),
            "duplicates": _count(session, DuplicateCase),
            "came": _count(session, Enrolment, Enrolment.admitted_by.is_not(None)),
            "left": _count(session, Enrolment, Enrolment.left_at.is_not(None)),
            "outside": _count(session, OtherCount),
            "too_late": stage.tale.refused_at_close,
            **_requests(session),
            **_standings(session),
        }


def _count(session: Session, record: type[Record], *which: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(record).where(*which)).one()


def _requests(session: Session) -> dict[str, int]:
    wanted = select(ReopeningRequest.decision, func.count()).group_by(ReopeningRequest.decision)
    decisions = Counter(dict(session.execute(wanted).all()))
    granted, refused = decisions[Decision.GRANTED], decisions[Decision.REFUSED]
    return {"asked": sum(decisions.values()), "granted": granted, "refused": refused}


def _standings(session: Session) -> dict[str, int]:
    """How streams stood at the close, and how many confirmed later by an order."""
    wanted = select(ClosingLine.standing, func.count()).filter_by(version=1).group_by(ClosingLine.standing)
    at_close = Counter(dict(session.execute(wanted).all()))
    is_confirmed = ClosingLine.standing == Standing.CONFIRMED
    return {
        "confirmed": at_close[Standing.CONFIRMED],
        "reopened": at_close[Standing.REOPENED],
        "missed": at_close[Standing.MISSED],
        "by_order": _count(session, ClosingLine, ClosingLine.version > 1, is_confirmed),
    }
