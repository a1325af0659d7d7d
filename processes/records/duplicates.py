"""The same child at two units: what is claimed, who holds it, what was said and done until it is settled."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, Scoped, to, word
from processes.terms import Act, DuplicateDecision, DuplicateState


class DuplicateCase(Record):
    """A child that one unit holds on its roll and another wants to record; reached through its two sides.

    The would-be record is sealed and is no enrolment, so nothing counts it before the case is settled.
    """

    __tablename__ = "duplicate_case"
    __table_args__ = (
        Index(None, "claimant_id", "state"),
        Index(None, "decider_id", "state"),
        Index(None, "round_id", "lapsed_at"),
        Index(
            "uq_duplicate_case_open",
            "enrolment_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    claimant_id: Mapped[int] = to("unit.id")
    classroom_id: Mapped[int] = to("classroom.id")
    holder_id: Mapped[int] = to("unit.id")
    enrolment_id: Mapped[int] = to("enrolment.id")  # where the child stands now
    by_number: Mapped[bool]  # else found by name and birth date
    seen: Mapped[bool]  # the claimant attested that the child was seen there (letter 3.4 (2))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    claimed_name: Mapped[Name]  # names and numbers here are covered
    claimed_number: Mapped[str] = mapped_column(String(30))
    held_name: Mapped[Name]
    held_number: Mapped[str] = mapped_column(String(30))
    differs: Mapped[str] = mapped_column(String(100))  # fields that differ between the two, by spaces
    opened_by: Mapped[int] = to("officer.id")
    opened_at: Mapped[datetime]
    state: Mapped[DuplicateState] = mapped_column(word(DuplicateState))
    decider_id: Mapped[int] = to("unit.id")
    step: Mapped[int] = mapped_column(default=0)  # how often it has climbed or gone back
    answer_due_at: Mapped[datetime | None]
    decision: Mapped[DuplicateDecision | None] = mapped_column(word(DuplicateDecision))
    decision_reason: Mapped[Prose | None]
    decided_by: Mapped[int | None] = to("officer.id")
    decided_at: Mapped[datetime | None]  # once nothing more can be said against it
    lapsed_at: Mapped[datetime | None]  # a round closed over it: frozen then, to be settled later


class DuplicateSide(Scoped, Record):
    """That a unit is one of the two of a case: it and those above it may see the case."""

    __tablename__ = "duplicate_side"
    __table_args__ = (Index(None, "duplicate_id"), Index(None, "unit_id", "duplicate_id"))

    id: Mapped[Key]
    duplicate_id: Mapped[int] = to("duplicate_case.id")


class DuplicateEntry(Record):
    """One thing said or done in a case, the same for both sides to read."""

    __tablename__ = "duplicate_entry"
    __table_args__ = (Index(None, "duplicate_id"),)

    id: Mapped[Key]
    duplicate_id: Mapped[int] = to("duplicate_case.id")
    act: Mapped[Act] = mapped_column(word(Act))
    decision: Mapped[DuplicateDecision | None] = mapped_column(word(DuplicateDecision))
    words: Mapped[Prose] = mapped_column(default="")
    officer_id: Mapped[int | None] = to("officer.id")
    by_unit_id: Mapped[int | None] = to("unit.id")
    made_at: Mapped[datetime]
