"""Forms as an officer meets them: wrong values, drafts, a double click, somebody faster, no script at all."""

import pytest
from playwright.sync_api import expect

from processes.terms import Act, Standing
from tests.browser.inspection import violations
from tests.browser.person import Visit
from tests.builders import (
    CITY,
    NAMES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import ask

pytestmark = pytest.mark.browser
TEACHER = f"{SCHOOL}-2"


def test_wrong_values_come_back_with_a_summary_in_focus_and_stay_as_typed(visit: Visit, world: World) -> None:
    officer = visit(CITY).open_task("สังกัดอื่น")
    cells = officer.main.locator("input.cell-input")
    cells.nth(0).fill("-๓")
    cells.nth(1).fill("๑๒")

    officer.press("บันทึก")

    summary = officer.main.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(cells.nth(0)).to_have_attribute("aria-invalid", "true")
    expect(cells.nth(0)).to_have_value("-๓")
    expect(cells.nth(1)).to_have_value("12")  # it was right, and saved by itself
    assert violations(officer.page) == []
    summary.get_by_role("link").click()
    expect(cells.nth(0)).to_be_focused()
    assert world.case(CITY).other_standing is Standing.IN_PROGRESS


def test_what_is_half_typed_is_kept_by_itself_and_there_again_after_a_reload(
    visit: Visit, world: World
) -> None:
    confirm_institution(world, SCHOOL)
    ask(world, SCHOOL)
    officer = visit(CITY).open_task(NAMES[SCHOOL][1], "คำขอ")
    why = officer.main.get_by_label("เหตุผลที่ไม่อนุญาต")

    why.fill("ตรวจแล้ว")
    expect(officer.main.locator("[data-draft-status]")).to_contain_text("เก็บร่างแล้ว 09.00 น.")
    officer.page.reload()

    officer.reads("แบบร่างบันทึกเมื่อ วันนี้ 09.00 น.")
    expect(why).to_have_value("ตรวจแล้ว")


def test_a_double_click_sends_a_form_once(visit: Visit, world: World) -> None:
    verify_all_classes(world, SECOND_SCHOOL)
    recheck(world, SECOND_SCHOOL)
    officer = visit(SECOND_SCHOOL).open_task("ยืนยัน")
    officer.main.get_by_role("checkbox").check()
    sent: list[str] = []
    officer.page.on("request", lambda request: sent.append(request.method))

    with officer.page.expect_navigation():
        officer.main.get_by_role("button", name="ยืนยันข้อมูลระดับสถานศึกษา").dblclick()

    officer.reads("เลขที่ใบรับ")
    assert sent.count("POST") == 1
    assert len(world.confirmations(SECOND_SCHOOL)) == 1


def test_the_second_of_two_officers_in_one_task_is_told_who_did_it(visit: Visit, world: World) -> None:
    teacher, officer = visit(TEACHER).open_task("ป.1/1"), visit(SCHOOL)
    officer.open(teacher.at)
    for each in (teacher, officer):
        for learner in each.main.get_by_role("radiogroup").all():
            learner.get_by_text("พบตัว", exact=True).click()

    teacher.press("ปิดการตรวจชั้นนี้").reads("ตรวจตัวตนครบทั้งชั้นแล้ว")
    officer.press("ปิดการตรวจชั้นนี้")

    officer.reads(f"เจ้าหน้าที่ {TEACHER} ทำงานนี้เสร็จแล้วเมื่อ", "สิ่งที่ท่านเพิ่งส่งไม่ถูกบันทึกซ้ำ")
    officer.follow("ดูงานนี้").reads("ทำโดย", f"เจ้าหน้าที่ {TEACHER}")
    assert len(world.items(SCHOOL, Act.VERIFY_ROLL, "done")) == 1


@pytest.mark.letter("F43", "F95", "F110")
def test_a_school_signs_in_marks_its_class_and_confirms_without_any_script(
    visit: Visit, world: World
) -> None:
    officer = visit(script=False).sign_in("๓๐๔๑๒๐๐๐๒")

    officer.open_task("ป.1/1").press("ที่เหลือพบตัวทุกคน").reads("บันทึกแล้ว 2 คน")
    officer.press("ปิดการตรวจชั้นนี้").reads("ตรวจตัวตนครบทั้งชั้นแล้ว")
    officer.open_task("ตรวจสอบการบันทึก").press("ตรวจสอบแล้ว ข้อมูลบันทึกครบถ้วน")
    officer.open_task("ยืนยัน").press("ยืนยันข้อมูลระดับสถานศึกษา").reads("โปรดทำเครื่องหมายรับรองข้อความก่อนยืนยันข้อมูล")
    officer.attest("ยืนยันข้อมูลระดับสถานศึกษา").reads("เลขที่ใบรับ", "2 คน")

    [confirmation] = world.confirmations(SECOND_SCHOOL)
    assert officer.at == f"/receipts/{confirmation.number}"


def test_the_menu_of_a_phone_opens_closes_and_leads_on(visit: Visit) -> None:
    teacher = visit(TEACHER, phone=True).open("/inbox")
    menu, opener = teacher.page.get_by_role("navigation", name="เมนูหลัก"), "เปิดเมนู"
    expect(menu).not_to_be_visible()

    teacher.page.get_by_role("link", name=opener).click()
    expect(menu).to_be_visible()
    teacher.page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    expect(teacher.page.get_by_role("link", name=opener)).to_be_focused()
    teacher.page.get_by_role("link", name=opener).click()
    menu.get_by_role("link", name="บัญชีของฉัน").click()

    teacher.page.wait_for_url("**/account")
    teacher.reads("อุปกรณ์ที่เข้าสู่ระบบอยู่")
