"""Doing one thing to many cases, from its pages: found, tried, begun deliberately, followed."""

import pytest

from tests.acts.test_bulk import INSTITUTIONS, WHY, suspended
from tests.builders import CITY, DEPARTMENT, PROVINCE, SCHOOL, TOWN, World
from tests.deeds import ring
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

TRIAL = "//form[contains(@action, '/trials')]"
BEGIN = "//form[contains(@action, '/begin')]"


def rows(browser: Browser) -> int:
    assert browser.page is not None
    return len(browser.page.xpath("//input[@name='case']"))


def test_all_that_a_list_finds_is_tried_begun_by_its_number_and_followed(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(DEPARTMENT).get("/operations/?tier=institution")
    assert rows(browser) == 4
    browser.submit({"kind": "suspend", "scope": "all"}, TRIAL)
    assert "ทำได้ 4" in browser.text
    assert suspended(world) == set()
    here = browser.at

    assert browser.submit({"reason": " ", "number": "5"}, BEGIN).status == 422
    assert "โปรดพิมพ์จำนวนเรื่องที่จะทำให้ตรงกับผลการลอง คือ 4" in browser.text
    browser.submit({"reason": WHY, "number": "๔"}, BEGIN)
    assert browser.at == here
    browser.post(f"{here}/pause")
    assert "หยุดไว้" in browser.text
    browser.post(f"{here}/resume")
    ring(world, world.watch.now)

    assert "สิ้นสุดแล้ว" in browser.get(here).text
    assert suspended(world) == set(INSTITUTIONS)
    assert "โรงเรียนเทศบาล 1 โพศรี" in browser.get(f"{here}/cases?fate=done").text
    assert rows(browser.get("/operations/?state=suspended")) == 4


def test_single_cases_are_picked_and_what_stands_in_their_way_is_said(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(DEPARTMENT).get(f"/operations/?tier=institution&authority={CITY}")
    case_id = world.case(SCHOOL).id

    for nobody in ("", "x", "9" * 40):
        wish = {"kind": "resume", "scope": "picked", "case": nobody}
        assert browser.submit(wish, TRIAL).status == 422
    assert "โปรดเลือกเรื่องในตารางอย่างน้อยหนึ่งเรื่อง" in browser.text
    browser.submit({"kind": "resume", "scope": "picked", "case": str(case_id)}, TRIAL)

    assert "ทำไม่ได้ 1" in browser.text
    assert "เรื่องไม่ได้ถูกระงับไว้" in browser.text
    assert f"/units/{SCHOOL}/way" in browser.links()
    dropped = browser.post(f"{browser.at}/drop")
    assert "ทิ้งผลการลองแล้ว" in dropped.text


def test_a_move_asks_for_the_step_it_leads_to(signed_in: SignIn, world: World) -> None:
    edition_id = world.case(SCHOOL).edition_id
    browser = signed_in(DEPARTMENT).get(f"/operations/?edition={edition_id}&node=verify_roll")
    assert rows(browser) == 2

    assert browser.submit({"kind": "move", "scope": "all", "to_node": "x"}, TRIAL).status == 422
    browser.submit({"kind": "move", "scope": "all", "to_node": "recheck_roll"}, TRIAL)

    assert browser.status == 200
    assert "เรื่องที่พบ 2" in browser.text


@pytest.mark.parametrize(
    "nonsense",
    [
        "round=x",
        "round=99",
        "tier=x",
        "edition=99",
        "node=verify_roll",
        "province=x",
        "authority=x",
        "state=x",
    ],
)
def test_a_filter_that_names_nothing_finds_no_list_rather_than_everybody(
    signed_in: SignIn, world: World, nonsense: str
) -> None:
    browser = signed_in(DEPARTMENT)

    assert browser.get(f"/operations/?{nonsense}").status == 404
    name, value = nonsense.split("=")
    wish = {name: value, "kind": "suspend", "scope": "all"}
    assert browser.get("/account").post("/operations/trials", wish).status == 404


def test_nobody_else_finds_these_pages(signed_in: SignIn, world: World) -> None:
    signed_in(DEPARTMENT).get("/operations/").submit({"kind": "suspend", "scope": "all"}, TRIAL)

    for username in (f"{DEPARTMENT}-2", PROVINCE, TOWN):
        browser = signed_in(username)
        assert browser.get("/operations/").status == 404
        assert browser.get("/operations/1").status == 404
        assert browser.get("/operations/1/cases").status == 404
        assert browser.get("/account").post("/operations/1/begin", {"number": "9"}).status == 404
        assert browser.get("/account").post("/operations/trials", {"kind": "suspend"}).status == 404
    assert suspended(world) == set()


def test_a_count_of_the_whereabouts_opens_its_list_for_administrators(
    signed_in: SignIn, world: World
) -> None:
    address = f"/diagrams/{world.case(SCHOOL).edition_id}/whereabouts/{world.round_id}"

    browser = signed_in(DEPARTMENT).get(address)
    counted = next(link for link in browser.links() if "/operations/" in link and "node=verify_roll" in link)

    assert rows(browser.get(counted)) == 2
    assert not [link for link in signed_in(PROVINCE).get(address).links() if "/operations/" in link]
