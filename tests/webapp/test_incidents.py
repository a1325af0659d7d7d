"""Incidents: what the clock could not do is shown with its error, and tried again when somebody says so."""

from datetime import timedelta

from sqlalchemy import select

from processes.acts import clockwork
from processes.records.timers import Timer
from tests.builders import DEPARTMENT, DUE, PROVINCE, SCHOOL, World
from tests.webapp.desks import SignIn

REMINDED_AT = DUE - timedelta(hours=72)


def fail_often(world: World) -> int:
    """The timers of the school's case fail ten times; returns the incident."""
    case_id = world.case(SCHOOL).id
    for _ in range(clockwork.MOST_TRIES):
        with world.office(REMINDED_AT) as office:
            clockwork.set_aside(office, case_id, "BadExpression: no such word")
    with world.house.reading() as session:
        timer: Timer = session.scalars(select(Timer).filter_by(kind="case")).one()
        assert timer.state == "failed"
        return timer.id


def test_an_incident_names_the_unit_and_the_error_and_goes_once_it_was_mended(
    signed_in: SignIn, world: World
) -> None:
    incident = fail_often(world)
    browser = signed_in(DEPARTMENT).get("/incidents/")
    assert "BadExpression: no such word" in browser.text
    assert "โรงเรียนเทศบาล 1 โพศรี" in browser.text

    browser.post(f"/incidents/{incident}/retry")
    with world.office(REMINDED_AT) as office:
        clockwork.run_one_timer(office)

    assert "ไม่มีงานที่ขัดข้อง" in browser.get("/incidents/").text


def test_a_case_that_was_set_aside_holds_nobody_up(world: World) -> None:
    fail_often(world)

    with world.office(REMINDED_AT) as office:
        assert clockwork.tick_due_cases(office) == 6


def test_incidents_are_the_departments(signed_in: SignIn, world: World) -> None:
    incident = fail_often(world)
    browser = signed_in(PROVINCE)

    assert browser.get("/incidents/").status == 404
    assert browser.get("/account").post(f"/incidents/{incident}/retry").status == 404
    assert signed_in(DEPARTMENT).get("/account").post("/incidents/999/retry").status == 404
