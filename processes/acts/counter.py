"""The counter of the house: picks a work item for an officer, claims and releases it, marks it done."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select

from processes.acts import casework, form_answers, journal
from processes.acts.fanout import FANS
from processes.acts.office import Actor, Office, suspension
from processes.records import busiest
from processes.records.cases import Case, FormDraft, WorkItem
from processes.reports.work_items import half_filled
from processes.rules.digest import Plain
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Outcome, Reason, Refused

OPEN, DONE, GONE = "open", "done", "gone"


class UnknownItem(LookupError):  # noqa: N818 -- the house names what happened
    """No such item for this officer: the same answer whether it is another's or does not exist."""


def pick(office: Office, actor: Actor, item_id: int) -> WorkItem:
    """The open item, its case and its subject's case locked; raises `Refused` when it is no longer open."""
    # The officer's own unit is part of the question: another's item does not exist.
    item = busiest.item_with_case(office.session, item_id, actor.unit_id)
    if item is None:
        raise UnknownItem(item_id)
    if office.waits_for_locks:
        office.lock_window(item.case)
    if item.act in {Act.REVIEW_UNIT, Act.TAKE_FIGURES}:
        office.lock_case(item.subject_id)  # the lowest tier first
    if office.waits_for_locks:
        office.lock_case(item.case_id)
        office.session.refresh(item)
    _still_open(item, actor)
    return item


def expect(item: WorkItem, act: Act) -> None:
    """Hold an act to its own task: an item of another task is none that this act could do."""
    if item.act is not act:
        raise UnknownItem(item.id)


def _still_open(item: WorkItem, actor: Actor) -> None:
    if item.state == DONE:
        mine = item.done_by == actor.officer_id
        reason = Reason.DONE_BY_YOU if mine else Reason.DONE_BY_ANOTHER
        raise Refused(reason, item_id=item.id, moment=item.done_at, officer_id=item.done_by)
    if item.state == GONE:
        raise Refused(Reason.TASK_GONE, item_id=item.id)
    if item.case.suspended_at is not None and item.act is not Act.GRANT_REOPENING:  # which is about another
        raise Refused(Reason.CASE_SUSPENDED, item_id=item.id, **suspension(item.case))
    if item.claimed_by not in {None, actor.officer_id}:
        raise Refused(Reason.CLAIMED_BY_ANOTHER, item_id=item.id, officer_id=item.claimed_by)


def claim(office: Office, actor: Actor, item_id: int) -> WorkItem:
    """Take an item of one's unit for oneself, so that two do not do the same work."""
    item = pick(office, actor, item_id)
    _allow_claiming(Act.CLAIM, actor, item)
    item.claimed_by, item.claimed_at = actor.officer_id, office.now
    journal.note(office, item.case, Act.CLAIM, actor, item=item.id)
    return item


def release(office: Office, actor: Actor, item_id: int) -> WorkItem:
    """Put a claimed item back for the others of the unit."""
    item = pick(office, actor, item_id)
    _allow_claiming(Act.RELEASE, actor, item)
    item.claimed_by = item.claimed_at = None
    journal.note(office, item.case, Act.RELEASE, actor, item=item.id)
    return item


def _allow_claiming(act: Act, actor: Actor, item: WorkItem) -> None:
    situation = Situation(roles=actor.roles, claimed_by_me=item.claimed_by == actor.officer_id)
    if reason := obstacle(act, situation):
        raise Refused(reason, item_id=item.id)


def finish(
    office: Office,
    actor: Actor,
    item: WorkItem,
    outcome: str = Outcome.DONE,
    answers: Mapping[str, object] | None = None,
) -> None:
    """Mark the item done and let its case go on; a task with several items goes on with the last."""
    set_done(office, actor, item, outcome)
    if item.act not in FANS:
        casework.finish_task(office, item.case, item.task_ref, outcome, answers)
    casework.settle(office, item.case)


def set_done(office: Office, actor: Actor, item: WorkItem, outcome: str) -> None:
    """Take the item out of the inbox as done; its draft is swept away later (`clockwork.sweep_drafts`)."""
    item.state, item.done_at, item.done_by, item.outcome = DONE, office.now, actor.officer_id, outcome


def keep_draft(office: Office, actor: Actor, item_id: int, content: str) -> None:
    """Keep a half-filled form, also of a task that the close took away; nothing is recorded by it."""
    item = office.visible(actor, select(WorkItem).filter_by(id=item_id))
    if item is None or item.unit_id != actor.unit_id or item.state == DONE:
        raise UnknownItem(item_id)
    key = {"work_item_id": item.id, "officer_id": actor.officer_id}
    draft = office.session.scalars(select(FormDraft).filter_by(**key)).one_or_none()
    if draft is None:
        office.session.add(FormDraft(content=content, saved_at=office.now, **key))
    else:
        draft.content, draft.saved_at = content, office.now


def forget_draft(office: Office, actor: Actor, item: WorkItem) -> None:
    """What was typed is recorded now, though the task goes on: the page shows the records again."""
    key = {"work_item_id": item.id, "officer_id": actor.officer_id}
    office.session.execute(delete(FormDraft).filter_by(**key))


def discard_draft(office: Office, actor: Actor, item: WorkItem, draft_id: int) -> None:
    """Throw away what somebody half filled on a class page of the case whose item this is (F42)."""
    office.allow(Act.DISCARD_DRAFT, actor, item.case)
    draft = office.session.get(FormDraft, draft_id)
    own = {each.id for each in half_filled(office.session, item.case_id)}
    if draft is None or draft.id not in own:
        raise UnknownItem(item.id)
    journal.note(office, item.case, Act.DISCARD_DRAFT, actor, item=draft.work_item_id, of=draft.officer_id)
    office.session.delete(draft)


def answer(office: Office, actor: Actor, item: WorkItem, outcome: str, answers: Mapping[str, object]) -> None:
    """Do a task that a diagram defines by itself, with the answers to its own fields."""
    expect(item, Act.ANSWER)
    office.allow(Act.ANSWER, actor, item.case)
    form_answers.keep(office, actor, item, answers)
    told: dict[str, Plain] = {"item": item.id, "node": item.node, "outcome": outcome}
    if files := form_answers.checksums(office, item):
        told["files"] = dict(files)
    journal.note(office, item.case, Act.ANSWER, actor, **told)
    finish(office, actor, item, outcome, form_answers.told(office.diagram(item.case), answers))


def open_items_of(office: Office, case: Case) -> int:
    wanted = select(func.count(WorkItem.id)).filter_by(case_id=case.id, state=OPEN)
    return office.session.scalars(wanted).one()
