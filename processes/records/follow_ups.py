"""Records of learners that somebody wants to look at again, with the note that says why."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Record, Scoped, to


class FollowUp(Scoped, Record):
    """That a learner's record is to be looked at again; taken away when that is settled."""

    __tablename__ = "follow_up"
    __table_args__ = (Index(None, "enrolment_id", unique=True), Index(None, "unit_id"))

    id: Mapped[Key]
    enrolment_id: Mapped[int] = to("enrolment.id")
    note: Mapped[str] = mapped_column(String(500))
    marked_by: Mapped[int] = to("officer.id")
    marked_at: Mapped[datetime]
