"""What exactly was confirmed, by whom; and the requests to open it again. Nothing overwrites one."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import Digest, Key, Name, Prose, Record, Scoped, to, word
from processes.records.cases import Case
from processes.records.units import Unit
from processes.terms import Decision, Stream


class Confirmation(Scoped, Record):
    """A version of a stream that a named person attested to, with the digest of the content signed."""

    __tablename__ = "confirmation"
    __table_args__ = (
        UniqueConstraint("unit_id", "round_id", "stream", "version"),
        Index(
            "uq_confirmation_standing",
            "case_id",
            "stream",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "round_id", "confirmed_at"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(60), unique=True)
    round_id: Mapped[int] = to("round.id")
    case_id: Mapped[int] = to("case.id")
    stream: Mapped[Stream] = mapped_column(word(Stream))
    version: Mapped[int]
    figures: Mapped[Prose]
    total: Mapped[int]
    digest: Mapped[Digest]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # read to verify, not to list
    officer_id: Mapped[int] = to("officer.id")
    officer_name: Mapped[Name]
    position: Mapped[Name]
    attestation: Mapped[Prose]
    confirmed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = to("officer.id")
    withdrawn_why: Mapped[str | None] = mapped_column(String(1000))
    request_id: Mapped[int | None] = to("reopening_request.id")

    case: Mapped[Case] = relationship(viewonly=True)
    unit: Mapped[Unit] = relationship(foreign_keys="Confirmation.unit_id", viewonly=True)


class ReopeningRequest(Scoped, Record):
    """A unit asks the tier above to withdraw its confirmation: why, for what, how it ended (letter 8)."""

    __tablename__ = "reopening_request"
    __table_args__ = (
        Index(None, "decider_id", "decided_at"),
        Index(
            "uq_reopening_request_open",
            "case_id",
            "stream",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    case_id: Mapped[int] = to("case.id")
    stream: Mapped[Stream] = mapped_column(word(Stream))
    decider_id: Mapped[int] = to("unit.id")
    origin_id: Mapped[int | None] = to(
        "reopening_request.id"
    )  # the request from below that made this one needed
    reason: Mapped[Prose]
    changes: Mapped[Prose]
    asked_by: Mapped[int] = to("officer.id")
    asked_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(word(Decision))
    decision_reason: Mapped[Prose | None]
    decided_by: Mapped[int | None] = to("officer.id")
    decided_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(viewonly=True)
    unit: Mapped[Unit] = relationship(foreign_keys="ReopeningRequest.unit_id", viewonly=True)
