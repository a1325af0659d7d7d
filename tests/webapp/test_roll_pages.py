"""The roll of a school on its pages: listed, searched, mended, admitted to, taken off and put back."""

import time
from itertools import count

import pytest
from sqlalchemy import select

from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.terms import Grade, IdentityKind, LeavingReason
from tests.builders import (
    CITY,
    CLOSES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    citizen_number,
    confirm_institution,
    fill_class,
)
from tests.webapp.desks import SignIn

GOOD = {
    "prefix": "ด.ช.",
    "first_name": "มานะ",
    "last_name": "ใจดี",
    "sex": "M",
    "birth-day": "๙",
    "birth-month": "11",
    "birth-year": "๒๕๕๙",
    "number": citizen_number(777),
    "nationality": "ไทย",
}


def enrolments(world: World, code: str = SCHOOL) -> list[Enrolment]:
    with world.house.reading() as session:
        wanted = select(Enrolment).join(Unit, Unit.id == Enrolment.unit_id).where(Unit.code == code)
        found = list(session.scalars(wanted.order_by(Enrolment.id)))
        for each in found:
            _ = each.learner
        session.expunge_all()
        return found


def learner(world: World, enrolment_id: int) -> Learner:
    with world.house.reading() as session:
        found = session.get_one(Enrolment, enrolment_id).learner
        session.expunge_all()
        return found


def classroom(world: World, code: str = SCHOOL) -> int:
    return enrolments(world, code)[0].classroom_id


def address(enrolment: Enrolment, part: str = "", code: str = SCHOOL) -> str:
    return f"/units/{code}/roll/{enrolment.id}{part}"


def test_the_roll_lists_everybody_with_covered_numbers(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll")

    assert len(browser.page.xpath("//tbody/tr")) == 5
    assert "x-xxxx-xxxxx-" in browser.text
    assert citizen_number(1) not in browser.response.get_data(as_text=True)


@pytest.mark.parametrize("typed", [citizen_number(2), "1-9998-00000-02-" + citizen_number(2)[-1], "ทดสอบ2"])
def test_a_learner_is_found_by_number_or_by_name(signed_in: SignIn, typed: str) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll?search={typed}")

    assert [row.text_content().strip() for row in browser.page.xpath("//tbody//th")] == ["ด.ญ.ทดสอบ2 ตัวอย่าง"]


def test_the_roll_is_narrowed_by_class_and_mark(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL)

    in_class = browser.get(f"/units/{SCHOOL}/roll?classroom={classroom(world)}")
    assert len(in_class.page.xpath("//tbody/tr")) == 3
    assert "ไม่มีผู้เรียนตามที่ค้นหา" in browser.get(f"/units/{SCHOOL}/roll?view=not_found").text
    assert len(browser.get(f"/units/{SCHOOL}/roll?view=unseen").page.xpath("//tbody/tr")) == 5


def test_mended_particulars_are_kept_and_the_number_seals_again(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment, "/mend"))

    browser.submit(GOOD)

    kept = learner(world, enrolment.id)
    assert browser.at == address(enrolment)
    assert (kept.first_name, kept.last_name) == ("มานะ", "ใจดี")
    assert kept.birth_on is not None
    assert kept.birth_on.isoformat() == "2016-11-09"
    assert "เลขที่เคยใช้" in browser.text
    assert "x-xxxx-xxxxx-" in browser.text


@pytest.mark.letter("F49")
def test_a_g_code_goes_into_the_field_of_the_number(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment, "/mend"))

    browser.submit({**GOOD, "number": "g ๖๕๐๐๐๐๐๐๐๐๐๑"})

    kept = learner(world, enrolment.id)
    assert (kept.id, kept.identity_kind) == (enrolment.learner_id, IdentityKind.GCODE)


@pytest.mark.letter("F48")
def test_no_number_yet_is_a_lawful_state_that_says_what_to_do(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment, "/mend"))

    browser.submit({**GOOD, "number": "", "no_number": "yes"})

    assert learner(world, enrolment.id).identity_kind is IdentityKind.NONE
    assert "ขอรหัส G-Code" in browser.text
    assert "https://gcode.moe.go.th" in browser.links()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_name", " ", "โปรดกรอกชื่อ"),
        ("sex", "X", "โปรดเลือกเพศ"),
        ("number", "1234", "ต้องมี 13 หลัก"),
        ("number", citizen_number(1)[:12] + str((int(citizen_number(1)[12]) + 1) % 10), "หลักสุดท้ายไม่ตรง"),
        ("number", "12345abc90123", "มีได้เฉพาะตัวเลข"),
        ("number", "", "หรือเลือกว่ายังไม่มีเลข"),
        ("birth-year", "2016", "พุทธศักราช"),
        ("birth-day", "31", "ไม่มีวันที่นี้"),
        ("birth-year", "2570", "หลังวันนี้"),
        ("birth-year", "2500", "อายุเกิน"),
    ],
)
def test_wrong_particulars_are_said_and_what_was_typed_is_kept(
    signed_in: SignIn, world: World, field: str, value: str, sentence: str
) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment, "/mend"))

    browser.submit({**GOOD, field: value})

    assert browser.status == 422
    assert sentence in browser.page.xpath("string(//*[@data-error-summary])")
    assert browser.page.xpath("//*[@aria-invalid]")
    assert browser.page.xpath("string(//input[@name='last_name']/@value)") == "ใจดี"
    assert learner(world, enrolment.id).revision == 1


