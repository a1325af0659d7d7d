"""Marks as seen what a unit was told."""

from sqlalchemy import select

from processes.acts.office import Actor, Office
from processes.records.notices import Notice


def mark_seen(office: Office, actor: Actor, notice_id: int | None = None) -> int:
    """Mark one notice of the officer's unit, or all of them, as seen; returns how many were not yet."""
    wanted = select(Notice).filter_by(unit_id=actor.unit_id, seen_at=None)
    if notice_id is not None:
        wanted = wanted.filter_by(id=notice_id)
    unseen = office.session.scalars(wanted).all()
    for notice in unseen:
        notice.seen_at, notice.seen_by = office.now, actor.officer_id
    return len(unseen)
