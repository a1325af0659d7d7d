"""Thai as it is typed becomes what was meant, and names stand in the order of a dictionary."""

import pytest

from processes.rules.thai import arabic_digits, clean_name, plain_code, sort_key, visible


def test_thai_digits_become_arabic_ones_and_all_else_stays() -> None:
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ อบต. 06") == "0123456789 อบต. 06"


def test_what_nobody_sees_is_taken_out() -> None:
    assert visible("\ufeffส\u200bม\u00adชาย\u200e") == "สมชาย"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("๐๖๔๑๐๑๒๓", "06410123"),
        (" 06 41\u00a001\t23 ", "06410123"),
        ("304120001\N{NON-BREAKING HYPHEN}๒", "304120001-2"),
        ("304120001\N{EN DASH}2", "304120001-2"),
        ("304120001\N{MINUS SIGN}2", "304120001-2"),
        ("\u200b304120001", "304120001"),
    ],
)
def test_a_code_is_what_was_meant(typed: str, meant: str) -> None:
    assert plain_code(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  สมชาย   ศรีสุวรรณ\u00a0", "สมชาย ศรีสุวรรณ"),
        ("น\u0e49\u0e4d\u0e32ทิพย์", "น้ำทิพย์"),  # tone, nikhahit, sara aa
        ("น\u0e4d\u0e49\u0e32ทิพย์", "น้ำทิพย์"),  # nikhahit, tone, sara aa
        ("น\u0e33\u0e49ทิพย์", "น้ำทิพย์"),  # sara am before the tone
        ("ค\u0e4d\u0e32", "คำ"),
        ("เเพรวา", "แพรวา"),
        ("ร\u0e49\u0e38ง", "ร\u0e38\u0e49ง"),  # tone before the vowel below: NFC puts it behind
        ("", ""),
    ],
)
def test_a_name_that_looks_alike_is_alike(typed: str, meant: str) -> None:
    assert clean_name(typed) == meant


IN_DICTIONARY_ORDER = [
    "กมลชนก",
    "กันต์",
    "กา",
    "ก่า",
    "ก้า",
    "ก้าง",
    "กิตติ",
    "เกวลิน",
    "แก้วตา",
    "ไกรวิชญ์",
    "ขวัญข้าว",
    "เขมิกา",
    "ใจดี",
    "ทอง",
    "ทอง ดี",
    "ทองใจ",
    "แทนคุณ",
    "น้ำทิพย์",
    "ใบบุญ",
    "เปรม",
    "เพชรลดา",
    "แพรวา",
    "ฟ้าใส",
    "สมชาย",
    "เอกภพ",
    "โอภาส",
    "ไอริณ",
]


def test_names_stand_as_in_a_dictionary_with_leading_vowels_after_their_consonant() -> None:
    by_code_point = sorted(IN_DICTIONARY_ORDER)

    assert by_code_point != IN_DICTIONARY_ORDER
    assert sorted(by_code_point, key=sort_key) == IN_DICTIONARY_ORDER


def test_marks_decide_only_between_names_that_are_otherwise_alike() -> None:
    assert sort_key("ก้า") < sort_key("กาง")
    assert sort_key("กา") < sort_key("ก่า") < sort_key("ก้า")
    assert sort_key("ศรี") < sort_key("ศรี่")


def test_thai_and_arabic_digits_sort_as_one() -> None:
    assert sort_key("เทศบาล ๑") == sort_key("เทศบาล 1")


def test_the_key_can_be_stored_by_every_database() -> None:
    assert "\x00" not in sort_key("แก้วตา")


def test_schools_are_sorted_by_their_numbers() -> None:
    names = ["โรงเรียนเทศบาล 10", "โรงเรียนเทศบาล ๒", "โรงเรียนเทศบาล 1"]

    ordered = sorted(names, key=sort_key)

    assert ordered == ["โรงเรียนเทศบาล 1", "โรงเรียนเทศบาล ๒", "โรงเรียนเทศบาล 10"]
