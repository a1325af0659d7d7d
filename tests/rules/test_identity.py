"""The field for the citizen number takes every number a learner may hold, and only those."""

import pytest

from processes.rules.identity import (
    NO_IDENTITY,
    Identity,
    IdentityProblem,
    check_digit,
    masked,
    read_identity,
)
from processes.terms import IdentityKind

# Invented numbers, one a series; 0 belongs to persons without civil status, whom a school must admit.
SOUND = [
    "1410100000015",
    "2410100000129",
    "3410100001239",
    "5410100012342",
    "6410190000011",
    "7410100000995",
    "8410100000071",
    "0410100000017",
    "0041010000012",
]


@pytest.mark.parametrize("number", SOUND)
def test_a_citizen_number_of_every_series_in_use_is_taken(number: str) -> None:
    assert read_identity(number) == Identity(IdentityKind.CITIZEN, number)


@pytest.mark.parametrize("number", SOUND)
def test_any_other_last_digit_is_refused(number: str) -> None:
    others = [digit for digit in "0123456789" if digit != number[-1]]

    assert {read_identity(number[:-1] + digit) for digit in others} == {IdentityProblem.CHECK_DIGIT}


@pytest.mark.parametrize("number", SOUND)
def test_the_check_digit_follows_from_the_first_twelve(number: str) -> None:
    assert check_digit(number[:12]) == number[12]


def test_a_check_digit_needs_twelve_digits() -> None:
    with pytest.raises(ValueError, match="shorter"):
        check_digit("14101")


@pytest.mark.parametrize(
    "typed",
    [
        "๑๔๑๐๑๐๐๐๐๐๐๑๕",
        "1-4101-00000-01-5",
        "๑\N{EN DASH}๔๑๐๑\N{EN DASH}๐๐๐๐๐\N{EN DASH}๐๑\N{EN DASH}๕",
        " 1 4101 00000 01 5\n",
        "\ufeff1410100000015\u200b",
        "'1410100000015",
        "1\u00a04101\u00a000000\u00a001\u00a05",
    ],
)
def test_the_number_is_kept_in_one_shape_however_it_was_typed_or_pasted(typed: str) -> None:
    assert read_identity(typed) == Identity(IdentityKind.CITIZEN, "1410100000015")


@pytest.mark.parametrize("typed", ["G644200000001", "g644200000001", "G 6442 0000 0001", "G๖๔๔๒๐๐๐๐๐๐๐๑"])
def test_a_g_code_stands_in_the_same_field(typed: str) -> None:
    assert read_identity(typed) == Identity(IdentityKind.GCODE, "G644200000001")


@pytest.mark.parametrize("typed", ["", "   ", "-", "\u200b", "'"])
def test_an_empty_field_says_that_there_is_no_number_yet(typed: str) -> None:
    assert read_identity(typed) == NO_IDENTITY


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("141010000001", IdentityProblem.LENGTH),
        ("14101000000155", IdentityProblem.LENGTH),
        ("G64420000001", IdentityProblem.LENGTH),
        ("G6442000000011", IdentityProblem.LENGTH),
        ("G", IdentityProblem.LENGTH),
        ("1.41E+12", IdentityProblem.CHARACTERS),
        ("GG44200000001", IdentityProblem.CHARACTERS),
        ("644200000001G", IdentityProblem.CHARACTERS),
        ("AB1234567", IdentityProblem.CHARACTERS),
        ("١٤١٠١٠٠٠٠٠٠١٥", IdentityProblem.CHARACTERS),
        ("9410100000019", IdentityProblem.RESERVED_SERIES),
    ],
)
def test_what_can_be_no_such_number_is_refused_with_its_reason(typed: str, problem: IdentityProblem) -> None:
    assert read_identity(typed) is problem


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        (Identity(IdentityKind.CITIZEN, "1410100000015"), "x-xxxx-xxxxx-01-5"),
        (Identity(IdentityKind.GCODE, "G644200000001"), "Gxxxxxxxxx001"),
        (NO_IDENTITY, ""),
    ],
)
def test_a_page_shows_the_last_three_digits_only(identity: Identity, shown: str) -> None:
    assert masked(identity) == shown
