"""Receipts are found by number, say whether they stand, and prove their content."""

import pytest
from sqlalchemy import update

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.records.confirmations import Confirmation
from processes.terms import Stream
from tests.builders import CENTRE, CITY, DUE, MONDAY, SCHOOL, SECOND_SCHOOL, TOWN, World, confirm_institution
from tests.webapp.desks import SignIn


@pytest.mark.letter("F43")
def test_a_receipt_is_found_again_by_a_part_of_its_number_in_thai_digits(
    signed_in: SignIn, world: World
) -> None:
    number = confirm_institution(world, SCHOOL)

    browser = signed_in(SCHOOL).get("/receipts/?number=๓๐๔๑๒๐๐๐๑-a๑")

    assert browser.at == f"/receipts/{number}"
    assert number in browser.text
    assert "ทันกำหนด" in browser.text
    paper = browser.get(f"/receipts/{number}.pdf").response
    assert paper is not None
    assert (paper.content_type, paper.get_data()[:5]) == ("application/pdf", b"%PDF-")


def test_the_list_shows_the_receipts_within_ones_scope(signed_in: SignIn, world: World) -> None:
    numbers = [confirm_institution(world, code) for code in (SCHOOL, CENTRE)]

    assert all(number in signed_in(CITY).get("/receipts/").text for number in numbers)
    assert numbers[1] not in signed_in(SCHOOL).get("/receipts/").text
    assert "ไม่พบใบรับ" in signed_in(TOWN).get("/receipts/").text


@pytest.mark.parametrize("stranger", [TOWN, SECOND_SCHOOL])
def test_a_strangers_receipt_does_not_exist(signed_in: SignIn, world: World, stranger: str) -> None:
    number = confirm_institution(world, SCHOOL)
    browser = signed_in(stranger)

    assert browser.get(f"/receipts/{number}").status == 404
    assert browser.get(f"/receipts/{number}.pdf").status == 404
    assert browser.post(f"/receipts/{number}/check").status == 404
    assert browser.get("/receipts/LEC-0").status == 404


@pytest.mark.letter("F43")
def test_a_late_receipt_says_that_it_came_after_the_due_day(signed_in: SignIn, world: World) -> None:
    world.watch.now = DUE
    number = confirm_institution(world, SCHOOL)

    assert "หลังกำหนด แต่ก่อนปิดระบบ" in signed_in(SCHOOL).get(f"/receipts/{number}").text


def test_a_withdrawn_receipt_stays_and_says_by_whom_and_why(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    with world.office(MONDAY) as office:
        case = office.lock_case(world.case(SCHOOL).id)
        reopening.reopen(office, actor_named(office, CITY), case, Stream.OWN, "พบข้อผิดพลาด")

    browser = signed_in(SCHOOL).get(f"/receipts/{number}")

    assert "การยืนยันนี้ถูกยกเลิกแล้ว" in browser.text
    assert f"เจ้าหน้าที่ {CITY}" in browser.text
    assert "พบข้อผิดพลาด" in browser.text


@pytest.mark.letter("F68")
def test_the_digest_is_computed_again_from_what_was_signed(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    browser = signed_in(SCHOOL).get(f"/receipts/{number}")

    browser.submit()

    assert "รหัสตรวจสอบตรงกัน" in browser.text


@pytest.mark.parametrize("value", [{"digest": "0" * 64}, {"content": b"\x01" + b"0" * 40}])
def test_a_receipt_whose_content_was_tampered_with_is_told_from_a_sound_one(
    signed_in: SignIn, world: World, value: dict[str, object]
) -> None:
    number = confirm_institution(world, SCHOOL)
    with world.office() as office:
        office.session.execute(update(Confirmation).values(value))

    browser = signed_in(SCHOOL).get(f"/receipts/{number}").submit()

    assert "รหัสตรวจสอบไม่ตรงกัน" in browser.text
