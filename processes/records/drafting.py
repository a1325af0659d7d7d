"""Diagrams that are still being drawn, and what their administrators say to one another about them."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, to, word
from processes.terms import DiagramKey, DraftState, SavedHow


class DiagramDraft(Record):
    """A diagram before it is published; `revision` counts its saves, and approval holds for one of them.

    Who saved on an older revision than another's is given a draft of their own beside it, so nothing is lost.
    """

    __tablename__ = "diagram_draft"
    __table_args__ = (Index(None, "state", "updated_at"), Index(None, "beside"))

    id: Mapped[Key]
    diagram: Mapped[DiagramKey] = mapped_column(word(DiagramKey))
    title: Mapped[Name]
    source: Mapped[Prose] = mapped_column(deferred=True)
    checksum: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1)
    based_on: Mapped[int | None] = to("diagram_edition.id")
    beside: Mapped[int | None] = to("diagram_draft.id")
    owner_id: Mapped[int] = to("officer.id")
    created_at: Mapped[datetime]
    updated_by: Mapped[int] = to("officer.id")
    updated_at: Mapped[datetime]
    state: Mapped[DraftState] = mapped_column(word(DraftState), default=DraftState.OPEN)
    asked_revision: Mapped[int | None]  # the one for which approval was asked
    approver_id: Mapped[int | None] = to("officer.id")
    approved_at: Mapped[datetime | None]
    approved_revision: Mapped[int | None]
    edition_id: Mapped[int | None] = to("diagram_edition.id")  # what it was published as


class DraftRevision(Record):
    """A save of a draft; the newest may give way to the next (`rules.drafts`), what is kept never does."""

    __tablename__ = "draft_revision"
    __table_args__ = (UniqueConstraint("draft_id", "revision"),)

    id: Mapped[Key]
    draft_id: Mapped[int] = to("diagram_draft.id")
    revision: Mapped[int]
    source: Mapped[Prose] = mapped_column(deferred=True)
    checksum: Mapped[str] = mapped_column(String(64))
    saved_by: Mapped[int] = to("officer.id")
    saved_at: Mapped[datetime]
    how: Mapped[SavedHow] = mapped_column(word(SavedHow))
    kept: Mapped[bool] = mapped_column(default=False)
    from_draft: Mapped[int | None] = to("diagram_draft.id")  # whose drawing was put in


class DraftComment(Record):
    """A remark on a draft, or on one element of it, as it stood at a revision."""

    __tablename__ = "draft_comment"

    id: Mapped[Key]
    draft_id: Mapped[int] = to("diagram_draft.id", index=True)
    revision: Mapped[int]
    element: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[Prose]
    made_by: Mapped[int] = to("officer.id")
    made_at: Mapped[datetime]
