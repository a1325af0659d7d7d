"""Keeps the history of a draft: each save by another, and whatever others have looked at, stays for good."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from processes.acts import journal
from processes.acts.office import Actor, Office
from processes.records.drafting import DiagramDraft, DraftRevision
from processes.rules.digest import Plain
from processes.rules.drafts import Save, gives_way, stays
from processes.terms import Act, SavedHow


@dataclass(frozen=True, slots=True)
class Way:
    """By which way a revision came to be, and for one that was put in, from which draft."""

    how: SavedHow
    from_draft: int | None = None


def begin(office: Office, draft: DiagramDraft) -> None:
    """The first revision, kept; the note of the draft's start has its checksum."""
    office.session.add(_as_it_stands(draft, Way(SavedHow.START), kept=True))
    office.session.flush()


def follow(office: Office, actor: Actor, draft: DiagramDraft, way: Way) -> None:
    """Enter the draft as it stands now after the revision that it had before."""
    before = _newest(office, draft)
    earlier = Save(before.saved_by, before.saved_at, before.how)
    save = Save(draft.updated_by, draft.updated_at, way.how)
    kept = stays(save, earlier, _kept_at(office, draft) or before.saved_at)
    if not before.kept and gives_way(earlier, save):
        office.session.delete(before)
    else:
        _keep(office, actor, draft, before)
    entry = _as_it_stands(draft, way)
    office.session.add(entry)
    if kept:
        _keep(office, actor, draft, entry)
    office.session.flush()


def pin(office: Office, actor: Actor, draft: DiagramDraft) -> None:
    """Keep the draft as it stands for good: others are asked about it, speak of it, or try it."""
    _keep(office, actor, draft, _newest(office, draft))


def note(office: Office, actor: Actor, act: Act, draft: DiagramDraft, **details: str | int) -> None:
    """Write down what was done with a draft, and with exactly which drawing."""
    drawn: dict[str, Plain] = {
        "draft": draft.id,
        "diagram": str(draft.diagram),
        "checksum": draft.checksum,
    }
    journal.note_at_department(office, act, actor, **{**drawn, **details})


def _keep(office: Office, actor: Actor, draft: DiagramDraft, entry: DraftRevision) -> None:
    if entry.kept:
        return
    entry.kept = True
    what: dict[str, str | int] = {"revision": entry.revision, "checksum": entry.checksum}
    what |= {"how": str(entry.how), "saved_by": entry.saved_by}
    note(office, actor, Act.DRAW_DIAGRAM, draft, did="keep", **what)


def _newest(office: Office, draft: DiagramDraft) -> DraftRevision:
    wanted = select(DraftRevision).filter_by(draft_id=draft.id).order_by(DraftRevision.revision.desc())
    return office.session.scalars(wanted.limit(1)).one()


def _kept_at(office: Office, draft: DiagramDraft) -> datetime | None:
    wanted = select(func.max(DraftRevision.saved_at)).filter_by(draft_id=draft.id, kept=True)
    return office.session.scalars(wanted).one()


def _as_it_stands(draft: DiagramDraft, way: Way, *, kept: bool = False) -> DraftRevision:
    return DraftRevision(
        draft_id=draft.id,
        revision=draft.revision,
        source=draft.source,
        checksum=draft.checksum,
        saved_by=draft.updated_by,
        saved_at=draft.updated_at,
        how=way.how,
        kept=kept,
        from_draft=way.from_draft,
    )
