"""The files of a roll: brought in and taken along, by whom, when, and how many whole numbers (F82)."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.journal import JournalEntry
from processes.records.officers import Officer
from processes.terms import Act

MOST = 20


@dataclass(frozen=True, slots=True)
class FileMoved:
    """A file that came in or went out: learners it holds or touched, whole numbers, its SHA-256."""

    act: Act
    at: datetime
    person: str
    learners: int
    numbers: int | None
    sha256: str


def files_moved(session: Session, unit_id: int) -> list[FileMoved]:
    """The unit's last files, newest first, as the journal holds them."""
    wanted = (
        select(JournalEntry.act, JournalEntry.made_at, Officer.name, JournalEntry.details)
        .outerjoin(Officer, Officer.id == JournalEntry.officer_id)
        .where(JournalEntry.unit_id == unit_id, JournalEntry.act.in_((Act.IMPORT_ROLL, Act.EXPORT_ROLL)))
        .order_by(JournalEntry.made_at.desc(), JournalEntry.id.desc())
        .limit(MOST)
    )
    return [_moved(*row) for row in session.execute(wanted)]


def _moved(act: Act, at: datetime, person: str | None, details: str) -> FileMoved:
    told = json.loads(details)
    learners = told["learners"] if act is Act.EXPORT_ROLL else told["new"] + told["changed"]
    return FileMoved(act, at, person or "", learners, told.get("numbers"), told.get("sha256", ""))
