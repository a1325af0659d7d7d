"""What a close left behind: where each unit stood, and who answered for it (letter 9.2)."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Digest, Key, Name, Prose, Record, Scoped, to, word
from processes.terms import IfReopened, Standing, Stream, Tier


class ClosingLine(Scoped, Record):
    """A unit's stream at the close: standing, the version that counts, figures, the officer appointed."""

    __tablename__ = "closing_line"
    __table_args__ = (
        UniqueConstraint("case_id", "stream", "version"),
        Index(None, "round_id", "tier", "standing"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    case_id: Mapped[int] = to("case.id")
    tier: Mapped[Tier] = mapped_column(word(Tier))
    stream: Mapped[Stream] = mapped_column(word(Stream))
    version: Mapped[int] = mapped_column(default=1)  # an extension ends with a new one; the highest counts
    standing: Mapped[Standing] = mapped_column(word(Standing))
    confirmation_id: Mapped[int | None] = to("confirmation.id")  # the last confirmed version counts
    total: Mapped[int | None]
    figures: Mapped[Prose | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    # Of a unit that was opened and not confirmed again: which version the round lets count, and how it stood.
    if_reopened: Mapped[IfReopened | None] = mapped_column(word(IfReopened))
    now_total: Mapped[int | None]
    now_figures: Mapped[Prose | None]
    answerable: Mapped[Name] = mapped_column(default="")  # name and position of the appointed officer
    made_at: Mapped[datetime]


class ClosingDataset(Record):
    """The frozen figures of a round as one set: a digest over all its lines, a version for each extension."""

    __tablename__ = "closing_dataset"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    version: Mapped[int]
    lines: Mapped[int]
    digest: Mapped[Digest]
    made_at: Mapped[datetime]


class FiguresTaken(Scoped, Record):
    """That the department took a province's figures as correct and complete (letter 9.2)."""

    __tablename__ = "figures_taken"
    __table_args__ = (UniqueConstraint("confirmation_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    confirmation_id: Mapped[int] = to("confirmation.id")
    taken_by: Mapped[int] = to("officer.id")
    taken_at: Mapped[datetime]
