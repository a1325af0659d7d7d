"""The clock's part of an operation over many cases: some at a time, each decided under its window's lock."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from processes.acts import bulk, operating
from processes.acts.office import CLOCK, LOCKED_CASE_OPTIONS, Actor, Office
from processes.acts.people import actor_of
from processes.records.cases import Case
from processes.records.officers import Officer
from processes.records.operations import Operation, OperationCase
from processes.records.timers import Timer
from processes.reports.incidents import OF_A_CASE, TROUBLE
from processes.rules.situations import WindowState
from processes.terms import Fate, OperationKind, Reason, Refused

BATCH = 100
A_PAUSE = timedelta(milliseconds=50)  # officers' work goes between
TRIED = "-"  # stands for the reason while nothing is kept

Deed = Callable[[Office, Actor, Case, Operation, str], None]


def run_batch(office: Office, operation_id: int) -> bool:
    """Try or do the next cases; true once none is left, or somebody has paused, stopped or dropped it."""
    operation = office.session.get(Operation, operation_id, with_for_update=True)
    if operation is None or operation.done_at is not None or operation.paused_at is not None:
        return True
    if operation.tried_at is None:
        return _try_some(office, operation)
    return operation.begun_at is None or _do_some(office, operation)


def _try_some(office: Office, operation: Operation) -> bool:
    """See who refuses; nothing that is done meanwhile is kept."""
    rows = _next(office, operation, Fate.WAITING)
    actor = _actor(office, operation.tried_by)
    unfit = _keep(office, rows, _attempted(office, operation, actor, rows), (Fate.FIT, Fate.UNFIT))
    operation.unfit += unfit
    operation.fit += len(rows) - unfit
    if len(rows) < BATCH:
        operation.tried_at = office.now
    return operation.tried_at is not None


def _do_some(office: Office, operation: Operation) -> bool:
    rows = _next(office, operation, Fate.FIT)
    actor = _actor(office, operation.begun_by)
    refused = _keep(office, rows, _attempted(office, operation, actor, rows), (Fate.DONE, Fate.REFUSED))
    operation.refused += refused
    operation.done += len(rows) - refused
    if len(rows) < BATCH:
        operation.done_at = office.now
        bulk.note(office, CLOCK, operation, "ended")
    return operation.done_at is not None


def _next(office: Office, operation: Operation, fate: Fate) -> Sequence[OperationCase]:
    wanted = select(OperationCase).filter_by(operation_id=operation.id, fate=fate)
    return office.session.scalars(wanted.order_by(OperationCase.id).limit(BATCH)).all()


def _attempted(
    office: Office, operation: Operation, actor: Actor, rows: Sequence[OperationCase]
) -> dict[int, Reason | None]:
    """What stood in the way of each case, by its key; None where it was done, or could be.

    One that breaks down must not hold up the thousands behind it: then each of the batch stands alone.
    """
    cases = _locked(office, [row.case_id for row in rows])
    together = _decided(office, operation, actor, cases)
    if together is not None:
        return together
    alone = {case.id: _decided(office, operation, actor, [case]) for case in cases}
    return {id_: Reason.CASE_FAILED if found is None else found[id_] for id_, found in alone.items()}


def _decided(
    office: Office, operation: Operation, actor: Actor, cases: Sequence[Case]
) -> dict[int, Reason | None] | None:
    """None when one of them broke down: nothing is kept then, nor is what was only tried."""
    within = office.session.begin_nested()
    try:
        found = {case.id: _obstacle(office, operation, actor, case) for case in cases}
        office.session.flush()
    except SQLAlchemyError:
        raise  # the database's trouble is no single case's: the batch is tried again
    except Exception:
        within.rollback()
        return None
    if operation.begun_at is None:
        within.rollback()
    else:
        within.commit()
    return found


def _locked(office: Office, ids: Sequence[int]) -> Sequence[Case]:
    """Windows before cases, and of these the lowest tier first."""
    wanted = select(Case).options(*LOCKED_CASE_OPTIONS).where(Case.id.in_(ids))
    wanted = wanted.order_by(bulk.LOWEST_FIRST, Case.id)
    office.lock_windows(office.session.scalars(wanted).all())
    locked = wanted.with_for_update(of=Case).execution_options(populate_existing=True)
    return office.session.scalars(locked).all()


def _obstacle(office: Office, operation: Operation, actor: Actor, case: Case) -> Reason | None:
    if office.window_state(office.lock_window(case)) is WindowState.CLOSED:
        return Reason.WINDOW_CLOSED
    try:
        DEEDS[operation.kind](office, actor, case, operation, operation.reason or TRIED)
    except Refused as refusal:  # it has changed nothing
        return refusal.reason
    return None


def _keep(
    office: Office,
    rows: Sequence[OperationCase],
    obstacles: dict[int, Reason | None],
    fates: tuple[Fate, Fate],
) -> int:
    """Write down what became of each case; returns how many had something in their way."""
    good, bad = fates
    told = [
        {"id": row.id, "fate": bad if reason else good, "obstacle": str(reason or "")}
        for row in rows
        for reason in [obstacles.get(row.case_id)]
    ]
    if told:
        office.session.execute(update(OperationCase), told)
    return sum(each["fate"] is bad for each in told)


def _actor(office: Office, officer_id: int | None) -> Actor:
    """Who answers for it, with the roles of today; one who no longer administers is refused case by case."""
    officer = office.session.get_one(Officer, officer_id)
    return actor_of(office, officer) or CLOCK


def _suspend(office: Office, actor: Actor, case: Case, _operation: Operation, why: str) -> None:
    operating.suspend(office, actor, case, why)


def _resume(office: Office, actor: Actor, case: Case, _operation: Operation, why: str) -> None:
    operating.resume(office, actor, case, why)


def _move(office: Office, actor: Actor, case: Case, operation: Operation, why: str) -> None:
    operating.move(office, actor, case, operation.node, operation.to_node, why)


def _retry(office: Office, actor: Actor, case: Case, _operation: Operation, _why: str) -> None:
    wanted = select(Timer).where(Timer.kind == OF_A_CASE, Timer.subject_id == case.id, TROUBLE)
    # One that the clock tries just now is left to it; it holds the timer, and waits for the case.
    timers = office.session.scalars(wanted.with_for_update(skip_locked=True)).all()
    if not timers:
        raise Refused(Reason.NOTHING_TO_RETRY)
    for timer in timers:
        operating.retry(office, actor, timer)


DEEDS: dict[OperationKind, Deed] = {
    OperationKind.SUSPEND: _suspend,
    OperationKind.RESUME: _resume,
    OperationKind.MOVE: _move,
    OperationKind.RETRY: _retry,
}
