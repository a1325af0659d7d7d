"""The page of the recheck: what is saved, who leaves the roll, and what still stands in the way."""

import pytest

from processes.acts import counter
from processes.acts.people import actor_named
from processes.terms import Act
from tests.builders import CENTRE, CITY, SCHOOL, World, mark_class, verify_all_classes
from tests.webapp.desks import SignIn, at_task, fields, form, left_count, marks_of, value_of


def with_missing(world: World, missing: int = 1) -> None:
    """The school's classes are finished; in the first, some were not found."""
    first, second = world.items(SCHOOL, Act.VERIFY_ROLL)
    mark_class(world, SCHOOL, first.id, missing=missing)
    mark_class(world, SCHOOL, second.id)


@pytest.mark.letter("F41")
def test_the_officer_sees_what_is_saved_of_each_class_by_whom_and_when(
    signed_in: SignIn, world: World
) -> None:
    verify_all_classes(world, SCHOOL)

    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    assert browser.status == 200
    assert "ป.1/1" in browser.text
    assert "ป.2/1" in browser.text
    assert "วันนี้ 09.00 น." in browser.text


@pytest.mark.letter("F42")
def test_nothing_goes_on_while_somebody_not_found_is_left_and_they_are_named(
    signed_in: SignIn, world: World
) -> None:
    with_missing(world)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    assert "ต้องนำผู้ที่ไม่พบตัวออกจากระบบ" in browser.text
    assert "ทดสอบ1 ตัวอย่าง" in browser.text
    browser.post(f"{browser.at}/recheck")

    assert browser.status == 409
    assert world.items(SCHOOL, Act.RECHECK_ROLL)


@pytest.mark.letter("F38")
def test_who_was_not_found_is_taken_off_and_can_be_put_back(signed_in: SignIn, world: World) -> None:
    with_missing(world)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    browser.submit({"do": "off"}, form("learners"))
    assert left_count(world) == 1
    assert f"นำออกโดย เจ้าหน้าที่ {SCHOOL}" in browser.text
    browser.submit({"do": "back"}, form("learners"))

    assert left_count(world) == 0
    assert "ไม่พบตัว 1 คน" in browser.text


def test_several_who_were_not_found_leave_with_one_button(signed_in: SignIn, world: World) -> None:
    with_missing(world, missing=2)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)
    assert browser.page is not None
    both = [str(each) for each in browser.page.xpath("//section[@id='not-found']//form[last()]//@value")]

    browser.post(f"{browser.at}/learners", {"enrolment": both[-3:-1], "do": "off"})

    assert left_count(world) == 2


def test_who_was_found_after_all_stays_on_the_roll(signed_in: SignIn, world: World) -> None:
    with_missing(world)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    browser.submit({"do": "found"}, form("learners"))
    browser.submit({}, form("recheck"))

    assert all(marks_of(world).values())
    assert "ตรวจสอบการบันทึกครบถ้วนแล้ว" in browser.text
    assert world.items(SCHOOL, Act.CONFIRM)


def test_a_learner_of_another_unit_cannot_be_taken_off(signed_in: SignIn, world: World) -> None:
    with_missing(world)
    verify_all_classes(world, CENTRE)
    own = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)
    enrolment = value_of(own, "enrolment")
    browser = at_task(signed_in, world, CENTRE, Act.RECHECK_ROLL)

    browser.post(f"{browser.at}/learners", {"enrolment": enrolment, "do": "off"})

    assert browser.status == 404
    assert left_count(world) == 0


@pytest.mark.parametrize("enrolment", ["", "๐", "none", "999999"])
def test_a_learner_who_is_none_is_not_found(signed_in: SignIn, world: World, enrolment: str) -> None:
    with_missing(world)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    assert browser.post(f"{browser.at}/learners", {"enrolment": enrolment, "do": "off"}).status == 404


def test_no_button_pressed_is_said(signed_in: SignIn, world: World) -> None:
    with_missing(world)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    assert browser.submit({"do": ""}, form("learners")).status == 422


def test_the_authority_above_finds_no_such_task(signed_in: SignIn, world: World) -> None:
    with_missing(world)

    assert signed_in(CITY).get(f"/work/{world.item(SCHOOL, Act.RECHECK_ROLL)}").status == 404


def test_a_teacher_only_looks_on(signed_in: SignIn, world: World) -> None:
    with_missing(world)
    browser = signed_in(f"{SCHOOL}-2").get(f"/work/{world.item(SCHOOL, Act.RECHECK_ROLL)}")

    assert "ดูได้อย่างเดียว" in browser.text
    assert not fields(browser, "enrolment")


def test_what_a_colleague_has_in_hand_is_only_shown(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    item = world.item(SCHOOL, Act.RECHECK_ROLL)
    with world.office() as office:
        counter.claim(office, actor_named(office, f"{SCHOOL}-3"), item)

    browser = signed_in(SCHOOL).get(f"/work/{item}")

    assert f"เจ้าหน้าที่ {SCHOOL}-3 รับงานนี้ไว้แล้ว" in browser.text
    assert browser.page is not None
    assert not browser.page.xpath(form("recheck"))
    assert browser.post(f"/work/{item}/recheck").status == 409


@pytest.mark.letter("F42")
def test_what_is_half_filled_is_named_and_can_be_thrown_away(signed_in: SignIn, world: World) -> None:
    teacher = at_task(signed_in, world, f"{SCHOOL}-2", Act.VERIFY_ROLL)
    teacher.post(f"{teacher.at}/draft", {"mark-1": "not_found"})
    verify_all_classes(world, SCHOOL)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)
    before = browser.text

    browser.submit({}, form("/discard"))

    assert "แบบร่างที่ยังไม่ได้บันทึก" in before
    assert "ป.1/1" in before
    assert "ตรวจสอบแล้ว ข้อมูลบันทึกครบถ้วน" not in before
    assert "ทิ้งแบบร่างแล้ว" in browser.text
    assert "ตรวจสอบแล้ว ข้อมูลบันทึกครบถ้วน" in browser.text
