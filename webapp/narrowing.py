"""Which part of a round's cases an address asks for, and among which the reader may choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy import ColumnElement, Row, Select, select

from processes.records.units import Unit
from processes.reports.whereabouts import Part
from processes.terms import Tier
from webapp.door import reading
from webapp.visitors import actor


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit that the address names; one that is none has the key 0, and no cases."""

    id: int
    code: str
    province_id: int | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The part, and the codes of the province and the authority that the reader chose."""

    part: Part
    province: str | None
    authority: str | None


def narrowing(round_id: int, edition_id: int) -> Narrowing:
    """What the address asks for; of what lies outside the reader's view nothing is counted."""
    province, authority = _asked("province", Tier.PROVINCE), _asked("authority", Tier.LOCAL_AUTHORITY)
    if province and authority and authority.province_id != province.id:
        authority = None  # left over from the province that was chosen before
    if province is None and authority is not None:
        province = _place(Unit.id == authority.province_id)
    # Every case carries its province, by which it is found: a part within one is looked for there alone.
    around = province.id if province else _own_province()
    part = Part(round_id, edition_id, around, authority.id if authority else None)
    return Narrowing(part, province.code if province else None, authority.code if authority else None)


def choices(part: Part) -> dict[str, list[tuple[str, str]]]:
    """The provinces, and the authorities of the one that was chosen, among which the reader may narrow."""
    tier, named = actor().tier, select(Unit.code, Unit.name).order_by(Unit.sort_key)
    provinces = named.filter_by(tier=Tier.PROVINCE)
    below = named.filter_by(tier=Tier.LOCAL_AUTHORITY, province_id=part.province_id)
    narrows = part.province_id is not None and tier in (Tier.DEPARTMENT, Tier.PROVINCE)
    return {
        "provinces": [(code, name) for code, name in _rows(provinces)] if tier is Tier.DEPARTMENT else [],
        "authorities": [(code, name) for code, name in _rows(below)] if narrows else [],
    }


def _asked(name: str, tier: Tier) -> _Place | None:
    code = request.args.get(name, "")
    return (_place(Unit.code == code, Unit.tier == tier) or _Place(0, code, None)) if code else None


def _place(*wanted: ColumnElement[bool]) -> _Place | None:
    row = reading().execute(select(Unit.id, Unit.code, Unit.province_id).where(*wanted)).one_or_none()
    return _Place(*row) if row else None


def _own_province() -> int | None:
    return reading().scalars(select(Unit.province_id).filter_by(id=actor().unit_id)).one_or_none()


def _rows(wanted: Select[str, str]) -> Sequence[Row[str, str]]:
    return reading().execute(wanted).all()
