"""What the clock owes: due timers, due cases, gates, a sign of life; each piece is one transaction."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import case as when
from sqlalchemy import or_, select

from processes.acts import casework, closing
from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.timers import Heartbeat, Timer
from processes.terms import Message, Standing

MOST_TRIES = 10
LONGEST_WAIT = timedelta(minutes=5)
CASES_AT_ONCE = 50


def run_one_timer(office: Office) -> Timer | None:
    """Do the oldest due timer: claim, effect and mark in one transaction. None when nothing is due."""
    due = (
        select(Timer)
        .filter_by(state="pending")
        .where(Timer.next_try_at <= office.now)
        .order_by(Timer.due_at, Timer.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    timer = office.session.scalars(due).first()
    if timer is not None and KINDS[timer.kind](office, timer):
        timer.state, timer.done_at = "done", office.now
    return timer


def _close(office: Office, timer: Timer) -> bool:
    closing.close(office, timer.subject_id)
    return True


def _tell(office: Office, timer: Timer) -> bool:
    return closing.tell_batch(office, timer.subject_id) < closing.BATCH


KINDS: dict[str, Callable[[Office, Timer], bool]] = {"close": _close, "tell": _tell}


def next_timer(office: Office) -> int | None:
    """Which timer would be tried now; so that its failure can be written down."""
    due = (
        select(Timer.id)
        .filter_by(state="pending")
        .where(Timer.next_try_at <= office.now)
        .order_by(Timer.due_at, Timer.id)
    )
    return office.session.scalars(due.limit(1)).first()


def postpone(office: Office, timer_id: int, error: str) -> None:
    """Write down that a timer failed and when it is tried again; after ten times a person must look."""
    timer = office.session.get_one(Timer, timer_id, with_for_update=True)
    timer.tries += 1
    timer.last_error = error[:1000]
    timer.next_try_at = office.now + min(timedelta(seconds=2**timer.tries), LONGEST_WAIT)
    if timer.tries >= MOST_TRIES:
        timer.state = "failed"


def tick_due_cases(office: Office, limit: int = CASES_AT_ONCE) -> int:
    """Fire the timers of some cases that are due; nothing is loaded when none is."""
    due = (
        select(Case)
        .where(Case.next_due_at <= office.now, Case.ended_at.is_(None))
        .order_by(Case.next_due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Case)
        .execution_options(populate_existing=True)
    )
    cases = office.session.scalars(due).all()
    for each in cases:
        casework.tick(office, each)
    return len(cases)


def regate(office: Office, limit: int = CASES_AT_ONCE) -> int:
    """Settle cases whose gate is open but that were not told; a healthy house finds none."""
    own_open = Case.standing.not_in({Standing.CONFIRMED, Standing.MISSED})
    other_open = Case.other_standing.not_in({Standing.CONFIRMED, Standing.MISSED})
    stuck = (
        select(Case)
        .where(Case.ended_at.is_(None))
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


def beat(office: Office, name: str) -> None:
    """Leave a sign of life that `/readyz` looks for."""
    heart = office.session.get(Heartbeat, name)
    if heart is None:
        office.session.add(Heartbeat(name=name, beat_at=office.now))
    else:
        heart.beat_at = office.now
