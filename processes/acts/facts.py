"""What the rules look at, read from the records of some units at once, numbers and sealed values opened."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from processes.acts.numbers import NUMBER
from processes.acts.office import Office
from processes.records.confirmations import Confirmation
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.particulars import LearnerRecord, UnitProfile
from processes.reports.particulars import SEALED
from processes.rules.checks.facts import ClassFacts, LearnerFacts, UnitFacts
from processes.terms import Grade, Stream, UnitKind

Kinds = Mapping[int, UnitKind]  # of the units that are looked at


@dataclass(frozen=True, slots=True)
class Facts:
    """Learners, classes and units; each with the unit it belongs to."""

    learners: Mapping[int, Sequence[LearnerFacts]]
    classes: Mapping[int, Sequence[ClassFacts]]
    units: Mapping[int, UnitFacts]


def facts_of(
    office: Office, kinds: Kinds, round_id: int, academic_year: int, classroom_ids: Collection[int] | None
) -> Facts:
    """The facts of these units; of their learners and classes only some where `classroom_ids` names them."""
    rows = office.session.execute(_learners(kinds, classroom_ids)).all()
    twice = _twice(office, rows, classroom_ids is None)
    learners: dict[int, list[LearnerFacts]] = defaultdict(list)
    for row in rows:
        learners[row.unit_id].append(_learner(office, row, kinds[row.unit_id], twice))
    counts = _counts(office, kinds)
    classes = _classes(office, kinds, academic_year, counts)
    numbers = _student_numbers(learners.values())
    return Facts(
        learners,
        {unit_id: _judged(found, classroom_ids, numbers) for unit_id, found in classes.items()},
        _units(office, kinds, round_id, counts),
    )


def _learners(kinds: Kinds, classroom_ids: Collection[int] | None) -> Any:
    wanted = (
        select(
            Enrolment.id,
            Enrolment.learner_id,
            Enrolment.classroom_id,
            Enrolment.unit_id,
            Enrolment.grade,
            Learner.sex,
            Learner.prefix,
            Learner.birth_on,
            Learner.nationality,
            Learner.identity_kind,
            Learner.number_cipher,
            Learner.number_index,
            LearnerRecord.content,
            LearnerRecord.sealed,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .outerjoin(LearnerRecord, LearnerRecord.learner_id == Learner.id)
        .where(Enrolment.unit_id.in_(kinds), Enrolment.left_at.is_(None))
    )
    return wanted if classroom_ids is None else wanted.where(Enrolment.classroom_id.in_(classroom_ids))


def _learner(
    office: Office, row: Row[Any], kind: UnitKind, twice: Collection[tuple[int, bytes]]
) -> LearnerFacts:
    plain = json.loads(row.content) if row.content and row.content != "{}" else {}
    secret = json.loads(office.cipher.open(row.sealed, SEALED)) if row.sealed else {}
    return LearnerFacts(
        enrolment_id=row.id,
        learner_id=row.learner_id,
        classroom_id=row.classroom_id,
        kind=kind,
        grade=row.grade,
        sex=row.sex,
        prefix=row.prefix,
        birth_on=row.birth_on,
        nationality=row.nationality,
        identity_kind=row.identity_kind,
        number=office.cipher.open(row.number_cipher, NUMBER).decode() if row.number_cipher else "",
        twice=(row.unit_id, row.number_index) in twice,
        weight=secret.get("weight", ""),
        height=secret.get("height", ""),
        student_number=plain.get("student_number", ""),
    )


def _twice(office: Office, rows: Sequence[Any], whole: bool) -> set[tuple[int, bytes]]:
    """Which numbers of these learners stand more than once on their unit's roll."""
    if not whole and rows:
        standing = (
            select(Enrolment.unit_id, Learner.number_index)
            .join(Learner, Learner.id == Enrolment.learner_id)
            .where(Learner.number_index.in_([row.number_index for row in rows if row.number_index]))
            .where(Enrolment.unit_id.in_({row.unit_id for row in rows}), Enrolment.left_at.is_(None))
        )
        rows = office.session.execute(standing).all()
    counted = Counter((row.unit_id, row.number_index) for row in rows if row.number_index)
    return {key for key, number in counted.items() if number > 1}


