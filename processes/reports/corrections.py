"""Units that were opened for correction and have not confirmed again, with what they signed last (F78)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.units import Unit
from processes.terms import Standing, Stream, Tier

MOST = 20
Rows = Select[*tuple[Any, ...]]


class Correction(NamedTuple):
    """A unit's stream in correction: since when, why, and the version that is being superseded."""

    code: str
    name: str
    tier: Tier
    stream: Stream
    number: str
    version: int
    total: int
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The first of them, the longest open at the top, and how many there are in all."""

    first: list[Correction]
    total: int


def corrections_at(session: Session, round_id: int, unit: Unit) -> Corrections:
    """Everything in correction at the unit and below it."""
    wanted = _within(_rows(round_id), unit)
    found = session.execute(wanted.order_by(Confirmation.withdrawn_at, Case.id).limit(MOST)).all()
    total = len(found)
    if total == MOST:
        total = session.scalars(select(func.count()).select_from(wanted.subquery())).one()
    return Corrections([Correction._make(row) for row in found], total)


def _rows(round_id: int) -> Rows:
    own = and_(
        Case.standing == Standing.REOPENED,
        Confirmation.stream == Stream.OWN,
        Confirmation.version == Case.own_version,
    )
    other = and_(
        Case.other_standing == Standing.REOPENED,
        Confirmation.stream == Stream.OTHER,
        Confirmation.version == Case.other_version,
    )
    rows: Rows = (
        select(
            Unit.code,
            Unit.name,
            Unit.tier,
            Confirmation.stream,
            Confirmation.number,
            Confirmation.version,
            Confirmation.total,
            Confirmation.withdrawn_at.label("since"),
            Confirmation.withdrawn_why,
        )
        .select_from(Case)
        .join(Unit, Unit.id == Case.unit_id)
        .join(Confirmation, and_(Confirmation.case_id == Case.id, or_(own, other)))
        .where(Case.round_id == round_id)
        .where(or_(Case.standing == Standing.REOPENED, Case.other_standing == Standing.REOPENED))
    )
    return rows


def _within(rows: Rows, unit: Unit) -> Rows:
    column = {
        Tier.INSTITUTION: Case.unit_id,
        Tier.LOCAL_AUTHORITY: Case.authority_id,
        Tier.PROVINCE: Case.province_id,
    }.get(unit.tier or Tier.INSTITUTION)
    return rows if column is None else rows.where(column == unit.id)
