"""The rules about a class and about a unit as a whole, and the jump that any two figures can make."""

from collections import Counter
from collections.abc import Callable

from processes.rules.checks.catalogue import Rule
from processes.rules.checks.facts import ClassFacts, Finding, Times, UnitFacts

ClassRule = Callable[[ClassFacts, Rule, Times], Finding | None]
UnitRule = Callable[[UnitFacts, Rule, Times], Finding | None]


def jump(now: int, last: int, percent: int, number: int) -> bool:
    """Whether a figure differs from the last one by more than so many per cent and by more than so many."""
    change = abs(now - last)
    return change > number and change * 100 > percent * last


def zeros_lost(s: ClassFacts, rule: Rule, _times: Times) -> Finding | None:
    """Most numbers of the class are of one length, and some are shorter: a spreadsheet cut their zeros."""
    numbers = [each for each in s.student_numbers or () if each.isdecimal()]
    if not numbers:
        return None
    usual, often = Counter(map(len, numbers)).most_common(1)[0]
    short = sorted(each for each in numbers if len(each) < usual)
    if not short or often * 100 < rule["share"] * len(numbers):
        return None
    return Finding((usual, *short), {"number": len(short), "usual": usual})


def promoted_early(s: ClassFacts, _rule: Rule, times: Times) -> Finding | None:
    if not s.size or s.academic_year <= times.academic_year:
        return None
    return Finding((s.academic_year, s.size), {"year": s.academic_year, "number": s.size})


def grade_and_class(s: ClassFacts, _rule: Rule, times: Times) -> Finding | None:
    """A grade that the kind of unit does not teach, or a class of this year with nobody in it."""
    if s.size and s.grade not in times.book.grades.get(s.kind, {s.grade}):
        return Finding((s.grade,), {"why": "not_taught", "grade": s.grade})
    if not s.size and s.academic_year == times.academic_year:
        return Finding((s.grade, 0), {"why": "empty", "grade": s.grade})
    return None


def totals_differ(s: ClassFacts, _rule: Rule, _times: Times) -> Finding | None:
    elsewhere = {grade: number for grade, number in s.grades.items() if grade is not s.grade and number}
    if not elsewhere:
        return None
    values = tuple(f"{grade}:{number}" for grade, number in sorted(elsewhere.items()))
    return Finding(values, {"number": sum(elsewhere.values()), "grade": s.grade})


def classes_differ(s: UnitFacts, _rule: Rule, _times: Times) -> Finding | None:
    if s.stated_classes is None or s.stated_classes == s.classes:
        return None
    return Finding((s.stated_classes, s.classes), {"stated": s.stated_classes, "counted": s.classes})


def roll_jumped(s: UnitFacts, rule: Rule, _times: Times) -> Finding | None:
    if s.confirmed is None or not jump(s.learners, s.confirmed, rule["percent"], rule["number"]):
        return None
    return Finding((s.learners, s.confirmed), {"now": s.learners, "last": s.confirmed})


CLASS_RULES: dict[str, ClassRule] = {
    "E11": zeros_lost,
    "E19": promoted_early,
    "E21": grade_and_class,
    "E24": totals_differ,
}
UNIT_RULES: dict[str, UnitRule] = {"E22": classes_differ, "E23": roll_jumped}
