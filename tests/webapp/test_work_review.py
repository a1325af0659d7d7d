"""The report check of an institution, and the review by the tier above."""

import pytest

from processes.terms import Act, Standing, Stream
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    World,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.webapp.desks import (
    SignIn,
    at_task,
    confirm_authorities,
    confirm_whole_province,
    marked,
    open_report,
)


def confirmed(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)


@pytest.mark.letter("F44")
def test_the_report_stands_beside_what_was_confirmed_at_once(signed_in: SignIn, world: World) -> None:
    confirmed(world)

    browser = at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT)

    assert browser.status == 200
    assert "จำนวนในรายงานตรงกับที่ยืนยันทุกชั้น" in browser.text
    assert f"/receipts/{world.confirmations(SCHOOL)[0].number}" in browser.links()


@pytest.mark.letter("F45")
def test_a_report_without_the_numbers_withdraws_and_leads_back_to_mending(
    signed_in: SignIn, world: World
) -> None:
    confirmed(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT)
    assert "การยืนยันจะถูกยกเลิก" in browser.text

    browser.submit({"answer": "missing"})

    assert "ยกเลิกการยืนยันแล้ว" in browser.text
    assert world.confirmations(SCHOOL)[0].withdrawn_at is not None
    assert world.items(SCHOOL, Act.RECHECK_ROLL)


def test_a_report_that_shows_the_numbers_ends_the_check(signed_in: SignIn, world: World) -> None:
    confirmed(world)

    browser = at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT).submit({"answer": "shown"})

    assert "รายงานแสดงจำนวนครบถ้วน" in browser.text
    assert world.confirmations(SCHOOL)[0].withdrawn_at is None


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_the_report_check_wants_one_of_its_two_answers(signed_in: SignIn, world: World, answer: str) -> None:
    confirmed(world)

    browser = at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT).submit({"answer": answer})

    assert browser.status == 422
    assert marked(browser, "answer")
    assert world.items(SCHOOL, Act.CHECK_REPORT)


@pytest.mark.letter("F64")
def test_an_authority_sees_figures_receipt_and_marks_of_the_unit_and_accepts(
    signed_in: SignIn, world: World
) -> None:
    confirm_institution(world, SCHOOL)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)
    assert world.confirmations(SCHOOL)[0].number in browser.text
    assert "ผู้เรียนในบัญชีรายชื่อ5 คน" in browser.text
    assert "ทดสอบ1" not in browser.text

    browser.submit({"answer": "accepted"})

    assert "ตรวจแล้ว ข้อมูลถูกต้อง" in browser.text
    assert world.case(SCHOOL).reviewed


@pytest.mark.letter("F66")
def test_whoever_is_still_awaited_is_named_with_a_telephone_number(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)

    assert "ยังรอการยืนยันของ 2 แห่ง" in browser.text
    assert f"เจ้าหน้าที่ {CENTRE}" in browser.text
    assert "tel:000000001" in browser.links()


def test_sending_back_needs_a_reason_and_keeps_the_answer(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT).submit({"answer": "sent_back"})

    assert browser.status == 422
    assert marked(browser, "why")
    assert browser.page is not None
    assert browser.page.xpath("//input[@value='sent_back'][@checked]")
    assert world.case(SCHOOL).standing is Standing.CONFIRMED


def test_what_was_sent_back_is_withdrawn_and_the_next_version_is_compared_with_it(
    signed_in: SignIn, world: World
) -> None:
    confirm_institution(world, SCHOOL)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)

    browser.submit({"answer": "sent_back", "why": "จำนวน ป.1 ไม่ตรง"})
    assert world.case(SCHOOL).standing is Standing.REOPENED
    confirm_institution(world, SCHOOL)
    again = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)

    assert "เทียบกับฉบับที่ 1" in again.text
    assert "จำนวน ป.1 ไม่ตรง" in again.text
    assert "จำนวนผู้เรียนไม่เปลี่ยนแปลง" in again.text


def test_a_unit_that_withdrew_meanwhile_can_no_longer_be_accepted(signed_in: SignIn, world: World) -> None:
    confirmed(world)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)
    at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT).submit({"answer": "missing"})

    browser.submit({"answer": "accepted"})

    assert browser.status == 409
    assert not world.case(SCHOOL).reviewed


def test_another_authority_finds_no_such_review(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    item = world.item(CITY, Act.REVIEW_UNIT)
    browser = signed_in(TOWN)

    assert browser.get(f"/work/{item}").status == 404
    assert browser.post(f"/work/{item}/review", {"answer": "accepted"}).status == 404


@pytest.mark.letter("F67")
def test_a_province_says_which_stream_of_an_authority_it_sends_back(signed_in: SignIn, world: World) -> None:
    confirm_authorities(world)
    city = next(
        item for item in world.items(PROVINCE, Act.REVIEW_UNIT) if item.subject_id == world.case(CITY).id
    )
    browser = signed_in(PROVINCE).get(f"/work/{city.id}")
    for stream in Stream:
        assert world.confirmations(CITY, stream)[0].number in browser.text

    browser.submit({"answer": "sent_back", "why": "ยอดสังกัดอื่นเกิน"})
    assert browser.status == 422
    assert marked(browser, "stream")
    browser.submit({"answer": "sent_back", "why": "ยอดสังกัดอื่นเกิน", "stream": "other"})

    case = world.case(CITY)
    assert (case.standing, case.other_standing) == (Standing.CONFIRMED, Standing.REOPENED)


@pytest.mark.letter("F68")
def test_the_department_takes_a_provinces_figures_once(signed_in: SignIn, world: World) -> None:
    confirm_whole_province(world)
    open_report(world, PROVINCE)
    confirm(world, PROVINCE)
    browser = at_task(signed_in, world, DEPARTMENT, Act.TAKE_FIGURES)
    assert world.confirmations(PROVINCE)[0].number in browser.text

    address = browser.at
    browser.submit()
    assert "รับข้อมูลเป็นข้อมูลที่ถูกต้องครบถ้วนแล้ว" in browser.text
    browser.post(f"{address}/take")

    assert browser.at == address
    assert browser.status == 200


def test_who_does_not_administer_the_round_takes_no_figures(signed_in: SignIn, world: World) -> None:
    confirm_whole_province(world)
    confirm(world, PROVINCE)
    item = world.item(DEPARTMENT, Act.TAKE_FIGURES)
    browser = signed_in(f"{DEPARTMENT}-2").get(f"/work/{item}")

    assert "ดูได้อย่างเดียว" in browser.text
    assert browser.post(f"/work/{item}/take").status == 409


def test_a_review_made_from_an_older_version_accepts_nothing(signed_in: SignIn, world: World) -> None:
    confirmed(world)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)
    at_task(signed_in, world, SCHOOL, Act.CHECK_REPORT).submit({"answer": "missing"})
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)

    browser.submit({"answer": "accepted"})

    assert browser.status == 409
    assert not world.case(SCHOOL).reviewed
