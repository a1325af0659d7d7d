"""Confirmations found again by number: what was signed, by whom, when, whether it stands (F43)."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from processes.records.confirmations import Confirmation
from processes.records.officers import Officer
from processes.records.rounds import Round
from processes.rules.digest import digest
from processes.rules.sealing import Cipher
from processes.terms import Stream

CONTENT = "confirmation.content"
MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Receipt:
    """A confirmation with its round, and the name of who withdrew it."""

    confirmation: Confirmation
    round: Round
    withdrawn_by: str | None

    @property
    def in_time(self) -> bool:
        """Whether it came before it was late; after the close there is none at all (letter 5, F101)."""
        return self.confirmation.confirmed_at < self.confirmation.due_at


def receipt(session: Session, number: str) -> Receipt | None:
    """The receipt with this number, within what the session may see."""
    wanted = (
        select(Confirmation, Round, Officer.name)
        .join(Round, Round.id == Confirmation.round_id)
        .outerjoin(Officer, Officer.id == Confirmation.withdrawn_by)
        .where(Confirmation.number == number.upper())
        .options(joinedload(Confirmation.unit))
    )
    row = session.execute(wanted).one_or_none()
    return Receipt(*row) if row else None


def receipts_like(session: Session, part: str = "") -> list[Confirmation]:
    """Confirmations whose number holds `part`, the newest first."""
    wanted = select(Confirmation).options(joinedload(Confirmation.unit))
    if part:
        wanted = wanted.where(Confirmation.number.contains(part.upper(), autoescape=True))
    return list(session.scalars(wanted.order_by(Confirmation.id.desc()).limit(MOST_FOUND)))


def versions(session: Session, case_id: int) -> dict[Stream, list[Confirmation]]:
    """All confirmations of a case by stream, the newest first; nothing ever overwrites one."""
    wanted = select(Confirmation).filter_by(case_id=case_id).order_by(Confirmation.version.desc())
    found: dict[Stream, list[Confirmation]] = {stream: [] for stream in Stream}
    for each in session.scalars(wanted):
        found[each.stream].append(each)
    return found


def signed_at(session: Session, case_id: int, stream: Stream, moment: datetime) -> Confirmation | None:
    """The confirmation that was made at exactly this moment."""
    wanted = select(Confirmation).filter_by(case_id=case_id, stream=stream, confirmed_at=moment)
    return session.scalars(wanted).one_or_none()


def recomputed(confirmation: Confirmation, cipher: Cipher) -> str:
    """The digest of the content as it is kept; equal to the receipt's when nothing was changed since.

    Raises `cryptography.exceptions.InvalidTag` when the sealed content itself was altered.
    """
    return digest(json.loads(cipher.unpack(confirmation.content, CONTENT)))
