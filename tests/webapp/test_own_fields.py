"""What a diagram's own fields take and refuse: a table of kinds, limits and typed values."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask

from processes.engine.diagrams import LARGEST_NUMBER, LONGEST_TEXT, Field
from webapp.app import create_app
from webapp.forms.field_limits import calendar_of
from webapp.forms.own_fields import hint_of, read_answers
from webapp.forms.reading import Reading

ROUND = SimpleNamespace(
    opens_at=datetime(2022, 10, 9, 17, tzinfo=UTC),  # midnight in Thailand, of the 10th
    due_at=datetime(2022, 11, 10, 17, tzinfo=UTC),  # the end of the 10th
    closes_at=datetime(2022, 11, 11, 10, tzinfo=UTC),
)
CALENDAR = calendar_of(ROUND, date(2022, 11, 1))


def field(kind: str, **rest: object) -> Field:
    blank = {"label": "คำถาม", "label_en": "", "help": "", "help_en": "", "options_en": ()}
    limits = {"least": 0, "most": LARGEST_NUMBER, "longest": LONGEST_TEXT}
    options = ("เล็ก", "ใหญ่") if kind == "choice" else ()
    given = {"name": "x", "kind": kind, "required": True, "options": options, **blank, **limits, **rest}
    return Field(**given)  # type: ignore[arg-type]


def day(typed: str) -> dict[str, str]:
    return dict(zip(("f-x-day", "f-x-month", "f-x-year"), typed.split("/"), strict=True))


MISSED = "โปรดตอบ: คำถาม"
OUTSIDE = "วันที่นี้อยู่นอกช่วงที่รับ โปรดกรอกวันที่"
IN_THE_ROUND = field("date", earliest="opens_at", latest="due_at")
UNTIL_TODAY = field("date", latest="today")
FIXED = field("date", earliest="2022-05-16", latest="2022-11-11")
CASES: list[tuple[Field, dict[str, str], object, str]] = [
    (field("text"), {"f-x": " เรียบร้อย "}, "เรียบร้อย", ""),
    (field("text"), {"f-x": " "}, "", MISSED),
    (field("text", required=False), {}, None, ""),
    (field("text", longest=5), {"f-x": "ก" * 5}, "ก" * 5, ""),
    (field("text", longest=5), {"f-x": "ก" * 6}, "", "ข้อความยาวเกิน 5 ตัวอักษร"),
    (field("number"), {"f-x": "๑,๒๐๐"}, 1200, ""),
    (field("number"), {"f-x": ""}, "", MISSED),
    (field("number"), {"f-x": "สาม"}, "", "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"),
    (field("number"), {"f-x": "-3"}, "", "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"),
    (field("number", least=1, most=7), {"f-x": "7"}, 7, ""),
    (field("number", least=1, most=7), {"f-x": "8"}, "", "ต้องไม่เกิน 7"),
    (field("number", least=1, most=7), {"f-x": "0"}, "", "ต้องไม่น้อยกว่า 1"),
    (field("yes_no"), {"f-x": "no"}, False, ""),
    (field("yes_no"), {"f-x": "maybe"}, "", MISSED),
    (field("yes_no", required=False), {}, None, ""),
    (field("choice"), {"f-x": "ใหญ่"}, "ใหญ่", ""),
    (field("choice"), {"f-x": ""}, "", MISSED),
    (field("choice", required=False), {"f-x": "กลาง"}, "", "โปรดเลือกหนึ่งข้อ: คำถาม"),
    (field("statement"), {"f-x": "yes"}, True, ""),
    (field("statement"), {}, "", "โปรดรับรองข้อความ: คำถาม"),
    (field("file"), {}, "", "โปรดแนบไฟล์: คำถาม"),
    (field("file", required=False), {}, False, ""),
    (field("date"), day("๓๑/10/2565"), "2022-10-31", ""),
    (field("date"), day("//"), "", MISSED),
    (field("date"), day("32/10/2565"), "", "ไม่มีวันที่นี้ในปฏิทิน"),
    (field("date"), day("31/10/2022"), "", "พุทธศักราช"),
    (IN_THE_ROUND, day("10/10/2565"), "2022-10-10", ""),
    (IN_THE_ROUND, day("9/10/2565"), "", f"{OUTSIDE} ตั้งแต่ 10 ต.ค. 2565 ถึง 10 พ.ย. 2565"),
    (IN_THE_ROUND, day("10/11/2565"), "2022-11-10", ""),
    (IN_THE_ROUND, day("11/11/2565"), "", OUTSIDE),
    (UNTIL_TODAY, day("1/11/2565"), "2022-11-01", ""),
    (UNTIL_TODAY, day("2/11/2565"), "", f"{OUTSIDE} ไม่หลัง 1 พ.ย. 2565"),
    (FIXED, day("16/5/2565"), "2022-05-16", ""),
    (FIXED, day("15/5/2565"), "", OUTSIDE),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    place = tmp_path_factory.mktemp("empty") / "empty.db"
    app = create_app({"SECRET_KEY": "fields", "SQLALCHEMY_DATABASE_URI": f"sqlite:///{place}"})
    with app.test_request_context():
        yield app


@pytest.mark.parametrize(("asked", "typed", "value", "sentence"), CASES)
def test_a_field_takes_what_its_kind_and_limits_allow(
    page: Flask, asked: Field, typed: dict[str, str], value: object, sentence: str
) -> None:
    form = Reading(typed)

    answers = read_answers(form, [asked], {}, CALENDAR)

    assert sentence in form.errors.get("f-x", "")
    assert all("คำถาม" in each for each in form.errors.values())
    assert bool(form.errors) is bool(sentence)
    assert sentence or answers == {"x": value}


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (field("text", help="สิ่งที่พบ", longest=40), "สิ่งที่พบ · ไม่เกิน 40 ตัวอักษร"),
        (field("number", least=1, most=7), "ตั้งแต่ 1 ถึง 7"),
        (field("number", least=1), "ต้องไม่น้อยกว่า 1"),
        (field("number"), ""),
        (IN_THE_ROUND, "รับวันที่ตั้งแต่ 10 ต.ค. 2565 ถึง 10 พ.ย. 2565"),
        (field("date", earliest="closes_at"), "รับวันที่ไม่ก่อน 11 พ.ย. 2565"),
        (field("date"), ""),
    ],
)
def test_limits_are_said_before_they_are_met(page: Flask, asked: Field, hint: str) -> None:
    assert hint_of(asked, CALENDAR) == hint


def test_before_any_round_only_today_bounds_a_date(page: Flask) -> None:
    form = Reading(day("1/1/2565"))

    answers = read_answers(form, [IN_THE_ROUND], {}, calendar_of(None, date(2022, 11, 1)))

    assert answers == {"x": "2022-01-01"}
    assert form.errors == {}
