"""Holds facts against the rules in force, and gives what was found."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from processes.rules.checks.catalogue import Rule
from processes.rules.checks.facts import ClassFacts, Finding, LearnerFacts, Times, UnitFacts
from processes.rules.checks.learners import LEARNER_RULES, LearnerRule
from processes.rules.checks.wholes import CLASS_RULES, UNIT_RULES
from processes.terms import About, UnitKind


class Found(NamedTuple):
    """A finding with the rule that was broken and what it is about."""

    rule: Rule
    about: About
    subject_id: int  # of the learner, the class or the unit
    enrolment_id: int | None
    classroom_id: int | None
    finding: Finding


def judge_learners(learners: Iterable[LearnerFacts], times: Times) -> Iterator[Found]:
    """What each learner's values break, one by one."""
    in_force: dict[UnitKind, list[tuple[Rule, LearnerRule]]] = {}
    for each in learners:
        if each.kind not in in_force:
            in_force[each.kind] = [
                (times.book.rules[key], look)
                for key, look in LEARNER_RULES.items()
                if times.book.rules[key].holds_for(each.kind)
            ]
        for rule, look in in_force[each.kind]:
            if (found := look(each, rule, times)) is not None:
                where = (each.learner_id, each.enrolment_id, each.classroom_id)
                yield Found(rule, About.LEARNER, *where, found)


def judge_class(facts: ClassFacts, times: Times) -> Iterator[Found]:
    for key, look in CLASS_RULES.items():
        rule = times.book.rules[key]
        found = look(facts, rule, times) if rule.holds_for(facts.kind) else None
        if found is not None:
            yield Found(rule, About.CLASS, facts.classroom_id, None, facts.classroom_id, found)


def judge_unit(facts: UnitFacts, times: Times) -> Iterator[Found]:
    for key, look in UNIT_RULES.items():
        rule = times.book.rules[key]
        found = look(facts, rule, times) if rule.holds_for(facts.kind) else None
        if found is not None:
            yield Found(rule, About.UNIT, facts.unit_id, None, None, found)
