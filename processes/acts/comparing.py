"""Two versions of a diagram side by side: published editions, or drafts for who administers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.engine.comparing import Change, TimePoint, compare, flows_in, names_in, read_time
from processes.engine.findings import BadDiagram
from processes.engine.verdicts import Verdict
from processes.records.drafting import DiagramDraft
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
    "names_in",
    "read_time",
    "version",
]


@dataclass(frozen=True, slots=True)
class Version:
    """An edition or a draft: `number` is that of the edition; a draft has a title."""

    id: int
    is_draft: bool
    key: DiagramKey
    number: int
    title: str
    source: bytes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second changes of the first; names of elements, and which two an arrow joins."""

    changes: tuple[Change, ...]
    names: dict[str, str]
    flows: dict[str, tuple[str, str]]


def version(session: Session, id_: int, is_draft: bool) -> Version | None:
    """The edition or draft of this key; None when there is none."""
    if is_draft:
        draft = session.get(DiagramDraft, id_)
        if draft is None:
            return None
        return Version(id_, True, draft.diagram, draft.revision, draft.title, draft.source.encode())
    edition = session.scalars(select(DiagramEdition).filter_by(id=id_)).one_or_none()
    if edition is None:
        return None
    return Version(id_, False, edition.diagram, edition.number, edition.reason, edition.source.encode())


def compared(old: Version, new: Version) -> Comparison:
    """Raises BadDiagram when one of them is no XML."""
    sources = old.source, new.source
    return Comparison(compare(*sources), names_in(*sources), flows_in(*sources))
