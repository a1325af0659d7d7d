"""What a page says of a case that is suspended: since when, why, and whom to ask."""

from dataclasses import dataclass
from datetime import datetime

from processes.records.cases import Case
from processes.reports.contacts import Contact, contact_of_officer
from webapp.door import reading, today


@dataclass(frozen=True, slots=True)
class Suspension:
    """As an administrator left it."""

    since: datetime
    why: str
    contact: Contact | None


def suspension_of(case: Case | None) -> Suspension | None:
    """None for a case that runs, and for one that the close has ended: it stands still anyway."""
    if case is None or case.suspended_at is None or case.ended_at is not None:
        return None
    by = case.suspended_by
    contact = contact_of_officer(reading(), by, today()) if by is not None else None
    return Suspension(case.suspended_at, case.suspended_why or "", contact)
