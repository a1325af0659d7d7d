"""By whom a learner's record was confirmed at each tier: from the very content that was signed (F82)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.closing import FiguresTaken
from processes.records.confirmations import Confirmation
from processes.records.officers import Officer
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.receipts import CONTENT
from processes.reports.units import looking_up
from processes.rules.sealing import Cipher
from processes.terms import Stream, Tier


@dataclass(frozen=True, slots=True)
class Signature:
    """A confirmation that holds the learner, or an overview above that rests on one that does."""

    academic_year: int
    round_number: int
    tier: Tier
    unit: str
    number: str
    person: str
    position: str
    confirmed_at: datetime
    withdrawn_at: datetime | None


class _Version(NamedTuple):
    """A confirmation with its content still sealed, in the order in which it is asked for."""

    id: int
    digest: str
    content: bytes
    round_id: int
    academic_year: int
    round_number: int
    tier: Tier
    unit: str
    number: str
    person: str
    position: str
    confirmed_at: datetime
    withdrawn_at: datetime | None


def signatures_on(session: Session, cipher: Cipher, unit: Unit, learner_id: int) -> list[Signature]:
    """Everybody who signed for the learner, tier by tier from the unit up, oldest first.

    The tiers above show the unit who signed and when, and nothing of their content.
    """
    own = [each for each in _versions(session, [unit.id]) if _names(cipher, each, 0, {learner_id})]
    with looking_up(session):
        authority = _resting_on(session, cipher, unit.authority_id, own)
        province = _resting_on(session, cipher, unit.province_id, authority)
        taken = _taken(session, province)
    signed = [_signature(each) for each in (*own, *authority, *province)]
    order = list(reversed(Tier))
    return sorted(
        (*signed, *taken),
        key=lambda each: (each.academic_year, each.round_number, order.index(each.tier), each.confirmed_at),
    )


def _versions(session: Session, unit_ids: Collection[int]) -> list[_Version]:
    wanted = (
        select(
            Confirmation.id,
            Confirmation.digest,
            Confirmation.content,
            Confirmation.round_id,
            Round.academic_year,
            Round.number,
            Unit.tier,
            Unit.name,
            Confirmation.number,
            Confirmation.officer_name,
            Confirmation.position,
            Confirmation.confirmed_at,
            Confirmation.withdrawn_at,
        )
        .join(Round, Round.id == Confirmation.round_id)
        .join(Unit, Unit.id == Confirmation.unit_id)
        .where(Confirmation.unit_id.in_(unit_ids), Confirmation.stream == Stream.OWN)
        .order_by(Confirmation.confirmed_at)
    )
    return [_Version._make(row) for row in session.execute(wanted)]


def _resting_on(
    session: Session, cipher: Cipher, unit_id: int | None, below: Collection[_Version]
) -> list[_Version]:
    """The unit's overviews that name one of these confirmations by its digest."""
    digests = {each.digest for each in below}
    if unit_id is None or not digests:
        return []
    return [each for each in _versions(session, [unit_id]) if _names(cipher, each, 3, digests)]


def _names(cipher: Cipher, version: _Version, place: int, wanted: Collection[Any]) -> bool:
    """Whether a line of what was signed has one of these at its place."""
    content = json.loads(cipher.unpack(version.content, CONTENT))
    return any(line[place] in wanted for line in content["basis"] or ())


def _signature(version: _Version) -> Signature:
    return Signature(*version[4:])


def _taken(session: Session, provinces: Collection[_Version]) -> list[Signature]:
    """Who at the department took a province's figures as correct and complete (letter 9.2)."""
    by_id = {each.id: each for each in provinces}
    wanted = (
        select(FiguresTaken.confirmation_id, Officer.name, Officer.position, FiguresTaken.taken_at)
        .join(Officer, Officer.id == FiguresTaken.taken_by)
        .where(FiguresTaken.confirmation_id.in_(by_id))
    )
    department = select(Unit.name).where(Unit.tier == Tier.DEPARTMENT)
    found = []
    for confirmation_id, person, position, at in session.execute(wanted):
        base = by_id[confirmation_id]
        name = session.scalars(department).first() or ""
        year, number = base.academic_year, base.round_number
        found.append(
            Signature(year, number, Tier.DEPARTMENT, name, base.number, person, position or "", at, None)
        )
    return found
