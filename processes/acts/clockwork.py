"""What the clock owes: due timers, due cases, gates, a sign of life; each piece is one transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy import case as when

from processes.acts import (
    alarms,
    bulk,
    bulk_batches,
    casework,
    checking,
    closing,
    duplicates,
    freezing,
    migrating,
    replay_batches,
    retiming,
)
from processes.acts.office import Office
from processes.records.cases import Case, FormDraft, WorkItem
from processes.records.timers import Heartbeat, Timer
from processes.terms import Act, Message, Standing

MOST_TRIES = 10
LONGEST_WAIT = timedelta(minutes=5)
CASES_AT_ONCE = 50
CASE = "case"


class UndoneTimerError(Exception):
    """A due timer whose work failed: the transaction is rolled back, `postpone` writes it down in another."""

    def __init__(self, timer_id: int, why: str) -> None:
        super().__init__(f"timer {timer_id}: {why}")
        self.timer_id = timer_id


class UndoneCaseError(Exception):
    """A due case whose timers could not fire; the others of its batch are tried again without it."""

    def __init__(self, case_id: int, why: str) -> None:
        super().__init__(f"case {case_id}: {why}")
        self.case_id = case_id


def run_one_timer(office: Office) -> Timer | None:
    """Do the oldest due timer: claim, effect and mark in one transaction. None when nothing is due.

    Raises `UndoneTimerError` when its work fails.
    """
    due = (
        select(Timer)
        .filter_by(state="pending")
        .where(Timer.next_try_at <= office.now)
        .order_by(Timer.due_at, Timer.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    timer = office.session.scalars(due).first()
    if timer is None:
        return None
    timer_id = timer.id
    try:
        if KINDS[timer.kind](office, timer):
            timer.state, timer.done_at = "done", office.now
        office.session.flush()
    except Exception as error:
        raise UndoneTimerError(timer_id, repr(error)) from error
    return timer


def _close(office: Office, timer: Timer) -> bool:
    closing.close(office, timer.subject_id)
    return True


def _tell(office: Office, timer: Timer) -> bool:
    """Tell a batch; done when nobody is left, not when whoever is left is held by somebody just now."""
    told = closing.tell_batch(office, timer.subject_id)
    if not told:
        timer.next_try_at = office.now + timedelta(seconds=1)
    done = closing.all_told(office, timer.subject_id)
    if done:
        freezing.seal(office, timer.subject_id)
    return done


def _climb(office: Office, timer: Timer) -> bool:
    duplicates.climb_if_due(office, timer.subject_id)
    return True


def _retime(office: Office, timer: Timer) -> bool:
    return retiming.run_batch(office, timer.subject_id)


def _check(office: Office, timer: Timer) -> bool:
    """Hold some units against the rules; a second later some more, so that officers' work goes between."""
    timer.next_try_at = office.now + timedelta(seconds=1)
    return checking.check_batch(office, timer.subject_id) < checking.BATCH


def _replay(office: Office, timer: Timer) -> bool:
    """Run some histories against a draft; what is due comes first again, and cases whose timers are."""
    timer.next_try_at = timer.due_at = office.now + replay_batches.A_PAUSE
    return replay_batches.run_batch(office, timer.subject_id)


def _migrate(office: Office, timer: Timer) -> bool:
    """Carry some cases over; what is due comes first again, so that officers' work goes between."""
    timer.next_try_at = timer.due_at = office.now + migrating.A_PAUSE
    return migrating.run_batch(office, timer.subject_id)


def _operate(office: Office, timer: Timer) -> bool:
    """Try or do something to some cases; what is due comes first again, as officers' work goes between."""
    timer.next_try_at = timer.due_at = office.now + bulk_batches.A_PAUSE
    return bulk_batches.run_batch(office, timer.subject_id)


def _tick(office: Office, timer: Timer) -> bool:
    """Fire the timers of a case that was set aside."""
    office.lock_windows([office.session.get_one(Case, timer.subject_id)])
    case = office.lock_case(timer.subject_id)
    if case.ended_at is None and case.suspended_at is None:  # it is found by its due time once it is resumed
        _tick_one(office, case)
    return True


KINDS: dict[str, Callable[[Office, Timer], bool]] = {
    "close": _close,
    "tell": _tell,
    "duplicate": _climb,
    "check": _check,
    "retime": _retime,
    "replay": _replay,
    "migrate": _migrate,
    bulk.OPERATE: _operate,
    CASE: _tick,
}


