"""What more is recorded of learners and units, and every change of it: who, when, from what to what."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Prose, Record, Scoped, to


class LearnerRecord(Scoped, Record):
    """A learner's fields beyond the roll: plain ones as JSON, sensitive ones sealed (PDPA section 26)."""

    __tablename__ = "learner_record"
    __table_args__ = (UniqueConstraint("learner_id"),)

    id: Mapped[Key]
    learner_id: Mapped[int] = to("learner.id")
    content: Mapped[Prose] = mapped_column(default="{}")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = to("officer.id")


class LearnerChange(Scoped, Record):
    """One field of a learner as it was and as it became; numbers covered, sensitive values left out (F82)."""

    __tablename__ = "learner_change"
    __table_args__ = (Index(None, "learner_id", "changed_at"),)

    id: Mapped[Key]
    learner_id: Mapped[int] = to("learner.id")
    field: Mapped[str] = mapped_column(String(60))
    before: Mapped[Prose]
    after: Mapped[Prose]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = to("officer.id")


class UnitProfile(Scoped, Record):
    """What a unit says of itself, and in which round it was last found to be right (F40, F89)."""

    __tablename__ = "unit_profile"
    __table_args__ = (UniqueConstraint("unit_id"),)

    id: Mapped[Key]
    content: Mapped[Prose] = mapped_column(default="{}")
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[int | None] = to("officer.id")
    checked_round_id: Mapped[int | None] = to("round.id")
    checked_by: Mapped[int | None] = to("officer.id")
    checked_at: Mapped[datetime | None]
