"""What an administrator did to many cases at once: tried first, gone through in batches, each case's fate."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, to, word
from processes.terms import Condition, Fate, OperationKind, Tier

UNDER_WAY = text("begun_at IS NOT NULL AND done_at IS NULL")


class Operation(Record):
    """One operation: whom it was to reach, who tried and who began it, and how far it is."""

    __tablename__ = "operation"
    __table_args__ = (
        Index(
            "uq_operation_under_way",
            "round_id",
            unique=True,
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    kind: Mapped[OperationKind] = mapped_column(word(OperationKind))
    to_node: Mapped[Name] = mapped_column(default="")  # where a token is moved to
    # The list that was asked for; which cases it found is written down for each.
    tier: Mapped[Tier | None] = mapped_column(word(Tier))
    edition_id: Mapped[int | None] = to("diagram_edition.id")
    province_id: Mapped[int | None] = to("unit.id")
    authority_id: Mapped[int | None] = to("unit.id")
    node: Mapped[Name] = mapped_column(default="")
    condition: Mapped[Condition | None] = mapped_column(word(Condition))
    picked: Mapped[bool] = mapped_column(default=False)  # one by one, from a page of that list
    tried_by: Mapped[int] = to("officer.id")
    asked_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    reason: Mapped[Prose] = mapped_column(default="")
    begun_by: Mapped[int | None] = to("officer.id")
    begun_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    fit: Mapped[int] = mapped_column(default=0)
    unfit: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)


class OperationCase(Record):
    """A case that an operation is to reach; `obstacle` is the Reason that stood in its way."""

    __tablename__ = "operation_case"
    __table_args__ = (UniqueConstraint("operation_id", "case_id"), Index(None, "operation_id", "fate"))

    id: Mapped[Key]
    operation_id: Mapped[int] = to("operation.id")
    case_id: Mapped[int] = to("case.id")
    fate: Mapped[Fate] = mapped_column(word(Fate), default=Fate.WAITING)
    obstacle: Mapped[str] = mapped_column(String(40), default="")
