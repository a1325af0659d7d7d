"""The date and hour that an authority sets for its institutions within its own (letter 5, note; F9, N14)."""

from datetime import datetime

from sqlalchemy import select

from processes.acts import journal, retiming
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.rounds import InternalDeadline, Retiming
from processes.records.units import Unit
from processes.terms import Act, Tier


def set_internal_deadline(
    office: Office, actor: Actor, case: Case, due_at: datetime | None, unit_id: int | None = None
) -> None:
    """Set, move or (with None) lift the date for all institutions of the authority, or for one of them."""
    if case.tier is not Tier.LOCAL_AUTHORITY:
        raise UnknownItem(case.id)
    unit = _institution(office, case, unit_id) if unit_id is not None else None
    own_due = office.lock_window(case).due_at
    office.allow(
        Act.SET_INTERNAL_DEADLINE,
        actor,
        case,
        ahead=due_at is None or due_at > office.now,
        within_own_due=due_at is None or due_at <= own_due,
    )
    if not _write(office, actor, case, due_at, unit_id):
        return
    when = due_at.isoformat() if due_at else ""
    journal.note(office, case, Act.SET_INTERNAL_DEADLINE, actor, due=when, unit=unit.code if unit else "")
    retiming.begin(
        office,
        Retiming(
            round_id=case.round_id,
            tier=Tier.INSTITUTION,
            authority_id=case.unit_id,
            unit_id=unit_id,
            notice="internal_deadline",
            made_at=office.now,
        ),
    )


def _institution(office: Office, case: Case, unit_id: int) -> Unit:
    wanted = select(Unit).join(Case, Case.unit_id == Unit.id)
    wanted = wanted.where(Unit.id == unit_id, Case.parent_id == case.id, Case.round_id == case.round_id)
    found = office.session.scalars(wanted).one_or_none()
    if found is None:
        raise UnknownItem(unit_id)
    return found


def _write(office: Office, actor: Actor, case: Case, due_at: datetime | None, unit_id: int | None) -> bool:
    """Whether anything changed; the authority's case is locked, so that two do not write at once."""
    key = {"round_id": case.round_id, "authority_id": case.unit_id, "unit_id": unit_id}
    row = office.session.scalars(select(InternalDeadline).filter_by(**key)).one_or_none()
    if (row.due_at if row else None) == due_at:
        return False
    if row is not None and due_at is None:
        office.session.delete(row)
    elif row is not None and due_at is not None:
        row.due_at, row.set_by, row.set_at = due_at, actor.officer_id or 0, office.now
    else:
        values = {"due_at": due_at, "set_by": actor.officer_id, "set_at": office.now}
        office.session.add(InternalDeadline(**key, **values))
    office.session.flush()
    return True
