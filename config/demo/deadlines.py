"""Dates that authorities set for their own units (letter 5, note): one gone by, one near."""

from datetime import datetime, timedelta

from sqlalchemy import select

from config.demo.almanac import BANGKOK, Almanac
from config.demo.stages import SECOND_TOWN
from config.demo.udon import CITY
from config.wiring import House
from processes.acts.internal_deadlines import set_internal_deadline
from processes.acts.people import actor_named
from processes.acts.retiming import run_oldest
from processes.records.cases import Case
from processes.records.units import Unit

AFTERNOON = timedelta(hours=16, minutes=30)
A_DAY = timedelta(days=1)
DAYS = {SECOND_TOWN: -2, CITY: 1}  # from today


def set_deadlines(house: House, almanac: Almanac, round_id: int, closes_at: datetime) -> None:
    """Let the authorities set their dates, each while it lies ahead, and their units work towards them."""
    as_it_is = almanac.now
    today = as_it_is.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    for code, days in DAYS.items():
        due_at = today + timedelta(days=days) + AFTERNOON
        if due_at < closes_at:
            almanac.now = min(as_it_is, due_at - A_DAY)
            _set(house, round_id, code, due_at)
    almanac.now = as_it_is


def _set(house: House, round_id: int, code: str, due_at: datetime) -> None:
    with house.office() as office:
        wanted = select(Case.id).join(Unit, Unit.id == Case.unit_id).where(Unit.code == code)
        case_id = office.session.scalars(wanted.where(Case.round_id == round_id)).one()
        actor = actor_named(office, code)
        set_internal_deadline(office, actor, office.lock_case(case_id), due_at)
    with house.office() as office:
        run_oldest(office)
