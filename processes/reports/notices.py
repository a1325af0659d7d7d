"""What a unit was told: reminders of its own, and that units below are late (F98 to F100)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.notices import Notice
from processes.records.officers import Officer
from processes.records.units import Unit


@dataclass(frozen=True, slots=True)
class Told:
    """A notice: its kind, the unit it is about, and who saw it when."""

    id: int
    kind: str
    about: str
    about_code: str
    made_at: datetime
    seen_at: datetime | None
    seen_by: str


def told_to(session: Session, unit_id: int, page: int = 1, size: int = 50) -> tuple[list[Told], int]:
    """The unit's notices, newest first, and how many there are in all."""
    wanted = (
        select(
            Notice.id,
            Notice.kind,
            Notice.about,
            func.coalesce(Unit.code, ""),
            Notice.made_at,
            Notice.seen_at,
            func.coalesce(Officer.name, ""),
        )
        .outerjoin(Case, Case.id == Notice.case_id)
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .outerjoin(Officer, Officer.id == Notice.seen_by)
        .where(Notice.unit_id == unit_id)
        .order_by(Notice.made_at.desc(), Notice.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    total = session.scalars(select(func.count(Notice.id)).where(Notice.unit_id == unit_id)).one()
    return [Told(*row) for row in session.execute(wanted)], total


def unseen_notices(session: Session, unit_id: int) -> int:
    """How many notices of the unit nobody has seen yet, for the menu."""
    wanted = select(func.count(Notice.id)).where(Notice.unit_id == unit_id, Notice.seen_at.is_(None))
    return session.scalars(wanted).one()
