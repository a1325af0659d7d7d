"""Lists of outside schools by authority and round, changes of their register, how counts are collected."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, Scoped, to, word
from processes.terms import AnswerState, ChangeState, ContactResult, ContactWay


class OutsideListing(Scoped, Record):
    """That a school is on an authority's list in a round: on one list and no other (letter 4.2, F59)."""

    __tablename__ = "outside_listing"
    __table_args__ = (UniqueConstraint("round_id", "school_id"), Index(None, "unit_id", "round_id"))

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")


class OutsideChange(Scoped, Record):
    """A change of the register, proposed or made: the fields before and after (JSON), by whom, when."""

    __tablename__ = "outside_change"
    __table_args__ = (
        Index(None, "school_id", "made_at"),
        Index(None, "state", "province_id"),
        Index(None, "unit_id", "made_at"),
    )

    id: Mapped[Key]
    school_id: Mapped[int | None] = to("other_school.id")  # none yet while a new school is only proposed
    school: Mapped[Name]  # code and name, as they were
    content: Mapped[Prose]
    reason: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[ChangeState] = mapped_column(word(ChangeState))
    made_by: Mapped[int | None] = to("officer.id")
    made_at: Mapped[datetime]
    decided_by: Mapped[int | None] = to("officer.id")
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(500), default="")


class OutsideContact(Scoped, Record):
    """That an authority asked an outside school for its numbers: when, how, whom, what came of it (F54)."""

    __tablename__ = "outside_contact"
    __table_args__ = (Index(None, "round_id", "school_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")
    contacted_on: Mapped[date]
    way: Mapped[ContactWay] = mapped_column(word(ContactWay))
    person: Mapped[Name] = mapped_column(default="")
    result: Mapped[ContactResult] = mapped_column(word(ContactResult))
    note: Mapped[str] = mapped_column(String(500), default="")
    noted_by: Mapped[int] = to("officer.id")
    noted_at: Mapped[datetime]


class OutsideLink(Scoped, Record):
    """An address under which one school answers for one round without an account, until it ends."""

    __tablename__ = "outside_link"
    __table_args__ = (Index(None, "round_id", "school_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")
    made_by: Mapped[int] = to("officer.id")
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class OutsideAnswer(Scoped, Record):
    """What a school says its numbers are (JSON by grade); no count before an officer takes it over."""

    __tablename__ = "outside_answer"
    __table_args__ = (Index(None, "round_id", "school_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")
    link_id: Mapped[int | None] = to("outside_link.id")  # none where it came in a file
    content: Mapped[Prose]
    person: Mapped[Name] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    answered_at: Mapped[datetime]
    state: Mapped[AnswerState] = mapped_column(word(AnswerState))
    decided_by: Mapped[int | None] = to("officer.id")
    decided_at: Mapped[datetime | None]
