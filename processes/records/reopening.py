"""What exactly a request to reopen will change: learners of the roll, or cells of the counts (letter 8)."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Record, Scoped, to, word
from processes.terms import Grade, PlannedChange


class ReopeningChange(Scoped, Record):
    """One thing that a request says it will change: a learner, a number of new ones, or a cell."""

    __tablename__ = "reopening_change"
    __table_args__ = (Index(None, "request_id"),)

    id: Mapped[Key]
    request_id: Mapped[int] = to("reopening_request.id")
    what: Mapped[PlannedChange] = mapped_column(word(PlannedChange))
    learner_id: Mapped[int | None] = to("learner.id")
    school_id: Mapped[int | None] = to("other_school.id")
    grade: Mapped[Grade | None] = mapped_column(word(Grade))
    number: Mapped[int | None]  # learners to be added, or what the cell is to hold
