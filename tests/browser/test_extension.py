"""By hand: a refusal with its reason, and an extension after the close that lets one school confirm (X5)."""

from datetime import timedelta

import pytest

from processes.terms import Standing
from tests.agreement import disagreements
from tests.browser.person import Person, Visit
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    NAMES,
    SCHOOL,
    World,
    confirm_institution,
    recheck,
)
from tests.builders import verify_all_classes as look_for_all
from tests.deeds import ask, ring

pytestmark = pytest.mark.browser
UNTIL = CLOSES + timedelta(days=3)


@pytest.mark.letter("F72")
def test_a_request_is_refused_with_a_reason_that_the_unit_reads(visit: Visit, world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    request_id = ask(world, SCHOOL)

    city = visit(CITY).open_task(NAMES[SCHOOL][1], "คำขอ")
    city.main.get_by_label("ไม่อนุญาต และคงการยืนยันไว้").check()
    city.main.get_by_label("เหตุผลที่ไม่อนุญาต").fill("ตรวจแล้วข้อมูลถูกต้อง")
    city.press("บันทึกผลการพิจารณา")

    school = visit(SCHOOL).open(f"/requests/{request_id}").reads("ไม่อนุญาต", "ตรวจแล้วข้อมูลถูกต้อง")
    school.open(f"/receipts/{number}").reads("การยืนยันนี้มีผลอยู่")


@pytest.mark.letter("X5")
def test_after_the_close_the_department_lets_one_school_in_which_confirms_and_is_shut_again(
    visit: Visit, world: World
) -> None:
    look_for_all(world, SCHOOL)
    recheck(world, SCHOOL)
    ring(world, CLOSES)
    world.watch.now = CLOSES + timedelta(hours=16)

    the_department_extends(visit(DEPARTMENT), world)
    school = visit(SCHOOL).open("/inbox").reads("กรมขยายเวลาให้หน่วยงานของท่าน")
    school.open_task("ยืนยัน").attest("ยืนยันข้อมูลระดับสถานศึกษา")
    visit(CENTRE).open("/inbox").reads("ไม่มีงานรอดำเนินการ")
    ring(world, UNTIL)

    assert world.case(SCHOOL).standing is Standing.CONFIRMED
    assert world.case(SCHOOL).ended_at == UNTIL
    assert world.case(CENTRE).standing is Standing.MISSED
    visit(SCHOOL).open("/inbox").reads("ไม่มีงานรอดำเนินการ")
    assert disagreements(world) == []


def the_department_extends(officer: Person, world: World) -> None:
    """Looked over before it is granted."""
    officer.open(f"/rounds/{world.round_id}/extensions/new")
    officer.main.get_by_label("รหัสหน่วยงาน").fill(SCHOOL)
    for name, typed in (("until-day", "14"), ("until-year", "2565"), ("until-time", "17.00")):
        officer.main.locator(f"[name={name}]").fill(typed)
    officer.main.locator("[name=until-month]").select_option("11")
    officer.main.get_by_label("เลขที่คำสั่งหรือหนังสือ").fill("สถ 12/2565")
    officer.main.get_by_label("เหตุผล").fill("น้ำท่วม")
    officer.press("ตรวจรายชื่อหน่วยงานก่อน").reads(NAMES[SCHOOL][1], "หน่วยงานที่ระบุ 1 แห่ง")
    officer.press("ขยายเวลาให้หน่วยงานข้างต้น").reads("ขยายเวลาให้ 1 หน่วยงานแล้ว")
