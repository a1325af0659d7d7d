"""Running cases carried over to another edition inside a round: what for, by whom, how far (F97)."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Prose, Record, to, word
from processes.terms import DiagramKey


class EditionChange(Record):
    """One change of edition, gone through in batches; refused cases stay where they are."""

    __tablename__ = "edition_change"
    __table_args__ = (
        Index(
            "uq_edition_change_under_way",
            "round_id",
            "diagram",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    diagram: Mapped[DiagramKey] = mapped_column(word(DiagramKey))
    from_id: Mapped[int] = to("diagram_edition.id")
    to_id: Mapped[int] = to("diagram_edition.id")
    reason: Mapped[Prose]
    begun_by: Mapped[int] = to("officer.id")
    begun_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    last_case_id: Mapped[int] = mapped_column(default=0)
