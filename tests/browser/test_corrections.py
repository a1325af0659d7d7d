"""A correction by hand: asked up to the province, granted down, confirmed up again (letter 8)."""

import pytest

from processes.terms import Standing
from tests.agreement import disagreements
from tests.browser.person import Person, Visit
from tests.builders import (
    CENTRE,
    CITY,
    NAMES,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
)
from tests.deeds import confirm_up_to_authorities

pytestmark = pytest.mark.browser
REASON = "นับเกินหนึ่งคน"


@pytest.mark.letter("F71", "F72", "F73", "F74", "F103")
def test_a_correction_goes_up_by_request_and_down_by_grant(visit: Visit, world: World) -> None:
    confirm_up_to_authorities(world)
    sisters = {code: world.confirmations(code)[0].number for code in (SECOND_SCHOOL, CENTRE, TOWN)}
    school, city, province = visit(SCHOOL), visit(CITY), visit(PROVINCE)

    the_school_asks(school)
    the_city_must_ask_the_province_first(city)
    grant(province, CITY)
    grant(city, SCHOOL)
    the_school_takes_one_off_and_confirms_again(school)
    the_city_confirms_again(city)

    assert [each.total for each in world.confirmations(SCHOOL)] == [5, 4]
    assert [each.total for each in world.confirmations(CITY)] == [9, 8]
    assert world.case(CITY).standing is Standing.CONFIRMED
    for code, number in sisters.items():
        [untouched] = world.confirmations(code)
        assert (untouched.number, untouched.withdrawn_at) == (number, None)
    province.open(f"/receipts/{sisters[SECOND_SCHOOL]}").reads("การยืนยันนี้มีผลอยู่")
    province.open(f"/receipts/{world.confirmations(SCHOOL)[0].number}").reads("การยืนยันนี้ถูกยกเลิกแล้ว")
    assert disagreements(world) == []


def the_school_asks(officer: Person) -> None:
    """From its own page, which says what is confirmed and what would follow."""
    officer.open("/unit").follow("ขอแก้ไขหลังยืนยัน").reads("สิ่งที่จะตามมาเมื่ออนุญาต", NAMES[CITY][1])
    officer.main.get_by_label("เหตุผลที่ต้องแก้ไข").fill(REASON)
    officer.main.get_by_label("สิ่งที่จะแก้ไข").fill("นำผู้เรียนที่ย้ายออกออกหนึ่งคน")
    officer.press("ส่งคำขอ").reads("ส่งคำขอแล้ว", f"รอ{NAMES[CITY][1]}พิจารณา")


def the_city_must_ask_the_province_first(officer: Person) -> None:
    officer.open_task(NAMES[SCHOOL][1]).reads(REASON, "ท่านยืนยันภาพรวมไปแล้ว จึงยังอนุญาตไม่ได้")
    officer.press("ส่งคำขอไปยังหน่วยงานเหนือขึ้นไป").reads("ส่งคำขอขึ้นไปแล้ว")


def grant(officer: Person, asking: str) -> None:
    officer.open_task(NAMES[asking][1], "พิจารณาคำขอ")
    officer.reads(NAMES[asking][1], REASON)
    officer.answer("อนุญาต และยกเลิกการยืนยัน", "บันทึกผลการพิจารณา").reads("อนุญาตให้แก้ไข และยกเลิกการยืนยันแล้ว")


def the_school_takes_one_off_and_confirms_again(officer: Person) -> None:
    officer.open(f"/units/{SCHOOL}/roll").follow("ทดสอบ5")
    officer.main.get_by_label("เหตุผล").select_option("moved")
    officer.press("นำออกจากบัญชีรายชื่อ").reads("ไม่ได้อยู่ในบัญชีรายชื่อแล้ว")
    officer.open_task("ตรวจสอบการบันทึก").press("ตรวจสอบแล้ว ข้อมูลบันทึกครบถ้วน")
    officer.open_task("ยืนยัน").attest("ยืนยันข้อมูลระดับสถานศึกษา").reads("4 คน")
    officer.open_task("รายงาน").answer("แสดงครบถ้วน", "บันทึกผลการตรวจรายงาน")


def the_city_confirms_again(officer: Person) -> None:
    """Sees what changed since the version that fell, and opens the report of this version."""
    officer.open_task(NAMES[SCHOOL][1]).reads("เทียบกับฉบับที่ 1 ซึ่งถูกยกเลิก", "เดิม 2 คน ปัจจุบัน 1 คน")
    officer.answer("ถูกต้อง", "บันทึกผลการตรวจสอบ")
    officer.open_task("ยืนยันภาพรวม").reads("ต้องเปิดรายงานก่อนยืนยัน")
    signing = officer.at
    officer.follow("เปิดรายงานของข้อมูลฉบับนี้").open(signing).attest("ยืนยันภาพรวมระดับ")
