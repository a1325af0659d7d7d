"""Pages of dates: the department's, an authority's own, extensions, the calendar and its file."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from processes.records.rounds import Extension, InternalDeadline
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN_CENTRE,
    World,
    close_all,
    confirm_institution,
)
from tests.deeds import number_of
from tests.webapp.client import Browser
from webapp.ical import LONGEST_LINE

SignIn = Callable[[str], Browser]


def moment(name: str, day: str, month: str, at: str) -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": "2565", f"{name}-time": at}


ORDER = {"number": "สถ 12/2565", "reason": "น้ำท่วม", **moment("until", "14", "11", "17.00")}


@pytest.mark.letter("F118")
def test_the_department_moves_a_tiers_dates_and_everybody_sees_what_they_were(
    world: World, signed_in: SignIn
) -> None:
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/dates/institution")
    new = {**moment("due", "๑๑", "11", "12.00"), "source": "ว 2900", "reason": "ระบบขัดข้อง"}

    page.submit(new)

    assert page.status == 200
    seen = signed_in(SCHOOL).get(f"/rounds/{world.round_id}")
    assert "ระบบขัดข้อง" in seen.text
    assert "ภายในวันที่ 10 พฤศจิกายน 2565" in seen.text
    assert "เปลี่ยนกำหนดเวลา สถานศึกษา" not in seen.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due-day": "31", "due-month": "2"}, "ไม่มีวันที่นี้ในปฏิทิน"),
        ({"due-time": "25.99"}, "โปรดกรอกเวลาเป็นชั่วโมงและนาที"),
        ({"source": ""}, "โปรดระบุหนังสือหรือคำสั่ง"),
        ({"reason": " "}, "โปรดระบุเหตุผล"),
    ],
)
def test_dates_that_cannot_be_read_are_said_at_their_field(
    world: World, signed_in: SignIn, typed: dict[str, str], said: str
) -> None:
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/dates/institution")

    page.submit({"source": "ว 1", "reason": "เพราะ", **typed})

    assert page.status == 422
    assert said in page.text


def test_the_terms_of_a_round_are_set_and_rules_that_are_not_known_are_named(
    world: World, signed_in: SignIn
) -> None:
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/terms")
    page.submit({"rules": '{"E9999": {}}', "reason": "why"})
    refused, named = page.status, "E9999" in page.text

    page.submit({"rules": "{}", "seen_percent": "90", "reason": "หนังสือ ว 3000"})

    assert (refused, named, page.status) == (422, True, 200)
    assert "หนังสือ ว 3000" in page.text


@pytest.mark.parametrize("address", ["dates/institution", "terms", "extensions", "extensions/new"])
@pytest.mark.parametrize("username", [PROVINCE, CITY, SCHOOL, f"{DEPARTMENT}-2"])
def test_pages_of_the_department_are_nobody_elses(
    world: World, signed_in: SignIn, username: str, address: str
) -> None:
    assert signed_in(username).get(f"/rounds/{world.round_id}/{address}").status == 404


def test_a_tier_that_is_none_has_no_page(world: World, signed_in: SignIn) -> None:
    assert signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/dates/district").status == 404


@pytest.mark.letter("F9", "F10", "N14")
def test_an_authority_sets_its_date_and_is_warned_when_few_hours_are_left(
    world: World, signed_in: SignIn
) -> None:
    page = signed_in(CITY).get(f"/units/{CITY}/deadline")

    page.submit({**moment("due", "10", "11", "12.00"), "do": "set"})

    assert "เหลือเวลาตรวจสอบ 12 ชั่วโมง" in page.text
    assert "น้อยกว่าหนึ่งวัน" in page.text
    assert (
        "กำหนดเวลาภายในของ อปท. 10 พ.ย. 2565 เวลา 12.00 น." in signed_in(SCHOOL).get(f"/units/{SCHOOL}").text
    )


def test_an_internal_date_is_lifted_again(world: World, signed_in: SignIn) -> None:
    page = signed_in(CITY).get(f"/units/{CITY}/deadline")
    page.submit({**moment("due", "4", "11", "16.30"), "do": "set"})
    page.submit({"do": "lift"})

    assert number_of(world, InternalDeadline) == 0


@pytest.mark.parametrize("unit", ["999999", "x", "-1"])
def test_a_date_for_a_unit_that_is_not_the_authoritys_is_not_taken(
    world: World, signed_in: SignIn, unit: str
) -> None:
    page = signed_in(CITY).get(f"/units/{CITY}/deadline")

    page.post(f"/units/{CITY}/deadline", {**moment("due", "4", "11", "16.30"), "unit": unit, "do": "set"})

    assert page.status in {404, 422}
    assert number_of(world, InternalDeadline) == 0


def test_another_units_deadline_page_is_not_there(world: World, signed_in: SignIn) -> None:
    assert signed_in(PROVINCE).get(f"/units/{CITY}/deadline").status == 404
    assert signed_in(SCHOOL).get(f"/units/{SCHOOL}/deadline").status == 404


@pytest.mark.letter("X5")
def test_units_are_looked_at_before_they_are_extended_and_see_it_then(
    world: World, signed_in: SignIn
) -> None:
    close_all(world)
    world.watch.now = CLOSES + timedelta(hours=2)
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/extensions/new")

    page.submit({"codes": f"{SCHOOL}\n{TOWN_CENTRE}", **ORDER, "do": "look"})
    looked = "หน่วยงานที่ระบุ 2 แห่ง" in page.text and number_of(world, Extension) == 0
    page.submit({"do": "grant"})

    assert looked
    assert page.heading == "การขยายเวลา"
    assert "ยังมีผลอยู่" in page.text
    assert "กรมขยายเวลาให้หน่วยงานของท่าน" in signed_in(SCHOOL).get("/inbox").text
    assert "ขยายเวลาถึง 14 พ.ย. 2565" in signed_in(CITY).get("/board/").text
    confirm_institution(world, SCHOOL)


def test_codes_that_are_not_known_are_named_and_nothing_is_extended(world: World, signed_in: SignIn) -> None:
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/extensions/new")

    page.submit({"codes": f"{SCHOOL} 399999999", **ORDER, "do": "grant"})

    assert page.status == 422
    assert "399999999" in page.text
    assert number_of(world, Extension) == 0


def test_an_extension_sent_twice_is_granted_once(world: World, signed_in: SignIn) -> None:
    page = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/extensions/new")
    form = {"codes": SCHOOL, **ORDER, "do": "grant"}
    page.post(f"/rounds/{world.round_id}/extensions/new", form)

    page.post(f"/rounds/{world.round_id}/extensions/new", form)

    assert page.status == 409
    assert number_of(world, Extension) == 1


@pytest.mark.letter("F111")
def test_the_calendar_shows_dates_holidays_and_working_days_left(world: World, signed_in: SignIn) -> None:
    page = signed_in(SCHOOL).get(f"/rounds/{world.round_id}/calendar")

    assert "เหลือวันทำการ 18 วัน" in page.text  # 17 October to 10 November, without 24 October
    assert "วันปิยมหาราช" in page.text
    assert "ครบกำหนด: สถานศึกษา" in page.text
    assert "10 ตุลาคม 2565 เวลา 00.00 น." in page.text


def test_the_file_for_calendars_is_well_formed(world: World, signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)
    browser.get(f"/rounds/{world.round_id}/calendar.ics")

    assert browser.response is not None
    text = browser.response.data
    lines = text.split(b"\r\n")
    assert browser.response.mimetype == "text/calendar"
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 12
    assert "ปิดระบบ: สถานศึกษา" in text.replace(b"\r\n ", b"").decode()
    assert b"DTSTART:20221111T100000Z" in lines
