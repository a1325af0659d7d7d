"""Unlocking by hand through three tiers, one that is forgotten, a warning in the last minutes."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from processes.records.closing import ClosingLine
from processes.terms import Standing
from tests.agreement import disagreements
from tests.browser.person import Person, Visit
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    NAMES,
    PROVINCE,
    SCHOOL,
    World,
    close_all,
    confirm_institution,
)
from tests.deeds import confirm_up_to_province, number_of, reopen

pytestmark = pytest.mark.browser
REASON = "นับเกินหนึ่งคน"


@pytest.mark.letter("F73", "F74", "F75", "X4", "N1", "N8")
def test_a_request_climbs_three_tiers_and_comes_back_down_in_order(visit: Visit, world: World) -> None:
    confirm_up_to_province(world)
    school, city, province = visit(SCHOOL), visit(CITY), visit(PROVINCE)
    department = visit(DEPARTMENT)

    the_school_asks_for_one_learner(school)
    thread = school.at
    for officer, asking, above in ((city, SCHOOL, PROVINCE), (province, CITY, DEPARTMENT)):
        ask_further_up(officer, asking)
        school.open(thread).reads(f"รอ{NAMES[above][1]}พิจารณา", f"เจ้าหน้าที่ {above}")
    for officer, asking, next_ in ((department, PROVINCE, PROVINCE), (province, CITY, CITY)):
        grant(officer, asking)
        school.open(thread).reads(f"รอ{NAMES[next_][1]}พิจารณา")
    grant(city, SCHOOL)

    school.open("/unit").reads("เปิดแก้ไขแล้ว ยังไม่ได้ยืนยันใหม่ 1 รายการ")
    assert [world.case(code).standing for code in (SCHOOL, CITY, PROVINCE)] == [Standing.REOPENED] * 3
    assert disagreements(world) == []


@pytest.mark.letter("F78", "N2")
def test_an_unlocking_that_is_forgotten_stands_in_the_list_with_both_versions(
    visit: Visit, world: World
) -> None:
    number = confirm_institution(world, SCHOOL)
    world.watch.now = CLOSES - timedelta(minutes=30)
    reopen(world, CITY, SCHOOL)
    city = visit(CITY, phone=True)
    city.open("/board/").reads("ยังไม่ได้ยืนยันใหม่ 1 รายการ", NAMES[SCHOOL][1])
    city.follow("เทียบฉบับที่ยืนยันกับปัจจุบัน").reads("กำลังถูกแทนที่", "จำนวนผู้เรียนไม่เปลี่ยนแปลง")

    close_all(world)

    later = visit(CITY)
    later.open(f"/rounds/{world.round_id}/closing?standing=reopened").reads("ค้างแก้ไข 5", NAMES[SCHOOL][1])
    later.follow(f"หลักฐาน {NAMES[SCHOOL][1]}").reads(number, "ระบบใช้ฉบับที่ยืนยันล่าสุด")
    assert number_of(world, ClosingLine, standing=Standing.REOPENED, now_total=5, total=5) == 1


@pytest.mark.letter("N4")
def test_what_is_not_sent_yet_is_warned_of_in_the_last_minutes(visit: Visit, world: World) -> None:
    confirm_institution(world, SCHOOL)
    world.watch.now = CLOSES - timedelta(minutes=9)
    school = visit(SCHOOL).open(f"/units/{SCHOOL}/reopening/new?stream=own")

    school.main.get_by_label("เหตุผลที่ต้องแก้ไข").fill(REASON)

    warning = "อีก 9 นาทีจะปิดระบบ สิ่งที่กรอกในหน้านี้ยังไม่ได้บันทึก"
    expect(school.page.locator("[data-last-hour]")).to_contain_text(warning)


def the_school_asks_for_one_learner(officer: Person) -> None:
    """Finds the learner by name, sees what falls and how the total moves, and sends the request."""
    officer.open("/unit").follow("ขอแก้ไขหลังยืนยัน").reads("การยืนยันที่จะถูกยกเลิก 3 ฉบับ", "ผู้ที่ต้องทำอีกครั้ง")
    officer.main.get_by_label("เหตุผลที่ต้องแก้ไข").fill(REASON)
    officer.main.get_by_label("สิ่งที่จะแก้ไข").fill("นำผู้เรียนที่ย้ายออกออกหนึ่งคน")
    officer.main.get_by_label("ค้นหาชื่อผู้เรียน").fill("ทดสอบ5")
    officer.press("ค้นหา").reads("ทดสอบ5")
    officer.main.get_by_role("checkbox").first.check()
    officer.main.get_by_label("สิ่งที่จะทำกับ").first.select_option("take_off")
    officer.press("ส่งคำขอ").reads("ส่งคำขอแล้ว", "ทดสอบ5", "จำนวนผู้เรียน 5 คน เป็น 4 คน")


def ask_further_up(officer: Person, asking: str) -> None:
    officer.open_task(NAMES[asking][1], "พิจารณาคำขอ").reads("จึงยังอนุญาตไม่ได้", "ผู้ที่ต้องทำอีกครั้ง")
    officer.press("ส่งคำขอไปยังหน่วยงานเหนือขึ้นไป").reads("ส่งคำขอขึ้นไปแล้ว")


def grant(officer: Person, asking: str) -> None:
    officer.open_task(NAMES[asking][1], "พิจารณาคำขอ")
    officer.answer("อนุญาต และยกเลิกการยืนยัน", "บันทึกผลการพิจารณา").reads("อนุญาตให้แก้ไข และยกเลิกการยืนยันแล้ว")
