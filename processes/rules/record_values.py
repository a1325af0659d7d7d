"""Reads what was typed into a field of a record: the one form in which it is kept, or why it is none."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from processes.rules.record_fields import Field, Kind
from processes.rules.record_lists import MISSPELT
from processes.rules.thai import arabic_digits, clean_name, plain_code

BUDDHIST_ERA = 543
_BUDDHIST_YEARS = range(2400, 2701)
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PHONE = re.compile(r"0\d{8,9}(?:#\d{1,6})?")
_POSTCODE = re.compile(r"[1-9]\d{4}")
_YES = frozenset({"yes", "y", "1", "มี", "ใช่", "มีสิทธิ", "เบิกได้"})
_NO = frozenset({"no", "n", "0", "ไม่มี", "ไม่ใช่", "ไม่มีสิทธิ", "เบิกไม่ได้"})


class FieldProblem(StrEnum):
    """Why what was typed cannot stand in the field."""

    TOO_LONG = "too_long"
    NO_DAY = "no_day"
    NOT_BUDDHIST_ERA = "not_buddhist_era"
    IN_THE_FUTURE = "in_the_future"
    NO_NUMBER = "no_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_ON_THE_LIST = "not_on_the_list"
    NO_PHONE = "no_phone"
    NO_POSTCODE = "no_postcode"


def read_value(field: Field, typed: str, today: date) -> str | FieldProblem:
    """The value as it is kept: blank when there is none, days as 2016-05-17, numbers without commas."""
    text = clean_name(typed)
    if not text:
        return ""
    if len(text) > max(field.longest, *map(len, field.choices), 0):
        return FieldProblem.TOO_LONG
    if field.kind is Kind.DAY:
        return _day(text, today)
    if field.kind is Kind.NUMBER:
        return _number(field, text)
    return _word(field, text)


def _word(field: Field, text: str) -> str | FieldProblem:
    if field.kind is Kind.CHOICE:
        return _choice(field, text)
    if field.kind is Kind.YES_NO:
        return _yes_or_no(text)
    if field.kind is Kind.CODE:
        return arabic_digits(text)
    if field.kind is Kind.PHONE:
        number = plain_code(text).replace("-", "")
        return number if _PHONE.fullmatch(number) else FieldProblem.NO_PHONE
    if field.kind is Kind.POSTCODE:
        number = plain_code(text)
        return number if _POSTCODE.fullmatch(number) else FieldProblem.NO_POSTCODE
    return text


def _day(text: str, today: date) -> str | FieldProblem:
    parts = _DAY.fullmatch(arabic_digits(text))
    if parts is None:
        return FieldProblem.NO_DAY
    day, month, year = (int(part) for part in parts.groups())
    if year not in _BUDDHIST_YEARS:
        return FieldProblem.NOT_BUDDHIST_ERA
    try:
        found = date(year - BUDDHIST_ERA, month, day)
    except ValueError:
        return FieldProblem.NO_DAY
    return FieldProblem.IN_THE_FUTURE if found > today else found.isoformat()


def _number(field: Field, text: str) -> str | FieldProblem:
    plain = arabic_digits(text)
    if not _NUMBER.fullmatch(plain):
        return FieldProblem.NO_NUMBER
    number = Decimal(plain.replace(",", "")).normalize()
    if not field.least <= number <= field.most:
        return FieldProblem.OUT_OF_BOUNDS
    written = f"{number:f}"
    decimals = len(written.partition(".")[2])
    return written if decimals <= field.places else FieldProblem.TOO_MANY_DECIMALS


def _choice(field: Field, text: str) -> str | FieldProblem:
    for wrong, right in MISSPELT.items():
        text = text.replace(wrong, right)
    return text if text in field.choices else FieldProblem.NOT_ON_THE_LIST


def _yes_or_no(text: str) -> str | FieldProblem:
    word = arabic_digits(text).casefold()
    if word in _YES:
        return "yes"
    return "no" if word in _NO else FieldProblem.NOT_ON_THE_LIST
