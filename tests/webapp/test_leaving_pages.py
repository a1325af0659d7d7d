"""Who left the roll, on its pages; and a centre that records only children it has met."""

import io
from dataclasses import replace

import pytest

from processes.acts import roll
from processes.records.learners import Enrolment, PresenceMark
from processes.rules.identity import read_identity
from processes.terms import Act
from tests.acts.test_between_rounds import NEWCOMER
from tests.builders import (
    CENTRE,
    CITY,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    World,
    check_report,
    citizen_number,
    confirm,
    mark_class,
    recheck,
)
from tests.deeds import at_roll, look_for, number_of
from tests.webapp import files
from tests.webapp.desks import SignIn, at_task, form
from tests.webapp.test_roll_pages import GOOD, address, classroom, enrolments

LEFT = f"/units/{SCHOOL}/roll/left"
ALONE = "คนเดียวกันบันทึกว่าไม่พบตัวและนำออก"


def take_off(signed_in: SignIn, world: World, place: int, reason: str, note: str = "") -> int:
    browser = signed_in(SCHOOL).get(address(enrolments(world)[place]))
    browser.submit({"reason": reason, "note": note}, form("/take-off"))
    return browser.status


@pytest.mark.letter("F38")
def test_who_left_stands_with_reason_officer_and_the_way_back(signed_in: SignIn, world: World) -> None:
    assert take_off(signed_in, world, 0, "moved", "ย้ายไปโรงเรียนบ้านเชียง") == 200
    assert take_off(signed_in, world, 1, "died") == 200

    browser = signed_in(SCHOOL).get(LEFT)

    assert [label.text_content() for label in browser.page.xpath("//*[@class='stat-label']")] == [
        "เสียชีวิต",
        "ย้ายออก",
    ]
    assert "ย้ายไปโรงเรียนบ้านเชียง" in browser.text
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.text
    browser.submit(form=form("/put-back"))
    assert browser.at == LEFT
    assert "1 คน" in browser.text
    assert number_of(world, Enrolment, left_at=None) == 10


def test_a_reason_must_fit_the_learner(signed_in: SignIn, world: World) -> None:
    assert take_off(signed_in, world, 0, "recorded_twice") == 422
    assert take_off(signed_in, world, 0, "finished") == 409  # in the first class of primary school
    assert take_off(signed_in, world, 0, "no_such_learner") == 409  # nobody has looked yet
    assert number_of(world, Enrolment, left_at=None) == 11

    assert take_off(signed_in, world, 0, "recorded_twice", "ซ้ำกับเลขที่ 2") == 200


@pytest.mark.letter("F38", "X11")
def test_one_person_in_both_roles_is_named_to_the_school_and_to_the_authority(
    signed_in: SignIn, world: World
) -> None:
    look_for(world, SCHOOL, SCHOOL, [0], seen=False)
    look_for(world, f"{SCHOOL}-2", SCHOOL, [1], seen=False)
    for place in (0, 1):
        assert take_off(signed_in, world, place, "no_such_learner") == 200
    for item in world.items(SCHOOL, Act.VERIFY_ROLL):
        mark_class(world, SCHOOL, item.id)
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)

    left = signed_in(SCHOOL).get(LEFT)
    assert left.text.count("คนเดียวกันทำทั้งสองหน้าที่") == 1
    for browser in (left, signed_in(CITY).get(f"/units/{SCHOOL}")):
        assert ALONE in browser.text
        assert f"เจ้าหน้าที่ {SCHOOL}: 1 คน" in browser.text
    assert ALONE not in signed_in(CITY).get(f"/units/{CENTRE}").text


@pytest.mark.letter("X11")
def test_the_authority_reads_it_where_it_reviews(signed_in: SignIn, world: World) -> None:
    look_for(world, SCHOOL, SCHOOL, [0], seen=False)
    take_off(signed_in, world, 0, "no_such_learner")
    for item in world.items(SCHOOL, Act.VERIFY_ROLL):
        mark_class(world, SCHOOL, item.id)
    recheck(world, SCHOOL)
    confirm(world, SCHOOL)
    check_report(world, SCHOOL)

    assert ALONE in at_task(signed_in, world, CITY, Act.REVIEW_UNIT).text


def test_a_stranger_finds_no_page_of_who_left_or_what_changed(signed_in: SignIn) -> None:
    for page in ("left", "since"):
        assert signed_in(TOWN).get(f"/units/{SCHOOL}/roll/{page}").status == 404
        assert signed_in(CITY).get(f"/units/{SCHOOL}/roll/{page}?kind=x&page=999").status == 200


@pytest.mark.letter("F39", "X6", "F17", "F53")
def test_a_centre_records_no_child_that_it_has_not_met(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CENTRE).get(f"/units/{CENTRE}/roll/new?classroom={classroom(world, CENTRE)}")

    browser.submit(GOOD)
    assert browser.status == 422
    assert "ศูนย์พัฒนาเด็กเล็กเพิ่มเด็กได้เมื่อพบตัวเด็กแล้วเท่านั้น" in browser.text
    assert number_of(world, Enrolment) == 11
    browser.submit({**GOOD, "seen": "yes"})

    assert browser.status == 200
    assert number_of(world, Enrolment) == 12
    assert number_of(world, PresenceMark, seen=True) == 1


@pytest.mark.letter("F39")
def test_a_file_brings_a_centre_only_children_it_has_met(signed_in: SignIn, world: World) -> None:
    child = files.pupil_cells(700, grade="อ.1", code=CENTRE, birth="01/03/2562")
    page = f"/units/{CENTRE}/roll/import"
    browser = signed_in(CENTRE).get(page)
    browser.post(page, {"file": (io.BytesIO(files.workbook(child)), "children.xlsx")})
    assert "ข้าพเจ้าพบตัวเด็กที่เพิ่มใหม่ทั้ง 1 คนที่ศูนย์แล้ว" in browser.text

    page = browser.at
    assert browser.submit().status == 409
    browser.get(page).submit({"seen": "yes"})

    assert browser.status == 200
    assert number_of(world, Enrolment) == 12
    assert number_of(world, PresenceMark, seen=True) == 1


@pytest.mark.letter("F17", "F53")
def test_a_school_may_say_at_once_that_it_has_met_the_child(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll/new?classroom={classroom(world)}")

    browser.submit(GOOD)
    assert number_of(world, PresenceMark) == 0
    browser.get(f"/units/{SCHOOL}/roll/new?classroom={classroom(world)}")
    browser.submit({**GOOD, "number": "", "no_number": "yes", "first_name": "ปิติ", "seen": "yes"})

    assert number_of(world, PresenceMark, seen=True) == 1


def test_who_left_stays_listed_when_the_child_is_anothers_by_now(signed_in: SignIn, world: World) -> None:
    take_off(signed_in, world, 0, "moved")
    with at_roll(world, SECOND_SCHOOL, SECOND_SCHOOL) as (office, actor, case, others):
        same = replace(NEWCOMER, identity=read_identity(citizen_number(1)))
        roll.admit(office, actor, case, others[0].classroom, same)

    browser = signed_in(SCHOOL).get(LEFT)

    assert len(browser.page.xpath("//tbody/tr")) == 1
    assert "ไปอยู่สถานศึกษาอื่นแล้ว" in browser.text
    assert browser.page.xpath(form("/put-back")) == []
