"""What a unit has confirmed and still stands: the first thing to say when recording has closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.confirmations import Confirmation
from processes.terms import Stream


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A standing confirmation in a few words."""

    number: str
    stream: Stream
    total: int
    confirmed_at: datetime


def standing_confirmations(session: Session, round_id: int, unit_id: int) -> list[KeptLine]:
    columns = (Confirmation.number, Confirmation.stream, Confirmation.total, Confirmation.confirmed_at)
    wanted = select(*columns).filter_by(round_id=round_id, unit_id=unit_id, withdrawn_at=None)
    return [KeptLine(*row) for row in session.execute(wanted.order_by(Confirmation.stream.desc()))]
