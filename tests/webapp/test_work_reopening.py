"""Deciding a request to reopen, and passing it further up where this unit has confirmed itself."""

import pytest

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.acts.reopening import Wish
from processes.terms import Act, Standing, Stream
from tests.builders import CENTRE, CITY, CLOSES, PROVINCE, SCHOOL, TOWN, World, confirm_institution
from tests.webapp.desks import SignIn, at_task, confirm_city, form, marked

DECIDE = form("decide")


def asked(world: World, code: str = SCHOOL) -> None:
    with world.office() as office:
        case = office.lock_case(world.case(code).id)
        wish = Wish(Stream.OWN, "มีนักเรียนตกหล่น", "เพิ่ม ป.1 จำนวน 2 คน")
        reopening.ask(office, actor_named(office, code), case, wish)


@pytest.mark.letter("F72")
def test_who_decides_reads_who_asks_why_what_changes_and_what_falls(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    asked(world)

    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING)

    for words in (f"เจ้าหน้าที่ {SCHOOL}", "มีนักเรียนตกหล่น", "เพิ่ม ป.1 จำนวน 2 คน", number, "25 วัน 8 ชั่วโมง"):
        assert words in browser.text


@pytest.mark.letter("F72")
def test_granting_opens_only_the_unit_that_asked(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, CENTRE)
    asked(world)

    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING).submit({"answer": "granted"}, DECIDE)

    assert "ยกเลิกการยืนยันแล้ว" in browser.text
    assert world.case(SCHOOL).standing is Standing.REOPENED
    assert world.case(CENTRE).standing is Standing.CONFIRMED


def test_refusing_needs_a_reason_which_stays_with_the_request(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked(world)
    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING)

    browser.submit({"answer": "refused"}, DECIDE)
    assert browser.status == 422
    assert marked(browser, "why")
    browser.submit({"answer": "refused", "why": "ข้อมูลถูกต้องแล้ว"}, DECIDE)

    assert "ไม่อนุญาตให้แก้ไข" in browser.text
    assert "ข้อมูลถูกต้องแล้ว" in browser.text
    assert world.case(SCHOOL).standing is Standing.CONFIRMED


def test_a_decision_is_one_of_two(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked(world)

    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING).submit({"answer": "later"}, DECIDE)

    assert browser.status == 422
    assert marked(browser, "answer")


@pytest.mark.letter("F73")
def test_an_authority_that_confirmed_itself_passes_the_request_further_up(
    signed_in: SignIn, world: World
) -> None:
    confirm_city(world)
    asked(world)
    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING)
    assert "ท่านยืนยันภาพรวมไปแล้ว" in browser.text

    browser.submit({"answer": "granted"}, DECIDE)
    assert browser.status == 409
    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING).submit({}, form("ask-above"))

    assert "ส่งคำขอขึ้นไปแล้ว" in browser.text
    assert not browser.page.xpath(form("ask-above")) if browser.page is not None else False
    assert f"เจ้าหน้าที่ {CITY}" in at_task(signed_in, world, PROVINCE, Act.GRANT_REOPENING).text


def test_passing_it_up_needs_a_reason(signed_in: SignIn, world: World) -> None:
    confirm_city(world)
    asked(world)

    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING).submit({"reason": " "}, form("ask-above"))

    assert browser.status == 422
    assert marked(browser, "reason")


def test_a_request_decided_meanwhile_is_not_decided_twice(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked(world)
    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING)
    address = browser.at
    browser.submit({"answer": "granted"}, DECIDE)

    browser.post(f"{address}/decide", {"answer": "refused", "why": "x"})

    assert browser.at == address
    assert world.case(SCHOOL).standing is Standing.REOPENED


def test_after_the_close_nothing_is_granted_any_more(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked(world)
    world.watch.now = CLOSES
    browser = at_task(signed_in, world, CITY, Act.GRANT_REOPENING)

    browser.submit({"answer": "granted"}, DECIDE)

    assert browser.status == 423
    assert world.case(SCHOOL).standing is Standing.CONFIRMED


def test_another_authority_finds_no_such_request(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked(world)
    item = world.item(CITY, Act.GRANT_REOPENING)

    assert signed_in(TOWN).get(f"/work/{item}").status == 404
