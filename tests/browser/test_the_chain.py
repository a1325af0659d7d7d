"""The whole chain by hand: teachers, school, authority, province, department, the close (letter 4 to 9)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from processes.terms import Act, Standing, Stream
from tests.agreement import disagreements
from tests.browser.person import Person, Visit
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    FUNDER,
    NAMES,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.webapp.desks import confirm_outside

pytestmark = pytest.mark.browser
TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"
OPEN_REPORT, SIGN_OVERVIEW = "เปิดรายงานของข้อมูลฉบับนี้", "ยืนยันภาพรวมระดับ"


@pytest.mark.letter("F35", "F36", "F38", "F41", "F43", "F44", "F57", "F68", "F95", "F96", "F110")
def test_the_chain_is_walked_by_hand_from_the_class_to_the_department(visit: Visit, world: World) -> None:
    a_teacher_marks_a_class_by_keyboard(visit().sign_in(TEACHER))
    another_teacher_marks_a_class(visit(SECOND_TEACHER))
    a_school_confirms(visit(SCHOOL))
    for code in (SECOND_SCHOOL, CENTRE, TOWN_CENTRE):
        confirm_institution(world, code)
    an_authority_confirms_its_units(visit(CITY))
    an_authority_confirms_the_counts_of_others(visit(CITY))
    accept_all(world, TOWN)
    confirm(world, TOWN)
    confirm_outside(world, FUNDER)
    a_province_confirms(visit(PROVINCE))
    the_department_takes_the_figures(visit(DEPARTMENT))

    [school], [city], [province] = (world.confirmations(code) for code in (SCHOOL, CITY, PROVINCE))
    [counts] = world.confirmations(CITY, Stream.OTHER)
    assert (school.total, city.total, counts.total) == (4, 8, 9 * 12)
    assert province.total == 10
    assert [world.case(code).standing for code in (SCHOOL, CITY, PROVINCE)] == [Standing.CONFIRMED] * 3
    assert disagreements(world) == []


def a_teacher_marks_a_class_by_keyboard(teacher: Person) -> None:
    """The first learner is not found: space chooses, arrows change, the return key sends."""
    teacher.open("/inbox").reads("ป.1/1")
    teacher.tab_to(teacher.main.get_by_role("link", name="เปิดงาน").first)
    teacher.enter()
    keys, rows = teacher.page.keyboard, teacher.main.get_by_role("radiogroup")
    for number in range(rows.count()):
        teacher.tab_to(rows.nth(number).get_by_role("radio").first)
        keys.press("Space")
        if number == 0:
            keys.press("ArrowRight")
    expect(rows.first.get_by_label("ไม่พบตัว")).to_be_checked()
    teacher.tab_to(teacher.main.get_by_role("button", name="ปิดการตรวจชั้นนี้"))
    teacher.enter().reads("ตรวจตัวตนครบทั้งชั้นแล้ว", f"เจ้าหน้าที่ {TEACHER}")


def another_teacher_marks_a_class(teacher: Person) -> None:
    teacher.open_task("ป.2/1").press("ที่เหลือพบตัวทุกคน").reads("บันทึกแล้ว 2 คน")
    teacher.press("ปิดการตรวจชั้นนี้").reads("ตรวจตัวตนครบทั้งชั้นแล้ว")


def a_school_confirms(officer: Person) -> None:
    """Takes off who was not found, looks at what is saved, attests, looks at the report."""
    officer.open_task("ตรวจสอบการบันทึก").reads("ยังผ่านขั้นนี้ไม่ได้", "ไม่พบตัว 1 คน", f"เจ้าหน้าที่ {TEACHER}")
    officer.press("นำออกจากระบบ").reads("นำออกในครั้งนี้ 1 คน", "สิ่งที่ระบบบันทึกไว้แล้ว")
    officer.press("ตรวจสอบแล้ว ข้อมูลบันทึกครบถ้วน")
    officer.open_task("ยืนยัน").reads("ข้าพเจ้า", "ข้อ 9.2 และ 9.3")
    officer.attest("ยืนยันข้อมูลระดับสถานศึกษา")
    assert officer.at.startswith("/receipts/")
    officer.reads("4 คน", "17 ตุลาคม 2565", f"เจ้าหน้าที่ {SCHOOL}", "ทันกำหนด")
    officer.press("ตรวจสอบรหัสอีกครั้ง").reads("รหัสตรวจสอบตรงกัน")
    officer.open_task("รายงาน").reads("จำนวนในรายงานตรงกับที่ยืนยันทุกชั้น")
    officer.answer("แสดงครบถ้วน", "บันทึกผลการตรวจรายงาน").reads("รายงานแสดงจำนวนครบถ้วน")


def an_authority_confirms_its_units(officer: Person) -> None:
    """Reviews each unit, cannot sign before it has opened the report."""
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        officer.open_task(NAMES[code][1]).answer("ถูกต้อง", "บันทึกผลการตรวจสอบ").reads("ตรวจแล้ว ข้อมูลถูกต้อง")
    sign_after_the_report(officer, "ยืนยันภาพรวม", SIGN_OVERVIEW)


def an_authority_confirms_the_counts_of_others(officer: Person) -> None:
    """Nine cells, typed in Thai digits."""
    cells = officer.open_task("สังกัดอื่น").main.locator("input.cell-input")
    assert cells.count() == 9
    for number in range(9):
        cells.nth(number).fill("๑๒")
    officer.press("กรอกครบแล้ว ไปขั้นยืนยัน").reads("กรอกจำนวนครบแล้ว")
    sign_after_the_report(officer, "สังกัดอื่น", "ยืนยันจำนวนนักเรียนของสังกัดอื่น")
    officer.reads("108 คน")


def a_province_confirms(officer: Person) -> None:
    for code in (CITY, TOWN, FUNDER):
        officer.open_task(NAMES[code][1]).answer("ถูกต้อง", "บันทึกผลการตรวจสอบ")
    sign_after_the_report(officer, "ยืนยันภาพรวม", SIGN_OVERVIEW)


def sign_after_the_report(officer: Person, task: str, button: str) -> None:
    officer.open_task(task).reads("ต้องเปิดรายงานก่อนยืนยัน")
    signing = officer.at
    expect(officer.main.get_by_role("button", name=button)).to_have_count(0)
    officer.follow(OPEN_REPORT).open(signing).attest(button)
    assert officer.at.startswith("/receipts/")


def the_department_takes_the_figures(officer: Person) -> None:
    officer.open_task(NAMES[PROVINCE][1]).press("รับข้อมูลเป็นข้อมูลที่ถูกต้องครบถ้วน")
    officer.reads("รับข้อมูลเป็นข้อมูลที่ถูกต้องครบถ้วนแล้ว")


@pytest.mark.letter("F66", "F92")
def test_an_authority_is_told_which_units_are_in_the_way_and_whom_to_call(visit: Visit, world: World) -> None:
    confirm_institution(world, SCHOOL)
    accept_all(world, CITY)

    officer = visit(CITY).open("/board/")
    assert world.items(CITY, Act.CONFIRM) == []

    officer.reads(NAMES[SECOND_SCHOOL][1], NAMES[CENTRE][1], "0-0000-0001")
    call = officer.page.get_by_role("contentinfo")
    expect(call).to_contain_text(f"เจ้าหน้าที่ {PROVINCE}")
    expect(call).to_contain_text("0-0000-0001")


@pytest.mark.letter("F5", "F99", "F101")
def test_the_last_second_is_in_time_and_the_hour_itself_is_not(visit: Visit, world: World) -> None:
    for code in (SECOND_SCHOOL, CENTRE):
        verify_all_classes(world, code)
        recheck(world, code)
    world.watch.now = CLOSES - timedelta(seconds=1)
    early, late = (visit(code).open_task("ยืนยัน") for code in (SECOND_SCHOOL, CENTRE))

    early.attest("ยืนยันข้อมูลระดับสถานศึกษา")
    world.watch.now = CLOSES
    late.attest("ยืนยันข้อมูลระดับสถานศึกษา")

    early.reads("11 พฤศจิกายน 2565", "16.59.59")
    late.reads("ระบบปิดรับข้อมูลเมื่อ", "17.00.00", "ข้อมูลที่ระบบเก็บไว้", f"เจ้าหน้าที่ {CITY}")
    assert [len(world.confirmations(code)) for code in (SECOND_SCHOOL, CENTRE)] == [1, 0]


def test_counts_sent_too_late_are_kept_as_a_draft_and_said_so(visit: Visit, world: World) -> None:
    world.watch.now = CLOSES - timedelta(seconds=1)
    officer = visit(CITY).open_task("สังกัดอื่น")
    task = officer.at
    first = officer.main.locator("input.cell-input").first
    first.fill("๓๔")

    world.watch.now = CLOSES
    first.press("Tab")  # the cell is sent by itself, and comes too late
    expect(officer.main.locator("[data-sheet-status]")).to_contain_text("ปิดรับข้อมูลแล้ว")
    officer.press("บันทึก").reads("ปิดรับข้อมูลแล้ว", "เก็บเป็นร่างแล้ว")

    officer.open(task)
    expect(officer.page.get_by_role("banner")).to_contain_text("ปิดรับข้อมูลแล้วเมื่อ")
    assert world.items(CITY, Act.RECORD_COUNTS)
