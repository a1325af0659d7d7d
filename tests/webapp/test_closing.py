"""The record of a close: who did not confirm, what they were sent and saw, which version counts (F109)."""

from datetime import timedelta

import pytest

from processes.acts import roll
from processes.terms import LeavingReason
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    World,
    add_round,
    close_all,
    confirm_institution,
    open_round,
)
from tests.deeds import at_roll, look_for, reopen, ring
from tests.webapp.desks import SignIn

RESPONSIBLE = "หนังสือระบุเฉพาะผู้รับผิดชอบของ อปท. เท่านั้น"


@pytest.fixture
def closed(world: World) -> World:
    """One school opened and forgotten, everybody else silent; reminders went out on the way."""
    confirm_institution(world, SCHOOL)
    ring(world, CLOSES - timedelta(hours=2))
    world.watch.now = CLOSES - timedelta(minutes=30)
    reopen(world, CITY, SCHOOL)
    close_all(world)
    return world


@pytest.mark.letter("F78", "N2")
def test_a_forgotten_correction_is_listed_with_both_versions_and_the_policy(
    signed_in: SignIn, closed: World
) -> None:
    browser = signed_in(CITY).get(f"/rounds/{closed.round_id}/closing?standing=reopened")
    listed, links = browser.text, browser.links()
    browser.get(f"/rounds/{closed.round_id}/closing/{SCHOOL}")

    assert "ค้างแก้ไข 5" in listed
    assert "ระบบใช้ฉบับที่ยืนยันล่าสุด" in listed
    assert f"/rounds/{closed.round_id}/closing/{SCHOOL}" in links
    assert closed.confirmations(SCHOOL)[0].number in browser.text
    assert "จำนวน ณ เวลาปิดที่ยังไม่ยืนยัน" in browser.text


@pytest.mark.letter("F80", "F109")
def test_the_letter_is_cited_against_the_authoritys_officer_alone(signed_in: SignIn, closed: World) -> None:
    browser = signed_in(DEPARTMENT)
    said = {
        code: RESPONSIBLE in browser.get(f"/rounds/{closed.round_id}/closing/{code}").text
        for code in (SCHOOL, CITY, PROVINCE)
    }

    assert said == {SCHOOL: False, CITY: True, PROVINCE: False}


@pytest.mark.letter("F80")
def test_what_was_sent_and_seen_and_done_stands_in_the_record(signed_in: SignIn, closed: World) -> None:
    browser = signed_in(TOWN).get(f"/rounds/{closed.round_id}/closing/{TOWN}")

    for words in (f"เจ้าหน้าที่ {TOWN}", "เตือนหน่วยงานของท่าน", "ยังไม่ได้อ่าน", "ไม่เคยเปิด"):
        assert words in browser.text


@pytest.mark.letter("F80", "F109")
def test_the_list_of_who_did_not_confirm_is_a_file(signed_in: SignIn, closed: World) -> None:
    browser = signed_in(PROVINCE)

    answer = browser.client.get(f"/rounds/{closed.round_id}/closing.csv")
    lines = answer.get_data(as_text=True)
    book = browser.client.get(f"/rounds/{closed.round_id}/closing.xlsx")

    assert lines.startswith("\ufeffรหัส,หน่วยงาน")
    assert f"เจ้าหน้าที่ {TOWN}" in lines
    assert "ข้อ 9.2" in lines
    assert book.get_data()[:2] == b"PK"


def test_strangers_see_nothing_of_it(signed_in: SignIn, closed: World) -> None:
    browser = signed_in(TOWN)

    assert browser.get(f"/rounds/{closed.round_id}/closing/{SCHOOL}").status == 404
    assert browser.get("/rounds/999/closing.csv").status == 404
    lines = browser.client.get(f"/rounds/{closed.round_id}/closing.csv").get_data(as_text=True)
    assert SCHOOL not in lines


@pytest.mark.letter("F108")
def test_two_closed_rounds_stand_side_by_side(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    close_all(world)
    first, later = world.round_id, CLOSES + timedelta(days=30)
    with world.office(later) as office:
        world.round_id = add_round(office, 3, later + timedelta(days=30)).id
    open_round(world, later)
    look_for(world, SCHOOL, SCHOOL, [-1], seen=False)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[-1], LeavingReason.NO_SUCH_LEARNER)
    confirm_institution(world, SCHOOL)
    close_all(world, later + timedelta(days=31))

    browser = signed_in(CITY)
    bare = browser.get(f"/rounds/{world.round_id}/compare").text
    browser.get(f"/rounds/{world.round_id}/compare?with={first}")
    every = " ".join(" ".join(browser.page.xpath("//main//text()")).split())  # type: ignore[union-attr]
    browser.get(f"/rounds/{world.round_id}/compare?with={first}&grade=P1")
    one = " ".join(" ".join(browser.page.xpath("//main//text()")).split())  # type: ignore[union-attr]

    assert "โปรดเลือกรอบที่นำมาเทียบ" in bare
    assert f"{SCHOOL} 5 4 -1" in every
    assert f"{SCHOOL} 3 3 0" in one
