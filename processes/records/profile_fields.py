"""What the department asks of the profile of every school or centre beside the fixed fields."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Name, Prose, Record, to, word
from processes.terms import UnitKind


class ProfileField(Record):
    """A field of the profile that the department added; a retired one is asked no more (F89)."""

    __tablename__ = "profile_field"

    id: Mapped[Key]
    label_th: Mapped[Name]
    label_en: Mapped[Name] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(String(20))
    choices: Mapped[Prose] = mapped_column(default="")  # a line each
    required: Mapped[bool] = mapped_column(default=False)
    unit_kind: Mapped[UnitKind | None] = mapped_column(word(UnitKind))  # none: schools and centres both
    added_at: Mapped[datetime]
    added_by: Mapped[int] = to("officer.id")
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[int | None] = to("officer.id")
