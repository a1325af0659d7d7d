"""Keeps diagrams that are being drawn: started, saved, remarked on, dropped; nobody's drawing is lost."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from processes.acts import journal
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.acts.publishing import checksum_of
from processes.records.drafting import DiagramDraft, DraftComment
from processes.records.rounds import DiagramEdition
from processes.rules.digest import Plain
from processes.rules.permissions import Situation, obstacle
from processes.terms import Act, DiagramKey, DraftState, Refused


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a draft starts as: `source` as `adopting.plain_source` gave it, `based_on` an edition or none."""

    key: DiagramKey
    title: str
    source: bytes
    based_on: int | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """A drawing as it was saved, over the revision that its drawer had before them."""

    draft_id: int
    revision: int
    source: bytes  # as `adopting.plain_source` gave it


class Saved(NamedTuple):
    """What became of a save: the draft, and the one beside it that took what came too late, if it did."""

    draft: DiagramDraft
    beside: DiagramDraft | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a draft, or of one element of it."""

    draft_id: int
    text: str
    element: str = ""


def start(office: Office, actor: Actor, sketch: Sketch) -> DiagramDraft:
    _allow(actor)
    draft = _add(office, actor, sketch)
    note(office, actor, Act.DRAW_DIAGRAM, draft, did="start")
    return draft


def start_from(office: Office, actor: Actor, edition_id: int, title: str) -> DiagramDraft:
    """A draft that begins as an edition."""
    edition = office.session.get(DiagramEdition, edition_id)
    if edition is None:
        raise UnknownItem(edition_id)
    return start(office, actor, Sketch(edition.diagram, title, edition.source.encode(), edition_id))


def save(office: Office, actor: Actor, saving: Saving) -> Saved:
    """Keep the drawing as the next revision; over an older one than another's, as a draft beside it.

    Saves are not journalled one by one: the journal has who started, asked, approved and published what.
    """
    draft = held(office, saving.draft_id)
    _allow(actor, draft)
    checksum = checksum_of(saving.source)
    if checksum == draft.checksum:
        return Saved(draft)  # the same once more: its answer was lost on the way
    if saving.revision != draft.revision:
        return Saved(draft, _put_beside(office, actor, draft, saving.source))
    draft.source, draft.checksum = saving.source.decode(), checksum
    draft.revision += 1
    draft.updated_by, draft.updated_at = _officer(actor), office.now
    _settle_beside(office, actor, draft)
    return Saved(draft)


def remark(office: Office, actor: Actor, said: Remark) -> DraftComment:
    draft = held(office, said.draft_id)
    _allow(actor, draft)
    comment = DraftComment(
        draft_id=draft.id,
        revision=draft.revision,
        element=said.element[:100],
        text=said.text,
        made_by=_officer(actor),
        made_at=office.now,
    )
    office.session.add(comment)
    return comment


def drop(office: Office, actor: Actor, draft_id: int) -> None:
    """Give the draft up; it stays to be looked at."""
    draft = held(office, draft_id)
    _allow(actor, draft)
    draft.state = DraftState.DROPPED
    note(office, actor, Act.DRAW_DIAGRAM, draft, did="drop")


def held(office: Office, draft_id: int) -> DiagramDraft:
    """The draft as it stands now, held against others until this work is kept."""
    wanted = select(DiagramDraft).filter_by(id=draft_id).with_for_update()
    draft = office.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if draft is None:
        raise UnknownItem(draft_id)
    return draft


def _allow(actor: Actor, draft: DiagramDraft | None = None) -> None:
    is_open = draft is None or draft.state is DraftState.OPEN
    situation = Situation(administers=actor.administers, draft_open=is_open)
    if reason := obstacle(Act.DRAW_DIAGRAM, situation):
        raise Refused(reason)


def _put_beside(office: Office, actor: Actor, draft: DiagramDraft, source: bytes) -> DiagramDraft:
    """One draft beside another's for each person: who goes on saving over the old revision goes on there."""
    wanted = select(DiagramDraft).filter_by(beside=draft.id, owner_id=_officer(actor), state=DraftState.OPEN)
    own = office.session.scalars(wanted.order_by(DiagramDraft.id.desc()).with_for_update()).first()
    if own is None:
        own = _add(office, actor, Sketch(draft.diagram, draft.title, source, draft.based_on, draft.id))
        note(office, actor, Act.DRAW_DIAGRAM, own, did="start", beside=draft.id)
    elif own.checksum != checksum_of(source):
        own.source, own.checksum = source.decode(), checksum_of(source)
        own.revision += 1
        own.updated_at = office.now
    return own


def _settle_beside(office: Office, actor: Actor, draft: DiagramDraft) -> None:
    """What was kept beside a draft needs no keeping once the same drawing stands in it."""
    wanted = select(DiagramDraft).filter_by(
        beside=draft.id, owner_id=_officer(actor), checksum=draft.checksum, state=DraftState.OPEN
    )
    for same in office.session.scalars(wanted.with_for_update()):
        same.state = DraftState.DROPPED


def _add(office: Office, actor: Actor, sketch: Sketch) -> DiagramDraft:
    draft = DiagramDraft(
        diagram=sketch.key,
        title=sketch.title[:200],
        source=sketch.source.decode(),
        checksum=checksum_of(sketch.source),
        revision=1,
        based_on=sketch.based_on,
        beside=sketch.beside,
        owner_id=_officer(actor),
        created_at=office.now,
        updated_by=_officer(actor),
        updated_at=office.now,
        state=DraftState.OPEN,
    )
    office.session.add(draft)
    office.session.flush()
    return draft


def note(office: Office, actor: Actor, act: Act, draft: DiagramDraft, **details: str | int) -> None:
    """Write down what was done with a draft, and with exactly which drawing."""
    drawn: dict[str, Plain] = {
        "draft": draft.id,
        "diagram": str(draft.diagram),
        "checksum": draft.checksum,
    }
    journal.note_at_department(office, act, actor, **drawn, **details)


def _officer(actor: Actor) -> int:
    assert actor.officer_id is not None  # noqa: S101 -- the clock draws nothing
    return actor.officer_id
