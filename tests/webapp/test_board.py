"""The board of each tier: numbers, whom to call, drilling down."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from processes.records.units import Unit
from processes.terms import UnitKind
from tests.builders import (
    CITY,
    DEPARTMENT,
    FUNDER,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    confirm_institution,
)
from tests.deeds import look_for
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

Statements = Callable[[], AbstractContextManager[list[str]]]


def found_district(world: World, authorities: list[str]) -> str:
    """A district in which these authorities lie; returns its code."""
    with world.office() as office:
        province = office.session.scalars(select(Unit).filter_by(code=PROVINCE)).one()
        district = Unit(code="01410100", kind=UnitKind.DISTRICT, name="อำเภอเมืองอุดรธานี", sort_key="เมือง")
        district.parent_id = district.province_id = province.id
        office.session.add(district)
        office.session.flush()
        for unit in office.session.scalars(select(Unit).where(Unit.code.in_(authorities))):
            unit.district_id = district.id
        return district.code


def names(browser: Browser) -> list[str]:
    """The units of the board itself, in order."""
    return [each.text_content() for each in browser.page.xpath("(//table)[last()]//tbody//th/a")]


@pytest.mark.letter("F66", "F92")
def test_who_stands_in_the_way_comes_first_with_a_person_and_a_phone(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(CITY).get("/board/")

    call = browser.page.xpath("//section[@id='call-first']")[0].text_content()
    assert "โรงเรียนเทศบาล 2 มุขมนตรี" in call
    assert f"เจ้าหน้าที่ {SECOND_SCHOOL}" in call
    assert "0-0000-0001" in call
    assert "โรงเรียนเทศบาล 1 โพศรี" not in call
    assert names(browser)[-1] == "โรงเรียนเทศบาล 1 โพศรี"


@pytest.mark.letter("F79")
def test_the_board_leads_from_the_department_down_to_a_school(signed_in: SignIn) -> None:
    browser = signed_in(DEPARTMENT)

    assert f"/board/{PROVINCE}" in browser.get("/board/").links()
    assert f"/board/{CITY}" in browser.get(f"/board/{PROVINCE}").links()
    assert f"/units/{SCHOOL}" in browser.get(f"/board/{CITY}").links()


def test_the_board_is_narrowed_by_standing_name_and_code(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = signed_in(CITY)

    assert names(browser.get("/board/?standing=confirmed")) == ["โรงเรียนเทศบาล 1 โพศรี"]
    assert names(browser.get("/board/?search=มุข")) == ["โรงเรียนเทศบาล 2 มุขมนตรี"]
    assert names(browser.get("/board/?search=๓๐๔๑๒๐๐๐๒")) == ["โรงเรียนเทศบาล 2 มุขมนตรี"]
    assert "ไม่มีหน่วยงานตามที่เลือก" in browser.get("/board/?search=%25").text


@pytest.mark.letter("F69")
def test_a_confirmation_shows_at_once_on_the_boards_of_all_above(signed_in: SignIn, world: World) -> None:
    city, province = signed_in(CITY), signed_in(PROVINCE)
    confirmed = f"/board/{CITY}?standing=confirmed"
    before = names(city.get(confirmed)) + names(province.get(confirmed))

    confirm_institution(world, SCHOOL)

    assert before == []
    assert "รอตรวจสอบ" in city.get("/board/").text
    assert names(province.get(confirmed)) == ["โรงเรียนเทศบาล 1 โพศรี"]


def test_both_streams_stand_on_the_board(signed_in: SignIn) -> None:
    browser = signed_in(PROVINCE).get("/board/")

    row = next(row for row in browser.page.xpath("(//table)[last()]//tr") if FUNDER in row.text_content())
    assert "ไม่มีข้อมูลต้องยืนยัน" in row.text_content()
    assert "ยังไม่เริ่ม" in row.text_content()


@pytest.mark.parametrize("address", ["/board/", f"/board/{CITY}", "/board/?search=อบต&standing=not_started"])
def test_a_board_takes_few_statements(signed_in: SignIn, statements: Statements, address: str) -> None:
    browser = signed_in(PROVINCE)

    with statements() as seen:
        browser.get(address)

    assert len(seen) <= 13


def test_a_stranger_finds_no_board(signed_in: SignIn) -> None:
    assert signed_in(TOWN).get(f"/board/{CITY}").status == 404
    assert signed_in(SCHOOL).get(f"/board/{CITY}").status == 404
    assert signed_in(SCHOOL).get("/board/").at == f"/units/{SCHOOL}"


@pytest.mark.letter("F22")
def test_a_district_groups_the_board_and_says_to_whom_it_passes_letters_on(
    signed_in: SignIn, world: World
) -> None:
    code = found_district(world, [CITY, TOWN])
    browser = signed_in(PROVINCE).get(f"/board/?district={code}")
    assert set(names(browser)) == {"เทศบาลนครอุดรธานี", "เทศบาลตำบลหนองบัว"}

    assert f"/units/{code}" in browser.links()
    rows = browser.get(f"/units/{code}").page.xpath("//tbody/tr")
    assert f"/board/{PROVINCE}?district={code}" in browser.links()
    assert {tuple(cell.text_content() for cell in row) for row in rows} == {
        ("เทศบาลนครอุดรธานี", "เทศบาลนคร", "จังหวัด"),
        ("เทศบาลตำบลหนองบัว", "เทศบาลตำบล", "อำเภอ"),
    }
    assert signed_in(CITY).get(f"/units/{code}").status == 404


@pytest.mark.letter("F52")
def test_an_authority_urges_from_its_board_who_has_not_begun(signed_in: SignIn, world: World) -> None:
    look_for(world, SCHOOL, SCHOOL, [0])
    browser, form = signed_in(CITY).get("/board/"), "//form[contains(@action, '/urge')]"

    assert "เร่งรัด 2 แห่งที่ยังไม่เริ่ม" in browser.text
    assert "เร่งรัดแล้ว 2 แห่ง" in browser.submit(form=form).text
    assert "ได้รับแจ้งของวันนี้แล้ว" in browser.submit(form=form).text

    assert "อปท. ต้นสังกัดเร่งรัด" in signed_in(SECOND_SCHOOL).get("/notices/").text
    assert signed_in(PROVINCE).get(f"/board/{CITY}").page.xpath(form) == []
