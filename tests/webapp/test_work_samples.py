"""Random checks of the province: drawn again and again, with a finding for each unit."""

import pytest
from sqlalchemy import select

from processes.records.samples import Finding, SampleDraw
from processes.terms import Act, FindingResult
from tests.builders import CITY, PROVINCE, World
from tests.webapp.desks import SignIn, at_task, marked


def findings(world: World) -> list[FindingResult]:
    with world.house.reading() as session:
        return list(session.scalars(select(Finding.result).order_by(Finding.id)))


@pytest.mark.letter("F83")
def test_a_province_draws_several_times_and_sees_the_earlier_draws(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, PROVINCE, Act.DRAW_SAMPLE)
    assert "ทั้งหมด 4 แห่ง" in browser.text

    browser.submit({"size": "๒"})
    assert "สุ่มแล้ว 2 แห่ง" in browser.text
    for item in world.items(PROVINCE, Act.RECORD_FINDING):
        signed_in(PROVINCE).get(f"/work/{item.id}").submit({"result": "in_order"})
    again = at_task(signed_in, world, PROVINCE, Act.DRAW_SAMPLE)

    with world.house.reading() as session:
        assert session.scalars(select(SampleDraw.seed)).one() in again.text
    assert findings(world) == [FindingResult.IN_ORDER] * 2


@pytest.mark.parametrize("size", ["", "0", "-1", "51", "สอง"])
def test_a_size_that_cannot_be_drawn_is_refused_and_kept(signed_in: SignIn, world: World, size: str) -> None:
    browser = at_task(signed_in, world, PROVINCE, Act.DRAW_SAMPLE).submit({"size": size})

    assert browser.status == 422
    assert marked(browser, "size")
    assert findings(world) == []


@pytest.mark.letter("F83")
def test_what_has_to_be_mended_needs_words(signed_in: SignIn, world: World) -> None:
    at_task(signed_in, world, PROVINCE, Act.DRAW_SAMPLE).submit({"size": "1"})
    browser = at_task(signed_in, world, PROVINCE, Act.RECORD_FINDING)

    browser.submit({"result": "to_mend"})
    assert browser.status == 422
    assert marked(browser, "note")
    browser.submit({"result": "to_mend", "note": "ยอด ป.1 เกิน 2 คน"})

    assert "บันทึกผลการตรวจสอบแล้ว" in browser.text
    assert findings(world) == [FindingResult.TO_MEND]


def test_a_finding_wants_a_result(signed_in: SignIn, world: World) -> None:
    at_task(signed_in, world, PROVINCE, Act.DRAW_SAMPLE).submit({"size": "1"})

    browser = at_task(signed_in, world, PROVINCE, Act.RECORD_FINDING).submit({"result": "open"})

    assert browser.status == 422
    assert marked(browser, "result")


def test_an_authority_finds_no_draw(signed_in: SignIn, world: World) -> None:
    item = world.item(PROVINCE, Act.DRAW_SAMPLE)
    browser = signed_in(CITY)

    assert browser.get(f"/work/{item}").status == 404
    assert browser.post(f"/work/{item}/draw", {"size": "1"}).status == 404
