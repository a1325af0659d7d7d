"""What the rules found in the records, and how officers explained it; kept beside the values (N6)."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Prose, Record, Scoped, to, word
from processes.terms import About, ProblemState, Severity


class Problem(Scoped, Record):
    """A rule that a learner, a class or a unit breaks. It outlives rounds, as its explanation does.

    `fingerprint` is that of the values it rests on; `explained_for` that of those that were explained, so the
    explanation holds for as long as the two are alike, and is shown as the old one when they are not.
    """

    __tablename__ = "problem"
    __table_args__ = (
        UniqueConstraint("unit_id", "rule", "about", "subject_id"),
        Index(None, "unit_id", "state", "severity"),
        Index(None, "enrolment_id"),
    )

    id: Mapped[Key]
    rule: Mapped[str] = mapped_column(String(20))
    severity: Mapped[Severity] = mapped_column(word(Severity))
    about: Mapped[About] = mapped_column(word(About))
    subject_id: Mapped[int]  # of the learner, the class or the unit
    enrolment_id: Mapped[int | None] = to("enrolment.id")
    classroom_id: Mapped[int | None] = to("classroom.id")
    fingerprint: Mapped[str] = mapped_column(String(32))
    params: Mapped[Prose] = mapped_column(default="{}")  # what the sentence names; no personal value
    state: Mapped[ProblemState] = mapped_column(word(ProblemState), default=ProblemState.OPEN)
    found_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    explanation: Mapped[Prose] = mapped_column(default="")
    explained_for: Mapped[str] = mapped_column(String(32), default="")
    explained_by: Mapped[int | None] = to("officer.id")
    explained_at: Mapped[datetime | None]
