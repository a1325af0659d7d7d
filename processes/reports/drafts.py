"""Drafts of diagrams as their pages show them: whose, how far, and what was remarked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from processes.records.drafting import DiagramDraft, DraftComment
from processes.records.officers import Officer
from processes.records.rounds import DiagramEdition, Round
from processes.terms import DiagramKey, DraftState


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft without its bytes, with the names of its people."""

    id: int
    diagram: DiagramKey
    title: str
    state: DraftState
    revision: int
    checksum: str
    created_at: datetime
    updated_at: datetime
    owner_id: int
    updated_by_id: int
    owner: str
    updated_by: str
    approver: str
    approved_at: datetime | None
    approved_revision: int | None
    asked_revision: int | None
    based_on: int | None
    based_on_number: int | None
    beside: int | None
    edition_id: int | None

    @property
    def is_open(self) -> bool:
        return self.state is DraftState.OPEN

    @property
    def is_asked(self) -> bool:
        return self.asked_revision == self.revision

    @property
    def is_approved(self) -> bool:
        return self.approved_revision == self.revision


def drafts(session: Session, state: DraftState, page: int, size: int) -> tuple[list[Draft], int]:
    """One page of the drafts that are in a state, the latest saved first, and how many there are."""
    total = session.scalars(select(func.count()).select_from(DiagramDraft).filter_by(state=state)).one()
    wanted = _wanted().where(DiagramDraft.state == state)
    latest = wanted.order_by(DiagramDraft.updated_at.desc(), DiagramDraft.id.desc())
    rows = session.execute(latest.limit(size).offset((page - 1) * size))
    return [Draft(*row) for row in rows], total


def draft(session: Session, draft_id: int) -> Draft | None:
    row = session.execute(_wanted().where(DiagramDraft.id == draft_id)).one_or_none()
    return None if row is None else Draft(*row)


def drafts_beside(session: Session, draft_id: int) -> list[Draft]:
    """What others saved over an older revision of this draft, and has not been settled."""
    wanted = _wanted().where(DiagramDraft.beside == draft_id, DiagramDraft.state == DraftState.OPEN)
    return [Draft(*row) for row in session.execute(wanted.order_by(DiagramDraft.id))]


def draft_source(session: Session, draft_id: int) -> str | None:
    """The draft's exact XML."""
    return session.scalars(select(DiagramDraft.source).filter_by(id=draft_id)).one_or_none()


def remarks(session: Session, draft_id: int) -> Sequence[tuple[DraftComment, str]]:
    """What was said of the draft, oldest first, and by whom."""
    wanted = (
        select(DraftComment, Officer.name)
        .join(Officer, Officer.id == DraftComment.made_by)
        .where(DraftComment.draft_id == draft_id)
        .order_by(DraftComment.id)
        .limit(500)
    )
    return [(comment, name) for comment, name in session.execute(wanted)]


def rounds_to_come(session: Session) -> list[Round]:
    """The rounds from which an edition can be in force: those that have not opened."""
    wanted = select(Round).where(Round.opened_at.is_(None)).order_by(Round.academic_year, Round.number)
    return list(session.scalars(wanted))


def _wanted() -> Select[*tuple[Any, ...]]:
    owner, saver, approver = aliased(Officer), aliased(Officer), aliased(Officer)
    each = DiagramDraft
    people = (owner.name, saver.name, func.coalesce(approver.name, ""))
    return (
        select(
            *(each.id, each.diagram, each.title, each.state, each.revision, each.checksum),
            *(each.created_at, each.updated_at, each.owner_id, each.updated_by.label("saver"), *people),
            *(each.approved_at, each.approved_revision, each.asked_revision),
            *(each.based_on, DiagramEdition.number, each.beside, each.edition_id),
        )
        .join(owner, owner.id == each.owner_id)
        .join(saver, saver.id == each.updated_by)
        .outerjoin(approver, approver.id == each.approver_id)
        .outerjoin(DiagramEdition, DiagramEdition.id == each.based_on)
    )
