"""A draft tried on last round's cases, as its administrators see it."""

from datetime import timedelta

from tests.acts.test_replaying import AFTER, MORE_THAN_TEN, ROOMS, asks, closed, drafted, kept
from tests.builders import CITY, DEPARTMENT, SCHOOL, World
from tests.deeds import ring
from tests.webapp.desks import SignIn

__all__ = ["closed"]

EARLIER = ('due_at - duration("72h")', 'due_at - duration("120h")')


def test_it_is_started_runs_by_the_clock_and_shows_how_far_it_is(closed: World, signed_in: SignIn) -> None:
    draft = drafted(closed, EARLIER)
    browser = signed_in(DEPARTMENT).get(f"/diagrams/drafts/{draft}/replay")

    browser.submit(form="//form[contains(@action, '/replay')]")

    assert "กำลังทดลอง" in browser.text
    assert browser.page.xpath("//*[@data-watch]//a/@href") == [f"/diagrams/drafts/{draft}/replay"]
    assert browser.page.xpath("string(//progress/@max)") == "2"


def test_what_differs_is_told_with_examples_and_taken_note_of(closed: World, signed_in: SignIn) -> None:
    draft = drafted(closed, EARLIER)
    browser = signed_in(DEPARTMENT).get(f"/diagrams/drafts/{draft}/replay")
    browser.submit(form="//form[contains(@action, '/replay')]")
    ring(closed, AFTER + timedelta(seconds=2))

    browser.get(f"/diagrams/drafts/{draft}/replay")

    rows = [" ".join(cell.text_content() for cell in row) for row in browser.page.xpath("//tbody/tr")]
    assert "ได้รับการเตือนต่างจากเดิม 2" in rows
    assert any(row.startswith("“เตือนก่อนครบกำหนด” มาเร็วขึ้นถึง 2 วัน") for row in rows)
    assert browser.page.xpath(f"//a[@href='/units/{SCHOOL}/way?round={closed.round_id}']")
    assert "ทางเดินของเรื่อง" in browser.get(f"/units/{SCHOOL}/way?round={closed.round_id}").text
    assert [browser.get(f"/units/{SCHOOL}/way?round={no}").status for no in (99, "x")] == [404, 404]
    browser.get(f"/diagrams/drafts/{draft}/replay")
    browser.submit({"words": ""}, form="//form[contains(@action, '/replay/acknowledge')]")
    assert browser.status == 422
    browser.submit({"words": "ทราบแล้ว"}, form="//form[contains(@action, '/replay/acknowledge')]")
    assert kept(closed).acknowledgement == "ทราบแล้ว"
    assert "“ทราบแล้ว”" in browser.text


def test_a_way_that_nobody_can_know_is_told_with_its_gateway_and_field(
    closed: World, signed_in: SignIn
) -> None:
    draft = drafted(closed, *asks(ROOMS), MORE_THAN_TEN)
    browser = signed_in(DEPARTMENT).get(f"/diagrams/drafts/{draft}/replay")
    browser.submit(form="//form[contains(@action, '/replay')]")
    ring(closed, AFTER + timedelta(seconds=2))

    browser.get(f"/diagrams/drafts/{draft}/replay")

    assert "ทางไปต่อที่ “มีข้อมูลในรายงานหรือไม่” ขึ้นกับคำตอบของช่อง “ห้อง”" in browser.text
    assert "มี 1 เรื่องที่จะต่างจากเดิมหรือยังบอกไม่ได้" in browser.text


def test_it_is_paused_and_goes_on(closed: World, signed_in: SignIn) -> None:
    draft = drafted(closed)
    browser = signed_in(DEPARTMENT).get(f"/diagrams/drafts/{draft}/replay")
    browser.submit(form="//form[contains(@action, '/replay')]")

    browser.submit(form="//form[contains(@action, '/replay/pause')]")
    assert "หยุดพักไว้" in browser.text
    browser.submit(form="//form[contains(@action, '/replay/go-on')]")

    assert "กำลังทดลอง" in browser.text


def test_to_everybody_else_it_is_not_there(closed: World, signed_in: SignIn) -> None:
    draft = drafted(closed)

    assert signed_in(CITY).get(f"/diagrams/drafts/{draft}/replay").status == 404
