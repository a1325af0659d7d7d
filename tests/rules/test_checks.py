"""Every rule of the catalogue with a value that breaks it and one that does not, and what a round changes."""

from dataclasses import replace
from datetime import date

import pytest

from processes.rules.checks.catalogue import shipped
from processes.rules.checks.facts import ClassFacts, LearnerFacts, Times, UnitFacts
from processes.rules.checks.judging import judge_class, judge_learners, judge_unit
from processes.rules.checks.learners import LEARNER_RULES
from processes.rules.checks.terms import UnknownTermError, book_of, read_overrides
from processes.rules.checks.wholes import CLASS_RULES, UNIT_RULES, jump
from processes.terms import About, Grade, IdentityKind, Severity, Sex, UnitKind
from tests.builders import citizen_number

TODAY = date(2022, 10, 17)
TIMES = Times(book_of("{}"), 2565, TODAY)
SOUND = LearnerFacts(
    1, 2, 3, UnitKind.SCHOOL, Grade.P1, Sex.MALE, "ด.ช.", date(2016, 3, 1), "ไทย", IdentityKind.CITIZEN,
    citizen_number(1),
)  # fmt: skip
CHILD = SOUND._replace(kind=UnitKind.CHILD_CENTRE, grade=Grade.A1, birth_on=date(2019, 3, 1))
FOREIGN = SOUND._replace(nationality="ลาว", identity_kind=IdentityKind.GCODE, number="G644200000001")
ADULT_NUMBER, STATELESS_NUMBER = "3410100001239", "0410100000017"

BROKEN = [
    ("E01", SOUND._replace(number=citizen_number(1)[:-1] + "x"), SOUND),
    (
        "E02",
        SOUND._replace(number=STATELESS_NUMBER),
        SOUND._replace(number=STATELESS_NUMBER, nationality="ลาว"),
    ),
    ("E02", SOUND._replace(nationality="ลาว"), SOUND),
    ("E02", SOUND._replace(number=ADULT_NUMBER), SOUND),
    ("E03", FOREIGN._replace(number="G424200000001"), FOREIGN),
    ("E03", FOREIGN._replace(nationality="ไทย"), FOREIGN),
    ("E04", SOUND._replace(twice=True), SOUND),
    ("E06", CHILD._replace(birth_on=date(2020, 5, 17)), CHILD._replace(birth_on=date(2020, 5, 16))),
    ("E06_OLD", CHILD._replace(birth_on=date(2016, 5, 16)), CHILD._replace(birth_on=date(2016, 5, 17))),
    ("E07", SOUND._replace(birth_on=date(2013, 5, 16)), SOUND._replace(birth_on=date(2013, 5, 17))),
    ("E07", SOUND._replace(birth_on=date(2018, 5, 17)), SOUND._replace(birth_on=date(2018, 5, 16))),
    ("E08", SOUND._replace(prefix="เด็กหญิง"), SOUND._replace(prefix="เด็กชาย")),
    ("E08", SOUND._replace(birth_on=date(2007, 5, 16)), SOUND._replace(birth_on=date(2007, 5, 17))),
    ("E08", SOUND._replace(prefix="นาย"), SOUND._replace(prefix="นาย", birth_on=date(2007, 12, 1))),
    ("E09", SOUND._replace(birth_on=date(2559, 3, 1)), SOUND),
    ("E09", SOUND._replace(birth_on=date(1473, 3, 1)), SOUND),
    ("E10", SOUND._replace(birth_on=date(2023, 3, 1)), SOUND),
    ("E10", CHILD._replace(birth_on=date(2020, 10, 18)), CHILD._replace(birth_on=date(2020, 10, 17))),
    ("E20", CHILD._replace(weight="150"), CHILD._replace(weight="15")),
    ("E20", CHILD._replace(height="9.5"), CHILD._replace(height="95", weight="7")),
]
FULL = ClassFacts(3, UnitKind.SCHOOL, Grade.P1, 2565, {Grade.P1: 30})
EMPTY = replace(FULL, grades={})
BROKEN_CLASSES = [
    (
        "E11",
        replace(FULL, student_numbers=["00121", "00122", "123"]),
        replace(FULL, student_numbers=["121", "122"]),
    ),
    ("E19", replace(FULL, academic_year=2566), FULL),
    ("E21", EMPTY, FULL),
    ("E21", replace(FULL, kind=UnitKind.CHILD_CENTRE), FULL),
    ("E24", replace(FULL, grades={Grade.P1: 29, Grade.P2: 1}), FULL),
]
UNIT = UnitFacts(1, UnitKind.SCHOOL, learners=100, classes=4)
BROKEN_UNITS = [
    ("E22", replace(UNIT, stated_classes=5), replace(UNIT, stated_classes=4)),
    ("E23", replace(UNIT, learners=160, confirmed=100), replace(UNIT, learners=130, confirmed=100)),
    ("E23", replace(UNIT, learners=0, confirmed=60), replace(UNIT, learners=12, confirmed=3)),
]


