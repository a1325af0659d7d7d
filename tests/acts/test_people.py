"""Who acts: the person behind an account, in the roles of the day in Bangkok, within their units."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from processes.acts import handover
from processes.acts.office import CLOCK
from processes.acts.people import actor_named, actor_of, unit_of
from processes.records.learners import Enrolment
from processes.records.officers import Appointment, Officer
from processes.records.scope import HOUSE, SCOPE, Scope
from processes.records.units import Unit
from processes.terms import Role, Tier
from tests.builders import CITY, DEPARTMENT, SCHOOL, World, add_officer

BANGKOK = ZoneInfo("Asia/Bangkok")
TODAY = date(2022, 10, 18)
EARLY = datetime(2022, 10, 18, 1, tzinfo=BANGKOK).astimezone(UTC)  # where it is still the day before


def appointed(world: World, from_on: date, to_on: date | None) -> bool:
    with world.office(EARLY) as office:
        unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        officer = add_officer(office, unit, f"{SCHOOL}-9", [])
        officer.appointments.append(
            Appointment(unit_id=unit.id, role=Role.RESPONSIBLE, from_on=from_on, to_on=to_on)
        )
        office.session.flush()
        return actor_of(office, officer) is not None


@pytest.mark.letter("F21", "F26", "F32")
def test_an_account_acts_for_its_unit_in_its_roles(world: World) -> None:
    school, teacher, top = world.actor(SCHOOL), world.actor(f"{SCHOOL}-2"), world.actor(DEPARTMENT)

    assert (school.tier, school.roles) == (Tier.INSTITUTION, {Role.RESPONSIBLE})
    assert teacher.roles == {Role.CLASS_TEACHER}
    assert (top.administers, world.actor(f"{DEPARTMENT}-2").administers) == (True, False)
    assert school.scope == Scope(Tier.INSTITUTION, school.unit_id)
    assert CLOCK.officer_id is None


@pytest.mark.letter("F21")
@pytest.mark.parametrize(
    ("from_on", "to_on", "stands"),
    [
        (date(2022, 10, 18), None, True),
        (date(2022, 10, 1), date(2022, 10, 18), True),
        (date(2022, 10, 19), None, False),
        (date(2022, 10, 1), date(2022, 10, 17), False),
    ],
)
def test_an_appointment_stands_from_its_first_day_to_its_last_by_the_calendar_of_bangkok(
    world: World, from_on: date, to_on: date | None, stands: bool
) -> None:
    assert appointed(world, from_on, to_on) is stands


def test_an_account_that_is_appointed_nowhere_does_not_act(world: World) -> None:
    with world.office() as office:
        officer = office.session.scalars(select(Officer).filter_by(username=SCHOOL)).one()
        officer.appointments[0].to_on = date(2022, 1, 2)

    with pytest.raises(LookupError):
        world.actor(SCHOOL)


def test_what_is_done_early_in_the_morning_carries_the_day_of_bangkok(world: World) -> None:
    with world.office(EARLY) as office:
        unit = unit_of(office, world_unit(office.session, SCHOOL))
        new = add_officer(office, unit, f"{SCHOOL}-9", [])
        old = office.session.scalars(select(Officer).filter_by(username=f"{SCHOOL}-2")).one()
        handover.hand_over(office, actor_named(office, SCHOOL), old, new, "1/2565")

        assert old.appointments[0].to_on == TODAY - timedelta(days=1)
        assert new.appointments[0].from_on == TODAY


def test_what_a_door_looks_up_is_bound_to_the_officers_units_and_the_work_is_not(world: World) -> None:
    with world.office() as office:
        city = actor_named(office, CITY)
        with office.seen_by(city) as session:
            assert len(session.scalars(select(Enrolment)).all()) == 9
        assert office.session.info[SCOPE] is HOUSE
        assert len(office.session.scalars(select(Enrolment)).all()) == 11


def world_unit(session: object, code: str) -> int:
    found: int = session.scalars(select(Unit.id).filter_by(code=code)).one()  # type: ignore[attr-defined]
    return found
