"""The class teacher's page: each learner seen or not found, then the class is finished."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from processes.records.learners import Classroom, Enrolment
from processes.records.units import Unit
from processes.terms import Act
from tests.builders import CENTRE, CITY, SCHOOL, World, add_learner, mark_class
from tests.webapp.desks import SignIn, at_task, fields, marked, marks_of

TEACHER = f"{SCHOOL}-2"


@pytest.mark.letter("F36")
def test_a_teacher_finds_the_own_class_with_every_learner_and_a_masked_number(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)

    assert browser.status == 200
    assert "ป.1/1" in browser.heading
    assert len(fields(browser, "mark-")) == 3
    assert "x-xxxx-xxxxx-01-1" in browser.text
    assert "1999800000011" not in browser.text


@pytest.mark.letter("F35")
def test_marks_are_kept_with_who_made_them_and_only_where_they_changed(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, second, _third = fields(browser, "mark-")

    browser.submit({first: "seen", second: "not_found", "do": "save"})

    assert "บันทึกแล้ว 2 คน" in browser.text
    assert f"โดย เจ้าหน้าที่ {TEACHER}" in browser.text
    assert sorted(marks_of(world).values()) == [False, True]
    assert "ไม่มีผลใดเปลี่ยนไป" in browser.submit({"do": "save"}).text


def test_one_button_marks_all_the_rest_as_seen_and_leaves_what_was_chosen(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, *_rest = fields(browser, "mark-")

    browser.submit({first: "not_found", "do": "rest"})

    assert sorted(marks_of(world).values()) == [False, True, True]


@pytest.mark.letter("F36")
def test_a_class_is_finished_with_its_last_mark_and_shows_who_did_it(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)

    browser.submit(dict.fromkeys(fields(browser, "mark-"), "seen") | {"do": "finish"})

    assert browser.status == 200
    assert "ตรวจตัวตนครบทั้งชั้นแล้ว" in browser.text
    assert f"เจ้าหน้าที่ {TEACHER}" in browser.text
    assert len(world.items(SCHOOL, Act.VERIFY_ROLL)) == 1


def test_finishing_too_early_names_who_is_unmarked_and_keeps_what_was_chosen(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, second, third = fields(browser, "mark-")

    browser.submit({first: "not_found", "do": "finish"})

    assert browser.status == 422
    assert not marked(browser, first)
    assert marked(browser, second)
    assert marked(browser, third)
    assert browser.page is not None
    assert browser.page.xpath("//input[@name=$name][@value='not_found'][@checked]", name=first)
    assert marks_of(world) == {}


def test_a_mark_that_is_none_is_refused(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, *_rest = fields(browser, "mark-")

    browser.submit({first: "perhaps", "do": "save"})

    assert browser.status == 422
    assert marks_of(world) == {}


def test_sending_a_finished_class_again_shows_what_was_done(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    item = world.item(SCHOOL, Act.VERIFY_ROLL)
    sent = dict.fromkeys(fields(browser, "mark-"), "seen") | {"do": "finish"}
    browser.submit(sent)

    browser.post(f"/work/{item}/marks", sent)

    assert browser.status == 200
    assert "ตรวจตัวตนครบทั้งชั้นแล้ว" in browser.text


def test_a_class_that_a_colleague_finished_meanwhile_is_refused_with_the_name(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    mark_class(world, SCHOOL, world.item(SCHOOL, Act.VERIFY_ROLL))

    browser.submit({"do": "finish"})

    assert browser.status == 409
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.text


def test_a_teacher_sees_the_class_of_another_without_a_button(signed_in: SignIn, world: World) -> None:
    others = world.items(SCHOOL, Act.VERIFY_ROLL)[1]
    browser = signed_in(TEACHER).get(f"/work/{others.id}")

    assert "ดูได้อย่างเดียว" in browser.text
    assert browser.page is not None
    assert not browser.page.xpath("//main//button[@name='do']")
    assert browser.post(f"/work/{others.id}/marks", {"do": "rest"}).status == 409


@pytest.mark.parametrize("stranger", [CENTRE, CITY])
def test_the_class_of_another_unit_does_not_exist(signed_in: SignIn, world: World, stranger: str) -> None:
    item = world.item(SCHOOL, Act.VERIFY_ROLL)
    browser = signed_in(stranger)

    assert browser.get(f"/work/{item}").status == 404
    assert browser.post(f"/work/{item}/marks", {"do": "rest"}).status == 404
    assert marks_of(world) == {}


def test_a_class_of_sixty_asks_no_more_of_the_database_than_one_of_three(
    signed_in: SignIn, world: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    enlarge(world, 57)

    with statements() as asked:
        browser.get(browser.at)

    assert len(fields(browser, "mark-")) == 60
    assert len([each for each in asked if each.startswith("SELECT")]) <= 15


def test_a_learner_admitted_in_this_round_is_marked_as_new(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    assert "ย้ายเข้าใหม่" not in browser.text.replace("เพิ่มผู้เรียนที่ย้ายเข้าใหม่", "")

    with world.office() as office:
        newest = office.session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        assert newest is not None
        newest.admitted_on = office.now.date()

    assert "ย้ายเข้าใหม่" in browser.get(browser.at).text.replace("เพิ่มผู้เรียนที่ย้ายเข้าใหม่", "")


def enlarge(world: World, by: int) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        classroom = office.session.scalars(
            select(Classroom).filter_by(unit_id=unit.id).order_by(Classroom.id)
        ).first()
        assert classroom is not None
        for number in range(5000, 5000 + by):
            add_learner(office, unit, classroom, number)


def test_an_old_page_does_not_undo_what_a_colleague_marked_since(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, TEACHER, Act.VERIFY_ROLL)
    first, second, third = fields(browser, "mark-")
    at_task(signed_in, world, SCHOOL, Act.VERIFY_ROLL).submit({first: "not_found", "do": "save"})

    browser.submit({first: "seen", second: "seen", "do": "save"})

    assert browser.status == 409
    assert "มีผู้อื่นบันทึกหลังจากที่ท่านเปิดหน้านี้" in browser.text
    assert list(marks_of(world).values()) == [False]
    assert browser.submit({third: "seen", "do": "save"}).status == 200
    assert list(marks_of(world).values()) == [True] * 3
