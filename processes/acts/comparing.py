"""Two versions of a diagram side by side: published editions, or drafts for who administers."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.engine.comparing import Change, TimePoint, compare, flows_in, names_in, read_time
from processes.engine.findings import BadDiagram
from processes.engine.verdicts import Verdict
from processes.records.drafting import DiagramDraft, DraftRevision
from processes.records.officers import Officer
from processes.records.rounds import DiagramEdition
from processes.terms import DiagramKey

__all__ = [
    "BadDiagram",
    "Change",
    "Comparison",
    "TimePoint",
    "Verdict",
    "Version",
    "compared",
    "draft_version",
    "edition_version",
    "flows_in",
    "names_in",
    "read_time",
]


@dataclass(frozen=True, slots=True)
class Version:
    """An edition, or a save of a draft: `number` counts either; a draft has a title, its save a person."""

    id: int
    is_draft: bool
    key: DiagramKey
    number: int
    title: str
    source: bytes
    based_on: int | None = None  # the edition that the draft began as
    beside: int | None = None  # the draft that it is kept beside
    is_past: bool = False  # the draft was saved again since
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second changes of the first; names of elements, and which two an arrow joins."""

    changes: tuple[Change, ...]
    names: dict[str, str]
    flows: dict[str, tuple[str, str]]


def edition_version(session: Session, edition_id: int) -> Version | None:
    edition = session.scalars(select(DiagramEdition).filter_by(id=edition_id)).one_or_none()
    if edition is None:
        return None
    source = edition.source.encode()
    return Version(edition_id, False, edition.diagram, edition.number, edition.reason, source)


def draft_version(session: Session, draft_id: int, number: int | None = None) -> Version | None:
    """The draft as it stands, or one of the saves in its history."""
    wanted = (
        select(DiagramDraft, DraftRevision, Officer.name)
        .join(DraftRevision, DraftRevision.draft_id == DiagramDraft.id)
        .join(Officer, Officer.id == DraftRevision.saved_by)
        .where(DiagramDraft.id == draft_id)
        .where(DraftRevision.revision == (DiagramDraft.revision if number is None else number))
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    draft, save, person = found
    return Version(
        id=draft_id,
        is_draft=True,
        key=draft.diagram,
        number=save.revision,
        title=draft.title,
        source=save.source.encode(),
        based_on=draft.based_on,
        beside=draft.beside,
        is_past=save.revision != draft.revision,
        saved_by=person,
        saved_at=save.saved_at,
    )


def compared(old: Version, new: Version) -> Comparison:
    """Raises BadDiagram when one of them is no XML."""
    return _compared(old.source, new.source)


@lru_cache(maxsize=64)
def _compared(*sources: bytes) -> Comparison:
    return Comparison(compare(*sources), names_in(*sources), flows_in(*sources))
