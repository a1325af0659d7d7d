"""Which round is on, and how long a unit may still record in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from processes.records.prepared import Question
from processes.records.rounds import Round, Window
from processes.terms import Tier


@dataclass(frozen=True, slots=True)
class WindowLine:
    """The window of a unit in the last opened round; the latest close counts, as after an extension."""

    round_id: int
    academic_year: int  # Buddhist era
    number: int
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    unit_id: int | None = None  # where an order extended it for the unit alone

    def is_closed(self, now: datetime) -> bool:
        return self.closed_at is not None or now >= self.closes_at


# Worked out once: this is asked for every page, and working it out costs more than running it.
_WINDOW = Question(
    select(
        Round.id,
        Round.academic_year,
        Round.number,
        Window.opens_at,
        Window.due_at,
        Window.closes_at,
        Window.closed_at,
        Window.unit_id,
    )
    .join(Window, Window.round_id == Round.id)
    .where(Round.opened_at.is_not(None), Window.tier == bindparam("tier"))
    .where(or_(Window.unit_id.is_(None), Window.unit_id == bindparam("unit_id")))
    .order_by(Round.opened_at.desc(), Window.closes_at.desc())
    .limit(1)
)


def window_of(session: Session, tier: Tier, unit_id: int) -> WindowLine | None:
    """The window that governs the unit now; None before any round was opened."""
    rows = _WINDOW.rows(session, {"tier": tier, "unit_id": unit_id})
    return WindowLine(*rows[0]) if rows else None


def roll_is_open(session: Session, round_: Round, now: datetime) -> bool:
    """Whether rolls may be kept after this round's close, until the department's day or the next opening."""
    if round_.roll_open_until is None or now >= round_.roll_open_until:
        return False
    newer = exists().where(Round.opened_at > round_.opened_at)
    return not session.scalar(select(newer))
