"""A term's change from the drawing to the officer: drawn, compared, tried, approved, published, met (N11)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from processes.acts.extending import Order
from tests.acts.test_extending import extend
from tests.acts.test_replaying import walk
from tests.agreement import disagreements
from tests.browser.inspection import Inspection
from tests.browser.person import PATIENCE_MS, Person, Visit
from tests.builders import (
    CLOSES,
    DEPARTMENT,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_round,
    close_all,
    recheck,
    verify_all_classes,
)
from tests.deeds import ring

pytestmark = pytest.mark.browser
A_DAY = timedelta(days=1)
LATER = CLOSES + 10 * A_DAY
EXTENDED_TO = CLOSES + 90 * A_DAY
TITLE, TASK = "ตรวจสองคน ปีการศึกษา 2566", "เจ้าหน้าที่คนที่สองตรวจทาน"
CHECKED, ROOMS = "ตรวจครบทุกชั้นแล้ว", "จำนวนชั้นที่ตรวจ"
SENTENCES = (
    "เลื่อนจาก 3 วันก่อนครบกำหนด เป็น 5 วันก่อนครบกำหนด",
    f"เพิ่มงาน “{TASK}” ในช่อง “ผู้รับผิดชอบของโรงเรียน”",
    f"งาน “{TASK}” เพิ่มช่องกรอก “{CHECKED}”",
    f"งาน “{TASK}” เพิ่มช่องกรอก “{ROOMS}”",
)
LOOK = Inspection()


@pytest.fixture
def between(world: World) -> World:
    """A round has closed, but for a school with more time and half its work before it; the next one waits."""
    walk(world, SCHOOL, day=1)
    verify_all_classes(world, SECOND_SCHOOL)
    extend(world, SECOND_SCHOOL, order=Order(EXTENDED_TO, "สถ 12/2565", "น้ำท่วม"))
    close_all(world)
    with world.office(LATER) as office:
        coming = add_round(office, number=1, closes_at=LATER + 60 * A_DAY)
        coming.academic_year = 2566
        for window in coming.windows:
            window.opens_at, window.due_at = LATER, LATER + 59 * A_DAY
    return world


@pytest.mark.letter("F97", "N11")
def test_a_second_check_is_drawn_published_and_met_while_the_running_round_stays_as_it_is(
    visit: Visit, between: World
) -> None:
    world, running = between, between.case(SECOND_SCHOOL)
    drawer, other = visit(DEPARTMENT), visit(f"{DEPARTMENT}-3")

    begin_a_draft(drawer)
    draft = drawer.at
    draw_a_second_check(drawer)
    drawer.follow("เปรียบเทียบกับเดิม")
    told = drawer.reads(*SENTENCES).page.locator('[data-side="new"] .compare-sign.is-added')
    expect(told.first).to_be_visible()
    clean(drawer)
    try_on_last_round(drawer, world, draft)
    drawer.open(draft).press("ขออนุมัติ").reads("รออนุมัติ")
    other.open("/diagrams/drafts/").follow(TITLE).press("อนุมัติแบบที่บันทึกล่าสุด")
    clean(other)
    publish(drawer.open(draft).follow("ตรวจก่อนประกาศใช้"))
    open_the_next_round(drawer, world)
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    school = visit(SCHOOL)
    answer_the_second_check(school)
    school.open_task("ยืนยันข้อมูลนักเรียน").reads(CHECKED, "ใช่", ROOMS, "2")
    clean(school)
    world.round_id = running.round_id
    still = world.case(SECOND_SCHOOL)
    goes_on_as_before(visit(SECOND_SCHOOL))

    assert (still.state, still.revision, still.edition_id) == (
        running.state,
        running.revision,
        running.edition_id,
    )
    assert disagreements(world) == []


def clean(person: Person) -> None:
    assert LOOK.shortcomings(person.page) == []


def begin_a_draft(drawer: Person) -> None:
    drawer.open("/diagrams/").follow("แบบร่างแผนผัง").follow("เริ่มแบบร่างใหม่")
    form = drawer.page.locator("#from-edition")
    form.get_by_label("ฉบับ", exact=True).select_option(label="โรงเรียน ฉบับที่ 1")
    form.get_by_label("ชื่อแบบร่าง").fill(TITLE)
    drawer.press("เริ่มจากฉบับนี้").reads("เริ่มแบบร่างแล้ว")
    clean(drawer)


def draw_a_second_check(drawer: Person) -> None:
    """By mouse: a task out of the palette onto the arrow between two tasks, its two fields, another time."""
    drawer.follow("วาดแผนผัง")
    page = drawer.page
    expect(page.locator("#editor")).to_have_attribute("data-state", "ready", timeout=PATIENCE_MS)
    page.locator('.djs-palette [data-action="create.task"]').click()
    arrow = page.locator('[data-element-id="recheck_roll_to_confirm"] .djs-hit').first.bounding_box()
    assert arrow is not None
    middle = (arrow["x"] + arrow["width"] / 2, arrow["y"] + arrow["height"] / 2)
    page.mouse.move(middle[0], middle[1] - 40)
    page.mouse.move(*middle, steps=3)
    page.mouse.click(*middle)
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    page.keyboard.insert_text(TASK)
    page.keyboard.press("Enter")
    expect(page.locator("#bio-properties-panel-name")).to_have_value(TASK)
    for number, (label, kind) in enumerate(((CHECKED, "yes_no"), (ROOMS, "number"))):
        page.locator('[data-group-id="group-lec-fields"] .bio-properties-panel-add-entry').click()
        page.locator(f"#bio-properties-panel-lec-field-{number}-label").fill(label)
        page.locator(f"#bio-properties-panel-lec-field-{number}-type").select_option(kind)
        page.locator(f"#bio-properties-panel-lec-field-{number}-required").check()
    page.locator('[data-element-id="due_soon"] .djs-hit').first.click()
    page.locator("#bio-properties-panel-lec-timer-amount").fill("5")
    expect(page.locator("#editor")).to_have_attribute("data-saving", "saved")
    expect(page.locator("#editor")).to_have_attribute("data-problems", "0")
    clean(drawer)
    page.get_by_role("link", name="กลับไปหน้าร่าง").click()


def try_on_last_round(drawer: Person, world: World, draft: str) -> None:
    drawer.open(draft).follow("ทดลองกับเรื่องของรอบก่อน").press("เริ่มทดลอง")
    ring(world, LATER + timedelta(seconds=2))
    expect(drawer.page.get_by_text("ทดลองครบทุกเรื่องแล้ว")).to_be_visible(timeout=20_000)  # by itself
    clean(drawer)
    drawer.reads(f"มีงานเพิ่ม “{TASK}”", "มาเร็วขึ้นถึง 2 วัน")
    drawer.main.get_by_label("คำรับทราบ").fill("เตือนเร็วขึ้นสองวันตามที่ประชุม")
    drawer.press("รับทราบผลการทดลอง").reads("เตือนเร็วขึ้นสองวันตามที่ประชุม")


def publish(drawer: Person) -> None:
    drawer.main.get_by_label("ปีการศึกษา 2566 ครั้งที่ 1").check()
    drawer.main.get_by_label("เหตุผลที่ประกาศใช้").fill("ตรวจสองคนก่อนยืนยัน")
    drawer.press("ประกาศใช้เป็นฉบับใหม่").reads("ฉบับที่ 2", TASK)
    clean(drawer)


def open_the_next_round(drawer: Person, world: World) -> None:
    drawer.open("/rounds/").follow("ปีการศึกษา 2566 ครั้งที่ 1").follow("เปิดรอบ").reads("เปลี่ยนจากฉบับที่ 1")
    clean(drawer)
    drawer.press("เปิดรอบนี้").reads("เปิดรอบแล้ว")
    world.round_id = int(drawer.at.rsplit("/", 1)[1])
    clean(drawer)


def answer_the_second_check(school: Person) -> None:
    school.open_task(TASK)
    clean(school)
    school.main.get_by_label("ใช่", exact=True).check()
    school.main.get_by_label(ROOMS).fill("2")
    school.press("บันทึกและส่งต่อ")


def goes_on_as_before(school: Person) -> None:
    """In the running round the task after the check of the roll is to confirm, as it was."""
    school.open_task("นำผู้ไม่มีตัวตนออก", "รอบ 2565/2").press("ตรวจสอบแล้ว")
    school.open("/inbox").reads("ยืนยันข้อมูลนักเรียน")
    expect(school.main).not_to_contain_text(TASK)
    clean(school)
