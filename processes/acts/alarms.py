"""Sets what the house does by itself later: a row of the timer table, once for each key."""

from collections.abc import Iterable
from datetime import datetime

from processes.acts.office import Office
from processes.records.once import insert_once
from processes.records.timers import Timer


def set_closes(office: Office, round_id: int, moments: Iterable[datetime]) -> None:
    """Close whatever windows of the round are due at these moments."""
    for closes_at in sorted(set(moments)):
        set_alarm(office, f"close:{round_id}:{closes_at.isoformat()}", "close", round_id, closes_at)


def set_alarm(office: Office, key: str, kind: str, subject_id: int, due_at: datetime) -> None:
    row = {
        "key": key,
        "kind": kind,
        "subject_id": subject_id,
        "due_at": due_at,
        "next_try_at": due_at,
        "state": "pending",
        "tries": 0,
    }
    insert_once(office.session, Timer, [row])