def test_a_form_made_from_an_older_state_is_refused(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    early, late = (signed_in(SCHOOL).get(address(enrolment, "/mend")) for _ in range(2))

    early.submit(GOOD)
    late.submit({**GOOD, "first_name": "มานี"})

    assert late.status == 409
    assert learner(world, enrolment.id).first_name == "มานะ"


@pytest.mark.letter("F37")
def test_a_teacher_admits_a_newcomer_to_their_own_class_only(signed_in: SignIn, world: World) -> None:
    own, other = enrolments(world)[0].classroom_id, enrolments(world)[-1].classroom_id
    browser = signed_in(f"{SCHOOL}-2").get(f"/units/{SCHOOL}/roll/new?classroom={own}")

    browser.submit(GOOD)
    admitted = browser.heading
    refused = browser.get(f"/units/{SCHOOL}/roll/new?classroom={other}").status

    assert admitted == "ด.ช.มานะ ใจดี"
    assert refused == 409
    assert len(enrolments(world)) == 6


def test_who_stands_on_another_roll_is_not_admitted_twice(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll/new?classroom={classroom(world)}")

    browser.submit({**GOOD, "number": citizen_number(6)})  # a learner of the second school

    assert browser.status == 200
    assert "ยังไม่ได้บันทึก" in browser.text
    assert len(enrolments(world)) == 5


def test_a_learner_leaves_with_a_reason_and_comes_back(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment))

    browser.submit({"reason": "moved", "note": "ไปขอนแก่น"}, "//form[contains(@action, 'take-off')]")
    left = enrolments(world)[0]
    browser.submit({}, "//form[contains(@action, 'put-back')]")

    assert (left.leaving_reason, left.leaving_note) == (LeavingReason.MOVED, "ไปขอนแก่น")
    assert enrolments(world)[0].left_at is None


def test_nobody_is_called_nonexistent_before_being_looked_for(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(address(enrolment))

    browser.submit({"reason": "no_such_learner"}, "//form[contains(@action, 'take-off')]")

    assert browser.status == 409
    assert enrolments(world)[0].left_at is None


def test_taking_off_wants_a_reason(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(address(enrolments(world)[0]))

    browser.submit({"note": "ไม่ทราบ"}, "//form[contains(@action, 'take-off')]")

    assert browser.status == 422
    assert browser.page.xpath("string(//input[@name='note']/@value)") == "ไม่ทราบ"


def test_the_number_in_the_clear_is_the_unit_s_own_officers_alone(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]

    own = signed_in(SCHOOL).get(address(enrolment, "/mend"))
    above = signed_in(CITY).get(address(enrolment, "/mend"))

    assert citizen_number(1) in own.response.get_data(as_text=True)
    assert above.status == 409
    assert citizen_number(1) not in above.response.get_data(as_text=True)


def test_another_unit_s_learner_is_unknown_under_one_s_own_address(signed_in: SignIn, world: World) -> None:
    foreign = enrolments(world, SECOND_SCHOOL)[0]
    browser = signed_in(SCHOOL).get("/unit")

    assert browser.get(address(foreign)).status == 404
    assert browser.get(address(foreign, "/mend")).status == 404
    browser.get("/unit")
    assert browser.post(address(foreign, "/take-off"), {"reason": "moved"}).status == 404


def test_a_confirmed_roll_is_read_only_and_says_what_to_do(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)

    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll")

    assert "ดูได้อย่างเดียว" in browser.text
    assert f"/units/{SCHOOL}/reopening/new?stream=own" in browser.links()
    assert browser.get(address(enrolments(world)[0], "/mend")).status == 409


def test_after_the_close_the_roll_is_read_only(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(address(enrolments(world)[0], "/mend"))
    world.watch.now = CLOSES
    browser = signed_in(SCHOOL)

    listed = browser.get(f"/units/{SCHOOL}/roll").text
    browser.post(address(enrolments(world)[0], "/mend"), {**GOOD, "revision": "1"})

    assert "ปิดรับข้อมูลแล้ว" in listed
    assert browser.status == 423


def test_a_roll_of_two_thousand_is_shown_quickly_a_hundred_a_page(
    signed_in: SignIn, world: World, statements
) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        teacher = office.session.scalars(select(Officer).filter_by(username=SCHOOL)).one()
        fill_class(office, unit, Grade.P3, "1", teacher, count(10_000), 2_000)
    browser = signed_in(SCHOOL)

    with statements() as seen:
        started = time.process_time()
        browser.get(f"/units/{SCHOOL}/roll?page=3")
        spent = time.process_time() - started

    assert len(browser.page.xpath("//tbody/tr")) == 100
    assert "201–300 / 2,005" in browser.text
    assert len(seen) <= 14
    assert spent < 0.5


def test_only_schools_and_centres_have_a_roll(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY)

    assert browser.get(f"/units/{CITY}/roll").status == 404
    assert browser.get("/roll").at == "/board/"
    with world.house.reading() as session:
        assert session.scalars(select(Classroom.id)).first() is not None
