"""The page of a unit and the report of its figures."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select

from processes.records.cases import ReportView
from processes.records.officers import Officer
from processes.terms import Role
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    add_officer,
    confirm_institution,
)
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn
from webapp.units.spreadsheet import as_csv

Statements = Callable[[], AbstractContextManager[list[str]]]


def table_rows(browser: Browser) -> list[str]:
    rows = browser.page.xpath("//table//tr")
    return [" ".join(cell.text_content().strip() for cell in row.xpath("th|td")) for row in rows]


def views(world: World) -> list[tuple[str, int]]:
    with world.house.reading() as session:
        wanted = select(ReportView.stream, ReportView.figures_version).order_by(ReportView.stream)
        return [(str(stream), version) for stream, version in session.execute(wanted)]


@pytest.mark.letter("F118", "F21")
def test_a_unit_shows_its_officers_and_each_date_with_its_paragraph(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}")

    assert browser.heading == "โรงเรียนเทศบาล 1 โพศรี"
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.text
    assert "ภายในวันที่ 10 พฤศจิกายน 2565 (ที่มา: 5.1)" in browser.text
    assert "11 พฤศจิกายน 2565 เวลา 17.00 น. (ที่มา: L4)" in browser.text


def test_the_chain_above_is_told_to_those_below_it(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(SCHOOL).get("/unit")

    assert browser.at == f"/units/{SCHOOL}"
    for name in ("กรมส่งเสริมการปกครองท้องถิ่น", "จังหวัดอุดรธานี", "เทศบาลนครอุดรธานี"):
        assert name in browser.text
    assert "มีผลอยู่" in browser.text


@pytest.mark.letter("F110")
def test_a_code_is_found_however_its_digits_are_typed(signed_in: SignIn) -> None:
    browser = signed_in(CITY).get("/units/๓๐๔๑๒๐๐๐๑")

    assert browser.status == 200
    assert browser.heading == "โรงเรียนเทศบาล 1 โพศรี"


@pytest.mark.parametrize("page", ["", "/report", "/report.csv", "/roll", "/people", "/reopen"])
@pytest.mark.parametrize(
    ("stranger", "code"),
    [(SCHOOL, SECOND_SCHOOL), (SCHOOL, CITY), (TOWN, SCHOOL), (CITY, PROVINCE), (PROVINCE, DEPARTMENT)],
)
def test_a_stranger_gets_the_page_of_a_unit_that_does_not_exist(
    signed_in: SignIn, stranger: str, code: str, page: str
) -> None:
    browser = signed_in(stranger)

    foreign = browser.get(f"/units/{code}{page}")
    status, words = foreign.status, foreign.text
    unknown = browser.get(f"/units/99999999{page}")

    assert (status, words) == (404, unknown.text)


@pytest.mark.letter("F24", "F115")
def test_an_executive_watches_and_is_offered_nothing(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    with world.office() as office:
        head = office.session.scalars(select(Officer).filter_by(username=CITY)).one()
        add_officer(office, head.appointments[0].unit, f"{CITY}-9", [Role.EXECUTIVE])

    browser = signed_in(f"{CITY}-9").get(f"/units/{SCHOOL}")

    assert browser.status == 200
    assert "ในฐานะผู้บริหาร" in browser.text
    assert not [link for link in browser.links() if "/reopen" in link]
    assert browser.get(f"/units/{TOWN}").status == 404


@pytest.mark.letter("F33")
def test_the_history_says_who_did_what(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)

    browser = signed_in(CITY).get(f"/units/{SCHOOL}")

    assert f"ใบรับ {number} · 5 คน" in browser.text
    assert "รายงานแสดงจำนวนถูกต้อง" in browser.text


@pytest.mark.letter("F91", "F102")
def test_the_report_of_a_school_shows_the_roll_beside_the_signed(signed_in: SignIn, world: World) -> None:
    number = confirm_institution(world, SCHOOL)

    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/report")

    rows = table_rows(browser)
    assert "ป.1 2 1 3 2 1 3" in rows
    assert "รวม 3 2 5 3 2 5" in rows
    assert number in browser.text


@pytest.mark.letter("F91")
def test_the_report_of_an_authority_adds_up_what_its_units_confirmed(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    confirm_institution(world, CENTRE)

    browser = signed_in(CITY).get(f"/units/{CITY}/report")

    assert "1 แห่งยังไม่มีฉบับที่ยืนยัน" in browser.text
    rows = table_rows(browser)
    assert "รวม 4 3 7" in rows
    assert "ศูนย์พัฒนาเด็กเล็ก 1 1 2" in rows


def test_opening_the_report_is_noted_once_for_each_version(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY)

    browser.get(f"/units/{CITY}/report")
    first = views(world)
    browser.get(f"/units/{CITY}/report")
    again = views(world)
    confirm_institution(world, SCHOOL)
    browser.get(f"/units/{CITY}/report")

    assert first == again
    assert [stream for stream, _ in first] == ["other", "own"]
    assert [later - earlier for (_, later), (_, earlier) in zip(views(world), first, strict=False)] == [0, 1]


def test_a_tier_above_looks_into_a_report_without_a_trace(signed_in: SignIn, world: World) -> None:
    signed_in(PROVINCE).get(f"/units/{CITY}/report")

    with world.house.reading() as session:
        assert session.scalars(select(func.count(ReportView.id))).one() == 0


def test_the_report_comes_as_a_file_for_a_spreadsheet(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(CITY).get(f"/units/{CITY}/report.csv")

    body = browser.response.get_data()
    assert body.startswith(b"\xef\xbb\xbf")
    assert f"{SCHOOL},โรงเรียนเทศบาล 1 โพศรี".encode() in body
    assert "attachment" in browser.response.headers["Content-Disposition"]


@pytest.mark.parametrize("hostile", ["=1+1", "+66", "-1", "@SUM(A1)", "\tx"])
def test_nothing_in_the_file_is_taken_for_a_formula(hostile: str) -> None:
    assert as_csv([[hostile, 3]]).lstrip("\ufeff").strip().strip('"').startswith("'" + hostile[0])


def test_a_unit_page_takes_few_statements(signed_in: SignIn, statements: Statements) -> None:
    browser = signed_in(CITY)

    with statements() as seen:
        browser.get(f"/units/{CITY}")

    assert len(seen) <= 18
