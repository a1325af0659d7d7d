"""What an administrator does to one case by hand, with a reason: let it stand still, go on, stand elsewhere.

While a case is suspended nobody acts upon it: neither its own officers nor the tier above, which may neither
review nor reopen it; a claim on a child of its roll waits as well. Its officers go on deciding about others:
a request from below that they answer, or what a unit below confirms, is laid before them as ever. What an
outside school sends is kept, for it is no count before somebody takes it over.

Its timers wait. The hour of the close does not: that ends it like any other, and what an extension lets go on
after it is suspended still. An edition that changes takes it along, and it stays suspended.
"""

from dataclasses import dataclass

from processes.acts import casework, journal
from processes.acts.footing import contradiction, would_not_hold
from processes.acts.office import Actor, Office, particulars
from processes.engine import moves, moving
from processes.engine.moves import Move
from processes.engine.moving import Hindrance, Immovable, Target
from processes.records.cases import Case
from processes.records.timers import Timer
from processes.rules.digest import Plain
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Reason, Refused

LONGEST_REASON = 1000
REASONS: dict[Hindrance, Reason] = {
    Hindrance.NOT_OPEN: Reason.TASK_GONE,
    Hindrance.UNKNOWN_TASK: Reason.UNKNOWN_TASK,
    Hindrance.SAME_TASK: Reason.ALREADY_AT_TASK,
    Hindrance.OTHER_BRANCH: Reason.TASK_OF_ANOTHER_BRANCH,
    Hindrance.MOVES_ON: Reason.TASK_WOULD_NOT_HOLD,
}


@dataclass(frozen=True, slots=True)
class Way:
    """A task to which a token could be moved, or what stands in the way."""

    node: str
    refusal: Refused | None


def retry(office: Office, actor: Actor, timer: Timer) -> None:
    """Try again at once, with as many tries as at first; work that is done meanwhile stays done."""
    if reason := obstacle(Act.RETRY_WORK, Situation(administers=actor.administers)):
        raise Refused(reason)
    if timer.state == "done":
        return
    timer.state, timer.tries, timer.next_try_at = "pending", 0, office.now
    journal.note_at_department(
        office, Act.RETRY_WORK, actor, timer=timer.id, kind=timer.kind, of=timer.subject_id
    )


def suspend(office: Office, actor: Actor, case: Case, reason: str) -> None:
    """Let the case stand still until it is resumed."""
    case = _allowed(office, Act.SUSPEND_CASE, actor, case, reason)
    case.suspended_at, case.suspended_by = office.now, actor.officer_id
    case.suspended_why = _kept(reason)
    journal.note(office, case, Act.SUSPEND_CASE, actor, why=_kept(reason))


def resume(office: Office, actor: Actor, case: Case, reason: str) -> None:
    """Let the case go on: what followed from the facts meanwhile follows now, and due timers by the clock."""
    case = _allowed(office, Act.RESUME_CASE, actor, case, reason)
    since = case.suspended_at
    case.suspended_at = case.suspended_by = case.suspended_why = None
    journal.note(
        office, case, Act.RESUME_CASE, actor, why=_kept(reason), since=since.isoformat() if since else ""
    )
    casework.settle(office, case)


def move(office: Office, actor: Actor, case: Case, node_from: str, node_to: str, reason: str) -> None:
    """Take the token from the open task at a node to another human task of its branch."""
    case = _allowed(office, Act.MOVE_TOKEN, actor, case, reason)
    ref = _ref_at(case, node_from)
    done = _tried(office, case, ref, _target(office, case, ref, node_to))
    nodes = office.diagram(case).nodes
    names: Plain = [nodes[node].name or node for node in (node_from, node_to)]
    journal.note(
        office, case, Act.MOVE_TOKEN, actor, node=node_from, to=node_to, names=names, why=_kept(reason)
    )
    casework.apply(office, case, done)


def move_from(office: Office, actor: Actor, case: Case, ref: str, node_to: str, reason: str) -> None:
    """The same from the very task that somebody looked at; `TASK_GONE` when it was finished meanwhile."""
    case = _locked(office, case)
    node_from = casework.open_tasks(case).get(ref)
    if node_from is None and case.ended_at is None:
        raise Refused(Reason.TASK_GONE)
    move(office, actor, case, node_from or "", node_to, reason)


def obstacle_to_move(office: Office, case: Case, node_from: str, node_to: str) -> Reason | None:
    """What stands in the way of moving the token, or None; nothing is changed."""
    if reason := obstacle(Act.MOVE_TOKEN, Situation(administers=True, ended=case.ended_at is not None)):
        return reason
    try:
        ref = _ref_at(case, node_from)
        _tried(office, case, ref, _target(office, case, ref, node_to))
    except Refused as refusal:
        return refusal.reason
    return None


def can_move(office: Office, case: Case, ref: str) -> list[Way]:
    """Every other human task of the diagram, and what stands in the way of moving the token there."""
    if case.ended_at is not None or ref not in casework.open_tasks(case):
        reason = Reason.TASK_GONE if case.ended_at is None else Reason.CASE_ENDED
        raise Refused(reason, case_id=case.id, unit=case.unit.name)
    ways = moving.targets(office.diagram(case), case.state, ref)
    return [_way(office, case, ref, each) for each in ways if each.hindrance is not Hindrance.SAME_TASK]


def _way(office: Office, case: Case, ref: str, target: Target) -> Way:
    try:
        _tried(office, case, ref, target)
    except Refused as refusal:
        return Way(target.node, refusal)
    return Way(target.node, None)


def _tried(office: Office, case: Case, ref: str, target: Target) -> Move:
    """Where the case would stand; raises `Refused` for what the diagram or the facts say against it."""
    named = {"case_id": case.id, "unit": case.unit.name}
    if target.hindrance is not None:
        raise Refused(REASONS[target.hindrance], **named)
    diagram = office.diagram(case)
    node = diagram.nodes[target.node]
    if refusal := contradiction(office, case, node, target):
        raise refusal
    facts, clock = casework.facts_of(office, case), casework.clock_of(office, case)
    try:
        found = moves.move_token(diagram, case.state, ref, target.node, facts, clock)
    except Immovable as stays:
        raise Refused(REASONS[stays.hindrance], **named) from None
    if would_not_hold(office, case, node, found):
        raise Refused(Reason.TASK_WOULD_NOT_HOLD, **named)
    return found


def _target(office: Office, case: Case, ref: str, node: str) -> Target:
    ways = moving.targets(office.diagram(case), case.state, ref)
    found = next((each for each in ways if each.node == node), None)
    if found is None:
        raise Refused(Reason.UNKNOWN_TASK, case_id=case.id, unit=case.unit.name)
    return found


def _ref_at(case: Case, node: str) -> str:
    for ref, at in casework.open_tasks(case).items():
        if at == node:
            return ref
    raise Refused(Reason.TASK_GONE, case_id=case.id, unit=case.unit.name)


def _allowed(office: Office, act: Act, actor: Actor, case: Case, reason: str) -> Case:
    case = _locked(office, case)
    situation = Situation(
        administers=actor.administers,
        ended=case.ended_at is not None,
        suspended=case.suspended_at is not None,
        reason_given=bool(reason.strip()),
    )
    if refused := obstacle(act, situation):
        raise Refused(refused, **particulars(refused, case, office.lock_window(case), {}))
    return case


def _locked(office: Office, case: Case) -> Case:
    """The window first, then the case, as it stands now: two administrators may mean the same."""
    office.lock_window(case)
    office.session.flush()
    return office.lock_case(case.id)


def _kept(reason: str) -> str:
    return reason.strip()[:LONGEST_REASON]
