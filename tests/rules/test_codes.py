"""A code hints at what a unit is; it is refused only when no unit can bear it."""

import pytest

from processes.rules.codes import (
    DEPARTMENT_CODE,
    PROVINCES,
    CodeDoubt,
    CodeProblem,
    UnitCode,
    clean_sign_in_name,
    code_doubts,
    district_code,
    province_code,
    read_code,
    sign_in_name,
)
from processes.terms import Tier, UnitKind

PAO = UnitKind.PROVINCIAL_ADMINISTRATION
CITY = UnitKind.CITY_MUNICIPALITY
TOWN = UnitKind.TOWN_MUNICIPALITY
SUBDISTRICT = UnitKind.SUBDISTRICT_MUNICIPALITY
SAO = UnitKind.SUBDISTRICT_ADMINISTRATION
SCHOOL = UnitKind.SCHOOL
CENTRE = UnitKind.CHILD_CENTRE


def code_of(typed: str) -> UnitCode:
    code = read_code(typed)
    assert isinstance(code, UnitCode)
    return code


@pytest.mark.letter("F28")
@pytest.mark.parametrize(
    ("typed", "kind"),
    [("02410101", PAO), ("03410102", CITY), ("04410103", TOWN), ("05410104", SUBDISTRICT), ("06410123", SAO)],
)
def test_eight_digits_from_02_to_06_hint_at_the_kind_of_an_authority(typed: str, kind: UnitKind) -> None:
    code = code_of(typed)

    assert (code.tier, code.kinds, code.province) == (Tier.LOCAL_AUTHORITY, (kind,), "41")
    assert code_doubts(code, kind) == ()


@pytest.mark.letter("F29")
@pytest.mark.parametrize(
    ("typed", "authority"),
    [
        ("304110001", PAO),
        ("304120001", CITY),
        ("304120001", TOWN),
        ("304120001", SUBDISTRICT),
        ("304130001", SAO),
    ],
)
def test_the_fifth_digit_of_a_school_fits_its_authority(typed: str, authority: UnitKind) -> None:
    code = code_of(typed)

    assert (code.tier, code.province) == (Tier.INSTITUTION, "41")
    assert code_doubts(code, SCHOOL, authority) == ()


@pytest.mark.letter("F30")
@pytest.mark.parametrize(
    ("typed", "authority"),
    [
        ("304140001", PAO),
        ("304150001", CITY),
        ("304150001", TOWN),
        ("304150001", SUBDISTRICT),
        ("304130001", SAO),
        ("304160001", SAO),  # what the series suggests where the letter prints 3
    ],
)
def test_the_fifth_digit_of_a_centre_fits_its_authority(typed: str, authority: UnitKind) -> None:
    assert code_doubts(code_of(typed), CENTRE, authority) == ()


@pytest.mark.letter("F30")
def test_the_digit_that_schools_and_centres_share_does_not_say_which_it_is() -> None:
    shared = code_of("304130001")

    assert shared.kinds == (SCHOOL, CENTRE)
    assert code_doubts(shared, SCHOOL, SAO) == code_doubts(shared, CENTRE, SAO) == ()


@pytest.mark.letter("X2")
@pytest.mark.parametrize(
    ("typed", "kind", "authority", "doubts"),
    [
        ("304120001", CENTRE, TOWN, (CodeDoubt.KIND,)),
        ("304120001", SCHOOL, SAO, (CodeDoubt.AFFILIATION,)),
        ("304140001", SCHOOL, SAO, (CodeDoubt.KIND, CodeDoubt.AFFILIATION)),
        ("304190001", SCHOOL, SAO, (CodeDoubt.KIND,)),  # no kind has a 9
        ("304100001", CENTRE, None, (CodeDoubt.KIND,)),
        ("06410123", SUBDISTRICT, None, (CodeDoubt.KIND,)),  # raised to a municipality, code kept
        ("06100123", SAO, None, (CodeDoubt.PROVINCE,)),  # Bangkok has none
        ("302820001", SCHOOL, TOWN, (CodeDoubt.PROVINCE,)),
        ("304120001", SCHOOL, None, ()),
    ],
)
def test_a_code_that_disagrees_with_the_list_is_doubted_and_not_refused(
    typed: str, kind: UnitKind, authority: UnitKind | None, doubts: tuple[CodeDoubt, ...]
) -> None:
    code = read_code(typed, kind)

    assert isinstance(code, UnitCode)
    assert code_doubts(code, kind, authority) == doubts


@pytest.mark.letter("X2")
@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", CodeProblem.CHARACTERS),
        ("ABC", CodeProblem.CHARACTERS),
        ("0641012x", CodeProblem.CHARACTERS),
        ("07410123", CodeProblem.PREFIX),
        ("99410123", CodeProblem.PREFIX),
        ("304", CodeProblem.LENGTH),
        ("0641012", CodeProblem.LENGTH),
        ("064101234", CodeProblem.LENGTH),
        ("30412001", CodeProblem.LENGTH),
        ("6410123", CodeProblem.PREFIX),  # a spreadsheet ate the zero
        ("01410123", CodeProblem.PREFIX),  # none of our own pattern
    ],
)
def test_only_what_no_unit_can_bear_is_refused(typed: str, problem: CodeProblem) -> None:
    assert read_code(typed) is problem


@pytest.mark.parametrize(
    ("typed", "kind"), [("06410123", SCHOOL), ("304120001", SAO), ("06410123", UnitKind.PROVINCE)]
)
def test_the_prefix_of_another_tier_is_impossible_for_a_kind(typed: str, kind: UnitKind) -> None:
    assert read_code(typed, kind) is CodeProblem.PREFIX


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (DEPARTMENT_CODE, UnitKind.DEPARTMENT),
        (province_code("41"), UnitKind.PROVINCE),
        (district_code("4101"), UnitKind.DISTRICT),
    ],
)
def test_our_own_codes_name_the_tiers_that_the_letter_gives_none(code: str, kind: UnitKind) -> None:
    read = read_code(code, kind)

    assert isinstance(read, UnitCode)
    assert (read.code, read.kinds) == (code, (kind,))
    assert code_doubts(read, kind) == ()


def test_every_province_but_bangkok_has_authorities_of_the_department() -> None:
    assert len(PROVINCES) == 76
    assert "10" not in PROVINCES


@pytest.mark.letter("F31")
def test_the_name_to_sign_in_with_is_the_code_and_further_officers_are_numbered() -> None:
    assert sign_in_name("06410123") == "06410123"
    assert [sign_in_name("304120001", place) for place in (1, 2, 3)] == [
        "304120001",
        "304120001-2",
        "304120001-3",
    ]


@pytest.mark.letter("F31")
@pytest.mark.parametrize("typed", ["06410123", "๐๖๔๑๐๑๒๓", " 06410123 ", "0641 0123"])
def test_a_code_keeps_its_leading_zero_and_may_be_typed_in_thai_digits(typed: str) -> None:
    assert code_of(typed).code == "06410123"
    assert clean_sign_in_name(typed) == "06410123"


def test_the_number_of_a_further_officer_survives_any_dash() -> None:
    assert clean_sign_in_name("๓๐๔๑๒๐๐๐๑\N{EN DASH}๒") == sign_in_name("304120001", 2)
