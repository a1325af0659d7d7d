"""The roll at the fingertips: a class marked by keyboard alone, a row mended in its place."""

import re
from itertools import count

import pytest
from playwright.sync_api import Locator, Route, expect
from sqlalchemy import select

from processes.records.learners import Enrolment, Learner, PresenceMark
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.terms import Grade
from tests.browser.inspection import violations
from tests.browser.person import Person, Visit
from tests.builders import SCHOOL, World, fill_class

pytestmark = pytest.mark.browser
TEACHER, CLASS_SIZE = f"{SCHOOL}-2", 40
SAVED = re.compile(r"บันทึกแล้ว 09\.00\.00 น\.")


def enlarge(world: World) -> None:
    """The teacher's first class gets forty learners."""
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        teacher = office.session.scalars(select(Officer).filter_by(username=TEACHER)).one()
        room = fill_class(office, unit, Grade.P1, "1", teacher, count(5000), CLASS_SIZE - 3)
        first = office.session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        assert first is not None
        for each in office.session.scalars(select(Enrolment).filter_by(classroom_id=room.id)):
            each.classroom_id = first.classroom_id


def marks(world: World) -> list[bool]:
    with world.house.reading() as session:
        return list(session.scalars(select(PresenceMark.seen)))


def states(person: Person) -> Locator:
    return person.main.locator("[data-mark-state]")


@pytest.mark.letter("F35", "F41")
def test_a_class_of_forty_is_marked_by_keyboard_alone_with_a_key_for_each(visit: Visit, world: World) -> None:
    enlarge(world)
    teacher = visit(TEACHER).open_task("ป.1/1")
    keys = teacher.page.keyboard
    teacher.tab_to(teacher.main.get_by_role("button", name="เริ่มตรวจด้วยแป้นพิมพ์"))
    keys.press("Enter")

    pressed = 0
    for number in range(CLASS_SIZE):
        keys.press("Digit2" if number == 7 else "KeyF")
        pressed += 1

    expect(teacher.main.locator("[data-saved-state]")).to_have_text("ระบบบันทึกไว้แล้ว 40 จาก 40 คน ไม่พบตัว 1 คน")
    expect(states(teacher)).to_have_text([SAVED] * CLASS_SIZE)
    assert pressed <= 2 * CLASS_SIZE
    assert sorted(marks(world)) == [False] + [True] * (CLASS_SIZE - 1)
    assert violations(teacher.page) == []
    teacher.tab_to(teacher.main.get_by_role("button", name="ปิดการตรวจชั้นนี้"))
    teacher.enter().reads("ตรวจตัวตนครบทั้งชั้นแล้ว")


def test_arrows_go_from_learner_to_learner_and_space_changes_the_mark(visit: Visit, world: World) -> None:
    teacher = visit(TEACHER).open_task("ป.1/1")
    keys, rows = teacher.page.keyboard, teacher.main.get_by_role("radiogroup")
    teacher.main.get_by_role("button", name="เริ่มตรวจด้วยแป้นพิมพ์").click()

    for key in ("ArrowDown", "Space", "Space", "ArrowDown", "Digit1", "ArrowUp"):
        keys.press(key)

    expect(rows.nth(1).get_by_label("ไม่พบตัว")).to_be_focused()
    expect(rows.nth(1).get_by_label("ไม่พบตัว")).to_be_checked()
    expect(states(teacher).nth(2)).to_have_text(SAVED)
    expect(states(teacher).nth(0)).to_be_empty()
    expect(states(teacher).nth(1)).to_have_text(SAVED)
    assert sorted(marks(world)) == [False, True]


@pytest.mark.letter("F42")
def test_a_mark_that_does_not_arrive_says_so_and_arrives_with_the_form(visit: Visit, world: World) -> None:
    teacher = visit(TEACHER).open_task("ป.1/1")
    teacher.page.route("**/at-once", _cut_off)
    teacher.main.get_by_role("button", name="เริ่มตรวจด้วยแป้นพิมพ์").click()

    teacher.page.keyboard.press("Digit1")

    expect(states(teacher).first).to_have_text("ยังไม่ได้บันทึก")
    expect(teacher.main.locator("[data-saved-state]")).to_contain_text("จะลองอีกครั้งเอง")
    expect(teacher.main.locator("form[data-marking]")).to_have_attribute("data-unsaved", "")
    assert marks(world) == []
    teacher.press("บันทึกผล").reads("บันทึกแล้ว 1 คน")
    assert marks(world) == [True]
    teacher.faults = [each for each in teacher.faults if "ERR_FAILED" not in each]


def _cut_off(route: Route) -> None:
    route.abort()


def test_a_row_is_mended_in_its_place_by_keyboard_with_the_error_beside_it(
    visit: Visit, world: World
) -> None:
    officer = visit(SCHOOL).open(f"/units/{SCHOOL}/roll")
    keys, rows = officer.page.keyboard, officer.main.locator("tbody tr")
    officer.tab_to(rows.nth(0).get_by_role("link", name="แก้ไข"))
    keys.press("ArrowDown")
    expect(rows.nth(1).get_by_role("link", name="แก้ไข")).to_be_focused()

    keys.press("Enter")
    number = rows.nth(1).get_by_label("เลขประจำตัวประชาชน")
    expect(rows.nth(1).get_by_label("คำนำหน้าชื่อ")).to_be_focused()
    assert violations(officer.page) == []
    number.fill("๑๒๓๔")
    keys.press("Enter")
    expect(number).to_be_focused()
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(rows.nth(1)).to_contain_text("ต้องมี 13 หลัก")
    assert violations(officer.page) == []
    number.fill("G650000000001")
    rows.nth(1).get_by_label("นามสกุล").fill("ใจดี")
    keys.press("Enter")

    expect(rows.nth(1)).to_contain_text(SAVED)
    expect(rows.nth(1)).to_contain_text("ใจดี")
    expect(rows.nth(1).get_by_role("link", name="แก้ไข")).to_be_focused()
    with world.house.reading() as session:
        assert session.scalars(select(Learner.revision).filter_by(last_name="ใจดี")).one() == 2


def test_escape_puts_the_row_back_as_it_was_and_keeps_the_place(visit: Visit, world: World) -> None:
    officer = visit(SCHOOL).open(f"/units/{SCHOOL}/roll")
    first = officer.main.locator("tbody tr").first
    before = first.inner_text()
    first.get_by_role("link", name="แก้ไข").click()
    first.get_by_label("ชื่อ", exact=True).fill("ไม่ใช่ชื่อนี้")

    officer.page.keyboard.press("Escape")

    expect(first.get_by_role("link", name="แก้ไข")).to_be_focused()
    assert first.inner_text() == before
    with world.house.reading() as session:
        assert set(session.scalars(select(Learner.revision))) == {1}
