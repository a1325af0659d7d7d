"""What one version of a diagram changes of another: the page of sentences, and who may see which versions."""

import pytest

from processes.acts import drafting
from processes.acts.drafting import Sketch
from processes.acts.people import actor_named
from processes.terms import DiagramKey
from tests.builders import BPMN, CENTRE, DEPARTMENT, SCHOOL, World
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

KEY = DiagramKey.SCHOOL
SOURCE = (BPMN / "school.bpmn").read_text(encoding="utf-8")


def drafted(world: World, text: str) -> int:
    with world.office() as office:
        return drafting.start(
            office, actor_named(office, DEPARTMENT), Sketch(KEY, "ภาคเรียนใหม่", text.encode())
        ).id


def sentences(browser: Browser) -> list[str]:
    return [" ".join(line.text_content().split()) for line in browser.page.xpath("//li[@data-change]")]


def compared(signed_in: SignIn, world: World, *pairs: tuple[str, str], language: str = "") -> Browser:
    text = SOURCE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    draft, edition = drafted(world, text), world.case(SCHOOL).edition_id
    browser = signed_in(DEPARTMENT)
    if language:
        browser.post("/language", {"language": language})
    return browser.get(f"/diagrams/compare?from={edition}&to=draft-{draft}")


CHANGES = {
    "timer": (
        ('due_at - duration("72h")', 'due_at - duration("120h")'),
        "เปลี่ยน “3 วันก่อนครบกำหนด” เลื่อนจาก 3 วันก่อนครบกำหนด เป็น 5 วันก่อนครบกำหนด",
    ),
    "length": (
        ('>duration("24h")', '>duration("48h")'),
        "เปลี่ยน “ครบ 24 ชั่วโมง” เลื่อนจาก 1 วันหลังมาถึง เป็น 2 วันหลังมาถึง",
    ),
    "role": (
        ('lec:role="class_teacher"', 'lec:role="responsible"'),
        "เปลี่ยน ผู้ทำของช่อง “ครูประจำชั้น” เปลี่ยนจากครูประจำชั้น เป็นเจ้าหน้าที่ผู้รับผิดชอบ",
    ),
    "outcomes": (
        ('lec:outcomes="shown,missing"', 'lec:outcomes="shown"'),
        "เปลี่ยน ผลที่เลือกได้ของ “ตรวจสอบจำนวนนักเรียนในรายงาน” "
        "เปลี่ยนจาก รายงานแสดงจำนวนถูกต้อง, รายงานไม่แสดงจำนวน เป็น รายงานแสดงจำนวนถูกต้อง",
    ),
    "who is told": (
        ('lec:to="above"', 'lec:to="own"'),
        "เปลี่ยน ผู้รับของ “แจ้ง อปท. ต้นสังกัดว่าพ้นกำหนด” เปลี่ยนจากหน่วยงานเหนือขึ้นไป เป็นหน่วยงานเอง",
    ),
}


@pytest.mark.parametrize(("pair", "told"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_told_in_a_sentence(
    signed_in: SignIn, world: World, pair: tuple[str, str], told: str
) -> None:
    browser = compared(signed_in, world, pair)

    assert sentences(browser) == [told]


def test_a_rewired_arrow_a_new_field_and_a_move_are_told(signed_in: SignIn, world: World) -> None:
    asks = '<bpmn:extensionElements><lec:field name="more" label="เหตุผล" /></bpmn:extensionElements>'
    browser = compared(
        signed_in,
        world,
        ('sourceRef="reopened" targetRef="again"', 'sourceRef="reopened" targetRef="recheck"'),
        ("<bpmn:incoming>recheck_roll_to_confirm", f"{asks}<bpmn:incoming>recheck_roll_to_confirm"),
        ('<dc:Bounds x="830" y="350"', '<dc:Bounds x="830" y="360"'),
    )

    told = sentences(browser)
    assert told[0] == "เปลี่ยน งาน “ยืนยันข้อมูลนักเรียน” เพิ่มช่องกรอก “เหตุผล”"
    assert told[1].startswith("เปลี่ยน เส้นทาง “ต้นสังกัดยกเลิกการยืนยัน → recheck” ไปที่ “recheck”")
    assert told[2] == "ย้ายที่ งาน “นำผู้ไม่มีตัวตนออก และตรวจสอบการบันทึก” ย้ายที่บนภาพ"


def test_both_drawings_are_there_to_be_shown_with_their_marks(signed_in: SignIn, world: World) -> None:
    browser = compared(signed_in, world, ('due_at - duration("72h")', 'due_at - duration("120h")'))

    sides = browser.page.xpath("//@data-compare")
    assert sides[0] == f"/diagrams/{world.case(SCHOOL).edition_id}.bpmn"
    assert sides[1].startswith("/diagrams/drafts/")
    assert browser.page.xpath("string(//@data-marks)") == '{"due_soon": "changed"}'


def test_nothing_that_differs_is_said(signed_in: SignIn, world: World) -> None:
    browser = compared(signed_in, world)

    assert sentences(browser) == []
    assert "ไม่มีสิ่งใดที่เปลี่ยนการทำงาน" in browser.text


def test_the_other_version_is_chosen_on_the_page(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(f"/diagrams/compare?from={world.case(SCHOOL).edition_id}")

    assert browser.status == 200
    assert browser.page.xpath("//select[@name='to']")


def test_two_different_diagrams_are_not_compared(signed_in: SignIn, world: World) -> None:
    one, other = world.case(SCHOOL).edition_id, world.case(CENTRE).edition_id

    browser = signed_in(SCHOOL).get(f"/diagrams/compare?from={one}&to={other}")

    assert browser.status == 400
    assert "เทียบได้เฉพาะฉบับของแผนผังเดียวกัน" in browser.text


def test_a_draft_is_seen_by_who_administers_alone(signed_in: SignIn, world: World) -> None:
    draft, edition = drafted(world, SOURCE), world.case(SCHOOL).edition_id

    assert signed_in(SCHOOL).get(f"/diagrams/compare?from={edition}&to=draft-{draft}").status == 404


@pytest.mark.parametrize(
    "asked", ["", "from=", "from=x", "from=99", "from=1&to=draft-99", "from=1%00", "from=๑"]
)
def test_what_is_not_there_is_not_found(signed_in: SignIn, asked: str) -> None:
    assert signed_in(DEPARTMENT).get(f"/diagrams/compare?{asked}").status == 404
