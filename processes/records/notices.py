"""What officers are told: notices in the house, and an outbox for what leaves it."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, Scoped, to


class Notice(Scoped, Record):
    """Something a unit was told once; the key makes telling it again a no-op."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("key"), Index(None, "unit_id", "made_at"))

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    round_id: Mapped[int | None] = to("round.id")
    case_id: Mapped[int | None] = to("case.id")  # the case it is about
    about: Mapped[Name] = mapped_column(default="")
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = to("officer.id")


class Outbox(Record):
    """A message to leave the house: written with the act, sent later, at least once."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "sent_at", "next_try_at"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[Name]
    body: Mapped[Prose]
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
