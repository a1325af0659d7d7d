"""Units as an officer may see them: their own, and all below it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from processes.records.scope import HOUSE, SCOPE, Scope
from processes.records.units import Unit
from processes.rules.thai import plain_code
from processes.terms import Tier


class Belonging(NamedTuple):
    """The codes by which a unit's figures are added up."""

    authority: str
    province: str


def unit_within(session: Session, scope: Scope, code: str) -> Unit | None:
    """The unit of a code as typed, Thai digits too; None when it is not the scope's, or is none (F110)."""
    wanted = select(Unit).filter_by(code=plain_code(code).replace("-", ""))
    if scope.tier is Tier.PROVINCE:
        wanted = wanted.where(Unit.province_id == scope.unit_id)
    elif scope.tier is Tier.LOCAL_AUTHORITY:
        wanted = wanted.where(Unit.authority_id == scope.unit_id)
    elif scope.tier is not Tier.DEPARTMENT:
        wanted = wanted.where(Unit.id == scope.unit_id)
    return session.scalars(wanted).one_or_none()


def units_in_district(session: Session, district: Unit) -> Sequence[Unit]:
    """The authorities of a district, which relays letters to them (F22), in Thai order."""
    wanted = select(Unit).where(Unit.district_id == district.id, Unit.tier == Tier.LOCAL_AUTHORITY)
    return session.scalars(wanted.order_by(Unit.sort_key)).all()


def belonging_by_code(session: Session) -> dict[str, Belonging]:
    """Of every unit its authority and province, blank for those above them (F86)."""
    authority, province = aliased(Unit), aliased(Unit)
    wanted = (
        select(Unit.code, func.coalesce(authority.code, ""), func.coalesce(province.code, ""))
        .outerjoin(authority, authority.id == Unit.authority_id)
        .outerjoin(province, province.id == Unit.province_id)
    )
    return {code: Belonging(*rest) for code, *rest in session.execute(wanted)}


@contextmanager
def looking_up(session: Session) -> Iterator[Session]:
    """The session with the whole house in view, to tell a unit how those above it stand, and no more.

    Select columns here, never rows: a row would stay in the session for whoever asks next.
    """
    scope = session.info.get(SCOPE)
    session.info[SCOPE] = HOUSE
    try:
        yield session
    finally:
        session.info[SCOPE] = scope
