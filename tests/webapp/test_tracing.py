"""The way of a case and where a round's units stand: drawn, told in tables, within the reader's own part."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    World,
    close_all,
    confirm_institution,
    verify_all_classes,
)
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn


def marks(browser: Browser) -> dict[str, object]:
    assert browser.page is not None
    return dict(json.loads(browser.page.xpath("string(//*[@data-marks]/@data-marks)")))


def rows(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [
        " ".join(" ".join(each.text_content().split()) for each in row)
        for row in browser.page.xpath("//tbody/tr")
    ]


def whereabouts(world: World, code: str) -> str:
    return f"/diagrams/{world.case(code).edition_id}/whereabouts/{world.round_id}"


def test_a_case_is_drawn_where_it_stands_with_who_did_what(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)

    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/way")

    drawn = marks(browser)
    assert "recheck_roll" in [each["id"] for each in drawn["active"]]  # type: ignore[attr-defined, index]
    assert "verify_roll" in drawn["done"]  # type: ignore[operator]
    assert [row for row in rows(browser) if "ตรวจสอบตัวตนนักเรียน" in row and f"เจ้าหน้าที่ {SCHOOL}" in row]
    assert "ยังไม่เสร็จ" in browser.text


def test_a_case_that_ended_stands_nowhere(signed_in: SignIn, world: World) -> None:
    close_all(world)

    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/way")

    assert marks(browser)["active"] == []
    assert "สิ้นสุดแล้ว" in browser.text


def test_the_way_of_a_case_is_shown_above_and_to_no_stranger(signed_in: SignIn, world: World) -> None:
    assert signed_in(CITY).get(f"/units/{SCHOOL}/way").status == 200
    assert signed_in(PROVINCE).get(f"/units/{SCHOOL}/way").status == 200
    assert signed_in(TOWN).get(f"/units/{SCHOOL}/way").status == 404
    assert signed_in(CENTRE).get(f"/units/{SCHOOL}/way").status == 404


def test_the_units_of_a_round_are_counted_at_each_step(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(DEPARTMENT).get(whereabouts(world, SCHOOL))

    assert marks(browser) == {"counts": {"verify_roll": 1}, "waits": {"reopened": 1}}
    assert any("ตรวจสอบตัวตนนักเรียน 1" in row for row in rows(browser))


def test_a_count_opens_its_units_and_the_late_ones_alone(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    address, browser = whereabouts(world, SCHOOL), signed_in(DEPARTMENT)

    assert rows(browser.get(f"{address}/reopened"))[0].startswith("โรงเรียนเทศบาล 1 โพศรี")
    assert rows(browser.get(f"{address}/verify_roll"))[0].startswith("โรงเรียนเทศบาล 2")
    assert rows(browser.get(f"{address}/verify_roll?late=1")) == []
    world.watch.now = CLOSES
    late = signed_in(DEPARTMENT).get(f"{address}/verify_roll?late=1")
    assert len(rows(late)) == 1
    assert late.get(f"{address}/nowhere").status == 404


def test_each_counts_its_own_part_and_narrows_it(signed_in: SignIn, world: World) -> None:
    address = whereabouts(world, CENTRE)

    assert marks(signed_in(DEPARTMENT).get(address))["counts"] == {"verify_roll": 2}
    assert marks(signed_in(CITY).get(address))["counts"] == {"verify_roll": 1}
    assert marks(signed_in(SCHOOL).get(address))["counts"] == {}
    assert marks(signed_in(PROVINCE).get(f"{address}?authority={TOWN}"))["counts"] == {"verify_roll": 1}
    assert marks(signed_in(TOWN).get(f"{address}?authority={CITY}"))["counts"] == {}
    nowhere = signed_in(DEPARTMENT).get(f"{address}?province=nowhere")
    assert (marks(nowhere)["counts"], rows(nowhere)) == ({}, [])
    assert "ไม่มีหน่วยงานที่ใช้แผนผังนี้ในส่วนที่เลือก" in nowhere.text


def test_an_authority_is_chosen_with_its_province_and_given_up_with_it(
    signed_in: SignIn, world: World
) -> None:
    browser, address = signed_in(DEPARTMENT), whereabouts(world, CENTRE)
    chosen = "string(//select[@name='{}']/option[@selected]/@value)"

    page = browser.get(f"{address}?authority={CITY}").page
    assert page is not None
    assert [page.xpath(chosen.format(each)) for each in ("province", "authority")] == [PROVINCE, CITY]
    page = browser.get(f"{address}?authority={CITY}&province=elsewhere").page
    assert page is not None
    assert page.xpath(chosen.format("authority")) == ""


def test_a_round_costs_the_same_statements_whatever_its_size(
    signed_in: SignIn, world: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    browser, address = signed_in(DEPARTMENT).get("/account"), whereabouts(world, CENTRE)

    with statements() as seen:
        browser.get(address)

    assert len(seen) <= 22
