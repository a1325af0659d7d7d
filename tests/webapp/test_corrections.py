"""A unit in correction is seen as such by itself and all above it, with what it confirmed last (F78, N2)."""

from datetime import timedelta

import pytest

from processes.acts import roll
from processes.terms import LeavingReason
from tests.builders import (
    CITY,
    CLOSES,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    check_report,
    confirm,
    confirm_institution,
    recheck,
)
from tests.deeds import at_roll, look_for, reopen
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

SAID = "เปิดแก้ไขแล้ว ยังไม่ได้ยืนยันใหม่"


@pytest.fixture
def corrected(world: World) -> World:
    """A school that was opened three hours before the close and took one learner off."""
    confirm_institution(world, SCHOOL)
    confirm_institution(world, SECOND_SCHOOL)
    world.watch.now = CLOSES - timedelta(hours=3)
    reopen(world, CITY, SCHOOL)
    look_for(world, SCHOOL, SCHOOL, [-1], seen=False)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.NO_SUCH_LEARNER)
    return world


def plain(browser: Browser) -> str:
    """The words of the page's main part, each cell apart from the next."""
    assert browser.page is not None
    return " ".join(" ".join(browser.page.xpath("//main//text()")).split())


@pytest.mark.letter("F78", "N2")
@pytest.mark.parametrize(
    ("username", "address"),
    [
        (SCHOOL, f"/units/{SCHOOL}"),
        (SCHOOL, f"/units/{SCHOOL}/report"),
        (CITY, "/board/"),
        (CITY, f"/units/{CITY}"),
        (CITY, f"/units/{CITY}/report"),
        (PROVINCE, "/board/"),
        (PROVINCE, f"/units/{PROVINCE}"),
    ],
)
def test_the_unit_and_everyone_above_carry_it_with_the_hours_left(
    signed_in: SignIn, corrected: World, username: str, address: str
) -> None:
    browser = signed_in(username).get(address)

    number = corrected.confirmations(SCHOOL)[0].number
    assert f"{SAID} 1 รายการ เหลือเวลา 0 วัน 3 ชั่วโมง" in browser.text
    assert f"/receipts/{number}/compare" in browser.links()


def test_its_sisters_and_strangers_carry_nothing(signed_in: SignIn, corrected: World) -> None:
    for username in (SECOND_SCHOOL, TOWN):
        assert SAID not in signed_in(username).get("/unit").text


@pytest.mark.letter("N2")
def test_the_confirmed_version_is_laid_beside_the_present(signed_in: SignIn, corrected: World) -> None:
    number = corrected.confirmations(SCHOOL)[0].number

    browser = signed_in(CITY).get(f"/receipts/{number}/compare")

    assert "ฉบับที่ยืนยันล่าสุดกำลังถูกแทนที่" in browser.text
    for words in ("ผู้เรียนที่เพิ่ม 0 คน", "ผู้เรียนที่ออก 1 คน", "ป.2 ชาย 1 0 -1", "รวม 5 4 -1"):
        assert words in plain(browser)


def test_two_versions_are_laid_side_by_side(signed_in: SignIn, corrected: World) -> None:
    recheck(corrected, SCHOOL)
    confirm(corrected, SCHOOL)
    check_report(corrected, SCHOOL)
    first, second = corrected.confirmations(SCHOOL)

    browser = signed_in(PROVINCE).get(f"/receipts/{first.number}/compare?with={second.number}")

    assert "รวม 5 4 -1" in plain(browser)
    assert "กำลังถูกแทนที่" not in browser.text
    assert SAID not in signed_in(CITY).get("/board/").text


def test_only_versions_of_one_unit_and_of_ones_own_are_compared(signed_in: SignIn, corrected: World) -> None:
    number, other = (corrected.confirmations(code)[0].number for code in (SCHOOL, SECOND_SCHOOL))

    assert signed_in(CITY).get(f"/receipts/{number}/compare?with={other}").status == 404
    assert signed_in(CITY).get(f"/receipts/{number}/compare?with=x").status == 404
    assert signed_in(TOWN).get(f"/receipts/{number}/compare").status == 404
