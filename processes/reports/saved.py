"""What the server holds of a roll: when it was last marked and by whom, and who is in the way (F41, F42)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.cases import WorkItem
from processes.records.learners import PresenceMark
from processes.records.officers import Officer
from processes.terms import Act

OPEN = "open"


@dataclass(frozen=True, slots=True)
class LastMark:
    """When somebody last said of a learner that they were found or not, and who it was."""

    at: datetime
    by: str


def last_mark(session: Session, round_id: int, unit_id: int) -> LastMark | None:
    """The unit's last mark of the round; None when nobody was looked for yet."""
    wanted = (
        select(PresenceMark.marked_at, Officer.name)
        .join(Officer, Officer.id == PresenceMark.marked_by)
        .where(PresenceMark.unit_id == unit_id, PresenceMark.round_id == round_id)
        .order_by(PresenceMark.marked_at.desc())
    )
    found = session.execute(wanted.limit(1)).first()
    return LastMark(*found) if found else None


def class_items(session: Session, case_id: int) -> dict[int, int]:
    """By class, the open work item on whose page its learners are marked."""
    wanted = select(WorkItem.subject_id, WorkItem.id).filter_by(
        case_id=case_id, act=Act.VERIFY_ROLL, state=OPEN
    )
    return {subject: item for subject, item in session.execute(wanted) if subject is not None}
