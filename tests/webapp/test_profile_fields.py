"""What the department asks of profiles, on its page and on the units' forms."""

import pytest

from processes.terms import Act
from tests.builders import CITY, DEPARTMENT, SCHOOL, World, recheck, verify_all_classes
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, at_task, form

PAGE, PROFILE = "/profile-fields/", f"/units/{SCHOOL}/profile"
INTERNET = {
    "label_th": "อินเทอร์เน็ต",
    "label_en": "Internet",
    "kind": "choice",
    "choices": "ไฟเบอร์\n4G\n\n4G",
    "asked_of": "both",
    "required": "yes",
}
NEW = "//main//form[.//input[@name='label_th']]"


def add(sign_in: SignIn, typed: dict[str, str]) -> Browser:
    browser = sign_in(DEPARTMENT).get(PAGE)
    browser.submit(typed, NEW)
    return browser


@pytest.mark.letter("F40", "F89")
def test_a_field_of_the_department_s_is_answered_and_checked(signed_in: SignIn, world: World) -> None:
    add(signed_in, INTERNET)
    school = signed_in(SCHOOL).get(f"{PROFILE}/edit")
    assert "ข้อมูลที่กรมกำหนด" in school.text
    school.submit({"classes": "2"})
    told, offered = school.text, school.page.xpath(form("/check"))
    school.get(f"{PROFILE}/edit").submit({"asked-1": "4G"})
    answered = school.text
    school.submit({}, form("/check"))

    assert "ยังไม่ได้กรอกข้อมูลที่กรมกำหนดให้ต้องกรอก" in told
    assert offered == []
    assert "อินเทอร์เน็ต4G" in answered.replace(" ", "")
    assert "ตรวจสอบแล้วสำหรับรอบนี้" in school.text


@pytest.mark.letter("F89")
def test_what_is_missing_is_named_before_the_confirmation(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    add(signed_in, INTERNET)

    page = at_task(signed_in, world, SCHOOL, Act.CONFIRM)

    assert "ยังไม่ได้กรอกข้อมูลที่กรมกำหนดให้ต้องกรอก อินเทอร์เน็ต" in page.text


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("number", {"asked-1": "๑,๒๐๐"}, "1,200"),
        ("yes_no", {"asked-1": "no"}, "ไม่ใช่"),
        ("day", {"asked-1-day": "1", "asked-1-month": "10", "asked-1-year": "2565"}, "1 ต.ค. 2565"),
        ("text", {"asked-1": "<b>ข้อความ</b>"}, "<b>ข้อความ</b>"),
    ],
)
def test_each_kind_is_read_and_shown_as_its_kind_is(
    signed_in: SignIn, kind: str, typed: dict[str, str], shown: str
) -> None:
    add(signed_in, {**INTERNET, "kind": kind})
    school = signed_in(SCHOOL).get(f"{PROFILE}/edit")
    school.submit(typed)

    assert shown in school.text


def test_what_cannot_stand_in_such_a_field_is_said_under_its_name(signed_in: SignIn) -> None:
    add(signed_in, {**INTERNET, "kind": "number"})
    school = signed_in(SCHOOL).get(f"{PROFILE}/edit")
    school.submit({"asked-1": "มาก"})

    assert school.status == 422
    assert "อินเทอร์เน็ต: ต้องเป็นตัวเลข" in school.text


def test_a_retired_field_is_asked_no_more(signed_in: SignIn) -> None:
    browser = add(signed_in, INTERNET)
    browser.submit({}, form("/retire"))

    assert "เลิกใช้แล้ว" in browser.text
    assert "ข้อมูลที่กรมกำหนด" not in signed_in(SCHOOL).get(f"{PROFILE}/edit").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"label_th": " "}, "โปรดกรอกชื่อรายการ"),
        ({"label_th": "ก" * 201}, "ข้อความยาวเกิน 200 ตัวอักษร"),
        ({"kind": "song"}, "โปรดเลือกชนิดของข้อมูล"),
        ({"choices": "ข้อเดียว"}, "โปรดกรอกตัวเลือก 2 ถึง 30 ข้อ"),
        ({"asked_of": "province"}, "โปรดเลือกว่าถามสถานศึกษาใด"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(
    signed_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    browser = add(signed_in, {**INTERNET, **typed})

    assert browser.status == 422
    assert sentence in browser.page.xpath("string(//*[@data-error-summary])")
    assert "กรมยังไม่ได้กำหนดรายการเพิ่ม" in browser.text


def test_only_the_department_finds_the_page(signed_in: SignIn) -> None:
    city = signed_in(CITY)
    city.get("/")

    assert PAGE not in city.links()
    assert city.get(PAGE).status == 404
    assert city.post(PAGE, INTERNET).status == 404
    assert city.post(f"{PAGE}1/retire").status == 404
    assert PAGE in signed_in(DEPARTMENT).get("/").links()
    assert signed_in(DEPARTMENT).get(PAGE).post(f"{PAGE}99/retire").status == 404
