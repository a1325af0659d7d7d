"""Carrying running cases over, from its page: looked at beforehand, begun, paused and resumed."""

import pytest
from sqlalchemy import select

from processes.records.edition_changes import EditionChange
from tests.acts.test_migrating import WHY, change, publish
from tests.builders import DEPARTMENT, PROVINCE, SCHOOL, World, verify_all_classes
from tests.deeds import ring
from tests.webapp.desks import SignIn


@pytest.mark.letter("F97")
def test_the_plan_says_who_follows_and_who_stays_and_why(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    wish = publish(world, "recheck_roll", "look_again")

    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/editions/{wish.from_id}/{wish.to_id}")

    assert "มีงานค้างอยู่ที่ขั้นตอน “นำผู้ไม่มีตัวตนออก และตรวจสอบการบันทึก” ซึ่งฉบับใหม่ไม่มี" in page.text
    assert "โรงเรียนเทศบาล 1 โพศรี" in page.text
    assert "ย้าย 1 เรื่อง" in page.text


def test_it_is_begun_with_a_reason_paused_and_resumed(signed_in: SignIn, world: World) -> None:
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    address = f"/rounds/{world.round_id}/editions/"
    plan, browser = f"{address}{wish.from_id}/{wish.to_id}", signed_in(DEPARTMENT)

    assert browser.get(plan).post(plan, {"reason": " "}).status == 422
    browser.post(plan, {"reason": WHY})
    with world.house.reading() as session:
        change_id = session.scalars(select(EditionChange.id)).one()
    browser.post(f"{address}changes/{change_id}/pause")
    assert "หยุดไว้" in browser.text
    browser.post(f"{address}changes/{change_id}/resume")
    ring(world, world.watch.now)

    assert change(world, change_id).moved == 2
    assert "เสร็จแล้ว" in browser.get(address).text


def test_nobody_else_finds_these_pages(signed_in: SignIn, world: World) -> None:
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    address = f"/rounds/{world.round_id}/editions/"

    for username in (PROVINCE, SCHOOL):
        assert signed_in(username).get(address).status == 404
        assert signed_in(username).get(f"{address}{wish.from_id}/{wish.to_id}").status == 404


def test_an_edition_that_is_none_has_no_plan(signed_in: SignIn, world: World) -> None:
    wish = publish(world, 'name="ตรวจสอบตัวตนนักเรียน"', 'name="ตรวจตัวตนเด็ก"')
    browser, address = signed_in(DEPARTMENT), f"/rounds/{world.round_id}/editions/"

    assert browser.get(f"{address}{wish.from_id}/999").status == 404
    assert browser.get(f"{address}{wish.from_id}/{wish.from_id}").status == 404