def postpone(office: Office, timer_id: int, error: str) -> None:
    """Write down that a timer failed and when it is tried again; after ten times a person must look."""
    _failed(office, office.session.get_one(Timer, timer_id, with_for_update=True), error)


def set_aside(office: Office, case_id: int, error: str) -> None:
    """Write down that a case's timers failed: it is tried apart from now on, lest it hold up all others."""
    key = f"case:{case_id}"
    alarms.set_alarm(office, key, CASE, case_id, office.now)
    timer = office.session.scalars(select(Timer).filter_by(key=key).with_for_update()).one()
    if timer.state == "done":
        timer.state, timer.tries = "pending", 0
    _failed(office, timer, error)


def _failed(office: Office, timer: Timer, error: str) -> None:
    timer.tries += 1
    timer.last_error = error[:1000]
    timer.next_try_at = office.now + min(timedelta(seconds=2**timer.tries), LONGEST_WAIT)
    if timer.tries >= MOST_TRIES:
        timer.state = "failed"


def tick_due_cases(office: Office, limit: int = CASES_AT_ONCE) -> int:
    """Fire the timers of some cases that are due; nothing is loaded when none is.

    Raises `UndoneCaseError` for the first case whose timers cannot fire; one that was set aside is left out.
    """
    aside = select(Timer.subject_id).where(Timer.kind == CASE, Timer.state.in_(("pending", "failed")))
    due = (
        select(Case)
        .where(Case.next_due_at <= office.now, Case.ended_at.is_(None), Case.suspended_at.is_(None))
        .where(Case.id.not_in(aside))
        .order_by(Case.next_due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
        .execution_options(populate_existing=True)
    )
    cases = office.session.scalars(due).all()
    for batch in _by_round(cases):
        office.lock_windows(batch)
    for each in cases:
        _tick_one(office, each)
    return len(cases)


def _by_round(cases: Sequence[Case]) -> list[list[Case]]:
    found: dict[int, list[Case]] = defaultdict(list)
    for each in cases:
        found[each.round_id].append(each)
    return list(found.values())


def _tick_one(office: Office, case: Case) -> None:
    case_id, due_at = case.id, case.next_due_at
    try:
        casework.tick(office, case)
        office.session.flush()
    except Exception as error:
        raise UndoneCaseError(case_id, repr(error)) from error
    if due_at is not None and case.next_due_at is not None and case.next_due_at <= due_at:
        raise UndoneCaseError(case_id, "its timers stay due")


def regate(office: Office, limit: int = CASES_AT_ONCE) -> int:
    """Settle cases whose gate is open but that were not told; a healthy house finds none."""
    own_open = Case.standing.not_in({Standing.CONFIRMED, Standing.MISSED})
    other_open = Case.other_standing.not_in({Standing.CONFIRMED, Standing.MISSED})
    stuck = (
        select(Case)
        .where(Case.ended_at.is_(None), Case.suspended_at.is_(None))
        .where(
            or_(
                Case.awaits.contains(Message.OWN_INCOMPLETE) & (Case.units_reviewed < Case.units_total),
                Case.awaits.contains(Message.OWN_REOPENED) & own_open,
                Case.awaits.contains(Message.OTHER_REOPENED) & other_open,
            )
        )
        .order_by(when((Case.parent_id.is_(None), 1), else_=0), Case.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
    )
    cases = office.session.scalars(stuck).all()
    for each in cases:
        casework.settle(office, each)
    return len(cases)


def sweep_drafts(office: Office) -> None:
    """Throw away drafts of tasks that are no longer open.

    One on a class that another officer finished stays until the unit has confirmed: it was never recorded.
    """
    another_did = and_(
        WorkItem.act == Act.VERIFY_ROLL,
        WorkItem.done_by != FormDraft.officer_id,
        Case.standing.in_((Standing.IN_PROGRESS, Standing.REOPENED)),
    )
    kept = (
        select(FormDraft.id)
        .join(WorkItem, WorkItem.id == FormDraft.work_item_id)
        .join(Case, Case.id == WorkItem.case_id)
        .where(or_(WorkItem.state == "open", another_did))
    )
    office.session.execute(delete(FormDraft).where(FormDraft.id.not_in(kept)))


def beat(office: Office, name: str) -> None:
    """Leave a sign of life that `/readyz` looks for."""
    heart = office.session.get(Heartbeat, name)
    if heart is None:
        office.session.add(Heartbeat(name=name, beat_at=office.now))
    else:
        heart.beat_at = office.now
