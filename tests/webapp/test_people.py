"""The officers of a unit, their open work, and handing it over."""

import pytest
from sqlalchemy import select

from processes.records.officers import Officer
from processes.terms import Act
from tests.builders import CITY, SCHOOL, TOWN, World
from tests.webapp.desks import SignIn


def officer_id(world: World, username: str) -> int:
    with world.house.reading() as session:
        return session.scalars(select(Officer.id).filter_by(username=username)).one()


def handing(world: World, leaver: str, successor: str) -> dict[str, str]:
    return {
        "leaver": str(officer_id(world, leaver)),
        "successor": str(officer_id(world, successor)),
        "order_number": "คำสั่งที่ 12/2565",
    }


@pytest.mark.letter("F21")
def test_the_officers_are_listed_with_classes_and_open_work(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL).get("/people")

    rows = [" ".join(row.text_content().split()) for row in browser.page.xpath("//tbody/tr")]
    assert len(rows) == 3
    assert any(f"{SCHOOL}-2" in row and "ป.1/1" in row and row.endswith("1") for row in rows)


@pytest.mark.letter("F105")
def test_work_handed_over_mid_round_is_the_successor_s(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get("/people")

    browser.submit(handing(world, f"{SCHOOL}-2", f"{SCHOOL}-3"), "//form[contains(@action, '/people')]")

    assert "งานที่ค้างอยู่ 1 รายการ" in browser.text
    successor = officer_id(world, f"{SCHOOL}-3")
    assert {item.officer_id for item in world.items(SCHOOL, Act.VERIFY_ROLL)} == {successor}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("leaver", "999", "โปรดเลือกผู้ส่งมอบงาน"),
        ("successor", "", "โปรดเลือกผู้รับช่วงงาน"),
        ("order_number", " ", "โปรดกรอกเลขที่คำสั่ง"),
    ],
)
def test_a_handover_says_what_is_missing(signed_in: SignIn, world: World, field, value, sentence) -> None:
    browser = signed_in(SCHOOL).get("/people")

    browser.submit(
        {**handing(world, f"{SCHOOL}-2", f"{SCHOOL}-3"), field: value}, "//form[contains(@action, '/people')]"
    )

    assert browser.status == 422
    assert sentence in browser.text


def test_nobody_succeeds_themselves(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get("/people")

    browser.submit(handing(world, f"{SCHOOL}-2", f"{SCHOOL}-2"), "//form[contains(@action, '/people')]")

    assert browser.status == 422


def test_a_class_teacher_hands_nothing_over(signed_in: SignIn, world: World) -> None:
    browser = signed_in(f"{SCHOOL}-2").get("/people")
    offered = browser.page.xpath("//form[contains(@action, '/people')]")

    browser.post(f"/units/{SCHOOL}/people", handing(world, f"{SCHOOL}-2", f"{SCHOOL}-3"))

    assert not offered
    assert browser.status == 409


def test_the_authority_hands_over_for_a_school_and_a_stranger_does_not(
    signed_in: SignIn, world: World
) -> None:
    words = handing(world, f"{SCHOOL}-2", f"{SCHOOL}-3")
    above, stranger = signed_in(CITY).get("/unit"), signed_in(TOWN).get("/unit")

    assert stranger.post(f"/units/{SCHOOL}/people", words).status == 404
    assert above.post(f"/units/{SCHOOL}/people", words).status == 200
