"""Keeps diagrams that are being drawn: started, saved, remarked on, dropped; nobody's drawing is lost."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from processes.acts import draft_revisions
from processes.acts.counter import UnknownItem
from processes.acts.draft_revisions import Way, note
from processes.acts.office import Actor, Office
from processes.acts.publishing import checksum_of
from processes.records.drafting import DiagramDraft, DraftComment, DraftRevision
from processes.records.rounds import DiagramEdition
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, DiagramKey, DraftState, Reason, Refused, SavedHow


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
    how: SavedHow = SavedHow.AUTOSAVE


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft at the revision that the person had before them."""

    draft_id: int
    revision: int


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
    """Keep the drawing as the next revision; over an older one than another's, as a draft beside it."""
    draft = held(office, saving.draft_id)
    _allow(actor, draft)
    if checksum_of(saving.source) == draft.checksum:
        return Saved(draft)  # the same once more: its answer was lost on the way
    if saving.revision != draft.revision:
        return Saved(draft, _put_beside(office, actor, draft, saving))
    _redraw(office, actor, draft, saving.source, Way(saving.how))
    _settle_beside(office, actor, draft)
    return Saved(draft)


def bring_back(office: Office, actor: Actor, seen: Seen, number: int) -> DiagramDraft:
    """Make an earlier revision the next one; what stands now stays in the history."""
    draft = as_seen(office, seen)
    _allow(actor, draft)
    wanted = select(DraftRevision).filter_by(draft_id=draft.id, revision=number)
    earlier = office.session.scalars(wanted).one_or_none()
    if earlier is None:
        raise UnknownItem(number)
    if earlier.checksum != draft.checksum:
        _redraw(office, actor, draft, earlier.source.encode(), Way(SavedHow.RESTORE))
    return draft


def put_in(office: Office, actor: Actor, beside_id: int, seen: Seen) -> DiagramDraft:
    """Make what was kept beside a draft its next revision, also after it was given up for the other.

    What stands in the draft stays in its history.
    """
    draft, own = as_seen(office, seen), held(office, beside_id)
    if own.beside != draft.id or own.state is DraftState.PUBLISHED:
        raise UnknownItem(beside_id)
    _allow(actor, draft)
    if own.checksum != draft.checksum:
        _redraw(office, actor, draft, own.source.encode(), Way(SavedHow.BESIDE, own.id))
    own.state = DraftState.DROPPED
    return draft


def remark(office: Office, actor: Actor, said: Remark) -> DraftComment:
    draft = held(office, said.draft_id)
    _allow(actor, draft)
    draft_revisions.pin(office, actor, draft)
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


def as_seen(office: Office, seen: Seen) -> DiagramDraft:
    """The same, if it still stands as the person had it before them."""
    draft = held(office, seen.draft_id)
    if draft.revision != seen.revision:
        raise Refused(Reason.STALE_PAGE)
    return draft


def _allow(actor: Actor, draft: DiagramDraft | None = None) -> None:
    is_open = draft is None or draft.state is DraftState.OPEN
    situation = Situation(administers=actor.administers, draft_open=is_open)
    if reason := obstacle(Act.DRAW_DIAGRAM, situation):
        raise Refused(reason)


def _redraw(office: Office, actor: Actor, draft: DiagramDraft, source: bytes, way: Way) -> None:
    draft.source, draft.checksum = source.decode(), checksum_of(source)
    draft.revision += 1
    draft.updated_by, draft.updated_at = _officer(actor), office.now
    draft_revisions.follow(office, actor, draft, way)


def _put_beside(office: Office, actor: Actor, draft: DiagramDraft, saving: Saving) -> DiagramDraft:
    """One draft beside another's for each person: who goes on saving over the old revision goes on there."""
    wanted = select(DiagramDraft).filter_by(beside=draft.id, owner_id=_officer(actor), state=DraftState.OPEN)
    own = office.session.scalars(wanted.order_by(DiagramDraft.id.desc()).with_for_update()).first()
    if own is None:
        sketch = Sketch(draft.diagram, draft.title, saving.source, draft.based_on, draft.id)
        own = _add(office, actor, sketch)
        note(office, actor, Act.DRAW_DIAGRAM, own, did="start", beside=draft.id)
    elif own.checksum != checksum_of(saving.source):
        _redraw(office, actor, own, saving.source, Way(saving.how))
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
    draft_revisions.begin(office, draft)
    return draft


def _officer(actor: Actor) -> int:
    assert actor.officer_id is not None  # noqa: S101 -- the clock draws nothing
    return actor.officer_id
