"""Figures as they stand and as they were confirmed: the committed rows that a confirmation signs (F44)."""

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.learners import Classroom, Enrolment, Learner, PresenceMark
from processes.records.outside import OtherCount, OtherSchool
from processes.records.outside_lists import OutsideListing
from processes.records.prepared import Question
from processes.records.units import Unit
from processes.rules.figures import Figures, added_up, figures_from, figures_from_plain
from processes.terms import (
    OUTSIDE_GRADES,
    CountState,
    Grade,
    IdentityKind,
    Sex,
    Standing,
    Stream,
    UnitKind,
)

OutsideFigures = dict[Grade, int]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one unit below has confirmed, or that it has not yet."""

    case_id: int
    unit_code: str
    unit_name: str
    kind: UnitKind
    standing: Standing
    other_standing: Standing
    reviewed: bool
    figures: Figures | None
    outside: OutsideFigures | None
    confirmed: tuple[tuple[Stream, str, str], ...] = ()  # stream, receipt number, digest


class RollRow(NamedTuple):
    """A learner as the roll is signed; `seen` is this round's mark, or none."""

    id: int
    kind: IdentityKind
    sealed: bytes | None
    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    grade: Grade
    room: str
    seen: bool | None


def roll_figures(session: Session, unit_id: int) -> Figures:
    """An institution's learners by grade and sex, as the roll stands."""
    wanted = (
        select(Enrolment.grade, Enrolment.sex, func.count(Enrolment.id))
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
        .group_by(Enrolment.grade, Enrolment.sex)
    )
    return figures_from((grade, sex, number) for grade, sex, number in session.execute(wanted))


ROLL = Question(
    select(
        Learner.id,
        Learner.identity_kind,
        Learner.number_cipher,
        Learner.prefix,
        Learner.first_name,
        Learner.last_name,
        Learner.sex,
        Learner.birth_on,
        Enrolment.grade,
        Classroom.room,
        PresenceMark.seen,
    )
    .join(Enrolment, Enrolment.learner_id == Learner.id)
    .join(Classroom, Classroom.id == Enrolment.classroom_id)
    .outerjoin(
        PresenceMark,
        and_(PresenceMark.enrolment_id == Enrolment.id, PresenceMark.round_id == bindparam("round")),
    )
    .where(Enrolment.unit_id == bindparam("unit"), Enrolment.left_at.is_(None))
    .order_by(Learner.id)
)


def roll_rows(session: Session, round_id: int, unit_id: int) -> list[RollRow]:
    """The roll as it is signed, learner by learner, in the order of their keys."""
    found = ROLL.rows(session, {"round": round_id, "unit": unit_id})
    return [RollRow._make(row) for row in found]


def figures_of(rows: list[RollRow]) -> Figures:
    return figures_from((row.grade, row.sex, 1) for row in rows)


def outside_figures(session: Session, round_id: int, authority_id: int) -> OutsideFigures:
    """The authority's outside learners by grade, over all schools it pays (letter 4.2 (3))."""
    wanted = (
        select(OtherCount.grade, func.sum(OtherCount.count))
        .where(OtherCount.round_id == round_id, OtherCount.unit_id == authority_id)
        .where(OtherCount.state == CountState.COUNTED)
        .group_by(OtherCount.grade)
    )
    found = {grade: int(number or 0) for grade, number in session.execute(wanted)}
    return {grade: found.get(grade, 0) for grade in OUTSIDE_GRADES}


def blank_counts(session: Session, round_id: int, authority_id: int) -> list[tuple[str, int]]:
    """The outside schools with cells still blank, and how many; nine are wanted of each."""
    filled = (
        select(OtherCount.school_id, func.count(OtherCount.id).label("cells"))
        .where(OtherCount.round_id == round_id, OtherCount.unit_id == authority_id)
        .where(OtherCount.state != CountState.BLANK)
        .group_by(OtherCount.school_id)
        .subquery()
    )
    wanted = (
        select(OtherSchool.name, func.coalesce(filled.c.cells, 0))
        .outerjoin(filled, filled.c.school_id == OtherSchool.id)
        .join(OutsideListing, OutsideListing.school_id == OtherSchool.id)
        .where(OutsideListing.round_id == round_id, OutsideListing.unit_id == authority_id)
        .where(func.coalesce(filled.c.cells, 0) < len(OUTSIDE_GRADES))
        .order_by(OtherSchool.sort_key)
    )
    return [(name, len(OUTSIDE_GRADES) - cells) for name, cells in session.execute(wanted)]


def figures_below(session: Session, case_id: int) -> list[UnitFigures]:
    """What each unit directly below has confirmed, in Thai order."""
    standing: dict[int, dict[Stream, Confirmation]] = {}
    confirmed = (
        select(Confirmation)
        .join(Case, Case.id == Confirmation.case_id)
        .where(Case.parent_id == case_id, Confirmation.withdrawn_at.is_(None))
    )
    for each in session.scalars(confirmed):
        standing.setdefault(each.case_id, {})[each.stream] = each
    below = (
        select(Case, Unit)
        .join(Unit, Unit.id == Case.unit_id)
        .where(Case.parent_id == case_id)
        .order_by(Unit.sort_key, Unit.code)
    )
    return [_unit_figures(case, unit, standing.get(case.id, {})) for case, unit in session.execute(below)]


def _unit_figures(case: Case, unit: Unit, standing: dict[Stream, Confirmation]) -> UnitFigures:
    own, other = standing.get(Stream.OWN), standing.get(Stream.OTHER)
    plain = json.loads(own.figures) if own else None
    return UnitFigures(
        case_id=case.id,
        unit_code=unit.code,
        unit_name=unit.name,
        kind=unit.kind,
        standing=case.standing,
        other_standing=case.other_standing,
        reviewed=case.reviewed,
        figures=figures_from_plain(plain["own"]) if plain else None,
        outside=outside_of(own, other),
        confirmed=tuple((each.stream, each.number, each.digest) for each in standing.values()),
    )


def outside_of(own: Confirmation | None, other: Confirmation | None) -> OutsideFigures | None:
    """Outside counts as an authority confirmed them apart, or a province within its overall figures."""
    if other is not None:
        return outside_from_plain(json.loads(other.figures)["other"])
    if own is not None and "other" in (plain := json.loads(own.figures)):
        return outside_from_plain(plain["other"])
    return None


def outside_from_plain(plain: dict[str, int]) -> OutsideFigures:
    return {Grade(grade): number for grade, number in plain.items()}


def overall(below: list[UnitFigures]) -> Figures:
    """The overall figures of own learners (letter 7.1, 9.2)."""
    return added_up(each.figures for each in below if each.figures is not None)


def overall_outside(below: list[UnitFigures]) -> OutsideFigures:
    return {
        grade: sum(each.outside.get(grade, 0) for each in below if each.outside) for grade in OUTSIDE_GRADES
    }