def _counts(office: Office, kinds: Kinds) -> Mapping[int, Mapping[int, Mapping[Grade, int]]]:
    """By unit and class, how many learners are counted in which grade."""
    wanted = (
        select(Enrolment.unit_id, Enrolment.classroom_id, Enrolment.grade, func.count())
        .where(Enrolment.unit_id.in_(kinds), Enrolment.left_at.is_(None))
        .group_by(Enrolment.unit_id, Enrolment.classroom_id, Enrolment.grade)
    )
    counts: dict[int, dict[int, dict[Grade, int]]] = defaultdict(lambda: defaultdict(dict))
    for unit_id, classroom_id, grade, number in office.session.execute(wanted):
        counts[unit_id][classroom_id][grade] = number
    return counts


def _classes(
    office: Office, kinds: Kinds, academic_year: int, counts: Mapping[int, Mapping[int, Mapping[Grade, int]]]
) -> dict[int, list[ClassFacts]]:
    wanted = select(Classroom.id, Classroom.unit_id, Classroom.grade, Classroom.academic_year)
    wanted = wanted.where(Classroom.unit_id.in_(kinds), Classroom.academic_year >= academic_year)
    classes: dict[int, list[ClassFacts]] = defaultdict(list)
    for id_, unit_id, grade, year in office.session.execute(wanted):
        counted = counts.get(unit_id, {}).get(id_, {})
        classes[unit_id].append(ClassFacts(id_, kinds[unit_id], grade, year, counted))
    return classes


def _student_numbers(learners: Iterable[Iterable[LearnerFacts]]) -> Mapping[int, Sequence[str]]:
    numbers: dict[int, list[str]] = defaultdict(list)
    for each in (learner for of_unit in learners for learner in of_unit if learner.student_number):
        numbers[each.classroom_id].append(each.student_number)
    return numbers


def _judged(
    classes: Iterable[ClassFacts], classroom_ids: Collection[int] | None, numbers: Mapping[int, Sequence[str]]
) -> list[ClassFacts]:
    return [
        ClassFacts(
            each.classroom_id,
            each.kind,
            each.grade,
            each.academic_year,
            each.grades,
            numbers.get(each.classroom_id, ()),
        )
        for each in classes
        if classroom_ids is None or each.classroom_id in classroom_ids
    ]


def _units(
    office: Office, kinds: Kinds, round_id: int, counts: Mapping[int, Mapping[int, Mapping[Grade, int]]]
) -> dict[int, UnitFacts]:
    stated, confirmed = _stated(office, kinds), _confirmed(office, kinds, round_id)
    return {
        unit_id: UnitFacts(
            unit_id,
            kind,
            sum(number for grades in counts.get(unit_id, {}).values() for number in grades.values()),
            len(counts.get(unit_id, {})),
            stated.get(unit_id),
            confirmed.get(unit_id),
        )
        for unit_id, kind in kinds.items()
    }


def _stated(office: Office, kinds: Kinds) -> dict[int, int]:
    """How many classes each unit says it has."""
    wanted = select(UnitProfile.unit_id, UnitProfile.content).where(UnitProfile.unit_id.in_(kinds))
    written = {unit_id: json.loads(content)["values"] for unit_id, content in office.session.execute(wanted)}
    return {unit_id: int(values["classes"]) for unit_id, values in written.items() if values.get("classes")}


def _confirmed(office: Office, kinds: Kinds, round_id: int) -> dict[int, int]:
    """The figure that each unit last confirmed in an earlier round."""
    wanted = (
        select(Confirmation.unit_id, Confirmation.total)
        .where(Confirmation.unit_id.in_(kinds), Confirmation.stream == Stream.OWN)
        .where(Confirmation.round_id != round_id, Confirmation.withdrawn_at.is_(None))
        .order_by(Confirmation.confirmed_at)
    )
    return dict(office.session.execute(wanted).all())  # the last one of each unit stays
