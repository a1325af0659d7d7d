"""Signing in through the door: the way in, the throttle, sessions that end, and where one comes back to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from config.web import build_web
from tests.builders import DEPARTMENT, PASSWORD, PROVINCE, SCHOOL, World
from tests.webapp.client import Browser

SignIn = Callable[[str], Browser]


@pytest.mark.letter("F25", "F32")
def test_a_teacher_signs_in_with_the_code_of_the_school_and_finds_the_inbox(browser: Browser) -> None:
    browser.sign_in(f"{SCHOOL}-2")

    assert browser.at == "/inbox"
    assert browser.heading == "กล่องงาน"
    assert f"เจ้าหน้าที่ {SCHOOL}-2" in browser.text


@pytest.mark.letter("F110")
@pytest.mark.parametrize("typed", ["๓๐๔๑๒๐๐๐๑-๒", " 304120001-2 ", "304120001 - 2", "304120001–2"])
def test_thai_digits_and_stray_spaces_are_accepted_in_the_sign_in_name(browser: Browser, typed: str) -> None:
    browser.sign_in(typed)

    assert f"เจ้าหน้าที่ {SCHOOL}-2" in browser.text


@pytest.mark.letter("F33", "N12")
def test_two_officers_of_one_code_are_two_persons(signed_in: SignIn) -> None:
    first, second = signed_in(SCHOOL), signed_in(f"{SCHOOL}-2")

    assert f"เจ้าหน้าที่ {SCHOOL}-2" not in first.text
    assert f"เจ้าหน้าที่ {SCHOOL}-2" in second.text
    assert "โรงเรียนเทศบาล 1 โพศรี" in first.text
    assert "โรงเรียนเทศบาล 1 โพศรี" in second.text


@pytest.mark.letter("F26")
def test_the_province_signs_in_with_a_code_of_its_own(browser: Browser) -> None:
    browser.sign_in(PROVINCE)

    assert "จังหวัดอุดรธานี" in browser.text


@pytest.mark.parametrize("username", [SCHOOL, "304129999", "' OR 1=1 --"])
def test_a_wrong_password_and_an_unknown_name_read_the_same(browser: Browser, username: str) -> None:
    browser.get("/sign-in").post("/sign-in", {"username": username, "password": "wrong"})

    assert browser.status == 422
    assert "ชื่อผู้ใช้งานหรือรหัสผ่านไม่ถูกต้อง" in browser.text
    assert browser.page is not None
    assert browser.page.xpath("//input[@name='username']/@value") == [username]


def test_blank_fields_are_marked_and_no_try_is_counted(browser: Browser) -> None:
    browser.get("/sign-in").post("/sign-in", {"username": "", "password": ""})

    assert browser.status == 422
    assert "โปรดกรอกชื่อผู้ใช้งาน" in browser.text
    assert "โปรดกรอกรหัสผ่าน" in browser.text


def test_the_eleventh_try_is_told_how_long_to_wait_even_with_the_right_password(
    browser: Browser, world: World
) -> None:
    browser.get("/sign-in")
    for _ in range(10):
        browser.post("/sign-in", {"username": SCHOOL, "password": "wrong"})
    world.watch.now += timedelta(minutes=3)

    browser.post("/sign-in", {"username": SCHOOL, "password": PASSWORD})

    assert browser.status == 429
    assert "โปรดรอ 13 นาที" in browser.text or "โปรดรอ 12 นาที" in browser.text
    assert browser.response is not None
    assert 700 < int(browser.response.headers["Retry-After"]) <= 721


def test_every_page_leads_to_signing_in_and_from_there_back(browser: Browser) -> None:
    browser.get("/inbox?box=unit")
    assert browser.at == "/sign-in?next=/inbox?box%3Dunit"

    browser.submit({"username": SCHOOL, "password": PASSWORD})

    assert browser.at == "/inbox?box=unit"


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
def test_signing_in_never_leads_out_of_the_house(browser: Browser, address: str) -> None:
    browser.get("/sign-in", query_string={"next": address})
    browser.submit({"username": SCHOOL, "password": PASSWORD})

    assert browser.at == "/inbox"


def test_signing_in_begins_a_new_session(browser: Browser) -> None:
    browser.get("/sign-in")
    with browser.client.session_transaction() as before:
        before["planted"] = "by somebody else"
    token = browser.token()

    browser.sign_in(SCHOOL)

    with browser.client.session_transaction() as after:
        assert "planted" not in after
    assert browser.token() != token


def test_signing_out_ends_the_session_on_the_server_and_not_only_in_the_browser(
    app: Flask, signed_in: SignIn
) -> None:
    browser = signed_in(SCHOOL)
    cookie = browser.client.get_cookie("lec")
    assert cookie is not None

    browser.submit(form="//header//form")
    assert browser.at == "/sign-in"

    thief = Browser(app)
    thief.client.set_cookie("lec", cookie.value)
    assert thief.get("/inbox").at.startswith("/sign-in")


def test_half_an_hour_of_silence_signs_out_and_using_the_page_does_not(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(SCHOOL)
    for _ in range(3):
        world.watch.now += timedelta(minutes=20)
        assert browser.get("/inbox").at == "/inbox"

    world.watch.now += timedelta(minutes=31)

    assert browser.get("/inbox").at.startswith("/sign-in")


def test_a_form_sent_after_the_session_ended_says_that_nothing_was_kept(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(SCHOOL)
    world.watch.now += timedelta(hours=1)

    browser.post("/account/password", {"old": PASSWORD, "new": "longer-than-8", "again": "longer-than-8"})

    assert browser.heading == "เข้าสู่ระบบ"
    assert "ยังไม่ถูกบันทึก" in browser.text


def test_my_account_lists_my_browsers_and_signs_another_one_out(signed_in: SignIn) -> None:
    here, elsewhere = signed_in(SCHOOL), signed_in(SCHOOL)

    here.get("/account")
    assert "อุปกรณ์นี้" in here.text
    here.submit(form="//form[contains(@action, '/revoke')]")

    assert "ออกจากระบบในอุปกรณ์นั้นแล้ว" in here.text
    assert here.get("/inbox").at == "/inbox"
    assert elsewhere.get("/inbox").at.startswith("/sign-in")


def test_all_other_browsers_are_signed_out_at_once(signed_in: SignIn) -> None:
    here, others = signed_in(SCHOOL), [signed_in(SCHOOL), signed_in(SCHOOL)]

    here.get("/account").submit(form="//form[contains(@action, 'revoke-others')]")

    assert here.get("/inbox").at == "/inbox"
    assert all(each.get("/inbox").at.startswith("/sign-in") for each in others)


def test_a_new_password_signs_the_others_out_and_opens_the_door(app: Flask, signed_in: SignIn) -> None:
    here, elsewhere = signed_in(SCHOOL), signed_in(SCHOOL)
    new = {"old": PASSWORD, "new": "ใหม่กว่าเดิม", "again": "ใหม่กว่าเดิม"}

    here.get("/account").post("/account/password", new)

    assert "เปลี่ยนรหัสผ่านแล้ว" in here.text
    assert elsewhere.get("/inbox").at.startswith("/sign-in")
    assert Browser(app).sign_in(SCHOOL, "ใหม่กว่าเดิม").at == "/inbox"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong", "new": "longer-than-8", "again": "longer-than-8"}, "รหัสผ่านเดิมไม่ถูกต้อง"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "อย่างน้อย 8 ตัวอักษร"),
        ({"old": PASSWORD, "new": "longer-than-8", "again": "other"}, "ทั้งสองช่องไม่ตรงกัน"),
    ],
)
def test_a_new_password_that_cannot_be_taken_is_marked(
    signed_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    browser = signed_in(SCHOOL)

    browser.get("/account").post("/account/password", fields)

    assert browser.status == 422
    assert sentence in browser.text


def test_over_https_the_cookie_is_bound_to_the_host(world: World) -> None:
    app = build_web(replace(world.house.settings, https=True, clock="none"), world.watch)

    answer = app.test_client().get("/sign-in", base_url="https://lec.example")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lec=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert mark in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_who_is_signed_in_is_not_asked_again(signed_in: SignIn) -> None:
    assert signed_in(DEPARTMENT).get("/sign-in").at == "/inbox"


def test_a_script_is_told_with_a_sentence_and_no_page(browser: Browser) -> None:
    browser.get("/sign-in")

    answer = browser.client.post(
        "/work/1/draft", data={"csrf_token": browser.token()}, headers={"Accept": "application/json"}
    )

    assert answer.status_code == 401
    assert "เข้าสู่ระบบ" in answer.get_json()["sentence"]


def test_who_the_visitor_is_takes_one_statement(signed_in: SignIn, statements: Callable[[], object]) -> None:
    browser = signed_in(SCHOOL)

    with statements() as seen:  # type: ignore[attr-defined]
        browser.get("/account")

    asked = [each for each in seen if "signin_session.token_hash" in each]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/96 Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) AppleWebKit/605 CriOS/110 Safari/604", "Chrome · iPhone"),
        ("curl/8", "อุปกรณ์ที่ไม่รู้จัก"),
    ],
)
def test_a_browser_is_called_as_its_user_calls_it(app: Flask, user_agent: str, words: str) -> None:
    browser = Browser(app)
    browser.client.environ_base["HTTP_USER_AGENT"] = user_agent

    browser.sign_in(SCHOOL).get("/account")

    assert words in browser.text
