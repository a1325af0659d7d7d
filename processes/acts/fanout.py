"""One engine task, several work items: a class each for the teachers, a unit each for the tier above.

Items are recomputed from facts in the act that changes them; the engine's task is done when none is left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select

from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.learners import ClassCheck, Enrolment
from processes.records.prepared import Question
from processes.records.samples import Finding, SampleDraw
from processes.records.units import Unit
from processes.reports.roll import ClassCount, class_counts
from processes.terms import Act, FindingResult, Standing

UNCHECKED = Question(
    select(Enrolment.id)
    .outerjoin(
        ClassCheck,
        and_(ClassCheck.classroom_id == Enrolment.classroom_id, ClassCheck.round_id == bindparam("round")),
    )
    .where(Enrolment.unit_id == bindparam("unit"), Enrolment.left_at.is_(None), ClassCheck.id.is_(None))
    .limit(1)
)
GRADE_AND_ROOM = "{grade}/{room}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What one item of a task is about: a class, a unit, a finding."""

    id: int
    name: str
    officer_id: int | None = None
    learners: int = 0
    trouble: int = 0


@dataclass(frozen=True, slots=True)
class Fan:
    """How a task fans out: what waits now, and whether nothing can come any more."""

    waiting: Callable[[Office, Case], Iterable[Subject]]
    complete: Callable[[Office, Case], bool]


DONE = frozenset({Standing.CONFIRMED, Standing.NOTHING_TO_CONFIRM})


def is_complete(case: Case) -> bool:
    """Whether the unit has confirmed everything it has to confirm (letter 7.1, 7.3)."""
    return case.standing in DONE and case.other_standing in DONE


def class_subject(each: ClassCount) -> Subject:
    name = GRADE_AND_ROOM.format(grade=each.grade, room=each.room)
    return Subject(each.classroom_id, name, each.teacher_id, each.count.size, each.count.trouble)


def _classes(office: Office, case: Case) -> list[Subject]:
    counts = class_counts(office.session, case.round_id, [case.unit_id])
    return [class_subject(each) for each in counts if not each.checked]


def _classes_checked(office: Office, case: Case) -> bool:
    return not UNCHECKED.rows(office.session, {"unit": case.unit_id, "round": case.round_id})


def _units(office: Office, case: Case) -> list[Subject]:
    office.session.flush()
    below = select(Case, Unit.name).join(Unit, Unit.id == Case.unit_id).where(Case.parent_id == case.id)
    rows = office.session.execute(below.where(Case.reviewed.is_(False)))
    return [Subject(child.id, name, None, child.learners) for child, name in rows if is_complete(child)]


def _findings(office: Office, case: Case) -> list[Subject]:
    wanted = (
        select(Finding.id, Unit.name, Case.learners)
        .join(SampleDraw, SampleDraw.id == Finding.draw_id)
        .join(Unit, Unit.id == Finding.drawn_unit_id)
        .join(Case, and_(Case.unit_id == Unit.id, Case.round_id == SampleDraw.round_id))
        .where(SampleDraw.unit_id == case.unit_id, SampleDraw.round_id == case.round_id)
        .where(Finding.result == FindingResult.OPEN)
    )
    rows = office.session.execute(wanted)
    return [Subject(id_, name, None, learners) for id_, name, learners in rows]


def _all_reviewed(_office: Office, case: Case) -> bool:
    return case.units_reviewed >= case.units_total


FANS: dict[Act, Fan] = {
    Act.VERIFY_ROLL: Fan(_classes, _classes_checked),
    Act.REVIEW_UNIT: Fan(_units, _all_reviewed),
    Act.TAKE_FIGURES: Fan(_units, _all_reviewed),
    Act.RECORD_FINDING: Fan(_findings, lambda office, case: not _findings(office, case)),
}
