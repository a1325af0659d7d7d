"""Asking to reopen, opening from above, and following a request through the chain."""

import pytest
from sqlalchemy import select

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.acts.reopening import Wish
from processes.records.confirmations import ReopeningRequest
from processes.reports.planned import planned_of
from processes.terms import Act, Standing, Stream
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    accept_all,
    confirm,
    confirm_institution,
)
from tests.deeds import confirm_outside, outside_schools
from tests.webapp.desks import SignIn

WISH = {"reason": "เด็กย้ายเข้าหลังยืนยัน", "changes": "เพิ่ม ป.1 สองคน"}


def requests(world: World) -> list[ReopeningRequest]:
    with world.house.reading() as session:
        found = list(session.scalars(select(ReopeningRequest).order_by(ReopeningRequest.id)))
        session.expunge_all()
        return found


def ask(world: World, code: str, origin_id: int | None = None) -> int:
    with world.office() as office:
        case = office.lock_case(world.case(code).id)
        wish = Wish(Stream.OWN, "เหตุผล", "จะแก้", origin_id)
        return reopening.ask(office, actor_named(office, code), case, wish).id


def confirm_city(world: World) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        confirm_institution(world, code)
    accept_all(world, CITY)
    confirm(world, CITY)


def test_a_school_asks_and_the_request_lies_before_its_authority(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopening/new?stream=own")
    told = browser.text

    browser.submit(WISH)

    asked = requests(world)[0]
    assert number in told
    assert browser.at == f"/requests/{asked.id}"
    assert (asked.reason, asked.changes) == (WISH["reason"], WISH["changes"])
    item = world.item(CITY, Act.GRANT_REOPENING)
    city = signed_in(CITY)
    assert f"/requests/{asked.id}" in city.get("/requests").links()
    assert f"/work/{item}" in city.get(f"/requests/{asked.id}").links()


def test_asking_wants_a_reason_and_keeps_what_was_typed(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopening/new?stream=own")

    browser.submit({"reason": " ", "changes": "เพิ่มสองคน"})

    assert browser.status == 422
    assert "โปรดระบุเหตุผลที่ต้องแก้ไข" in browser.text
    assert browser.page.xpath("//textarea[@name='changes']")[0].text == "เพิ่มสองคน"
    assert requests(world) == []


def test_asking_twice_is_told_that_one_is_waiting(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopening/new?stream=own")
    ask(world, SCHOOL)

    browser.submit(WISH)

    assert browser.status == 409
    assert len(requests(world)) == 1


def test_who_has_confirmed_nothing_cannot_ask(signed_in: SignIn) -> None:
    assert signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopening/new?stream=own").status == 409


def test_nobody_asks_for_another_unit(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    above = signed_in(CITY)

    assert above.get(f"/units/{SCHOOL}/reopening/new?stream=own").status == 404
    assert above.post(f"/units/{SCHOOL}/reopening/new", WISH).status == 404
    assert requests(world) == []


def test_a_request_after_the_close_finds_the_closed_page(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    world.watch.now = CLOSES
    browser = signed_in(SCHOOL)

    browser.post(f"/units/{SCHOOL}/reopening/new", {**WISH, "stream": "own"})

    assert browser.status == 423


@pytest.mark.letter("F73")
def test_an_authority_that_confirmed_asks_the_province_for_its_school(
    signed_in: SignIn, world: World
) -> None:
    confirm_city(world)
    origin = ask(world, SCHOOL)
    browser = signed_in(CITY).get(f"/units/{CITY}/reopening/new?stream=own&origin={origin}")

    browser.submit(WISH)

    climbed = requests(world)[1]
    assert (climbed.origin_id, climbed.stream) == (origin, Stream.OWN)
    below = signed_in(SCHOOL).get(f"/requests/{origin}")
    assert "จังหวัดอุดรธานี" in below.text
    above = signed_in(PROVINCE).get(f"/requests/{climbed.id}")
    assert f"/requests/{origin}" in above.links()


@pytest.mark.parametrize("origin", ["999", "x", "1"])
def test_an_origin_not_laid_before_the_unit_is_unknown(signed_in: SignIn, world: World, origin: str) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, SECOND_SCHOOL)
    ask(world, SECOND_SCHOOL)
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopening/new?stream=own")

    browser.submit({**WISH, "origin": origin})

    assert browser.status == 404
    assert len(requests(world)) == 1


def test_a_request_of_strangers_is_unknown(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked = ask(world, SCHOOL)

    assert signed_in(TOWN).get(f"/requests/{asked}").status == 404
    assert signed_in(SECOND_SCHOOL).get(f"/requests/{asked}").status == 404
    assert signed_in(SECOND_SCHOOL).get("/requests/999").status == 404


def test_the_tier_above_opens_a_unit_unasked_with_a_reason(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = signed_in(CITY).get(f"/units/{SCHOOL}/reopen?stream=own")

    browser.submit({"reason": ""})
    unsaid = browser.status
    browser.submit({"reason": "พบผู้เรียนซ้ำ"})

    assert unsaid == 422
    assert browser.at == f"/units/{SCHOOL}"
    assert world.case(SCHOOL).standing is Standing.REOPENED
    assert "พบผู้เรียนซ้ำ" in browser.text


def test_a_school_is_not_opened_while_its_authority_stands_confirmed(signed_in: SignIn, world: World) -> None:
    confirm_city(world)
    browser = signed_in(CITY).get(f"/units/{SCHOOL}/reopen?stream=own")

    browser.submit({"reason": "พบผู้เรียนซ้ำ"})

    assert browser.status == 409
    assert world.case(SCHOOL).standing is Standing.CONFIRMED


def test_only_the_tier_directly_above_opens(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    assert signed_in(PROVINCE).get(f"/units/{SCHOOL}/reopen?stream=own").status == 409
    assert signed_in(SCHOOL).get(f"/units/{SCHOOL}/reopen?stream=own").status == 409


@pytest.mark.letter("N1", "N8")
def test_learners_are_found_by_name_and_stand_in_the_request(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    address = f"/units/{SCHOOL}/reopening/new"
    browser = signed_in(SCHOOL).get(f"{address}?stream=own")

    browser.post(address, {**WISH, "stream": "own", "do": "find", "find": "ทดสอบ4"})
    searched, asked_so_far = browser.status, requests(world)
    learner = str(browser.page.xpath("string(//input[@name='learner']/@value)"))
    browser.post(
        address, {**WISH, "stream": "own", "learner": learner, f"what-{learner}": "take_off", "add": "๓"}
    )

    assert (searched, asked_so_far) == (200, [])
    for words in ("ทดสอบ4", "นำผู้เรียนออกจากบัญชีรายชื่อ", "จำนวนผู้เรียน 5 คน เป็น 7 คน"):
        assert words in browser.text
        assert words in signed_in(CITY).get(f"/work/{world.item(CITY, Act.GRANT_REOPENING)}").text


@pytest.mark.letter("F58", "N8")
def test_cells_of_the_counts_stand_in_the_request(signed_in: SignIn, world: World) -> None:
    confirm_outside(world, CITY, 5)
    [school] = outside_schools(world, CITY)
    address = f"/units/{CITY}/reopening/new"
    browser = signed_in(CITY).get(f"{address}?stream=other")

    browser.post(address, {**WISH, "stream": "other", f"cell-{school}-P1": "x"})
    wrong = browser.status
    browser.post(address, {**WISH, "stream": "other", f"cell-{school}-P1": "9"})

    assert wrong == 422
    assert "จำนวนผู้เรียน 45 คน เป็น 49 คน" in browser.text


@pytest.mark.parametrize("learner", ["x", "-1", "9" * 30, "999999", ""])
def test_what_is_no_learner_of_the_roll_is_left_out(signed_in: SignIn, world: World, learner: str) -> None:
    confirm_institution(world, SCHOOL)
    address = f"/units/{SCHOOL}/reopening/new"

    signed_in(SCHOOL).get(f"{address}?stream=own").post(
        address, {**WISH, "stream": "own", "learner": learner}
    )

    [asked] = requests(world)
    with world.house.reading() as session:
        assert planned_of(session, asked.id) == []


@pytest.mark.letter("N1")
def test_a_request_is_taken_back_on_its_page_once(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    asked = ask(world, SCHOOL)
    browser = signed_in(SCHOOL).get(f"/requests/{asked}")
    offered = browser.page.xpath("//form[contains(@action, '/cancel')]")

    browser.post(f"/requests/{asked}/cancel")
    done = browser.text
    browser.post(f"/requests/{asked}/cancel")

    assert offered
    assert "ผู้ขอถอนคำขอ" in done
    assert browser.status == 409
    assert signed_in(CITY).get(f"/requests/{asked}").post(f"/requests/{asked}/cancel").status == 404


@pytest.mark.letter("F58", "F63", "F76")
def test_the_province_sees_what_opening_the_counts_would_bring_and_both_streams(
    signed_in: SignIn, world: World
) -> None:
    receipt = confirm_outside(world, CITY)
    signed_in(CITY).get(f"/units/{CITY}/reopening/new?stream=other").submit(WISH)
    [asked] = requests(world)

    province = signed_in(PROVINCE).get(f"/requests/{asked.id}")

    assert asked.stream is Stream.OTHER
    falls, hands = (
        province.page.xpath(f"//section[@id='{each}']")[0].text_content() for each in ("falls", "hands")
    )
    assert receipt in falls
    assert "แก้ไขและยืนยันใหม่" in hands
    assert "ตรวจสอบหน่วยงานที่แก้ไขอีกครั้ง" in hands
    row = province.get("/board/").page.xpath(f"//tr[contains(., '{CITY}')]")[-1]
    own, other = (
        row.xpath(f"./td[@data-l='{each}']")[0].text_content() for each in ("ผู้เรียนในสังกัด", "สังกัดอื่น")
    )
    assert "ยังไม่เริ่ม" in own
    assert "ยืนยันแล้ว" in other
