"""Schools of other affiliations that an authority pays, and their counts (letter 4.2)."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Code, Key, Name, Record, Scoped, SortKey, to, word
from processes.terms import CountState, Grade


class OtherSchool(Scoped, Record):
    """A school outside the department; the scope columns name the authority that pays it."""

    __tablename__ = "other_school"
    __table_args__ = (Index(None, "unit_id", "sort_key"),)

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    sort_key: Mapped[SortKey]
    affiliation: Mapped[str] = mapped_column(String(20))
    district_id: Mapped[int | None] = to("unit.id")
    dissolved_on: Mapped[date | None]
    dissolved_by: Mapped[Name | None]
    revision: Mapped[int] = mapped_column(default=1)  # of its entry in the register


class OtherCount(Scoped, Record):
    """One of the nine cells of an outside school: blank, a number, or not applicable with a reason (N13)."""

    __tablename__ = "other_count"
    __table_args__ = (
        UniqueConstraint("round_id", "school_id", "grade"),
        Index(None, "unit_id", "round_id"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")
    grade: Mapped[Grade] = mapped_column(word(Grade))
    state: Mapped[CountState] = mapped_column(word(CountState))
    count: Mapped[int | None]
    male: Mapped[int | None]  # where the authority counts boys and girls apart; `count` is their sum
    female: Mapped[int | None]
    reason: Mapped[Name | None]
    explanation: Mapped[
        Name | None
    ]  # of a number that is far from the last round's; goes when the number does
    recorded_by: Mapped[int] = to("officer.id")
    recorded_at: Mapped[datetime]


class OtherCountChange(Scoped, Record):
    """Who changed a cell from what to what, and when; as `rules.outside_counts` writes it."""

    __tablename__ = "other_count_change"
    __table_args__ = (Index(None, "round_id", "school_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    school_id: Mapped[int] = to("other_school.id")
    grade: Mapped[Grade] = mapped_column(word(Grade))
    was: Mapped[Code]
    became: Mapped[Code]
    note: Mapped[Name] = mapped_column(default="")  # the reason or the explanation given with it
    changed_by: Mapped[int] = to("officer.id")
    changed_at: Mapped[datetime]
