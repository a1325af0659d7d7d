"""What a unit was told, and that it was seen."""

from datetime import timedelta

import pytest

from processes.acts import clockwork
from tests.builders import CITY, DUE, SCHOOL, SECOND_SCHOOL, World, confirm_institution
from tests.webapp.desks import SignIn


def strike(world: World) -> None:
    """Let every case's reminders and the due time pass."""
    with world.office(DUE + timedelta(minutes=1)) as office:
        clockwork.tick_due_cases(office)


def test_a_unit_reads_its_reminder_and_marks_it_seen(signed_in: SignIn, world: World) -> None:
    strike(world)
    browser = signed_in(SCHOOL).get("/notices/")
    before = browser.text

    browser.submit({}, "//tbody//form")

    assert "ยังไม่ได้อ่าน" in before
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.page.xpath("string(//tbody)")


@pytest.mark.letter("F100")
def test_the_authority_is_told_who_is_late_and_not_who_is_done(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    strike(world)

    browser = signed_in(CITY).get("/notices/")

    assert f"/units/{SECOND_SCHOOL}" in browser.links()
    assert f"/units/{SCHOOL}" not in browser.links()


def test_the_menu_counts_what_nobody_has_seen(signed_in: SignIn, world: World) -> None:
    strike(world)
    browser = signed_in(SCHOOL).get("/notices/")
    counted = browser.page.xpath("//nav[@id='menu']//a[@href='/notices/']//*[@class='menu-count']")

    browser.submit({}, "//form[contains(@action, '/notices/seen')]")

    assert counted
    assert not browser.page.xpath("//nav[@id='menu']//a[@href='/notices/']//*[@class='menu-count']")
    assert "อ่านครบแล้ว" in browser.text


def test_another_unit_s_notice_is_left_unseen(signed_in: SignIn, world: World) -> None:
    strike(world)
    theirs = signed_in(SECOND_SCHOOL).get("/notices/")
    address = theirs.page.xpath("string(//tbody//form/@action)")
    browser = signed_in(SCHOOL).get("/notices/")

    browser.post(address)

    assert theirs.get("/notices/").page.xpath("string(//tbody//form/@action)") == address
