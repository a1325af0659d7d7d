"""The profile of a school on its pages: filled in, checked for the round, shown before the confirmation."""

import pytest
from sqlalchemy import select

from processes.records.particulars import UnitProfile
from processes.reports.particulars import Profile, profile_of
from processes.terms import Act
from tests.builders import CENTRE, CITY, CLOSES, SCHOOL, World, recheck, verify_all_classes
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, at_task, form

PAGE = f"/units/{SCHOOL}/profile"
FILLED = {
    "head_name": "นางสาวสมศรี ใจดี",
    "phone": "๐๔๒-๒๒๑-๒๓๔",
    "classes": "๑๒",
    "place_postcode": "41000",
    "name-0": "จุดบริการน้ำดื่ม",
    "value-0": "4",
}


def fill(sign_in: SignIn, typed: dict[str, str] | None = None) -> Browser:
    browser = sign_in(SCHOOL).get(f"{PAGE}/edit")
    browser.submit({"phone": "", **(FILLED if typed is None else typed)})
    return browser


def kept(world: World) -> Profile | None:
    with world.house.reading() as session:
        row = session.scalars(select(UnitProfile)).one_or_none()
        return profile_of(row) if row else None


@pytest.mark.letter("F40", "F89")
def test_a_profile_is_filled_in_and_found_right_for_the_round(signed_in: SignIn, world: World) -> None:
    browser = fill(signed_in)
    before = browser.text
    browser.submit({}, form("/check"))

    assert "ยังไม่ได้ตรวจสอบสำหรับรอบนี้" in before
    assert "ตรวจสอบแล้วสำหรับรอบนี้" in browser.text
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.text
    assert kept(world) == Profile(
        {
            "head_name": "นางสาวสมศรี ใจดี",
            "phone": "042221234",
            "classes": "12",
            "place_postcode": "41000",
        },
        (("จุดบริการน้ำดื่ม", "4"),),
    )


def test_a_change_is_to_be_checked_again(signed_in: SignIn) -> None:
    browser = fill(signed_in)
    browser.submit({}, form("/check"))

    browser = fill(signed_in, {**FILLED, "classes": "13"})

    assert "ยังไม่ได้ตรวจสอบสำหรับรอบนี้" in browser.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"classes": "หลาย"}, "จำนวนห้องเรียน: ต้องเป็นตัวเลข"),
        ({"place_postcode": "410"}, "รหัสไปรษณีย์ต้องมี 5 หลัก"),
        ({"head_phone": "1"}, "ต้องขึ้นต้นด้วย 0"),
        ({"name-1": "สนามกีฬา"}, "โปรดกรอกทั้งชื่อรายการและข้อมูล"),
        ({"name-1": "จุดบริการน้ำดื่ม", "value-1": "5"}, "มีรายการชื่อนี้แล้ว"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    signed_in: SignIn, world: World, typed: dict[str, str], sentence: str
) -> None:
    browser = fill(signed_in, {**FILLED, **typed})

    assert browser.status == 422
    assert sentence in browser.page.xpath("string(//*[@data-error-summary])")
    assert browser.page.xpath("string(//input[@name='head_name']/@value)") == "นางสาวสมศรี ใจดี"
    assert kept(world) is None


def test_an_old_page_neither_records_nor_checks(signed_in: SignIn, world: World) -> None:
    early, late = (signed_in(SCHOOL).get(f"{PAGE}/edit") for _ in range(2))
    early.submit(FILLED)
    late.submit({**FILLED, "classes": "99"})
    status = late.status
    late.get(PAGE)
    late.post(f"{PAGE}/check", {"revision": "0"})

    assert (status, late.status) == (409, 409)
    assert late.get(PAGE).post(f"{PAGE}/check").status == 409
    assert (kept(world) or Profile()).values["classes"] == "12"


def test_the_authority_sees_the_profile_and_changes_nothing(signed_in: SignIn) -> None:
    fill(signed_in)
    browser = signed_in(CITY).get(PAGE)

    assert "นางสาวสมศรี ใจดี" in browser.text
    assert not browser.page.xpath(form("profile"))
    assert browser.get(f"{PAGE}/edit").status == 409
    assert browser.get(f"/units/{CITY}/profile").status == 404


def test_a_stranger_finds_no_profile(signed_in: SignIn) -> None:
    assert signed_in(CENTRE).get(PAGE).status == 404


def test_after_the_close_the_profile_is_read_only(signed_in: SignIn, world: World) -> None:
    fill(signed_in)
    world.watch.now = CLOSES
    browser = signed_in(SCHOOL).get(PAGE)

    assert "ปิดรับข้อมูลแล้ว" in browser.text
    assert browser.post(f"{PAGE}/check", {"revision": "1"}).status == 423
    assert browser.post(f"{PAGE}/edit", {"revision": "1", **FILLED}).status == 423


def test_the_check_before_confirming_says_whether_the_profile_was_checked(
    signed_in: SignIn, world: World
) -> None:
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    before = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    unchecked, led = "ยังไม่ได้ตรวจในรอบนี้" in before.text, PAGE in before.links()
    fill(signed_in).submit({}, form("/check"))

    after = at_task(signed_in, world, SCHOOL, Act.CONFIRM)

    assert (unchecked, led) == (True, True)
    assert "ยังไม่ได้ตรวจในรอบนี้" not in after.text
    assert f"โดย เจ้าหน้าที่ {SCHOOL}" in after.text


def test_a_profile_leads_from_the_unit_s_page_and_into_its_history(signed_in: SignIn) -> None:
    fill(signed_in).submit({}, form("/check"))
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}")

    assert PAGE in browser.links()
    assert "บันทึกข้อมูลสถานศึกษา" in browser.text
    assert "ตรวจแล้วว่าถูกต้องสำหรับรอบนี้" in browser.text
