"""Sees a draft through: its drawer asks, another administrator approves, what was approved is published."""

from dataclasses import dataclass
from typing import Any

from processes.acts import publishing
from processes.acts.draft_revisions import note, pin
from processes.acts.drafting import Seen, as_seen
from processes.acts.office import Actor, Office
from processes.acts.publishing import Drawn, Release, found_in
from processes.acts.replaying import needs_no_more
from processes.records.drafting import DiagramDraft
from processes.records.rounds import DiagramEdition
from processes.reports.draft_history import drawers
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, DraftState, Refused


@dataclass(frozen=True, slots=True)
class Publication:
    """A draft as it was seen, why it is published, and the round (year, number) from which it is in force."""

    seen: Seen
    reason: str
    from_round: tuple[int, int] | None = None


def ask(office: Office, actor: Actor, seen: Seen) -> DiagramDraft:
    """Ask the other administrators to approve the draft as it stands."""
    draft = as_seen(office, seen)
    if reason := obstacle(Act.DRAW_DIAGRAM, _situation(actor, draft)):
        raise Refused(reason)
    if draft.asked_revision != draft.revision:
        draft.asked_revision = draft.revision
        pin(office, actor, draft)
        note(office, actor, Act.DRAW_DIAGRAM, draft, did="ask")
    return draft


def approve(office: Office, actor: Actor, seen: Seen, words: str) -> DiagramDraft:
    """Approve exactly what was seen, having drawn none of it; whoever saves it again has to ask again."""
    draft = as_seen(office, seen)
    asked = draft.asked_revision == draft.revision
    people = dict(drawers(office.session, draft.id))
    own = actor.officer_id in people
    fit = not found_in(draft.source.encode(), words, draft.diagram)
    situation = _situation(actor, draft, approval_asked=asked, own_draft=own, fit=fit)
    if reason := obstacle(Act.APPROVE_DIAGRAM, situation):
        raise Refused(reason, people=", ".join(people.values()))
    if not is_approved(draft):
        draft.approver_id, draft.approved_at = actor.officer_id, office.now
        draft.approved_revision = draft.revision
        note(office, actor, Act.APPROVE_DIAGRAM, draft)
    return draft


def publish_draft(office: Office, actor: Actor, wish: Publication, words: str) -> DiagramEdition:
    """Make the approved draft the next edition; raises UnfitDiagram if something is wrong after all."""
    draft = as_seen(office, wish.seen)
    release = Release(
        approved_by=draft.approver_id,
        approved_at=draft.approved_at,
        from_round=wish.from_round,
        approved=is_approved(draft),
        draft_open=draft.state is DraftState.OPEN,
        replay_seen=replay_acknowledged(office, draft),
    )
    drawn = Drawn(draft.diagram, draft.source.encode(), wish.reason, release)
    edition = publishing.publish(office, actor, drawn, words)
    draft.state, draft.edition_id = DraftState.PUBLISHED, edition.id
    return edition


def replay_acknowledged(office: Office, draft: DiagramDraft) -> bool:
    """Whether nothing that its replay on the last round showed is still to be taken note of (N11)."""
    return needs_no_more(office, draft)


def is_approved(draft: DiagramDraft) -> bool:
    return draft.approved_revision == draft.revision


def _situation(actor: Actor, draft: DiagramDraft, **more: Any) -> Situation:
    return Situation(administers=actor.administers, draft_open=draft.state is DraftState.OPEN, **more)
