"""Publishes a diagram: checked whole, approved by another person, numbered, and never changed again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select

from processes.acts import journal
from processes.acts.office import CLOCK, Actor, Office
from processes.engine.checking import Code, Problem, problems
from processes.engine.findings import BadDiagram
from processes.engine.sampling import Known, known_in, misjudged_alone
from processes.engine.words import Words, load_words
from processes.records.rounds import DiagramEdition, Round
from processes.reports.editions import in_force
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, DiagramKey, Refused

RoundName = tuple[int, int]  # academic year and number
LATEST: RoundName = (9999, 9)

__all__ = ["Code", "Drawn", "Problem", "Release", "UnfitDiagram", "check", "found_in", "publish"]


@dataclass(frozen=True, slots=True)
class Release:
    """On whose word a diagram is published, and from which round on; none: from the next that opens."""

    approved_by: int | None = None
    approved_at: datetime | None = None
    from_round: RoundName | None = None
    approved: bool = False  # by another person than who drew it, exactly as it is
    draft_open: bool = True
    replay_seen: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A diagram that somebody wants published: which it is to be, its exact bytes, and why."""

    key: DiagramKey
    source: bytes
    reason: str
    release: Release = Release()

    @property
    def checksum(self) -> str:
        return checksum_of(self.source)


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
    if actor is not CLOCK:
        _allow(office, actor, drawn)
    check(drawn.source, words, drawn.key)
    release = drawn.release
    year, number = release.from_round or (None, None)
    edition = DiagramEdition(
        diagram=drawn.key,
        number=_last_number(office, drawn.key) + 1,
        source=drawn.source.decode(),
        checksum=drawn.checksum,
        reason=drawn.reason,
        published_at=office.now,
        published_by=actor.officer_id,
        approved_by=release.approved_by,
        approved_at=release.approved_at,
        from_year=year,
        from_number=number,
    )
    office.session.add(edition)
    office.session.flush()
    _note(office, actor, edition)
    return edition


def check(source: bytes, words: str, key: DiagramKey | None = None) -> None:
    """Raise UnfitDiagram when the diagram may not be published, as whatever it says it is or as `key`."""
    if found := found_in(source, words, key):
        raise UnfitDiagram(key, found)


@lru_cache(maxsize=32)
def found_in(source: bytes, words: str, key: DiagramKey | None = None) -> tuple[Problem, ...]:
    """Everything that must be mended before the diagram may be published; asked often while one is drawn."""
    try:
        source.decode()
    except UnicodeDecodeError as error:
        return (BadDiagram(Problem(Code.NOT_XML, "", {"error": str(error)[:200]})).problem,)
    return tuple(problems(source, known_words(words), key))


def found_in_expression(text: str, place: str, words: str, source: bytes = b"") -> list[Problem]:
    """What is wrong with one condition or time while it is typed, beside the drawing it is typed for."""
    try:
        known = known_in(source) if source else Known()
    except BadDiagram:
        known = Known()
    return misjudged_alone(text, place, known_words(words), known)


def checksum_of(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def is_new(office: Office, drawn: Drawn) -> bool:
    """Whether these exact bytes were never published as this diagram."""
    same = select(DiagramEdition.id).filter_by(diagram=drawn.key, checksum=drawn.checksum)
    return office.session.scalars(same.limit(1)).first() is None


@lru_cache(maxsize=4)
def known_words(text: str) -> Words:
    return load_words(text)


def _allow(office: Office, actor: Actor, drawn: Drawn) -> None:
    release = drawn.release
    situation = Situation(
        administers=actor.administers,
        draft_open=release.draft_open,
        round_open=_round_opened(office, release.from_round),
        changed=_differs(office, drawn),
        reason_given=bool(drawn.reason.strip()),
        approved=release.approved,
        replay_seen=release.replay_seen,
    )
    if reason := obstacle(Act.PUBLISH_DIAGRAM, situation):
        raise Refused(reason)


def _round_opened(office: Office, from_round: RoundName | None) -> bool:
    """Wait for whoever opens a round just now, which pins its editions; whether it was the one asked for."""
    waiting = select(Round).where(Round.opened_at.is_(None)).order_by(Round.id).with_for_update()
    office.session.scalars(waiting.execution_options(populate_existing=True)).all()
    if from_round is None:
        return False
    wanted = select(Round.opened_at).filter_by(academic_year=from_round[0], number=from_round[1])
    return office.session.scalars(wanted).one_or_none() is not None


def _differs(office: Office, drawn: Drawn) -> bool:
    """Whether it is another than what rounds would run on from then on anyway."""
    standing = in_force(office.session, drawn.release.from_round or LATEST).get(drawn.key)
    wanted = select(DiagramEdition.checksum).filter_by(id=standing)
    return office.session.scalars(wanted).one_or_none() != drawn.checksum


def _last_number(office: Office, key: DiagramKey) -> int:
    last = select(func.max(DiagramEdition.number)).filter_by(diagram=key)
    return office.session.scalars(last).one() or 0


def _note(office: Office, actor: Actor, edition: DiagramEdition) -> None:
    journal.note_at_department(
        office,
        Act.PUBLISH_DIAGRAM,
        actor,
        diagram=str(edition.diagram),
        number=edition.number,
        checksum=edition.checksum,
        approved_by=edition.approved_by,
        from_year=edition.from_year,
        from_number=edition.from_number,
    )