def found(learner: LearnerFacts, times: Times = TIMES) -> set[str]:
    return {each.rule.key for each in judge_learners([learner], times)}


@pytest.mark.letter("F34", "F90")
@pytest.mark.parametrize(("rule", "broken", "sound"), BROKEN)
def test_a_rule_finds_the_learner_who_breaks_it_and_no_other(
    rule: str, broken: LearnerFacts, sound: LearnerFacts
) -> None:
    assert rule in found(broken)
    assert rule not in found(sound)


@pytest.mark.letter("F51", "F90")
@pytest.mark.parametrize(("rule", "broken", "sound"), BROKEN_CLASSES)
def test_a_rule_finds_the_class_that_breaks_it_and_no_other(
    rule: str, broken: ClassFacts, sound: ClassFacts
) -> None:
    assert [each.rule.key for each in judge_class(broken, TIMES)] == [rule]
    assert list(judge_class(sound, TIMES)) == []


@pytest.mark.letter("F51")
@pytest.mark.parametrize(("rule", "broken", "sound"), BROKEN_UNITS)
def test_a_rule_finds_the_unit_that_breaks_it_and_no_other(
    rule: str, broken: UnitFacts, sound: UnitFacts
) -> None:
    assert [each.rule.key for each in judge_unit(broken, TIMES)] == [rule]
    assert list(judge_unit(sound, TIMES)) == []


def test_a_sound_learner_breaks_nothing() -> None:
    assert found(SOUND) == found(CHILD) == found(FOREIGN) == set()


def test_every_rule_of_the_catalogue_is_looked_at_and_has_an_example() -> None:
    looked_at = {*LEARNER_RULES, *CLASS_RULES, *UNIT_RULES}

    assert looked_at == set(shipped().rules)
    assert looked_at == {rule for rule, *_ in (*BROKEN, *BROKEN_CLASSES, *BROKEN_UNITS)}


def test_a_rule_says_of_itself_what_it_is_about() -> None:
    by_about = {About.LEARNER: LEARNER_RULES, About.CLASS: CLASS_RULES, About.UNIT: UNIT_RULES}

    for key, rule in shipped().rules.items():
        assert key in by_about[rule.about]


def test_nothing_personal_is_named_in_a_sentence() -> None:
    params = [each.finding.params for _, broken, _ in BROKEN for each in judge_learners([broken], TIMES)]

    assert {name for each in params for name in each} == {"why", "least", "most", "years", "grade", "usual"}


@pytest.mark.letter("F46", "F113")
def test_a_round_sets_its_own_age_and_day() -> None:
    two_on_the_first_of_november = CHILD._replace(birth_on=date(2020, 11, 1))
    terms = '{"reference": {"month": 11, "day": 1}, "E06": {"severity": "query", "least": 25}}'

    times = replace(TIMES, book=book_of(terms), today=date(2022, 11, 7))
    (young,) = judge_learners([two_on_the_first_of_november], times)

    assert (young.rule.key, young.rule.severity) == ("E06", Severity.QUERY)
    assert young.finding.params == {"least": 25}
    assert found(two_on_the_first_of_november) >= {"E06"}


@pytest.mark.letter("F113", "F17")
def test_the_age_of_the_centre_is_not_asked_of_a_school() -> None:
    young = SOUND._replace(grade=Grade.A1, birth_on=date(2020, 9, 1))

    assert "E06" not in found(young)
    assert "E06" in found(young._replace(kind=UnitKind.CHILD_CENTRE))


def test_a_rule_can_be_left_off() -> None:
    times = replace(TIMES, book=book_of('{"E07": {"off": true}}'))

    assert found(SOUND._replace(birth_on=date(2013, 5, 16)), times) == set()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("nonsense", "json"),
        ("[]", "json"),
        ('{"E06": 3}', "json"),
        ('{"E99": {}}', "E99"),
        ('{"E06": {"most": 3}}', "E06.most"),
        ('{"E06": {"least": -1}}', "E06.least"),
        ('{"E06": {"least": true}}', "E06.least"),
        ('{"E06": {"least": "24"}}', "E06.least"),
        ('{"E06": {"severity": "warning"}}', "E06.severity"),
        ('{"E06": {"off": 1}}', "E06.off"),
        ('{"reference": {"month": 2, "day": 29}}', "reference"),
        ('{"reference": {"month": 5}}', "reference"),
    ],
)
def test_terms_that_nobody_knows_are_refused(text: str, where: str) -> None:
    with pytest.raises(UnknownTermError) as caught:
        read_overrides(text)

    assert caught.value.where == where


@pytest.mark.parametrize(
    ("now", "last", "jumped"),
    [(160, 100, True), (130, 100, False), (3, 1, False), (20, 0, True), (0, 40, True)],
)
def test_a_jump_is_large_both_in_number_and_in_share(now: int, last: int, jumped: bool) -> None:
    assert jump(now, last, percent=30, number=10) is jumped
