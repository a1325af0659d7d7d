"""A child recorded at two centres, settled by hand from both sides; the trail stands on both."""

import pytest
from sqlalchemy import select

from processes.records.journal import JournalEntry
from processes.records.learners import Classroom, Enrolment
from processes.terms import Act
from tests.agreement import disagreements
from tests.browser.person import Person, Visit
from tests.builders import CENTRE, NAMES, TOWN, TOWN_CENTRE, World, citizen_number

pytestmark = pytest.mark.browser


def on_roll(world: World, code: str) -> int:
    with world.house.reading() as session:
        wanted = select(Enrolment.id).filter_by(unit_id=world.case(code).unit_id, left_at=None)
        return len(session.scalars(wanted).all())


@pytest.mark.letter("F47", "F112", "N7")
def test_a_child_at_two_centres_is_settled_from_both_sides(visit: Visit, world: World) -> None:
    claimant, holder, town = visit(CENTRE, phone=True), visit(TOWN_CENTRE), visit(TOWN)

    the_city_claims(claimant, world)
    the_holder_asks_and_keeps(holder)
    the_claimant_answers_and_goes_up(claimant)
    town.open_task("เด็กซ้ำ").reads("มาเรียนทุกวันตั้งแต่ต้นเทอม")
    town.answer("ปล่อย เด็กย้ายออกไปแล้ว", "บันทึกคำตอบ").reads("ปล่อยเด็กแล้ว")

    assert (on_roll(world, CENTRE), on_roll(world, TOWN_CENTRE)) == (3, 1)
    for person, code in ((claimant, CENTRE), (holder, TOWN_CENTRE)):
        person.open("/duplicates/?view=settled").follow("ด.ญ.").reads("ปล่อยเด็กแล้ว", "มาเรียนทุกวันตั้งแต่ต้นเทอม")
        assert trail(world, code) == [
            Act.CLAIM_LEARNER,
            Act.DISCUSS_DUPLICATE,
            Act.SETTLE_DUPLICATE,
            Act.RAISE_DUPLICATE,
            Act.SETTLE_DUPLICATE,
        ]
    holder.open(f"/units/{TOWN_CENTRE}/roll?view=left").reads("ย้ายออก")
    assert disagreements(world) == []


def the_city_claims(officer: Person, world: World) -> None:
    with world.house.reading() as session:
        room = session.scalars(select(Classroom.id).filter_by(unit_id=world.case(CENTRE).unit_id)).one()
    officer.open(f"/units/{CENTRE}/roll/new?classroom={room}")
    typed = {"คำนำหน้าชื่อ": "ด.ญ.", "นามสกุล": "ใจดี", "เลขประจำตัวประชาชนหรือรหัส G-Code": citizen_number(11)}
    for label, words in typed.items():
        officer.main.get_by_label(label, exact=True).fill(words)
    officer.main.get_by_label("ชื่อ", exact=True).fill("มะลิ")
    officer.main.get_by_label("หญิง").check()
    officer.main.get_by_label("ข้าพเจ้าพบตัวเด็กคนนี้ที่สถานศึกษาของเราแล้ว").check()
    officer.press("เพิ่มเข้าบัญชีรายชื่อ").reads("ยังไม่ได้บันทึก", NAMES[TOWN_CENTRE][1])
    officer.press("คนเดียวกัน ขอรับเด็กคนนี้").reads(f"รอ{NAMES[TOWN_CENTRE][1]}ตอบ")


def the_holder_asks_and_keeps(officer: Person) -> None:
    officer.open_task("เด็กซ้ำ").reads("ด.ญ.มะ… ใจ…")
    officer.main.get_by_label("ถามหรือตอบ").fill("เด็กเริ่มเรียนกับท่านเมื่อใด")
    officer.press("ส่งข้อความ").reads("เด็กเริ่มเรียนกับท่านเมื่อใด")
    officer.main.get_by_label("เหตุผล", exact=True).fill("ยังมีชื่อรับนมที่นี่")
    officer.answer("ไม่ปล่อย เด็กยังเรียนอยู่ที่เดิม", "บันทึกคำตอบ").reads("ยังมีชื่อรับนมที่นี่")


def the_claimant_answers_and_goes_up(officer: Person) -> None:
    officer.open("/duplicates/").follow("ด.ญ.").reads("เด็กเริ่มเรียนกับท่านเมื่อใด", "ยังมีชื่อรับนมที่นี่")
    officer.main.get_by_label("เหตุผลที่ไม่เห็นด้วย").fill("มาเรียนทุกวันตั้งแต่ต้นเทอม")
    officer.press("ส่งเรื่องขึ้นไปให้พิจารณา").reads(f"รอ{NAMES[TOWN][1]}ตอบ")


def trail(world: World, code: str) -> list[Act]:
    """What the unit's own chain keeps of the case."""
    with world.house.reading() as session:
        wanted = select(JournalEntry.act).filter_by(chain=f"case:{world.case(code).id}")
        acts = session.scalars(wanted.order_by(JournalEntry.position)).all()
    return [act for act in acts if act is not Act.ADMIT_LEARNER]
