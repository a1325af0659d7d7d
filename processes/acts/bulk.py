"""Does one thing to many cases: tried without effect on all of them first, then begun by a deliberate act."""

from dataclasses import dataclass

from sqlalchemy import case as when
from sqlalchemy import delete, func, insert, literal, select, update

from processes.acts import alarms, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.operations import Operation, OperationCase
from processes.records.rounds import Round
from processes.reports.operations import Wanted, within
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Fate, OperationKind, Reason, Refused, Tier

OPERATE = "operate"
LOWEST_FIRST = when({tier: place for place, tier in enumerate(reversed(Tier))}, value=Case.tier)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done to which cases; a token is moved from the node that is looked for to `to_node`."""

    kind: OperationKind
    wanted: Wanted
    to_node: str = ""


def prepare(office: Office, actor: Actor, wish: Wish) -> Operation:
    """Write down which cases there are now, and let each be tried without effect; none is added later."""
    _allow(Situation(administers=actor.administers))
    _forget_earlier(office, actor, wish.wanted.round_id)
    operation = _noted(office, actor, wish)
    office.session.add(operation)
    office.session.flush()
    operation.total = _lay_out(office, operation, wish.wanted)
    if operation.total == 0:
        raise Refused(Reason.NO_CASE_FITS)
    _go_on(office, operation, "try")
    return operation


def begin(office: Office, actor: Actor, operation: Operation, reason: str, number: int) -> None:
    """Do it to those that could be done: `number` of them, as the person who begins it has typed.

    Each is decided again under its window's lock; whoever began it may send the form twice.
    """
    if operation.begun_by is not None and operation.begun_by == actor.officer_id:
        return
    office.session.get_one(Round, operation.round_id, with_for_update=True)  # one at a time begins in a round
    situation = Situation(
        administers=actor.administers,
        reason_given=bool(reason.strip()),
        tried=operation.tried_at is not None,
        cases_fit=operation.fit,
        number_matches=number == operation.fit,
        operation_under_way=_is_under_way(office, operation.round_id),
    )
    _allow(situation)
    if operation.begun_at is not None:
        raise Refused(Reason.STALE_PAGE)
    operation.reason = reason.strip()
    operation.begun_by, operation.begun_at = actor.officer_id, office.now
    _go_on(office, operation, "begin")
    note(office, actor, operation, "begun")


def pause(office: Office, actor: Actor, operation: Operation) -> None:
    """Stop after the batch under way; what was done stays done."""
    _allow(Situation(administers=actor.administers))
    if is_running(operation) and operation.paused_at is None:
        operation.paused_at = office.now
        note(office, actor, operation, "paused")


def resume(office: Office, actor: Actor, operation: Operation) -> None:
    _allow(Situation(administers=actor.administers))
    if is_running(operation) and operation.paused_at is not None:
        operation.paused_at = None
        _go_on(office, operation, "resume")
        note(office, actor, operation, "resumed")


def stop(office: Office, actor: Actor, operation: Operation) -> None:
    """Leave the rest as it is, for good; what was done stays done."""
    _allow(Situation(administers=actor.administers))
    if is_running(operation):
        rest = update(OperationCase).filter_by(operation_id=operation.id, fate=Fate.FIT)
        office.session.execute(rest.values(fate=Fate.LEFT).execution_options(synchronize_session=False))
        operation.done_at = office.now
        note(office, actor, operation, "stopped")


def drop(office: Office, actor: Actor, operation: Operation) -> None:
    """Throw away what was only tried."""
    _allow(Situation(administers=actor.administers))
    if operation.begun_at is not None:
        raise Refused(Reason.STALE_PAGE)
    _forget(office, [operation.id])


def is_running(operation: Operation) -> bool:
    return operation.begun_at is not None and operation.done_at is None


def note(office: Office, actor: Actor, operation: Operation, what: str) -> None:
    """One entry at the department; each case has its own from what is done to it."""
    journal.note_at_department(
        office,
        Act.BULK_OPERATION,
        actor,
        operation=operation.id,
        kind=str(operation.kind),
        what=what,
        cases=operation.fit,
        done=operation.done,
        why=operation.reason,
    )


def _noted(office: Office, actor: Actor, wish: Wish) -> Operation:
    wanted = wish.wanted
    return Operation(
        round_id=wanted.round_id,
        kind=wish.kind,
        to_node=wish.to_node,
        tier=wanted.tier,
        edition_id=wanted.edition_id,
        province_id=wanted.province_id,
        authority_id=wanted.authority_id,
        node=wanted.node,
        condition=wanted.condition,
        picked=bool(wanted.picked),
        tried_by=actor.officer_id,
        asked_at=office.now,
    )


def _lay_out(office: Office, operation: Operation, wanted: Wanted) -> int:
    """A row for each case, in the order in which cases are locked: the lowest tier first."""
    found = (
        select(literal(operation.id), Case.id, literal(str(Fate.WAITING)), literal(""))
        .where(*within(wanted, office.now))
        .order_by(LOWEST_FIRST, Case.id)
    )
    columns = ["operation_id", "case_id", "fate", "obstacle"]
    office.session.connection().execute(insert(OperationCase).from_select(columns, found))
    laid_out = select(func.count(OperationCase.id)).filter_by(operation_id=operation.id)
    return office.session.scalars(laid_out).one()


def _go_on(office: Office, operation: Operation, how: str) -> None:
    key = f"{OPERATE}:{operation.id}:{how}:{office.now.isoformat()}"
    alarms.set_alarm(office, key, OPERATE, operation.id, office.now)


def _forget_earlier(office: Office, actor: Actor, round_id: int) -> None:
    """A person has one trial at a time: the next takes its place."""
    tried = select(Operation.id).filter_by(round_id=round_id, tried_by=actor.officer_id, begun_at=None)
    _forget(office, list(office.session.scalars(tried.with_for_update())))


def _forget(office: Office, ids: list[int]) -> None:
    office.session.execute(delete(OperationCase).where(OperationCase.operation_id.in_(ids)))
    office.session.execute(delete(Operation).where(Operation.id.in_(ids)))


def _is_under_way(office: Office, round_id: int) -> bool:
    begun = Operation.begun_at.is_not(None), Operation.done_at.is_(None)
    under_way = select(Operation.id).where(Operation.round_id == round_id, *begun)
    return office.session.scalars(under_way.limit(1)).first() is not None


def _allow(situation: Situation) -> None:
    if reason := obstacle(Act.BULK_OPERATION, situation):
        raise Refused(reason)
