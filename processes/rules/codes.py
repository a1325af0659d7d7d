"""Codes of units: what a code says by itself, and where that disagrees with the list (letter 4.1, X2)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from processes.rules.thai import plain_code
from processes.terms import TIER_OF, Tier, UnitKind

# TIS 1099, as in ISO 3166-2:TH; Bangkok (10) is left out because the department has no authority there.
_PROVINCE_RANGES = ((11, 27), (30, 58), (60, 67), (70, 77), (80, 86), (90, 96))
PROVINCES = frozenset(str(number) for first, last in _PROVINCE_RANGES for number in range(first, last + 1))

DEPARTMENT_CODE = "01000000"


class CodeProblem(StrEnum):
    """Why what was typed cannot be the code of a unit; the only grounds to refuse one."""

    CHARACTERS = "characters"
    PREFIX = "prefix"
    LENGTH = "length"


class CodeDoubt(StrEnum):
    """What an import warns of and keeps: the code says one thing, the list another."""

    KIND = "kind"
    AFFILIATION = "affiliation"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line of the table below: a shape of code and what it says."""

    shape: str
    tier: Tier | None
    kinds: tuple[UnitKind, ...]
    affiliations: tuple[UnitKind, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A code and what it hints at; what a unit is stands in its record alone (X2)."""

    code: str
    tier: Tier | None
    kinds: tuple[UnitKind, ...]
    affiliations: tuple[UnitKind, ...]
    province: str


_PAO = (UnitKind.PROVINCIAL_ADMINISTRATION,)
_MUNICIPAL = (UnitKind.CITY_MUNICIPALITY, UnitKind.TOWN_MUNICIPALITY, UnitKind.SUBDISTRICT_MUNICIPALITY)
_SAO = (UnitKind.SUBDISTRICT_ADMINISTRATION,)
_SCHOOL, _CENTRE = (UnitKind.SCHOOL,), (UnitKind.CHILD_CENTRE,)

# The first line that fits holds. The letter gives no code to the department, provinces and districts:
# the four 01 lines are a pattern of our own that it leaves free.
_PATTERNS = (
    _Pattern("01(00)0000", Tier.DEPARTMENT, (UnitKind.DEPARTMENT,)),
    _Pattern("01(..)0000", Tier.PROVINCE, (UnitKind.PROVINCE,)),
    _Pattern("01(..)..00", None, (UnitKind.DISTRICT,)),
    # 4.1 (2)
    _Pattern("02(..)....", Tier.LOCAL_AUTHORITY, _PAO),
    _Pattern("03(..)....", Tier.LOCAL_AUTHORITY, (UnitKind.CITY_MUNICIPALITY,)),
    _Pattern("04(..)....", Tier.LOCAL_AUTHORITY, (UnitKind.TOWN_MUNICIPALITY,)),
    _Pattern("05(..)....", Tier.LOCAL_AUTHORITY, (UnitKind.SUBDISTRICT_MUNICIPALITY,)),
    _Pattern("06(..)....", Tier.LOCAL_AUTHORITY, _SAO),
    # 4.1 (3) and (4); 3 is shared, and 6 is what the series suggests for a centre where the letter prints 3
    _Pattern("30(..)1....", Tier.INSTITUTION, _SCHOOL, _PAO),
    _Pattern("30(..)2....", Tier.INSTITUTION, _SCHOOL, _MUNICIPAL),
    _Pattern("30(..)3....", Tier.INSTITUTION, _SCHOOL + _CENTRE, _SAO),
    _Pattern("30(..)4....", Tier.INSTITUTION, _CENTRE, _PAO),
    _Pattern("30(..)5....", Tier.INSTITUTION, _CENTRE, _MUNICIPAL),
    _Pattern("30(..)6....", Tier.INSTITUTION, _CENTRE, _SAO),
    _Pattern("30(..).....", Tier.INSTITUTION, ()),
)
_LENGTH = {pattern.shape[:2]: len(pattern.shape) - len("()") for pattern in _PATTERNS}


def read_code(typed: str, kind: UnitKind | None = None) -> UnitCode | CodeProblem:
    """The code that was typed, or why it is none; with a kind, the prefix must be one of that kind's tier."""
    code = plain_code(typed).replace("-", "")
    if not re.fullmatch("[0-9]+", code):
        return CodeProblem.CHARACTERS
    for pattern in _PATTERNS:
        if found := re.fullmatch(pattern.shape, code):
            if kind and TIER_OF[kind] is not pattern.tier:
                return CodeProblem.PREFIX
            return UnitCode(code, pattern.tier, pattern.kinds, pattern.affiliations, found[1])
    return CodeProblem.PREFIX if _LENGTH.get(code[:2], len(code)) == len(code) else CodeProblem.LENGTH


def code_doubts(code: UnitCode, kind: UnitKind, affiliation: UnitKind | None = None) -> tuple[CodeDoubt, ...]:
    """Where a code disagrees with the unit's kind, its authority's kind, or the list of provinces."""
    doubts = []
    if kind not in code.kinds:
        doubts.append(CodeDoubt.KIND)
    if affiliation and code.affiliations and affiliation not in code.affiliations:
        doubts.append(CodeDoubt.AFFILIATION)
    if code.province not in PROVINCES and code.code != DEPARTMENT_CODE:
        doubts.append(CodeDoubt.PROVINCE)
    return tuple(doubts)


def province_code(province: str) -> str:
    """The unit code of a province, from its two digits: our own pattern."""
    return f"01{province}0000"


def district_code(district: str) -> str:
    """The unit code of a district, from the four digits of province and district: our own pattern."""
    return f"01{district}00"


def sign_in_name(unit_code: str, place: int = 1) -> str:
    """What the unit's first, second, ... officer signs in with: the code, then `-2`, `-3` (letter 4.1)."""
    return unit_code if place == 1 else f"{unit_code}-{place}"


def clean_sign_in_name(typed: str) -> str:
    """A sign-in name as it is stored: Thai digits, spaces and dashes of any kind put right."""
    return plain_code(typed)
