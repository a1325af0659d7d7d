"""Dates and digits as officers read and type them, as tables of values."""

import datetime as dt

import pytest

from webapp import thaidate
from webapp.digits import arabic, code, whole_number

CLOSE = dt.datetime(2022, 11, 11, 10, 0, tzinfo=dt.UTC)
BEFORE_MIDNIGHT_UTC = dt.datetime(2022, 11, 10, 18, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (thaidate.long_moment(CLOSE), "11 พฤศจิกายน 2565 เวลา 17.00 น."),
        (thaidate.long_moment(CLOSE, "en"), "11 November 2022 (2565 BE), 17:00"),
        (thaidate.short_moment(CLOSE), "11 พ.ย. 2565 เวลา 17.00 น."),
        (thaidate.short_moment(CLOSE, "en"), "11 Nov 2022 (2565 BE), 17:00"),
        (thaidate.long_day(CLOSE), "11 พฤศจิกายน 2565"),
        (thaidate.short_day(CLOSE), "11 พ.ย. 2565"),
        (thaidate.short_day(dt.date(2022, 11, 11), "en"), "11 Nov 2022 (2565 BE)"),
        (thaidate.weekday_and_day(CLOSE), "วันศุกร์ที่ 11 พฤศจิกายน 2565"),
        (thaidate.weekday_and_day(CLOSE, "en"), "Friday 11 November 2022 (2565 BE)"),
        (thaidate.long_day(BEFORE_MIDNIGHT_UTC), "11 พฤศจิกายน 2565"),
        (thaidate.clock_time(BEFORE_MIDNIGHT_UTC), "01.30 น."),
        (thaidate.long_day(dt.date(2024, 2, 29)), "29 กุมภาพันธ์ 2567"),
    ],
)
def test_a_moment_is_shown_in_bangkok_time_and_the_buddhist_era(shown: str, expected: str) -> None:
    assert shown == expected


@pytest.mark.parametrize(
    ("hours", "thai", "english"),
    [
        (-24, "เมื่อวาน 17.00 น.", "yesterday 17:00"),
        (-0.5, "วันนี้ 16.30 น.", "today 16:30"),
        (6.5, "วันนี้ 23.30 น.", "today 23:30"),
        (7, "พรุ่งนี้ 00.00 น.", "tomorrow 00:00"),
        (31, "13 พ.ย. 2565 เวลา 00.00 น.", "13 Nov 2022 (2565 BE), 00:00"),
    ],
)
def test_near_days_have_words_that_change_at_midnight(hours: float, thai: str, english: str) -> None:
    at = CLOSE + dt.timedelta(hours=hours)

    assert thaidate.near_moment(at, CLOSE) == thai
    assert thaidate.near_moment(at, CLOSE, "en") == english


def test_a_near_day_without_an_hour_has_its_word_too() -> None:
    assert thaidate.near_day(dt.date(2022, 11, 12), CLOSE) == "พรุ่งนี้"
    assert thaidate.near_day(dt.date(2022, 11, 14), CLOSE) == "14 พ.ย. 2565"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        thaidate.long_moment(dt.datetime(2022, 11, 11, 17, 0))  # noqa: DTZ001 -- the mistake under test


@pytest.mark.parametrize(
    "typed",
    [
        "11/11/2565",
        "๑๑/๑๑/๒๕๖๕",
        " 11-11-2565 ",
        "11–11–2565",
        "11.11.2565",
        "11 11 2565",
        "11 พฤศจิกายน 2565",
        "๑๑ พ.ย. ๒๕๖๕",
        "11 พฤศจิกายน พ.ศ. 2565",
        "\u200b11/11/2565\u00a0",
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert thaidate.day_from_text(typed) == dt.date(2022, 11, 11)


@pytest.mark.parametrize("typed", ["", "พรุ่งนี้", "31/11/2565", "29/2/2566", "0/1/2565", "1/13/2565", "11/11"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        thaidate.day_from_text(typed)


@pytest.mark.parametrize("typed", ["11/11/2022", "11/11/65", "11/11/22565", "๑/๑/๒๐๒๒"])
def test_a_year_that_is_not_of_the_buddhist_era_is_refused_by_name(typed: str) -> None:
    with pytest.raises(thaidate.NotBuddhistEra):
        thaidate.day_from_text(typed)


def test_the_three_fields_of_a_day_give_it_back() -> None:
    day = dt.date(2024, 2, 29)

    assert thaidate.buddhist_parts(day) == ("29", "2", "2567")
    assert thaidate.day_from_parts(*thaidate.buddhist_parts(day)) == day
    assert thaidate.buddhist_parts(None) == ("", "", "")


def test_the_month_field_has_twelve_names_in_either_language() -> None:
    assert thaidate.month_names()[10] == "พฤศจิกายน"
    assert thaidate.month_names("en")[10] == "November"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("๐๑๒๓๔๕๖๗๘๙", "0123456789"),
        ("ชั้น ป.๑", "ชั้น ป.1"),
        (" 304120001–๒ ", "304120001-2"),
        ("06\u200b410123\ufeff", "06410123"),
        ("1\u00a0234", "1 234"),
        ("เทศบาล — เมือง", "เทศบาล — เมือง"),
        ("", ""),
    ],
)
def test_digits_become_ascii_and_the_invisible_goes(typed: str, plain: str) -> None:
    assert arabic(typed) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("๑-๑๐๒๐-๐๓๔๕๖-๗๘-๙", "1102003456789"),
        ("1 1020 03456 78 9", "1102003456789"),
        ("1\u20111020\u00a003456.78-9", "1102003456789"),
        ("g-123456789012", "G123456789012"),
        ("G123456789012", "G123456789012"),
        ("06410123", "06410123"),
    ],
)
def test_a_code_loses_the_marks_it_is_grouped_with(typed: str, plain: str) -> None:
    assert code(typed) == plain


@pytest.mark.parametrize(("typed", "count"), [("0", 0), ("๐", 0), ("007", 7), ("๑,๒๓๔", 1234), (" 12 ", 12)])
def test_a_count_is_read_with_thai_digits_and_thousands(typed: str, count: int) -> None:
    assert whole_number(typed) == count


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "1,23", "สิบ", "1e3", "²", "1_000"])
def test_what_is_not_a_count_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        whole_number(typed)
