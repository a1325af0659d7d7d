"""Finds a learner who has been on a roll before, and brings the whole record along to another unit."""

from sqlalchemy import select, update

from processes.acts.office import Office
from processes.records.learners import Enrolment, Learner
from processes.records.particulars import LearnerChange, LearnerRecord
from processes.records.units import Unit

MOVES_ALONG = (LearnerRecord, LearnerChange)


def former_learner(office: Office, number: bytes | None) -> Learner | None:
    """Who had this number when last on a roll; None for a number that is new or stands on one now."""
    if number is None:
        return None
    standing = select(Enrolment.id).where(Enrolment.learner_id == Learner.id, Enrolment.left_at.is_(None))
    wanted = select(Learner).where(Learner.number_index == number, ~standing.exists())
    return office.session.scalars(wanted.order_by(Learner.id.desc()).limit(1)).first()


def bring(office: Office, learner: Learner, unit: Unit) -> None:
    """Let the learner's record be this unit's: it follows the child, former enrolments stay."""
    if learner.unit_id == unit.id:
        return
    for column, value in unit.belonging.items():
        setattr(learner, column, value)
    for record in MOVES_ALONG:
        moved = update(record).where(record.learner_id == learner.id).values(unit.belonging)
        office.session.execute(moved, execution_options={"synchronize_session": False})
