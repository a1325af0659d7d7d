"""Random checks: what was drawn, with which seed, and what was found (letter 9.4)."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Prose, Record, Scoped, to, word
from processes.terms import FindingResult


class SampleDraw(Scoped, Record):
    """A draw of units by a province; the seed makes it repeatable."""

    __tablename__ = "sample_draw"
    __table_args__ = (Index(None, "unit_id", "round_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    seed: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    population: Mapped[int]
    drawn_by: Mapped[int] = to("officer.id")
    drawn_at: Mapped[datetime]


class Finding(Scoped, Record):
    """What the officer found at one drawn unit; the scope columns are the province's."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("draw_id", "drawn_unit_id"),)

    id: Mapped[Key]
    draw_id: Mapped[int] = to("sample_draw.id")
    drawn_unit_id: Mapped[int] = to("unit.id", index=True)
    result: Mapped[FindingResult] = mapped_column(word(FindingResult))
    note: Mapped[Prose] = mapped_column(default="")
    found_by: Mapped[int | None] = to("officer.id")
    found_at: Mapped[datetime | None]
