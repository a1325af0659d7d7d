"""Who did what, when: one chain per case and one per unit for the rest, each entry bound to the last."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Digest, Key, Prose, Record, Scoped, to, word
from processes.terms import Act


class JournalEntry(Scoped, Record):
    """One act in its chain; `chain` is `case:<id>` or `unit:<id>`."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("chain", "position"), Index(None, "unit_id", "made_at"))

    id: Mapped[Key]
    chain: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    made_at: Mapped[datetime]
    officer_id: Mapped[int | None] = to("officer.id")
    act: Mapped[Act] = mapped_column(word(Act))
    details: Mapped[Prose]
    digest: Mapped[Digest]


class UnitChain(Record):
    """The head of a unit's own chain; its row is locked by whoever adds to it."""

    __tablename__ = "unit_chain"

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[Digest] = mapped_column(default="")
