"""Rounds and their windows: every date of a letter is data, with the paragraph it comes from."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import KEY, Key, Name, Prose, Record, to, word
from processes.terms import DiagramKey, IfReopened, Tier


class Round(Record):
    """One of the two times a year that records are opened (letter, title: academic year 2565, round 2)."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("academic_year", "number"),)

    id: Mapped[Key]
    academic_year: Mapped[int]  # Buddhist era, never converted
    number: Mapped[int]
    letter: Mapped[Name]
    letter_text: Mapped[Prose] = mapped_column(default="")
    real: Mapped[bool] = mapped_column(default=True)  # triggers test wall time only where a round is real
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    seen_percent: Mapped[int] = mapped_column(default=100)  # of a roll, before it can be confirmed (6.1)
    if_reopened: Mapped[IfReopened] = mapped_column(word(IfReopened), default=IfReopened.LAST_CONFIRMED)
    roll_open_until: Mapped[datetime | None]  # after the close, rolls may be kept until then
    rules: Mapped[Prose] = mapped_column(default="{}")  # JSON: what this round asks of a rule otherwise

    windows: Mapped[list["Window"]] = relationship(back_populates="round")


class Window(Record):
    """When a tier, or one unit by extension, may record: late from `due_at`, locked from `closes_at`."""

    __tablename__ = "window"
    __table_args__ = (Index(None, "round_id", "tier", "unit_id"), Index(None, "closes_at"))

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    tier: Mapped[Tier] = mapped_column(word(Tier))
    unit_id: Mapped[int | None] = to("unit.id")
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # sticky: a clock that steps back does not open it again
    opens_by: Mapped[Name]
    due_by: Mapped[Name]
    closes_by: Mapped[Name]
    extension_id: Mapped[int | None] = to("extension.id")  # by which order one unit's window came about

    round: Mapped[Round] = relationship(back_populates="windows")


class InternalDeadline(Record):
    """The date and time that a local authority sets for its units within its own (letter 5, note)."""

    __tablename__ = "internal_deadline"
    __table_args__ = (UniqueConstraint("round_id", "authority_id", "unit_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    authority_id: Mapped[int] = to("unit.id")
    unit_id: Mapped[int | None] = to("unit.id")
    due_at: Mapped[datetime]
    set_by: Mapped[int] = to("officer.id")
    set_at: Mapped[datetime]


class Extension(Record):
    """Why a unit or subtree may record after the close: order, reason, grantor, expiry (X5)."""

    __tablename__ = "extension"

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    unit_id: Mapped[int] = to("unit.id")
    reason: Mapped[Prose]
    order_number: Mapped[Name]
    granted_by: Mapped[int] = to("officer.id")
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class RoundChange(Record):
    """What the department changed in a round that was announced: what it was, what it is, and why (F118)."""

    __tablename__ = "round_change"
    __table_args__ = (Index(None, "round_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    tier: Mapped[Tier | None] = mapped_column(word(Tier))  # none: it holds for every tier
    field: Mapped[str] = mapped_column(String(40))
    was: Mapped[Prose]
    becomes: Mapped[Prose]
    reason: Mapped[Prose]
    changed_by: Mapped[int] = to("officer.id")
    changed_at: Mapped[datetime]


class Retiming(Record):
    """Cases of one tier whose dates moved: gone through in batches, each told once."""

    __tablename__ = "retiming"

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    tier: Mapped[Tier] = mapped_column(word(Tier))
    authority_id: Mapped[int | None] = to("unit.id")  # none: of every authority
    unit_id: Mapped[int | None] = to("unit.id")
    extension_id: Mapped[int | None] = to("extension.id")
    notice: Mapped[str] = mapped_column(String(40))  # what the units are told
    last_case_id: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class DiagramEdition(Record):
    """A published diagram: immutable, numbered, with the checksum of its exact bytes."""

    __tablename__ = "diagram_edition"
    __table_args__ = (UniqueConstraint("diagram", "number"),)

    id: Mapped[Key]
    diagram: Mapped[DiagramKey] = mapped_column(word(DiagramKey))
    number: Mapped[int]
    source: Mapped[Prose] = mapped_column(
        deferred=True
    )  # a diagram is read once a process, not with each case
    checksum: Mapped[str] = mapped_column(String(64))
    reason: Mapped[Name]
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = to("officer.id")
    approved_by: Mapped[int | None] = to("officer.id")  # another person; none where it came with the program
    approved_at: Mapped[datetime | None]
    from_year: Mapped[int | None]  # the round from which it is in force; none: from the next that opens
    from_number: Mapped[int | None]


class RoundEdition(Record):
    """Which edition of each diagram a round runs on."""

    __tablename__ = "round_edition"

    round_id: Mapped[int] = mapped_column(KEY, ForeignKey("round.id"), primary_key=True)
    diagram: Mapped[DiagramKey] = mapped_column(word(DiagramKey), primary_key=True)
    edition_id: Mapped[int] = to("diagram_edition.id")
