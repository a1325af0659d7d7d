"""A learner's whole record on its pages: groups with their forms, who sees what, and where it comes from."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.records.learners import Enrolment
from processes.records.units import Unit
from processes.reports.particulars import record_of, values_of
from processes.terms import Stream
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    TOWN,
    World,
    citizen_number,
    confirm,
    confirm_institution,
)
from tests.deeds import take_figures
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, confirm_city, confirm_whole_province, fields, marked

TEACHER, SECOND_TEACHER = f"{SCHOOL}-2", f"{SCHOOL}-3"
HEALTH = {"height": "๑๒๐.๕", "weight": "25", "blood": "กลุ่มเลือด O"}
FAMILY = {"father_first_name": "สมชาย", "father_income": "12,500", "father_religion": "พุทธ"}
STUDY = {
    "student_number": "00๑๒๓",
    "entered_on-day": "17",
    "entered_on-month": "5",
    "entered_on-year": "๒๕๖๕",
    "religion": "อิสลาม",
    "tuition_right": "yes",
}


def enrolment_id(world: World, place: int = 0) -> int:
    with world.house.reading() as session:
        wanted = select(Enrolment.id).join(Unit, Unit.id == Enrolment.unit_id).where(Unit.code == SCHOOL)
        return session.scalars(wanted.order_by(Enrolment.id)).all()[place]


def page(world: World, part: str = "", place: int = 0) -> str:
    return f"/units/{SCHOOL}/roll/{enrolment_id(world, place)}{part}"


def values(world: World) -> dict[str, str]:
    with world.house.reading() as session:
        learner_id = session.get_one(Enrolment, enrolment_id(world)).learner_id
        return values_of(world.house.keys.cipher, record_of(session, learner_id))


def fill(sign_in: SignIn, world: World, group: str, typed: dict[str, str], who: str = TEACHER) -> Browser:
    browser = sign_in(who).get(page(world, f"/details/{group}"))
    browser.submit(typed)
    return browser


def test_each_group_is_filled_in_and_shown_on_the_learner_s_page(signed_in: SignIn, world: World) -> None:
    fill(signed_in, world, "study", STUDY)
    fill(signed_in, world, "health", HEALTH)
    browser = fill(signed_in, world, "family", FAMILY)

    assert browser.at == page(world)
    assert values(world) == {
        "student_number": "00123",
        "entered_on": "2022-05-17",
        "religion": "อิสลาม",
        "tuition_right": "yes",
        "height": "120.5",
        "weight": "25",
        "blood": "กลุ่มเลือด O",
        "father_first_name": "สมชาย",
        "father_income": "12500",
        "father_religion": "พุทธ",
    }
    for words in ("17 พ.ค. 2565", "มีสิทธิ", "120.5", "กลุ่มเลือด O", "สมชาย", "12,500", "อิสลาม"):
        assert words in browser.text


@pytest.mark.parametrize("group", ["study", "family", "address", "health"])
def test_a_form_shows_again_what_is_kept(signed_in: SignIn, world: World, group: str) -> None:
    fill(signed_in, world, "study", STUDY)
    before = values(world)
    browser = signed_in(TEACHER).get(page(world, f"/details/{group}"))

    browser.submit({})

    assert browser.at == page(world)
    assert values(world) == before
    assert len(fields(signed_in(TEACHER).get(page(world, f"/details/{group}")), "")) > 6


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(signed_in: SignIn, world: World) -> None:
    browser = fill(signed_in, world, "health", {**HEALTH, "height": "999", "blood": "Z"})

    assert browser.status == 422
    assert marked(browser, "height")
    assert "ต้องอยู่ระหว่าง 30 ถึง 230" in browser.page.xpath("string(//*[@data-error-summary])")
    assert browser.page.xpath("string(//input[@name='weight']/@value)") == "25"
    assert values(world) == {}


def test_a_day_that_is_none_is_said_at_its_three_fields(signed_in: SignIn, world: World) -> None:
    browser = fill(signed_in, world, "study", {**STUDY, "entered_on-year": "2022"})

    assert browser.status == 422
    assert "พุทธศักราช" in browser.page.xpath("string(//*[@data-error-summary])")
    assert browser.page.xpath("string(//input[@name='entered_on-year']/@value)") == "2022"


def test_a_form_made_from_an_older_record_is_refused(signed_in: SignIn, world: World) -> None:
    early, late = (signed_in(TEACHER).get(page(world, "/details/health")) for _ in range(2))

    early.submit({"height": "120"})
    late.submit({"height": "130"})

    assert late.status == 409
    assert values(world)["height"] == "120"


def test_a_form_without_its_revision_is_refused(signed_in: SignIn, world: World) -> None:
    assert fill(signed_in, world, "health", {"revision": "x", **HEALTH}).status == 409


@pytest.mark.parametrize("username", [CITY, PROVINCE, DEPARTMENT])
def test_the_tiers_above_see_no_sensitive_value(signed_in: SignIn, world: World, username: str) -> None:
    fill(signed_in, world, "study", STUDY)
    fill(signed_in, world, "health", HEALTH)
    fill(signed_in, world, "family", FAMILY)
    browser = signed_in(username)

    for part in ("", "/history"):
        seen = browser.get(page(world, part)).response.get_data(as_text=True)
        assert "00123" in seen
        for secret in ("อิสลาม", "120.5", "กลุ่มเลือด O", "สมชาย", "12,500", "12500", "พุทธ<"):
            assert secret not in seen, secret
    assert browser.get(page(world, "/details/health")).status == 409
    assert browser.get(page(world, "/details/family")).status == 409


def test_a_teacher_of_another_class_sees_no_sensitive_value(signed_in: SignIn, world: World) -> None:
    fill(signed_in, world, "health", HEALTH)
    browser = signed_in(SECOND_TEACHER)

    assert "120.5" not in browser.get(page(world)).text
    assert browser.get(page(world, "/details/health")).status == 409


def test_a_stranger_finds_neither_the_record_nor_its_history(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CENTRE)

    for part in ("/details/health", "/history"):
        assert browser.get(page(world, part)).status == 404


def test_there_is_no_further_group(signed_in: SignIn, world: World) -> None:
    assert signed_in(SCHOOL).get(page(world, "/details/wealth")).status == 404


def test_after_the_close_the_record_is_read_only(signed_in: SignIn, world: World) -> None:
    browser = signed_in(TEACHER).get(page(world, "/details/health"))
    world.watch.now = CLOSES
    browser = signed_in(TEACHER).get(page(world))

    links = [link for link in browser.links() if "/details/" in link]
    browser.post(page(world, "/details/health"), {**HEALTH, "revision": "0"})

    assert links == []
    assert browser.status == 423
    assert values(world) == {}


@pytest.mark.letter("F82")
def test_the_history_names_who_added_changed_verified_and_confirmed(signed_in: SignIn, world: World) -> None:
    browser = signed_in(TEACHER).get(page(world, "/mend"))
    browser.submit({"last_name": "ใจดี", "number": citizen_number(900)})
    fill(signed_in, world, "health", HEALTH)
    confirm_whole_province(world)
    number = confirm(world, PROVINCE)
    take_figures(world, DEPARTMENT)

    browser = signed_in(SCHOOL).get(page(world, "/history"))

    changed = browser.page.xpath("string(//section[@id='changes'])")
    signed = browser.page.xpath("string(//section[@id='signatures'])")
    assert "ตัวอย่าง" in changed
    assert "ใจดี" in changed
    assert "ข้อมูลที่ไม่แสดง" in changed
    assert f"เจ้าหน้าที่ {TEACHER}" in changed
    assert f"เจ้าหน้าที่ {SCHOOL}" in browser.page.xpath("string(//section[@id='marks'])")
    assert f"เจ้าหน้าที่ {TEACHER}" in browser.page.xpath("string(//section[@id='numbers'])")
    for code in (SCHOOL, CITY, PROVINCE, DEPARTMENT):
        assert f"เจ้าหน้าที่ {code}" in signed
    assert f"เจ้าหน้าที่ {TOWN}" not in signed
    assert number in signed
    assert citizen_number(900) not in browser.response.get_data(as_text=True)


def test_only_those_who_signed_so_far_are_named(signed_in: SignIn, world: World) -> None:
    confirm_city(world)

    signed = signed_in(CITY).get(page(world, "/history")).page.xpath("string(//section[@id='signatures'])")

    assert [f"เจ้าหน้าที่ {code}" in signed for code in (SCHOOL, CITY, PROVINCE)] == [True, True, False]


def test_a_withdrawn_confirmation_stays_in_the_history(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    with world.office(world.watch.now + timedelta(hours=1)) as office:
        case = office.lock_case(world.case(SCHOOL).id)
        reopening.reopen(office, actor_named(office, CITY), case, Stream.OWN, "นับผิด")
    confirm_again = signed_in(SCHOOL).get(page(world, "/history"))

    signed = confirm_again.page.xpath("string(//section[@id='signatures'])")

    assert "ยกเลิกแล้ว" in signed
    assert "มีผลอยู่" not in signed


def test_who_was_admitted_after_a_confirmation_is_not_said_to_be_confirmed(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(SCHOOL).get(page(world, "/history"))

    assert "ยังไม่มีการยืนยันที่มีผู้เรียนคนนี้" in browser.text
    assert "ยังไม่มีการแก้ไข" in browser.text
