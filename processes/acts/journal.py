"""Writes down who did what: each entry is bound to the one before it in its chain."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any, NamedTuple

from sqlalchemy import select

from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.journal import JournalEntry, UnitChain
from processes.records.once import append
from processes.records.units import Unit
from processes.rules.digest import Plain, canonical, link_digest
from processes.terms import Act, Tier


def note(office: Office, case: Case, act: Act, actor: Actor, **details: Plain) -> None:
    """Add to the chain of a case; its head lives on the case row, which the act changes anyway."""
    case.chain_length += 1
    place = _Place(f"case:{case.id}", case.chain_length, case.chain_head)
    case.chain_head = _enter(office, place, act, actor, _belonging(case), details)


def note_at_unit(office: Office, unit: Unit, act: Act, actor: Actor, **details: Plain) -> None:
    """Add to the chain of a unit, for what belongs to no case."""
    office.session.flush()  # reading under the lock would undo what this work has added to the chain before
    chain = office.session.get(UnitChain, unit.id, with_for_update=True)
    if chain is None:
        chain = UnitChain(unit_id=unit.id, length=0, head="")
        office.session.add(chain)
    chain.length += 1
    place = _Place(f"unit:{unit.id}", chain.length, chain.head)
    chain.head = _enter(office, place, act, actor, unit.belonging, details)


def note_at_department(office: Office, act: Act, actor: Actor, **details: Plain) -> None:
    """Add to the chain of the department; an installation without units has none yet."""
    top = office.session.scalars(select(Unit).filter_by(tier=Tier.DEPARTMENT)).first()
    if top is not None:
        note_at_unit(office, top, act, actor, **details)


def entry_digest(previous: str, entry: JournalEntry) -> str:
    """What an entry's digest must be; `lec verify` compares."""
    return link_digest(previous, _content(vars(entry)))


class _Place(NamedTuple):
    """Where an entry goes: its chain, its position, and the digest it is bound to."""

    chain: str
    position: int
    previous: str


def _enter(
    office: Office,
    place: _Place,
    act: Act,
    actor: Actor,
    belonging: dict[str, int | None],
    details: dict[str, Plain],
) -> str:
    entry = {
        "chain": place.chain,
        "position": place.position,
        "made_at": office.now,
        "officer_id": actor.officer_id,
        "act": act,
        "details": canonical(details).decode(),
    }
    digest = link_digest(place.previous, _content(entry))
    append(office.session, JournalEntry, {**entry, "digest": digest, **belonging})
    return digest


def _content(entry: Mapping[str, Any]) -> Plain:
    return {
        "chain": entry["chain"],
        "position": entry["position"],
        "made_at": entry["made_at"].astimezone(UTC).isoformat(),
        "officer": entry["officer_id"],
        "act": str(entry["act"]),
        "details": entry["details"],
    }


def _belonging(case: Case) -> dict[str, int | None]:
    return {"unit_id": case.unit_id, "authority_id": case.authority_id, "province_id": case.province_id}
