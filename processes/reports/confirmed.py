"""The figures of a unit that stand confirmed, read from the very row that confirming wrote (F102)."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.cases import ReportView
from processes.records.confirmations import Confirmation
from processes.reports.figures import OutsideFigures, outside_from_plain
from processes.rules.figures import Figures, figures_from_plain
from processes.terms import Stream


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A standing confirmation with its figures; which of them it has depends on tier and stream."""

    number: str
    version: int
    confirmed_at: datetime
    officer_name: str
    own: Figures | None
    other: OutsideFigures | None


def confirmed_now(session: Session, case_id: int) -> dict[Stream, Confirmed]:
    """What of the case stands confirmed, stream by stream."""
    columns = (
        Confirmation.stream,
        Confirmation.number,
        Confirmation.version,
        Confirmation.confirmed_at,
        Confirmation.officer_name,
        Confirmation.figures,
    )
    wanted = select(*columns).where(Confirmation.case_id == case_id, Confirmation.withdrawn_at.is_(None))
    found = {}
    for stream, number, version, at, name, figures in session.execute(wanted):
        plain = json.loads(figures)
        own = figures_from_plain(plain["own"]) if "own" in plain else None
        other = outside_from_plain(plain["other"]) if "other" in plain else None
        found[stream] = Confirmed(number, version, at, name, own, other)
    return found


def versions_opened(session: Session, case_id: int, officer_id: int | None) -> dict[Stream, int]:
    """Which version of the report the officer last opened, stream by stream."""
    wanted = select(ReportView.stream, ReportView.figures_version)
    wanted = wanted.where(ReportView.case_id == case_id, ReportView.officer_id == officer_id)
    return dict(session.execute(wanted).all())
