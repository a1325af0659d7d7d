"""The history of a draft: who saved what when, and everybody who has drawn on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.drafting import DiagramDraft, DraftRevision
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.reports.appointed import appointed_at
from processes.terms import Role, SavedHow, Tier


@dataclass(frozen=True, slots=True)
class Revision:
    """A save that is in the history, without its bytes; `before` is the one it followed there, if any."""

    number: int
    checksum: str
    how: SavedHow
    saved_at: datetime
    person: str
    before: int | None


def history(session: Session, draft_id: int, page: int, size: int) -> tuple[list[Revision], int]:
    """One page of the draft's saves that are there, the newest first, and how many there are."""
    each = DraftRevision
    total = session.scalars(select(func.count()).select_from(each).filter_by(draft_id=draft_id)).one()
    before = func.lag(each.revision).over(order_by=each.revision)
    wanted = (
        select(each.revision, each.checksum, each.how, each.saved_at, Officer.name, before)
        .join(Officer, Officer.id == each.saved_by)
        .where(each.draft_id == draft_id)
        .order_by(each.revision.desc())
    )
    rows = session.execute(wanted.limit(size).offset((page - 1) * size))
    return [Revision(*row) for row in rows], total


def revision_source(session: Session, draft_id: int, number: int) -> str | None:
    """The exact XML of a revision that is in the history."""
    wanted = select(DraftRevision.source).filter_by(draft_id=draft_id, revision=number)
    return session.scalars(wanted).one_or_none()


def drawers(session: Session, draft_id: int) -> Sequence[tuple[int, str]]:
    """Everybody who has drawn on a draft since the edition it began as: key and name, the owner first.

    With whoever drew on the draft that it was kept beside, or on one whose drawing was put into it.
    """
    drafts = _sources(session, draft_id)
    owner = select(DiagramDraft.owner_id).filter_by(id=draft_id).scalar_subquery()
    savers = select(DraftRevision.saved_by).where(DraftRevision.draft_id.in_(drafts))
    owners = select(DiagramDraft.owner_id).where(DiagramDraft.id.in_(drafts))
    wanted = select(Officer.id, Officer.name).where(Officer.id.in_(savers.union(owners)))
    return [(id_, name) for id_, name in session.execute(wanted.order_by(Officer.id != owner, Officer.id))]


def drawers_of_edition(session: Session, edition_id: int) -> Sequence[tuple[int, str]]:
    """Everybody who has drawn on what became an edition; nobody where it came with the program or a file."""
    draft_id = session.scalars(select(DiagramDraft.id).filter_by(edition_id=edition_id)).first()
    return drawers(session, draft_id) if draft_id else ()


def may_approve(session: Session, draft_id: int, today: date) -> list[str]:
    """The administrators who have not drawn on a draft."""
    top = session.scalars(select(Unit.id).filter_by(tier=Tier.DEPARTMENT)).first()
    drew = dict(drawers(session, draft_id))
    there = appointed_at(session, top, today) if top else []
    return [each.name for each in there if each.role is Role.ADMINISTRATOR and each.officer_id not in drew]


def _sources(session: Session, draft_id: int) -> set[int]:
    """The draft and those that its drawing came from."""
    found: set[int] = set()
    new = {draft_id}
    while new:
        found |= new
        beside = select(DiagramDraft.beside).where(DiagramDraft.id.in_(new))
        put_in = select(DraftRevision.from_draft).where(DraftRevision.draft_id.in_(new))
        new = {id_ for id_ in session.scalars(beside.union(put_in)) if id_ is not None} - found
    return found
