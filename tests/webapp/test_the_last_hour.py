"""The last hour: a repeat is answered with the same receipt, a busy house says so early, the rule is told."""

import pytest

from config import database
from processes.terms import Act
from tests.builders import SCHOOL, World, recheck, verify_all_classes
from tests.webapp.desks import SignIn, all_confirmations, at_task, form

CONFIRM = form("/confirm")
SIGNED = {"attested": "yes"}
RULE = "หากเริ่มบันทึกก่อนเวลาปิดถือว่าทัน"


@pytest.fixture
def ready(world: World) -> World:
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    return world


@pytest.mark.letter("F101", "N4")
def test_the_rule_of_time_stands_on_the_page_and_on_the_receipt(signed_in: SignIn, ready: World) -> None:
    browser = at_task(signed_in, ready, SCHOOL, Act.CONFIRM)
    before = browser.text

    browser.submit(SIGNED, CONFIRM)

    assert RULE in before
    assert RULE in browser.text
    assert "ทันกำหนด" in browser.text


@pytest.mark.letter("N4")
def test_a_lost_answer_sent_again_leads_to_the_receipt_that_was_made(signed_in: SignIn, ready: World) -> None:
    browser = at_task(signed_in, ready, SCHOOL, Act.CONFIRM)
    address, version = browser.at, ready.case(SCHOOL).figures_version
    sent = {**SIGNED, "figures_version": version}
    browser.post(f"{address}/confirm", sent, follow=False)

    for _ in range(3):
        browser.get("/inbox").post(f"{address}/confirm", sent)
        [made] = ready.confirmations(SCHOOL)
        assert f"/receipts/{made.number}" in browser.links()


@pytest.mark.letter("N4")
def test_a_writer_who_waits_too_long_is_told_so_and_nothing_is_half_done(
    signed_in: SignIn, ready: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = at_task(signed_in, ready, SCHOOL, Act.CONFIRM)
    monkeypatch.setattr(database, "LONGEST_WAIT", 0.01)
    queue = browser.client.application.extensions["lec_house"].database._lock

    with queue:
        browser.submit(SIGNED, CONFIRM)
    refused, wait = browser.status, browser.response.headers["Retry-After"]  # type: ignore[union-attr]
    text = browser.text
    at_task(signed_in, ready, SCHOOL, Act.CONFIRM).submit(SIGNED, CONFIRM)

    assert (refused, int(wait) > 0) == (503, True)
    assert "รายการที่เพิ่งส่งมายังไม่ถูกบันทึก" in text
    assert all_confirmations(ready) == 1
