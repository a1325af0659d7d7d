"""Whom to call: at the tier above, and at the units that stand in the way."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from processes.records.officers import Appointment, Officer
from processes.reports.contacts import (
    Contact,
    contact_above,
    contact_of_officer,
    units_outstanding,
    units_unreviewed,
)
from processes.terms import Role
from tests.builders import CENTRE, CITY, DEPARTMENT, SCHOOL, World, add_officer, confirm_institution

TODAY = date(2022, 10, 17)


def above(world: World, code: str) -> Contact | None:
    with world.house.reading() as session:
        return contact_above(session, world.actor(code).unit_id, TODAY)


@pytest.mark.letter("F92")
def test_a_schools_contact_is_the_responsible_officer_of_its_authority(world: World) -> None:
    assert above(world, SCHOOL) == Contact(
        "เทศบาลนครอุดรธานี", f"เจ้าหน้าที่ {CITY}", "เจ้าหน้าที่ผู้รับผิดชอบ", "0-0000-0001"
    )


def test_there_is_nobody_above_the_department(world: World) -> None:
    assert above(world, DEPARTMENT) is None


def test_who_left_is_called_no_more_and_the_unit_still_is(world: World) -> None:
    with world.office() as office:
        officer = office.session.scalars(select(Officer).filter_by(username=CITY)).one()
        officer.appointments[0].to_on = TODAY - timedelta(days=1)

    assert above(world, SCHOOL) == Contact("เทศบาลนครอุดรธานี", "", "", "0-0000-0000")


def test_a_further_officer_and_an_executive_change_nothing(world: World) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Officer).filter_by(username=CITY)).one().appointments[0].unit
        add_officer(office, unit, f"{CITY}-9", [Role.EXECUTIVE])
        office.session.add(
            Appointment(officer_id=1, unit_id=unit.id, role=Role.RESPONSIBLE, from_on=date(2022, 10, 18))
        )

    found = above(world, SCHOOL)
    assert found is not None
    assert found.person == f"เจ้าหน้าที่ {CITY}"


def test_a_person_is_found_with_their_unit(world: World) -> None:
    officer_id = world.actor(f"{SCHOOL}-2").officer_id
    assert officer_id is not None

    with world.house.reading() as session:
        found = contact_of_officer(session, officer_id, TODAY)

    assert found is not None
    assert (found.unit, found.person) == ("โรงเรียนเทศบาล 1 โพศรี", f"เจ้าหน้าที่ {SCHOOL}-2")


@pytest.mark.letter("F66")
def test_the_units_that_have_not_confirmed_are_named_with_whom_to_call(world: World) -> None:
    confirm_institution(world, SCHOOL)

    with world.house.reading() as session:
        waiting = units_outstanding(session, world.case(CITY).id, TODAY)

    assert [each.unit for each in waiting] == ["โรงเรียนเทศบาล 2 มุขมนตรี", "ศูนย์พัฒนาเด็กเล็กวัดโพธิ"]
    assert waiting[1] == Contact("ศูนย์พัฒนาเด็กเล็กวัดโพธิ", f"เจ้าหน้าที่ {CENTRE}", "เจ้าหน้าที่ผู้รับผิดชอบ", "0-0000-0001")


def test_a_unit_with_two_officers_is_named_once(world: World) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Officer).filter_by(username=CENTRE)).one().appointments[0].unit
        add_officer(office, unit, f"{CENTRE}-2", [Role.RESPONSIBLE])

    with world.house.reading() as session:
        waiting = units_unreviewed(session, world.case(CITY).id, TODAY)

    assert [each.unit for each in waiting].count("ศูนย์พัฒนาเด็กเล็กวัดโพธิ") == 1
    assert len(waiting) == 3
