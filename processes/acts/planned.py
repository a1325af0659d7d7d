"""Keeps what a request to reopen says it will change, having seen that all of it is the unit's own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.confirmations import ReopeningRequest
from processes.records.learners import Enrolment
from processes.records.outside import OtherSchool
from processes.records.reopening import ReopeningChange
from processes.terms import Grade, PlannedChange


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that will change: a learner mended or taken off, a number of new ones, or a cell's count."""

    what: PlannedChange
    learner_id: int | None = None
    school_id: int | None = None
    grade: Grade | None = None
    number: int | None = None


def keep(office: Office, request: ReopeningRequest, planned: Sequence[Planned]) -> None:
    """Write the changes beside their request; `UnknownItem` when a learner or school is another unit's."""
    _expect_own(office, request.unit_id, Enrolment.learner_id, {each.learner_id for each in planned})
    _expect_own(office, request.unit_id, OtherSchool.id, {each.school_id for each in planned})
    belonging = {
        "unit_id": request.unit_id,
        "authority_id": request.authority_id,
        "province_id": request.province_id,
    }
    office.session.add_all(
        ReopeningChange(
            request_id=request.id,
            what=each.what,
            learner_id=each.learner_id,
            school_id=each.school_id,
            grade=each.grade,
            number=each.number,
            **belonging,
        )
        for each in planned
    )


def _expect_own(office: Office, unit_id: int, column: Any, named: Collection[int | None]) -> None:
    ids = {each for each in named if each is not None}
    if not ids:
        return
    wanted = select(column).where(column.in_(ids), column.class_.unit_id == unit_id)
    if column.class_ is Enrolment:
        wanted = wanted.where(Enrolment.left_at.is_(None))
    if set(office.session.scalars(wanted)) != ids:
        raise UnknownItem(0)
