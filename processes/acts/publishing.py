"""Publishes a diagram: checked whole, numbered, and from then on never changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select

from processes.acts import journal
from processes.acts.office import CLOCK, Actor, Office
from processes.engine.checking import Problem, problems
from processes.engine.words import Words, load_words
from processes.records.rounds import DiagramEdition
from processes.records.units import Unit
from processes.rules.permissions import Situation, obstacle
from processes.terms import Act, DiagramKey, Refused, Tier


@dataclass(frozen=True, slots=True)
class Drawn:
    """A diagram that somebody wants published: which it is to be, its exact bytes, and why."""

    key: DiagramKey
    source: bytes
    reason: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.source).hexdigest()


class UnfitDiagram(ValueError):  # noqa: N818 -- the house names what happened
    """The diagram may not be published; `problems` say what to mend, on which element."""

    def __init__(self, key: DiagramKey | None, found: Sequence[Problem]) -> None:
        super().__init__(
            f"{key or 'diagram'}: {', '.join(f'{each.code} at {each.element}' for each in found)}"
        )
        self.problems = tuple(found)


def publish(office: Office, actor: Actor, drawn: Drawn, words: str) -> DiagramEdition:
    """Make the diagram the next edition of its key; `words` is the text of `words.toml`. Raises UnfitDiagram.

    The clock stands for whoever installs the program: the shipped diagrams come with it.
    """
    if actor is not CLOCK and (
        reason := obstacle(Act.PUBLISH_DIAGRAM, Situation(administers=actor.administers))
    ):
        raise Refused(reason)
    check(drawn.source, words, drawn.key)
    edition = DiagramEdition(
        diagram=drawn.key,
        number=_last_number(office, drawn.key) + 1,
        source=drawn.source.decode(),
        checksum=drawn.checksum,
        reason=drawn.reason,
        published_at=office.now,
        published_by=actor.officer_id,
    )
    office.session.add(edition)
    office.session.flush()
    _note(office, actor, edition)
    return edition


def check(source: bytes, words: str, key: DiagramKey | None = None) -> None:
    """Raise UnfitDiagram when the diagram may not be published, as whatever it says it is or as `key`."""
    if found := problems(source, _words(words), key):
        raise UnfitDiagram(key, found)


def is_new(office: Office, drawn: Drawn) -> bool:
    """Whether these exact bytes were never published as this diagram."""
    same = select(DiagramEdition.id).filter_by(diagram=drawn.key, checksum=drawn.checksum)
    return office.session.scalars(same.limit(1)).first() is None


def _last_number(office: Office, key: DiagramKey) -> int:
    last = select(func.max(DiagramEdition.number)).filter_by(diagram=key)
    return office.session.scalars(last).one() or 0


def _note(office: Office, actor: Actor, edition: DiagramEdition) -> None:
    """Into the department's chain; an installation without units has none yet, but keeps the edition."""
    top = office.session.scalars(select(Unit).filter_by(tier=Tier.DEPARTMENT)).first()
    if top is not None:
        journal.note_at_unit(
            office,
            top,
            Act.PUBLISH_DIAGRAM,
            actor,
            diagram=str(edition.diagram),
            number=edition.number,
            checksum=edition.checksum,
        )


@lru_cache(maxsize=4)
def _words(text: str) -> Words:
    return load_words(text)
