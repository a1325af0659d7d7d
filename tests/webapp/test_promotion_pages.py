"""Moving a roll up on its pages: looked over, chosen, done, undone; and what it must refuse."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.records.learners import Enrolment
from processes.records.promotions import Promotion
from tests.acts.test_between_rounds import keep_rolls_open
from tests.acts.test_promotion import classes, enrolment_ids, open_next_round, promote
from tests.builders import CENTRE, CITY, CLOSES, SCHOOL, World, close_all
from tests.deeds import number_of
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, form

PAGE = f"/units/{SCHOOL}/roll/promotion"
LOOK, UNDO = form("/roll/promotion/look"), form("/undo")
ACCEPT = "//main//form[substring(@action, string-length(@action) - 13) = 'roll/promotion']"


@pytest.fixture
def open_rolls(world: World) -> World:
    keep_rolls_open(world)
    return world


def look(browser: Browser, do: str, **more: object) -> Browser:
    return browser.submit({"do": do, **more}, LOOK)


@pytest.mark.letter("F3")
def test_a_roll_is_looked_over_moved_up_and_moved_back(signed_in: SignIn, open_rolls: World) -> None:
    browser = signed_in(SCHOOL).get(PAGE)
    assert "เข้าปีการศึกษา 2566" in browser.text
    assert [" ".join(row.text_content().split()) for row in browser.page.xpath("//tbody/tr/td[1]")] == [
        "ป.2/1",
        "จบการศึกษา",
    ]
    assert number_of(open_rolls, Promotion) == 0

    browser.submit(form=ACCEPT)

    assert "เลื่อนชั้นแล้ว ขึ้นชั้นใหม่ 3 คน ซ้ำชั้น 0 คน จบการศึกษา 2 คน" in browser.text
    assert "ไม่มีผู้เรียนที่ต้องเลื่อนชั้น" in browser.text
    assert "ป.2/1" in browser.get(f"/units/{SCHOOL}/roll").text
    browser.get(PAGE).submit(form=UNDO)
    assert "ผู้เรียนทุกคนกลับไปอยู่ชั้นเดิม" in browser.text
    assert classes(open_rolls) == {(2565, "P1/1"): 3, (2565, "P2/1"): 2}
    history = browser.get(f"/units/{SCHOOL}/roll/{enrolment_ids(open_rolls)[0]}/history").text
    assert "ป.1/1" in history
    assert "ป.2/1" in history


def test_who_stays_back_is_ticked_and_a_grade_is_opened(signed_in: SignIn, open_rolls: World) -> None:
    browser = signed_in(SCHOOL).get(PAGE)
    first, room = enrolment_ids(open_rolls)[0], open_rolls.items(SCHOOL, state="gone")[0].subject_id

    look(browser, f"choose:{room}")
    assert len(browser.page.xpath("//input[@type='checkbox']")) == 3
    look(browser, "keep", stay=first)
    look(browser, "open:P3")
    assert "ไม่เปิดชั้น ป.3" in browser.text
    browser.submit(form=ACCEPT)

    assert classes(open_rolls) == {(2566, "P1/1"): 1, (2566, "P2/1"): 2, (2566, "P3/1"): 2}


def test_a_choice_can_be_taken_back(signed_in: SignIn, open_rolls: World) -> None:
    browser = signed_in(SCHOOL).get(PAGE)

    look(browser, "open:P3")
    look(browser, "shut:P3")
    look(browser, "keep", staying=enrolment_ids(open_rolls)[0], there=enrolment_ids(open_rolls)[0])

    assert "เลื่อนชั้นทั้ง 5 คน" in browser.text
    browser.submit(form=ACCEPT)
    assert number_of(open_rolls, Promotion, moved=3, stayed=0, finished=2) == 1


def test_a_second_click_and_a_plan_of_before_change_nothing(signed_in: SignIn, open_rolls: World) -> None:
    browser, second = signed_in(SCHOOL).get(PAGE), signed_in(SCHOOL).get(PAGE)
    browser.submit(form=ACCEPT)

    assert second.submit(form=ACCEPT).status == 409
    assert number_of(open_rolls, Promotion) == 1
    assert (
        browser.get(PAGE).post(PAGE, {"plan": "x", "staying": "1,,๒,-3,9" * 9, "opening": "P1,??"}).status
        == 409
    )


@pytest.mark.parametrize("typed", ["choose:", "choose:99999999999999999999", "open:X9", "shut", "", "keep:1"])
def test_whatever_else_is_asked_shows_the_plan(signed_in: SignIn, open_rolls: World, typed: str) -> None:
    browser = look(signed_in(SCHOOL).get(PAGE), typed)

    assert browser.status == 200
    assert "เลื่อนชั้นทั้ง 5 คน" in browser.text


def test_who_may_not_finds_no_plan_and_a_stranger_no_page(signed_in: SignIn, open_rolls: World) -> None:
    made = promote(open_rolls)
    for username in (CITY, f"{SCHOOL}-2"):
        browser = signed_in(username).get(PAGE)
        assert "ไม่มีการเลื่อนชั้นที่ทำได้ขณะนี้" in browser.text
        assert browser.page.xpath(f"{ACCEPT} | {UNDO}") == []
        assert browser.post(f"{PAGE}/{made}/undo").status in {404, 409}
    browser = signed_in(CENTRE)
    assert browser.get("/unit").post(f"{PAGE}/{made}/undo").status == 404
    assert browser.get(PAGE).status == 404
    assert number_of(open_rolls, Promotion, undone_at=None) == 1


def test_a_closed_roll_is_not_moved_up(signed_in: SignIn, world: World) -> None:
    close_all(world)

    browser = signed_in(SCHOOL).get(PAGE)

    assert "ระบบปิดรับข้อมูลแล้ว" in browser.text
    assert browser.post(PAGE, {"plan": "x"}).status == 423


def test_the_roll_says_that_it_is_open_between_rounds_and_until_when(
    signed_in: SignIn, open_rolls: World
) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll")

    assert "บัญชีรายชื่อเปิดให้แก้ไขระหว่างรอบ" in browser.text
    assert "10 มกราคม 2566" in browser.text
    assert "ดูได้อย่างเดียว" not in browser.text
    open_rolls.watch.now += timedelta(days=80)
    assert "ดูได้อย่างเดียว" in signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll").text


def test_a_roll_left_in_last_years_classes_says_so_and_where_to_go(signed_in: SignIn, world: World) -> None:
    close_all(world)
    world.watch.now = CLOSES + timedelta(days=20)
    open_next_round(world)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll")
    assert "ยังไม่ได้เลื่อนชั้น" in browser.text

    browser.get(PAGE).submit(form=ACCEPT)

    browser.get(f"/units/{SCHOOL}/roll")
    assert "ยังไม่ได้เลื่อนชั้น" not in browser.text
    offered = browser.page.xpath("//a[contains(@href, 'roll/new')]")
    assert [" ".join(each.text_content().split()) for each in offered] == ["ป.1/1", "ป.2/1"]
    with world.house.reading() as session:
        assert session.scalars(select(Enrolment).where(Enrolment.left_at.is_not(None))).all()


@pytest.mark.letter("F3", "F110")
def test_a_roll_that_went_up_is_taken_along_and_comes_in_again_under_its_new_year(
    signed_in: SignIn, open_rolls: World
) -> None:
    promote(open_rolls)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll.xlsx")
    taken = browser.response.data
    browser.get(f"/units/{SCHOOL}/roll/import")
    browser.post(f"/units/{SCHOOL}/roll/import", {"file": (io.BytesIO(taken), "roll.xlsx")})

    assert "LEC_2566-1_" in browser.get(f"/units/{SCHOOL}/roll.csv").response.headers["Content-Disposition"]
    assert "ไฟล์นี้ตรงกับบัญชีรายชื่อแล้ว" in browser.text
