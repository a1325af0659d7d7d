"""Typed values become plain ones, or a sentence for the field."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet, from_draft

MONDAY = datetime(2022, 10, 17, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def thai() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app, default_locale="th")
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("๑๒", 12), (" 0 ", 0), ("1,234", 1234), ("", None), ("\u200b", None)],
)
def test_a_count_is_a_whole_number_or_blank(typed: str, number: int | None) -> None:
    form = Reading({"n": typed})

    assert form.count("n") == number
    assert form.errors == {}


@pytest.mark.parametrize("typed", ["-1", "1.5", "สิบ", "1e3", "501"])
def test_any_other_count_is_an_error_of_its_field(typed: str) -> None:
    form = Reading({"n": typed})

    assert form.count("n", most=500, of="ป.1") is None
    assert form.errors["n"].startswith("ป.1: ")


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("11", "11", "2565"), date(2022, 11, 11)),
        (("๑", "๒", "๒๕๖๐"), date(2017, 2, 1)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_typed_in_the_buddhist_era(parts: tuple[str, str, str], day: date | None) -> None:
    form = Reading(dict(zip(("d-day", "d-month", "d-year"), parts, strict=True)))

    assert form.day("d") == day
    assert form.errors == {}


@pytest.mark.parametrize(
    ("parts", "word"),
    [(("31", "2", "2565"), "ปฏิทิน"), (("1", "1", "2022"), "พุทธศักราช"), (("", "1", "2565"), "ปฏิทิน")],
)
def test_a_day_that_is_none_says_why(parts: tuple[str, str, str], word: str) -> None:
    form = Reading(dict(zip(("d-day", "d-month", "d-year"), parts, strict=True)))

    assert form.day("d") is None
    assert word in form.errors["d"]


def test_all_errors_come_together_in_the_order_of_the_fields() -> None:
    form = Reading({"text": "x" * 11, "choice": "c"})
    form.text("text", limit=10)
    form.text("empty", "โปรดกรอก")
    form.choice("choice", ("a", "b"), "โปรดเลือก")
    form.ticked("tick", "โปรดรับรอง")
    form.count("count", "โปรดระบุ")
    form.day("day", "โปรดระบุวัน")

    with pytest.raises(Unfit) as refused:
        form.done()

    assert list(refused.value.errors) == ["text", "empty", "choice", "tick", "count", "day"]


def test_a_form_without_errors_goes_on() -> None:
    form = Reading({"choice": "a", "tick": "yes"})

    assert form.choice("choice", ("a", "b"), "โปรดเลือก") == "a"
    assert form.ticked("tick")
    form.done()


def test_a_sheet_shows_what_was_typed_before_what_is_recorded() -> None:
    assert Sheet().value("n", 5) == "5"
    assert Sheet().value("n", None) == ""
    assert Sheet({"n": "6"}, {"n": "ผิด"}).value("n", 5) == "6"
    assert Sheet({"n": "6"}, {"n": "ผิด"}).error("n") == "ผิด"


def test_a_draft_restores_values_but_no_attestation_and_no_version() -> None:
    kept = '{"why": ["a", "b"], "attested": ["yes"], "figures_version": ["3"], "none": []}'

    sheet = from_draft(kept, MONDAY)

    assert sheet.typed == {"why": "b"}
    assert sheet.saved_at == MONDAY
