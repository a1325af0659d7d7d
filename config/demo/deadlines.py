"""Dates that authorities set for their own units (letter 5, note): one gone by, one near."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from config.demo.almanac import BANGKOK
from config.demo.stages import SECOND_TOWN
from config.demo.udon import CITY
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.records.officers import Officer
from processes.records.rounds import InternalDeadline
from processes.records.units import Unit

AFTERNOON = timedelta(hours=16, minutes=30)
DAYS = {SECOND_TOWN: -2, CITY: 1}  # from today


def set_deadlines(office: Office, round_id: int, closes_at: datetime) -> None:
    """Enter the dates, and give them to the open work of the units."""
    today = office.now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    for code, days in DAYS.items():
        authority = office.session.scalars(select(Unit).filter_by(code=code)).one()
        officer = office.session.scalars(select(Officer).filter_by(username=code)).one()
        due_at = today + timedelta(days=days) + AFTERNOON
        if due_at < closes_at:
            office.session.add(
                InternalDeadline(
                    round_id=round_id,
                    authority_id=authority.id,
                    due_at=due_at,
                    set_by=officer.id,
                    set_at=office.now,
                )
            )
            _bring_forward(office, authority.id, due_at)


def _bring_forward(office: Office, authority_id: int, due_at: datetime) -> None:
    office.session.execute(
        update(WorkItem)
        .where(WorkItem.authority_id == authority_id, WorkItem.unit_id != authority_id)
        .where(WorkItem.state == "open", WorkItem.due_at > due_at)
        .values(due_at=due_at)
        .execution_options(synchronize_session=False)
    )
