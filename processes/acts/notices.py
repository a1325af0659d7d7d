"""Tells units things once, and marks as seen what a unit was told."""

from sqlalchemy import select

from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.units import Unit


def tell(office: Office, unit: Unit, kind: str, key: str, about: str, case: Case | None = None) -> None:
    """Give the unit a notice, once; `case` is the case it is about."""
    row = {
        "key": f"{kind}:{key}",
        "kind": kind,
        "round_id": case.round_id if case else None,
        "case_id": case.id if case else None,
        "about": about[:200],
        "made_at": office.now,
        **unit.belonging,
    }
    insert_once(office.session, Notice, [row])


def mark_seen(office: Office, actor: Actor, notice_id: int | None = None) -> int:
    """Mark one notice of the officer's unit, or all of them, as seen; returns how many were not yet."""
    wanted = select(Notice).filter_by(unit_id=actor.unit_id, seen_at=None)
    if notice_id is not None:
        wanted = wanted.filter_by(id=notice_id)
    unseen = office.session.scalars(wanted).all()
    for notice in unseen:
        notice.seen_at, notice.seen_by = office.now, actor.officer_id
    return len(unseen)
