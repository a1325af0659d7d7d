"""Marks kept in the background, one by one: what the teacher's page is told, and when it is told no."""

import pytest
from werkzeug.test import TestResponse

from processes.terms import Act
from tests.builders import CENTRE, CLOSES, SCHOOL, World
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, at_task, fields, marks_of, value_of

TEACHER = f"{SCHOOL}-2"


def send(
    browser: Browser, marks: dict[str, str], was: str = "", made_from: str | None = None
) -> TestResponse:
    """What the script of the page sends for marks that have just been made."""
    known = {f"was-{name.removeprefix('mark-')}": was for name in marks}
    stamp = value_of(browser, "made_from") if made_from is None else made_from
    sent = {"csrf_token": browser.token(), "made_from": stamp, **marks, **known}
    return browser.client.post(
        f"{browser.at}/marks/at-once", data=sent, headers={"Accept": "application/json"}
    )


@pytest.mark.letter("F35", "F41")
def test_a_mark_is_kept_at_once_and_the_page_is_told_what_the_server_holds(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, second, _third = fields(browser, "mark-")

    told = send(browser, {first: "seen", second: "not_found"}).json

    assert told is not None
    assert (told["held"], told["not_found"], told["saved"]) == (2, 1, "09.00.00")
    assert sorted(marks_of(world).values()) == [False, True]
    browser.get(browser.at)
    assert told["made_from"] == value_of(browser, "made_from")
    assert "ระบบบันทึกไว้แล้ว 2 จาก 3 คน ไม่พบตัว 1 คน" in browser.text
    assert f"บันทึกล่าสุด วันนี้ 09.00 น. โดย เจ้าหน้าที่ {TEACHER}" in browser.text


def test_a_class_marked_in_the_background_is_finished_with_the_stamp_that_was_told(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    marks = dict.fromkeys(fields(browser, "mark-"), "seen")
    told = send(browser, marks).json
    assert told is not None

    browser.submit({**marks, "made_from": told["made_from"], "do": "finish"})

    assert browser.status == 200
    assert "ตรวจตัวตนครบทั้งชั้นแล้ว" in browser.text


def test_a_mark_over_that_of_a_colleague_is_refused_by_name(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, second, _third = fields(browser, "mark-")
    send(at_task(signed_in, world, SCHOOL, Act.VERIFY_ROLL), {first: "not_found"})

    refused = send(browser, {first: "seen"})
    taken = send(browser, {second: "seen"}).json

    assert refused.status_code == 409
    assert "ทดสอบ1" in (refused.json or {})["sentence"]
    assert sorted(marks_of(world).values()) == [False, True]
    assert taken is not None
    assert taken["made_from"] is None  # this page has not seen the colleague's mark: its form is still old


def test_a_mark_is_changed_by_whoever_knows_it(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, *_rest = fields(browser, "mark-")
    told = send(browser, {first: "not_found"}).json
    assert told is not None

    assert send(browser, {first: "seen"}, "not_found", told["made_from"]).status_code == 200
    assert list(marks_of(world).values()) == [True]


@pytest.mark.letter("F4")
def test_after_the_close_a_mark_is_refused_in_words(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, *_rest = fields(browser, "mark-")
    world.watch.now = CLOSES
    browser.sign_in(TEACHER)
    browser.get(f"/work/{world.item(SCHOOL, Act.VERIFY_ROLL)}")

    refused = send(browser, {first: "seen"})

    assert refused.status_code == 423
    assert (refused.json or {})["sentence"]
    assert marks_of(world) == {}


def test_another_teachers_class_and_another_units_class_are_not_marked(
    signed_in: SignIn, world: World
) -> None:
    others = at_task(signed_in, world, f"{SCHOOL}-3", Act.VERIFY_ROLL)
    first, *_rest = fields(others, "mark-")
    stranger = signed_in(CENTRE).get("/inbox")

    refused = send(others, {first: "seen"})
    unknown = stranger.post(f"{others.at}/marks/at-once", {first: "seen"}).status

    assert (refused.status_code, unknown) == (409, 404)
    assert marks_of(world) == {}


def test_without_a_script_the_page_is_shown_again(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, *_rest = fields(browser, "mark-")

    browser.post(f"{browser.at}/marks/at-once", {first: "seen"})

    assert browser.status == 200
    assert list(marks_of(world).values()) == [True]


@pytest.mark.letter("F42", "F50")
def test_the_confirm_page_names_the_classes_in_the_way_with_their_pages(
    signed_in: SignIn, world: World
) -> None:
    from tests.builders import add_learner, recheck, verify_all_classes
    from tests.webapp.test_roll_pages import enrolments

    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    item = world.item(SCHOOL, Act.CONFIRM)
    with world.office() as office:
        office.session.add(enrolments(world)[0])
        first = office.session.get(type(enrolments(world)[0]), enrolments(world)[0].id)
        assert first is not None
        add_learner(office, world.case(SCHOOL).unit, first.classroom, 9001)

    browser = signed_in(SCHOOL).get(f"/work/{item}")

    assert "ยังยืนยันไม่ได้" in browser.text
    assert "ป.1/1: ยังไม่ได้ตรวจ 1 คน" in browser.text
    assert "#unseen" in browser.links()
    assert not browser.page.xpath("//form[contains(@action, '/confirm')]")
