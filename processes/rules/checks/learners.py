"""The rules about one learner: a small function each, that gives what it found or None."""

import re
from collections.abc import Callable

from processes.rules.checks.ages import months_on, years_on
from processes.rules.checks.catalogue import Rule
from processes.rules.checks.facts import Finding, LearnerFacts, Times
from processes.rules.identity import check_digit
from processes.rules.roll_cells import sex_of_prefix, short_prefix
from processes.terms import IdentityKind

LearnerRule = Callable[[LearnerFacts, Rule, Times], Finding | None]

THAI = "ไทย"
FOREIGN_SERIES, THAI_SERIES, ADULT_SERIES = frozenset("067"), frozenset("125"), frozenset("34")
CHILD_PREFIXES, GROWN_PREFIXES = frozenset({"ด.ช.", "ด.ญ."}), frozenset({"นาย", "น.ส.", "นาง"})
FIRST_POSSIBLE, LAST_POSSIBLE = 1900, 2400  # years of the common era that a birth can lie in
_GCODE = re.compile(r"G(\d{2})\d{10}")
_SOON_GROWN = 1  # a learner may come of age between the reference day and the round


def check_digit_fails(s: LearnerFacts, _rule: Rule, _times: Times) -> Finding | None:
    if s.identity_kind is not IdentityKind.CITIZEN or not s.number:
        return None
    sound = s.number.isdecimal() and len(s.number) == 13 and check_digit(s.number[:12]) == s.number[12]
    return None if sound else Finding((s.number,))


def series_and_nationality(s: LearnerFacts, _rule: Rule, _times: Times) -> Finding | None:
    if s.identity_kind is not IdentityKind.CITIZEN or not s.number:
        return None
    first, is_thai = s.number[0], s.nationality == THAI
    if first in ADULT_SERIES:
        why = "adult"
    elif is_thai and first in FOREIGN_SERIES:
        why = "foreign_number"
    elif not is_thai and first in THAI_SERIES:
        why = "thai_number"
    else:
        return None
    return Finding((s.number, s.nationality), {"why": why})


def gcode_doubtful(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.identity_kind is not IdentityKind.GCODE:
        return None
    found = _GCODE.fullmatch(s.number)
    if found is None or not rule["first_year"] <= int(found[1]) <= times.academic_year % 100 + 1:
        return Finding((s.number, s.nationality), {"why": "year"})
    return Finding((s.number, s.nationality), {"why": "thai"}) if s.nationality == THAI else None


def number_twice(s: LearnerFacts, _rule: Rule, _times: Times) -> Finding | None:
    return Finding((s.number,)) if s.twice else None


def too_young(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.birth_on is None or not _is_possible(s.birth_on.year):
        return None
    months = months_on(s.birth_on, times.reference)
    return Finding((str(s.birth_on),), {"least": rule["least"]}) if months < rule["least"] else None


def too_old(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.birth_on is None or not _is_possible(s.birth_on.year):
        return None
    months = months_on(s.birth_on, times.reference)
    return Finding((str(s.birth_on),), {"most": rule["most"]}) if months > rule["most"] else None


def age_off(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.birth_on is None or not _is_possible(s.birth_on.year):
        return None
    usual = times.book.ages[s.grade]
    if abs(years_on(s.birth_on, times.reference) - usual) <= rule["years"]:
        return None
    return Finding((str(s.birth_on), s.grade), {"grade": s.grade, "usual": usual})


def prefix_contradicts(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    prefix = short_prefix(s.prefix)
    said, why = sex_of_prefix(prefix), ""
    if said is not None and said is not s.sex:
        why = "sex"
    elif s.birth_on is not None and _is_possible(s.birth_on.year):
        age = years_on(s.birth_on, times.reference)
        if prefix in CHILD_PREFIXES and age >= rule["grown_up"]:
            why = "grown_up"
        elif prefix in GROWN_PREFIXES and age < rule["grown_up"] - _SOON_GROWN:
            why = "child"
    return Finding((prefix, s.sex, str(s.birth_on)), {"why": why}) if why else None


def era_confused(s: LearnerFacts, _rule: Rule, _times: Times) -> Finding | None:
    if s.birth_on is None or _is_possible(s.birth_on.year):
        return None
    return Finding((str(s.birth_on),))


def born_too_late(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.birth_on is None or not _is_possible(s.birth_on.year):
        return None
    if years_on(s.birth_on, times.today) >= rule["years"]:
        return None
    return Finding((str(s.birth_on),), {"years": rule["years"]})


def body_impossible(s: LearnerFacts, rule: Rule, times: Times) -> Finding | None:
    if s.birth_on is None or not (s.weight or s.height):
        return None
    if not rule["from_age"] <= years_on(s.birth_on, times.today) <= rule["to_age"]:
        return None
    odd = _outside(s.weight, rule["least_weight"], rule["most_weight"]) or _outside(
        s.height, rule["least_height"], rule["most_height"]
    )
    return Finding((s.weight, s.height)) if odd else None


def _is_possible(year: int) -> bool:
    """2559 is a year of the Buddhist era in a field of the common one, 1473 the other way round."""
    return FIRST_POSSIBLE <= year <= LAST_POSSIBLE


def _outside(recorded: str, least: int, most: int) -> bool:
    return bool(recorded) and not least <= float(recorded) <= most


LEARNER_RULES: dict[str, LearnerRule] = {
    "E01": check_digit_fails,
    "E02": series_and_nationality,
    "E03": gcode_doubtful,
    "E04": number_twice,
    "E06": too_young,
    "E06_OLD": too_old,
    "E07": age_off,
    "E08": prefix_contradicts,
    "E09": era_confused,
    "E10": born_too_late,
    "E20": body_impossible,
}
