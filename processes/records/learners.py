"""Learners, their classes and enrolments, and whether each was seen this round. Nobody is ever deleted."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import Key, Name, Record, Scoped, SortKey, to, word
from processes.terms import Grade, IdentityKind, LeavingReason, Sex


class Classroom(Scoped, Record):
    """A class of one institution in one academic year, and whose class it is."""

    __tablename__ = "classroom"
    __table_args__ = (Index(None, "unit_id", "academic_year"), Index(None, "teacher_id"))

    id: Mapped[Key]
    academic_year: Mapped[int]
    grade: Mapped[Grade] = mapped_column(word(Grade))
    room: Mapped[str] = mapped_column(String(20))
    teacher_id: Mapped[int | None] = to("officer.id")


class Learner(Scoped, Record):
    """A pupil or young child. The scope columns name the unit on whose roll they stand or last stood."""

    __tablename__ = "learner"
    __table_args__ = (
        Index(None, "unit_id", "sort_key"),
        Index(None, "number_index"),
        Index(None, "sort_key", "birth_on"),  # whoever has no number is looked for by name and birth
    )

    id: Mapped[Key]
    prefix: Mapped[str] = mapped_column(String(40))
    first_name: Mapped[Name]
    last_name: Mapped[Name]
    sort_key: Mapped[SortKey]
    sex: Mapped[Sex] = mapped_column(word(Sex))
    birth_on: Mapped[date | None]
    nationality: Mapped[str] = mapped_column(String(60), default="ไทย")
    identity_kind: Mapped[IdentityKind] = mapped_column(word(IdentityKind))
    number_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_index: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    number_masked: Mapped[str] = mapped_column(String(30), default="")
    revision: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = to("officer.id")


class IdentityChange(Record):
    """A number the learner had before: a changed number keeps the learner (letter 4.3.3)."""

    __tablename__ = "identity_change"
    __table_args__ = (Index(None, "learner_id"),)

    id: Mapped[Key]
    learner_id: Mapped[int] = to("learner.id")
    kind: Mapped[IdentityKind] = mapped_column(word(IdentityKind))
    number_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    number_masked: Mapped[str] = mapped_column(String(30), default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = to("officer.id")


class Enrolment(Scoped, Record):
    """That a learner stands on a unit's roll, from when, until when and why; it is ended, never deleted."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(None, "unit_id", "left_at", "classroom_id"),
        Index(None, "classroom_id", "left_at"),
        Index(
            "uq_enrolment_standing",
            "learner_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    learner_id: Mapped[int] = to("learner.id")
    classroom_id: Mapped[int] = to("classroom.id")
    grade: Mapped[Grade] = mapped_column(word(Grade))
    sex: Mapped[Sex] = mapped_column(word(Sex))  # the learner's, kept here so that figures read one table
    admitted_on: Mapped[date]
    admitted_by: Mapped[int | None] = to("officer.id")
    left_at: Mapped[datetime | None]
    left_by: Mapped[int | None] = to("officer.id")
    leaving_reason: Mapped[LeavingReason | None] = mapped_column(word(LeavingReason))
    leaving_note: Mapped[str | None] = mapped_column(String(500))

    learner: Mapped[Learner] = relationship()
    classroom: Mapped[Classroom] = relationship()


class PresenceMark(Scoped, Record):
    """Whether a learner was seen in a round, by whom, when (letter 3, 6.1)."""

    __tablename__ = "presence_mark"
    __table_args__ = (
        UniqueConstraint("round_id", "enrolment_id"),
        Index(None, "unit_id", "round_id"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    enrolment_id: Mapped[int] = to("enrolment.id")
    seen: Mapped[bool]
    marked_by: Mapped[int] = to("officer.id")
    marked_at: Mapped[datetime]


class ClassCheck(Scoped, Record):
    """That a class has been verified in a round; later arrivals are seen one by one."""

    __tablename__ = "class_check"
    __table_args__ = (UniqueConstraint("round_id", "classroom_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    classroom_id: Mapped[int] = to("classroom.id")
    checked_by: Mapped[int] = to("officer.id")
    checked_at: Mapped[datetime]
