"""What a form says will change: learners found by name, a number of new ones, cells of the counts."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from processes.acts.planned import Planned
from processes.records.cases import Case
from processes.reports.outside_grid import outside_grid
from processes.reports.planned import Named, learners_like, learners_of
from processes.terms import OUTSIDE_GRADES, PlannedChange, Stream
from webapp.digits import arabic
from webapp.door import reading
from webapp.forms.reading import Reading
from webapp.grades import grade_words

SEARCHES = frozenset({"find"})
MOST_ADDED = 5000
MOST_IN_A_CELL = 2000
MOST_NAMED = 200
TO_LEARNERS = (PlannedChange.MEND, PlannedChange.TAKE_OFF)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was chosen so far, and the learners that the last search found beside them."""

    planned: tuple[Planned, ...] = ()
    chosen: tuple[tuple[Named, PlannedChange], ...] = ()
    found: tuple[Named, ...] = ()
    searched: str = ""


def read_plan(form: Reading, case: Case, stream: Stream) -> Plan:
    unit_id = case.unit_id
    if stream is Stream.OTHER:
        return Plan(tuple(_cells(form, case)))
    chosen = tuple((each, _what(each.id)) for each in learners_of(reading(), unit_id, _ids()))
    planned = [Planned(what, learner_id=each.id) for each, what in chosen]
    if added := form.count("add", most=MOST_ADDED, of=_("เพิ่มผู้เรียน")):
        planned.append(Planned(PlannedChange.ADD, number=added))
    searched = request.form.get("find", "").strip()[:100]
    already = {each.id for each, _what_ in chosen}
    found = tuple(each for each in learners_like(reading(), unit_id, searched) if each.id not in already)
    return Plan(tuple(planned), chosen, found, searched)


def _ids() -> set[int]:
    typed = [arabic(each) for each in request.form.getlist("learner")[:MOST_NAMED]]
    return {int(each) for each in typed if each.isdecimal() and len(each) < 18}


def _what(learner_id: int) -> PlannedChange:
    asked = request.form.get(f"what-{learner_id}", "")
    return PlannedChange(asked) if asked in TO_LEARNERS else PlannedChange.MEND


def _cells(form: Reading, case: Case) -> list[Planned]:
    found = []
    for each in outside_grid(reading(), case.round_id, case.unit_id):
        for grade in OUTSIDE_GRADES:
            of = f"{each.school.name} {grade_words(grade)}"
            number = form.count(f"cell-{each.school.id}-{grade}", most=MOST_IN_A_CELL, of=of)
            if number is not None:
                found.append(Planned(PlannedChange.COUNT, None, each.school.id, grade, number))
    return found
