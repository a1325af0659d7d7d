"""What happened to a unit: the journal with the names of who acted, and its confirmations (F33, F82)."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry
from processes.records.officers import Officer
from processes.terms import Act


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: when, what, by whom; the clock acts under no name."""

    made_at: datetime
    act: Act
    person: str
    position: str
    details: dict[str, Any]


def deeds_of(session: Session, unit_id: int, page: int = 1, size: int = 20) -> tuple[list[Deed], int]:
    """The unit's journal, newest first, and how many entries there are in all."""
    wanted = (
        select(JournalEntry.made_at, JournalEntry.act, Officer.name, Officer.position, JournalEntry.details)
        .outerjoin(Officer, Officer.id == JournalEntry.officer_id)
        .where(JournalEntry.unit_id == unit_id)
        .order_by(JournalEntry.made_at.desc(), JournalEntry.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    total = session.scalars(select(func.count(JournalEntry.id)).where(JournalEntry.unit_id == unit_id)).one()
    deeds = [
        Deed(made_at, act, name or "", position or "", json.loads(details))
        for made_at, act, name, position, details in session.execute(wanted)
    ]
    return deeds, total


def confirmations_of(session: Session, unit_id: int) -> Sequence[Confirmation]:
    """Every version that the unit ever confirmed, newest first, without the content that was signed."""
    wanted = (
        select(Confirmation).where(Confirmation.unit_id == unit_id).order_by(Confirmation.confirmed_at.desc())
    )
    return session.scalars(wanted).all()


def names_of(session: Session, officer_ids: Collection[int | None]) -> dict[int, str]:
    """Names of officers by their keys, for everything that says who did it."""
    ids = {each for each in officer_ids if each is not None}
    if not ids:
        return {}
    wanted = select(Officer.id, Officer.name).where(Officer.id.in_(ids))
    return dict(session.execute(wanted).all())
