"""That a whole roll went up a year: who led it, and each learner's class before and after, for undoing it."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from processes.records.base import Key, Record, Scoped, to


class Promotion(Scoped, Record):
    """One act that moved a unit's learners into the classes of an academic year (letter F3)."""

    __tablename__ = "promotion"
    __table_args__ = (Index(None, "unit_id", "promoted_at"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")  # the round it was done in, or after
    academic_year: Mapped[int]  # entered by it
    moved: Mapped[int]
    stayed: Mapped[int]
    finished: Mapped[int]
    newest_enrolment: Mapped[int]  # of the unit; whatever came later was built upon it
    promoted_by: Mapped[int] = to("officer.id")
    promoted_at: Mapped[datetime]
    undone_by: Mapped[int | None] = to("officer.id")
    undone_at: Mapped[datetime | None]


class PromotionLine(Scoped, Record):
    """A learner's class before and after; who finished has none after."""

    __tablename__ = "promotion_line"
    __table_args__ = (Index(None, "promotion_id", "from_classroom_id"),)

    id: Mapped[Key]
    promotion_id: Mapped[int] = to("promotion.id")
    enrolment_id: Mapped[int] = to("enrolment.id")
    from_classroom_id: Mapped[int] = to("classroom.id")
    to_classroom_id: Mapped[int | None] = to("classroom.id")
