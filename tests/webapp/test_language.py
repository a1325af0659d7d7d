"""Thai first, English on a switch; and the words of days, classes and tasks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from processes.terms import Act
from tests.builders import CLOSES, DUE, SCHOOL, World
from tests.webapp.client import Browser
from webapp.deadlines import due_words, end_of_day, exact_moment, urgency
from webapp.grades import class_typed, class_words
from webapp.language import choose, is_own_address
from webapp.tasks import task_title, task_words

NOON = datetime(2022, 11, 10, 5, tzinfo=UTC)  # in Bangkok


def test_a_page_is_thai_until_its_reader_switches(browser: Browser) -> None:
    browser.get("/sign-in")
    assert browser.page is not None
    assert browser.page.get("lang") == "th"

    browser.get(browser.page.xpath("string(//a[@hreflang='en']/@href)"))

    assert browser.at == "/sign-in"
    assert browser.page.get("lang") == "en"


def test_the_choice_outlives_signing_in_and_out(browser: Browser) -> None:
    browser.get("/language/en").sign_in(SCHOOL)
    assert browser.page is not None
    assert browser.page.get("lang") == "en"
    assert "11 November 2022 (2565 BE)" in browser.text

    browser.submit(form="//header//form")

    assert browser.page.get("lang") == "en"


def test_an_officer_who_reads_english_finds_english(browser: Browser, world: World) -> None:
    from sqlalchemy import update

    from processes.records.officers import Officer

    with world.office() as office:
        office.session.execute(update(Officer).filter_by(username=SCHOOL).values(language="en"))

    browser.sign_in(SCHOOL)

    assert browser.page is not None
    assert browser.page.get("lang") == "en"


def test_the_switch_stays_on_the_page_and_leads_nowhere_else(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in(SCHOOL)

    assert browser.get("/language/en?next=/inbox?box%3Ddone").at == "/inbox?box=done"
    assert browser.get("/language/xx?next=//evil.example").at == "/inbox"
    assert browser.page is not None
    assert browser.page.get("lang") == "th"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/inbox", True),
        ("/inbox?q=a://b", True),
        ("", False),
        ("inbox", False),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("https://evil.example/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_a_path_of_ours_is_followed(address: str, own: bool) -> None:
    assert is_own_address(address) is own


@pytest.mark.parametrize(
    ("due_at", "words", "how"),
    [
        (DUE, "วันนี้", "soon"),  # the end of 10 November is on 10 November
        (DUE + timedelta(microseconds=1), "พรุ่งนี้ 00.00 น.", "none"),
        (CLOSES, "พรุ่งนี้ 17.00 น.", "none"),
        (NOON + timedelta(hours=4, minutes=30), "วันนี้ 16.30 น.", "soon"),
        (NOON, "วันนี้ 12.00 น.", "late"),
        (NOON - timedelta(days=9), "1 พ.ย. 2565 เวลา 12.00 น.", "late"),
    ],
)
def test_due_moments_read_as_an_officer_says_them(due_at: datetime, words: str, how: str) -> None:
    assert due_words(due_at, NOON) == words
    assert urgency(due_at, NOON) == how


def test_the_day_ends_at_midnight_in_thailand() -> None:
    assert end_of_day(NOON) == DUE
    assert exact_moment(CLOSES) == "11 พฤศจิกายน 2565 เวลา 17.00.00 น."
    assert exact_moment(CLOSES, "en") == "11 November 2022 (2565 BE), 17:00:00"


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("ป.1/1", "P1/1"),
        ("ป. ๑/๒", "P1/2"),
        ("อ3", "A3"),
        ("ปวช.2", "V2"),
        ("ตอ./1", "TK/1"),
        ("ม", "M"),
        ("ปทุม", None),
        ("304120001", None),
    ],
)
def test_a_class_is_read_as_schools_write_it(typed: str, subject: str | None) -> None:
    assert class_typed(typed) == subject


def test_classes_and_tasks_are_called_in_the_pages_language(app: Flask) -> None:
    with app.test_request_context():
        assert class_words("P1/1") == "ป.1/1"
        assert class_words("โรงเรียน 1/2") is None
        assert class_words("XX/1") is None
        assert task_title("ตรวจสอบตัวตนนักเรียน", Act.VERIFY_ROLL, "P1/1") == "ตรวจสอบตัวตนนักเรียน ป.1/1"
        assert task_title("ยืนยันข้อมูล", Act.CONFIRM) == "ยืนยันข้อมูล"
        assert task_words("reopening_request", Act.GRANT_REOPENING) == "พิจารณาคำขอแก้ไขข้อมูล"
        choose("en")
        assert task_words("งานของแผนผัง", Act.ANSWER) == "งานของแผนผัง"
