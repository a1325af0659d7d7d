"""Rounds on their pages: dates and letter, opening, closing, the closing list, taking figures."""

from pathlib import Path

import pytest

from config.web import build_web
from processes.terms import Standing
from tests.builders import (
    A_MOMENT,
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    World,
    build_world,
    close_all,
    confirm,
    confirm_institution,
)
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, confirm_whole_province


def lines(browser: Browser) -> list[str]:
    return [" ".join(row.text_content().split()) for row in browser.page.xpath("//tbody/tr")]


@pytest.mark.letter("F118")
def test_a_round_shows_its_letter_and_every_date_with_its_source(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(f"/rounds/{world.round_id}")

    assert "มท ๐๘๑๖.๒/ว ๒๗๙๐" in browser.text
    assert browser.text.count("ภายในวันที่ 10 พฤศจิกายน 2565") == 2
    assert browser.text.count("11 พฤศจิกายน 2565 เวลา 17.00 น.") >= 4
    assert "ที่มา: L4" in browser.text


def test_only_an_administrator_finds_the_levers_of_a_round(signed_in: SignIn, world: World) -> None:
    for username in (SCHOOL, CITY, PROVINCE, f"{DEPARTMENT}-2"):
        browser = signed_in(username).get("/unit")
        for lever in ("open", "close"):
            assert browser.post(f"/rounds/{world.round_id}/{lever}").status == 404
            browser.get("/unit")


def test_a_round_is_opened_after_being_asked(tmp_path: Path) -> None:
    world = build_world(tmp_path, opened=False)
    app = build_web(world.house.settings, world.watch)
    browser = Browser(app).sign_in(DEPARTMENT).get(f"/rounds/{world.round_id}/open")

    browser.submit()

    assert "9 แห่ง" in browser.text
    assert world.case(SCHOOL).standing is Standing.NOT_STARTED
    assert browser.get(f"/rounds/{world.round_id}/open").status == 409
    world.house.database.engine.dispose()


def test_a_round_is_not_closed_before_its_hour(signed_in: SignIn, world: World) -> None:
    world.watch.now = CLOSES - A_MOMENT
    browser = signed_in(DEPARTMENT)

    assert browser.get(f"/rounds/{world.round_id}/close").status == 409
    browser.get("/unit")
    assert browser.post(f"/rounds/{world.round_id}/close").status == 409


def test_the_department_closes_when_the_clock_has_not(signed_in: SignIn, world: World) -> None:
    world.watch.now = CLOSES
    browser = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/close")

    browser.submit()

    assert browser.status == 200
    assert "ปิดรอบแล้วเมื่อ 11 พฤศจิกายน 2565 เวลา 17.00.00 น." in browser.text


@pytest.mark.letter("F109", "F80")
def test_the_closing_list_names_who_answers_for_what_was_missed(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    close_all(world)

    browser = signed_in(CITY).get(f"/rounds/{world.round_id}/closing?standing=missed")

    missed = lines(browser)
    assert any(f"{CENTRE}" in line and f"เจ้าหน้าที่ {CENTRE}" in line for line in missed)
    assert not any(SCHOOL in line for line in missed)


def test_the_closing_list_is_of_the_units_in_view(signed_in: SignIn, world: World) -> None:
    close_all(world)

    town = signed_in(TOWN).get(f"/rounds/{world.round_id}/closing")
    whole = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}/closing")

    assert not any(SCHOOL in line for line in lines(town))
    assert any(SCHOOL in line for line in lines(whole))


@pytest.mark.letter("F68")
def test_a_province_s_figures_are_taken_once_also_after_the_close(signed_in: SignIn, world: World) -> None:
    confirm_whole_province(world)
    confirm(world, PROVINCE)
    close_all(world)
    browser = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}")
    form = browser.page.xpath("string(//form[contains(@action, '/take/')]/@action)")

    browser.post(form)
    taken = browser.text
    browser.post(form)

    assert "รับแล้ว" in taken
    assert browser.status == 409


def test_an_unknown_round_or_province_is_unknown(signed_in: SignIn, world: World) -> None:
    browser = signed_in(DEPARTMENT)

    assert browser.get("/rounds/999").status == 404
    browser.get("/unit")
    assert browser.post(f"/rounds/{world.round_id}/take/{world.case(CITY).id}").status == 404
