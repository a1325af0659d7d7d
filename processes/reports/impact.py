"""What opening a confirmation again would bring: which fall, who must act again, by when (letter 8, F74)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.units import Unit
from processes.reports.appointed import responsible_for
from processes.reports.units import looking_up
from processes.reports.windows import window_of
from processes.terms import Standing, Stream, Tier


class Again(StrEnum):
    """What somebody has to do once more."""

    MEND = "mend"
    REVIEW = "review"
    CONFIRM = "confirm"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Falling:
    """A confirmation that stands now and will be withdrawn."""

    unit: str
    tier: Tier
    number: str
    version: int
    total: int
    officer_name: str


@dataclass(frozen=True, slots=True)
class Hand:
    """A unit that must act again: what, who answers for it, and until when."""

    unit: str
    tier: Tier
    again: Again
    person: str
    position: str
    phone: str
    due_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Impact:
    """Confirmations in the order in which they fall, and hands in the order in which they act."""

    falls: tuple[Falling, ...]
    hands: tuple[Hand, ...]

    @property
    def before(self) -> int:
        """The number that the opened unit had confirmed."""
        return self.falls[-1].total if self.falls else 0


class _Link(NamedTuple):
    """A case of the way up, in the order in which it is asked for."""

    case_id: int
    parent_id: int | None
    tier: Tier
    standing: Standing
    unit_id: int
    unit: str


def impact_of(session: Session, case: Case, stream: Stream, today: date) -> Impact:
    """What follows for everybody; the tiers above are shown by who they are, never by their content."""
    with looking_up(session):
        way = list(_way_up(session, case.id))
        opened = [way[0], *_confirmed_above(way)]
        streams = [stream, *[Stream.OWN] * (len(opened) - 1)]
        pairs = zip(opened, streams, strict=True)
        falls = [fall for link, each in pairs if (fall := _falling(session, link, each))]
        return Impact(tuple(reversed(falls)), tuple(_hands(session, way, len(opened), today)))


def _way_up(session: Session, case_id: int | None) -> Iterator[_Link]:
    while case_id is not None:
        wanted = (
            select(Case.id, Case.parent_id, Case.tier, Case.standing, Unit.id, Unit.name)
            .join(Unit, Unit.id == Case.unit_id)
            .where(Case.id == case_id)
        )
        link = _Link._make(session.execute(wanted).one())
        yield link
        case_id = link.parent_id


def _confirmed_above(way: list[_Link]) -> Iterator[_Link]:
    """Those above that stand confirmed must be opened first, from the top down (letter 8.2)."""
    for link in way[1:]:
        if link.standing is not Standing.CONFIRMED:
            return
        yield link


def _falling(session: Session, link: _Link, stream: Stream) -> Falling | None:
    wanted = select(
        Confirmation.number, Confirmation.version, Confirmation.total, Confirmation.officer_name
    ).filter_by(case_id=link.case_id, stream=stream, withdrawn_at=None)
    row = session.execute(wanted).one_or_none()
    return Falling(link.unit, link.tier, *row) if row else None


def _hands(session: Session, way: list[_Link], opened: int, today: date) -> Iterator[Hand]:
    people = responsible_for(session, [link.unit_id for link in way], today)
    for place, link in enumerate(way[: opened + 1]):
        window = window_of(session, link.tier, link.unit_id)
        person, position, phone = people.get(link.unit_id, ("", "", ""))
        yield Hand(
            link.unit,
            link.tier,
            _again(place, link, opened),
            person,
            position or "",
            phone,
            window.due_at if window else None,
            window.closes_at if window else None,
        )


def _again(place: int, link: _Link, opened: int) -> Again:
    if place == 0:
        return Again.MEND
    if place < opened:
        return Again.CONFIRM
    return Again.TAKE if link.tier is Tier.DEPARTMENT else Again.REVIEW
