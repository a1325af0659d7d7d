"""The inbox: whose work is in which box, how it is found, taken and given back, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from processes.terms import Act
from tests.builders import (
    CITY,
    DUE,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    accept_all,
    confirm_institution,
    mark_class,
    verify_all_classes,
)
from tests.webapp.client import Browser

SignIn = Callable[[str], Browser]


def rows(browser: Browser) -> list[str]:
    assert browser.page is not None
    found = browser.page.xpath("//main//tbody/tr/th")
    return [" ".join(each.text_content().split()) for each in found]


@pytest.mark.letter("F35")
def test_a_class_teacher_finds_their_own_class_and_no_other(signed_in: SignIn) -> None:
    browser = signed_in(f"{SCHOOL}-2")

    assert rows(browser) == ["ป.1/1โรงเรียนเทศบาล 1 โพศรี"]
    assert rows(browser.get("/inbox?box=unit")) == [
        "ป.1/1โรงเรียนเทศบาล 1 โพศรี",
        "ป.2/1โรงเรียนเทศบาล 1 โพศรี",
    ]
    assert f"อยู่กับ เจ้าหน้าที่ {SCHOOL}-3" in browser.text


def test_a_class_of_a_teacher_is_not_in_the_responsible_officers_own_box(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)

    assert rows(browser) == []
    assert "ไม่มีงานรอดำเนินการ" in browser.text
    assert len(rows(browser.get("/inbox?box=unit"))) == 2


def test_an_authority_finds_each_unit_to_review_by_name_and_code(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, SECOND_SCHOOL)

    browser = signed_in(CITY)

    assert f"โรงเรียนเทศบาล 1 โพศรีรหัส {SCHOOL}" in rows(browser)
    assert f"โรงเรียนเทศบาล 2 มุขมนตรีรหัส {SECOND_SCHOOL}" in rows(browser)


@pytest.mark.letter("F110")
@pytest.mark.parametrize("typed", ["มุขมนตรี", "304120002", "๓๐๔๑๒๐๐๐๒", "๐๐๐๒"])
def test_work_is_found_by_name_and_by_code_in_either_digits(
    signed_in: SignIn, world: World, typed: str
) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, SECOND_SCHOOL)

    browser = signed_in(CITY).get("/inbox", query_string={"q": typed, "box": "unit"})

    assert rows(browser) == [f"โรงเรียนเทศบาล 2 มุขมนตรีรหัส {SECOND_SCHOOL}"]


@pytest.mark.parametrize("typed", ["ป.2/1", "ป. 2", "ป.๒"])
def test_a_class_is_found_as_schools_write_it(signed_in: SignIn, typed: str) -> None:
    browser = signed_in(SCHOOL).get("/inbox", query_string={"q": typed, "box": "unit"})

    assert rows(browser) == ["ป.2/1โรงเรียนเทศบาล 1 โพศรี"]


def test_a_percent_sign_finds_nothing_rather_than_everything(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL).get("/inbox", query_string={"q": "%", "box": "unit"})

    assert rows(browser) == []
    assert "ไม่พบงานที่ค้นหา" in browser.text


def test_work_is_filtered_by_what_it_is(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(CITY).get(f"/inbox?act={Act.REVIEW_UNIT}")
    assert len(rows(browser)) == 1

    assert rows(browser.get(f"/inbox?act={Act.DRAW_SAMPLE}")) == []
    assert len(rows(browser.get("/inbox?act=nonsense&box=nonsense&after=nonsense"))) >= 1


def test_what_is_due_at_the_end_of_a_day_is_due_on_that_day(signed_in: SignIn, world: World) -> None:
    browser = signed_in(f"{SCHOOL}-2")
    assert "10 พ.ย. 2565" in browser.text
    assert "00.00 น." not in browser.text

    world.watch.now = DUE - timedelta(hours=2)
    browser = signed_in(f"{SCHOOL}-2")
    assert browser.page is not None
    assert browser.page.xpath("//td//span[contains(@class,'tag-warn') and contains(., 'วันนี้')]")

    world.watch.now = DUE + timedelta(hours=2)
    browser = signed_in(f"{SCHOOL}-2")
    assert "เกินกำหนด เมื่อวาน" in browser.text
    assert "มีงานเกินกำหนด 1 รายการ" in browser.text


def test_numbers_at_a_glance_count_what_waits_and_what_is_confirmed(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    accept_all(world, CITY)

    browser = signed_in(CITY)

    assert browser.page is not None
    stats = [" ".join(each.text_content().split()) for each in browser.page.xpath("//*[@class='stat']")]
    assert "ยืนยันแล้วในรอบนี้ 1 / 3" in stats


def test_a_finished_item_moves_to_the_done_box_with_who_did_it(signed_in: SignIn, world: World) -> None:
    mark_class(world, f"{SCHOOL}-2", world.item(SCHOOL, Act.VERIFY_ROLL))

    browser = signed_in(f"{SCHOOL}-2")
    assert rows(browser) == []
    browser.get("/inbox?box=done")

    assert rows(browser) == ["ป.1/1โรงเรียนเทศบาล 1 โพศรี"]
    assert f"เจ้าหน้าที่ {SCHOOL}-2" in browser.text


def test_an_item_is_taken_and_given_back(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    browser = signed_in(SCHOOL)

    browser.submit(form="//form[contains(@action, '/claim')]")
    assert "รับงานแล้ว" in browser.text
    assert world.items(SCHOOL, Act.RECHECK_ROLL)[0].claimed_by == world.actor(SCHOOL).officer_id

    browser.submit(form="//form[contains(@action, '/release')]")
    assert "คืนงานให้หน่วยงานแล้ว" in browser.text
    assert world.items(SCHOOL, Act.RECHECK_ROLL)[0].claimed_by is None


def test_what_a_colleague_took_is_refused_with_their_name_and_number(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    signed_in(SCHOOL).submit(form="//form[contains(@action, '/claim')]")
    colleague = signed_in(f"{SCHOOL}-2")

    colleague.post(f"/inbox/{world.item(SCHOOL, Act.RECHECK_ROLL)}/claim")

    assert colleague.status == 409
    assert f"เจ้าหน้าที่ {SCHOOL} รับงานนี้ไปทำแล้ว" in colleague.text
    assert "0-0000-0001" in colleague.text


def test_a_strangers_item_is_not_there_at_all(signed_in: SignIn, world: World) -> None:
    stranger = signed_in(SECOND_SCHOOL)
    item = world.item(SCHOOL, Act.VERIFY_ROLL)

    assert stranger.post(f"/inbox/{item}/claim").status == 404
    theirs = stranger.text
    assert stranger.get("/inbox").post("/inbox/999999/claim").status == 404
    assert stranger.text == theirs
    assert f"/work/{item}" not in stranger.get("/inbox?box=unit").links()


def test_the_menu_counts_what_waits_for_me(signed_in: SignIn) -> None:
    browser = signed_in(f"{SCHOOL}-2").get("/account")

    assert browser.page is not None
    assert browser.page.xpath("string(//nav[@id='menu']//*[@class='menu-count'])").startswith("1")


@pytest.mark.letter("F92")
def test_the_contact_of_the_next_tier_is_on_every_page(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)

    for address in ("/inbox", "/account", "/nowhere"):
        browser.get(address)
        assert browser.page is not None
        foot = browser.page.xpath("string(//footer)")
        assert "เทศบาลนครอุดรธานี" in foot
        assert f"เจ้าหน้าที่ {CITY}" in foot
        assert "0-0000-0001" in foot


def test_the_inbox_costs_no_more_than_eight_statements(
    signed_in: SignIn, world: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    confirm_institution(world, SCHOOL)
    browser = signed_in(CITY)

    with statements() as seen:
        browser.get("/inbox")

    asked = [each for each in seen if not each.startswith("BEGIN")]
    assert len(asked) <= 8
