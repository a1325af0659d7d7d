"""Keeps the letters and annexes that order a round where everybody finds them (letter F93)."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from processes.acts import journal
from processes.acts.office import Actor, Office
from processes.records.documents import RoundDocument
from processes.rules.documents import media_type
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Reason, Refused


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it came: what it is called, and its bytes."""

    title: str
    content: bytes


def add(office: Office, actor: Actor, round_id: int, paper: Paper) -> RoundDocument:
    """Offer the document with its round; the same bytes once more are the same document."""
    _allow(actor)
    kind = media_type(paper.content)
    if kind is None:
        raise Refused(Reason.NO_DOCUMENT)
    checksum = hashlib.sha256(paper.content).hexdigest()
    same = select(RoundDocument).filter_by(round_id=round_id, checksum=checksum, taken_down_at=None)
    if known := office.session.scalars(same).first():
        return known
    document = RoundDocument(
        round_id=round_id,
        title=paper.title.strip(),
        media_type=kind,
        size=len(paper.content),
        checksum=checksum,
        content=paper.content,
        added_by=actor.officer_id,
        added_at=office.now,
    )
    office.session.add(document)
    office.session.flush()
    _note(office, actor, document, offered=True)
    return document


def take_down(office: Office, actor: Actor, document: RoundDocument) -> None:
    """Offer the document no longer; taken down already, nothing happens."""
    _allow(actor)
    if document.taken_down_at is None:
        document.taken_down_at = office.now
        _note(office, actor, document, offered=False)


def _allow(actor: Actor) -> None:
    if reason := obstacle(Act.KEEP_LETTERS, Situation(administers=actor.administers)):
        raise Refused(reason)


def _note(office: Office, actor: Actor, document: RoundDocument, offered: bool) -> None:
    journal.note_at_department(
        office,
        Act.KEEP_LETTERS,
        actor,
        round=document.round_id,
        document=document.id,
        checksum=document.checksum,
        offered=offered,
    )
