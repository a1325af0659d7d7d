"""Where the value stands that a rule looked at, and what the rules found of one learner or class."""

from collections import defaultdict
from collections.abc import Iterable

from flask import url_for

from processes.reports.problems import Asked, ProblemLine, problems_of
from processes.rules.checks.catalogue import shipped
from webapp.door import reading
from webapp.problem_words import problem_words
from webapp.standpoint import Standpoint


def field_of(here: Standpoint, each: ProblemLine) -> str:
    """The very field, for whom may mend it."""
    code, field = here.unit.code, shipped().rules[each.rule].field
    if each.enrolment_id is None:
        if field == "profile":
            return url_for("units.profile", code=code)
        return url_for("roll.show", code=code, classroom=each.classroom_id)
    who = each.enrolment_id
    if not here.is_mine:
        return url_for("roll.learner", code=code, enrolment_id=who)
    if field == "health":
        return url_for("roll.details_form", code=code, enrolment_id=who, group=field, _anchor="weight")
    return url_for("roll.mend_form", code=code, enrolment_id=who, _anchor=field)


def said_of(found: Iterable[tuple[ProblemLine, str, str]]) -> dict[str, str]:
    """What is still to be mended or explained, by the field of the form at which it stands."""
    said: dict[str, list[str]] = defaultdict(list)
    for each, words, _address in found:
        if each.state != "explained":
            said[shipped().rules[each.rule].field].append(words)
    return {field: " ".join(sentences) for field, sentences in said.items()}


def found_of(here: Standpoint, enrolment_id: int) -> list[tuple[ProblemLine, str, str]]:
    """What stands of a learner: the problem, its sentence, and the address of its field."""
    lines, _total = problems_of(reading(), here.unit.id, Asked(enrolment_id=enrolment_id))
    return [(each, problem_words(each.rule, each.params), field_of(here, each)) for each in lines]
