"""What the clock owes: the table is the truth, a scheduler only looks at it often."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Record


class Timer(Record):
    """One thing the house does by itself at a moment, such as closing a round's windows."""

    __tablename__ = "timer"
    __table_args__ = (Index(None, "state", "next_try_at"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    due_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="pending")  # pending, done, failed
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(1000))
    done_at: Mapped[datetime | None]


class Heartbeat(Record):
    """That a clock was alive, and when last."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    beat_at: Mapped[datetime]
