"""Lets the house try again what it failed to do by itself, once a person has looked at why."""

from processes.acts import journal
from processes.acts.office import Actor, Office
from processes.records.timers import Timer
from processes.rules.permissions import Situation, obstacle
from processes.terms import Act, Refused


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
