"""A roll from a file, as an officer brings it: at a desk, on a phone, and without any script."""

import pytest
from playwright.sync_api import Route

from processes.records.learners import Learner
from tests.browser.inspection import violations
from tests.browser.person import Person, Visit
from tests.builders import SCHOOL, World
from tests.deeds import number_of
from tests.webapp import files
from tests.webapp.old_excel import old_workbook

pytestmark = pytest.mark.browser
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"

# The page that says it is gone with the answer; what it said stays.
KEEP_WHAT_IS_SAID = """() => {
  const place = document.querySelector('[data-progress]');
  new MutationObserver(() => { sessionStorage.said = place.textContent; })
    .observe(place, { childList: true, subtree: true, characterData: true });
}"""


def choose(officer: Person, content: bytes, name: str) -> Person:
    officer.open(f"/units/{SCHOOL}/roll").follow("นำเข้าจากไฟล์")
    kind = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    officer.page.get_by_label("ไฟล์รายชื่อ").set_input_files(kind)  # type: ignore[arg-type]
    return officer


@pytest.mark.letter("F110")
@pytest.mark.parametrize(("phone", "script"), [(False, True), (True, True), (False, False)])
def test_a_file_is_brought_looked_over_and_taken_in(
    visit: Visit, world: World, phone: bool, script: bool
) -> None:
    officer = visit(SCHOOL, phone=phone, script=script)
    newcomer = files.pupil_cells(50, grade="ป.3")
    choose(officer, files.workbook(*files.whole_roll(), newcomer), "รายชื่อ.xlsx")

    officer.press("ตรวจไฟล์").reads("ตรวจไฟล์ก่อนนำเข้า", "รายชื่อ.xlsx", "แถวแรก ๆ ตามที่ระบบอ่านได้")
    if script:
        assert violations(officer.page) == []
        assert officer.page.evaluate(NARROW)
    before = number_of(world, Learner, first_name="ทดสอบ50")
    officer.press("นำเข้าทั้งหมด").reads("นำเข้าแล้ว เพิ่มใหม่ 1 คน แก้ไข 0 คน")

    assert (before, number_of(world, Learner, first_name="ทดสอบ50")) == (0, 1)


@pytest.mark.parametrize("phone", [False, True])
def test_what_is_wrong_in_a_file_is_led_to_row_by_row(visit: Visit, phone: bool) -> None:
    rows = files.whole_roll()
    rows[1][files.NUMBER], rows[2][files.BIRTH] = "1.1E+12", "31/02/2559"
    officer = choose(visit(SCHOOL, phone=phone), old_workbook(files.HEAD, *rows), "รายชื่อ.xls")

    officer.press("ตรวจไฟล์").reads("ยังนำเข้าไม่ได้", "1.1E+12", "31/02/2559")

    assert violations(officer.page) == []
    assert officer.page.evaluate(NARROW)
    officer.follow("ส่งไฟล์ใหม่").reads("ไฟล์รายชื่อ")


def test_a_file_at_work_says_so_and_for_how_long(visit: Visit) -> None:
    officer = choose(visit(SCHOOL), files.workbook(*files.whole_roll()), "รายชื่อ.xlsx")
    officer.page.evaluate(KEEP_WHAT_IS_SAID)

    def slowly(route: Route) -> None:
        officer.page.wait_for_timeout(1_500)
        route.continue_()

    officer.page.route("**/roll/import", slowly)
    officer.press("ตรวจไฟล์").reads("ไฟล์นี้ตรงกับบัญชีรายชื่อแล้ว")

    said = officer.page.evaluate("sessionStorage.said")
    assert said == "กำลังตรวจไฟล์ โปรดรอสักครู่ · 1 วินาที"
