"""The chain of units: department, provinces, districts, local authorities, schools and child centres."""

from datetime import date
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import Code, Key, Name, Record, SortKey, to, word
from processes.terms import Tier, UnitKind


class Unit(Record):
    """A node of the chain. Kind, affiliation (`parent_id`) and disburser are three separate relations."""

    __tablename__ = "unit"
    __table_args__ = (
        Index(None, "parent_id", "sort_key"),
        Index(None, "authority_id"),
        Index(None, "province_id", "tier"),
    )

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[UnitKind] = mapped_column(word(UnitKind))
    tier: Mapped[Tier | None] = mapped_column(word(Tier))
    name: Mapped[Name]
    name_en: Mapped[Name | None]
    sort_key: Mapped[SortKey]
    parent_id: Mapped[int | None] = to("unit.id")
    authority_id: Mapped[int | None] = to("unit.id")
    province_id: Mapped[int | None] = to("unit.id")
    district_id: Mapped[int | None] = to("unit.id")
    disburser_id: Mapped[int | None] = to("unit.id")
    phone: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(200))
    closed_on: Mapped[date | None]

    parent: Mapped["Unit | None"] = relationship(
        foreign_keys=[parent_id], remote_side="Unit.id", viewonly=True
    )
    district: Mapped["Unit | None"] = relationship(
        foreign_keys=[district_id], remote_side="Unit.id", viewonly=True
    )

    @property
    def belonging(self) -> dict[str, Any]:
        """The scope columns of a row that belongs to this unit."""
        return {"unit_id": self.id, "authority_id": self.authority_id, "province_id": self.province_id}
