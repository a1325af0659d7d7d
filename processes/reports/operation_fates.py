"""What became of the cases of an operation, tried or done: by what stood in the way, by province, by unit."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case
from processes.records.officers import Officer
from processes.records.operations import Operation, OperationCase
from processes.records.units import Unit
from processes.terms import Fate

SIZE = 50
EXAMPLES = 3
LATEST = 10
PROVINCE = aliased(Unit)


class Phase(StrEnum):
    """How far an operation is."""

    TRYING = "trying"
    TRIED = "tried"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


@dataclass
class Obstacle:
    """What stands in the way of some cases: how many, and a few of their units by code and name."""

    reason: str
    number: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class InProvince:
    """How a province's cases fared; the department's own case belongs to none."""

    id: int
    name: str | None
    fates: dict[Fate, int] = field(default_factory=dict)


class CaseFate(NamedTuple):
    """One case, and what became of it."""

    code: str
    name: str
    province: str | None
    fate: Fate
    obstacle: str


def phase_of(operation: Operation) -> Phase:
    if operation.done_at is not None:
        return Phase.DONE
    if operation.tried_at is None:
        return Phase.TRYING
    if operation.begun_at is None:
        return Phase.TRIED
    return Phase.PAUSED if operation.paused_at is not None else Phase.RUNNING


def latest_operations(session: Session, round_id: int) -> list[tuple[Operation, str]]:
    """The last ones of a round, each with who began it, or only tried it so far."""
    wanted = (
        select(Operation, Officer.name)
        .join(Officer, Officer.id == func.coalesce(Operation.begun_by, Operation.tried_by))
        .where(Operation.round_id == round_id)
        .order_by(Operation.id.desc())
        .limit(LATEST)
    )
    return [(operation, name) for operation, name in session.execute(wanted)]


def obstacles_of(session: Session, operation_id: int) -> list[Obstacle]:
    """The most frequent first."""
    place = func.row_number().over(partition_by=OperationCase.obstacle, order_by=OperationCase.id)
    number = func.count().over(partition_by=OperationCase.obstacle)
    ranked = (
        select(OperationCase.obstacle, OperationCase.case_id, place.label("place"), number.label("number"))
        .where(OperationCase.operation_id == operation_id, OperationCase.obstacle != "")
        .subquery()
    )
    wanted = (
        select(ranked.c.obstacle, ranked.c.number, Unit.code, Unit.name)
        .join(Case, Case.id == ranked.c.case_id)
        .join(Unit, Unit.id == Case.unit_id)
        .where(ranked.c.place <= EXAMPLES)
        .order_by(ranked.c.number.desc(), ranked.c.obstacle, ranked.c.place)
    )
    found: dict[str, Obstacle] = {}
    for reason, times, code, name in session.execute(wanted):
        each = found.setdefault(reason, Obstacle(reason, times))
        each.examples.append((code, name))
    return list(found.values())


def by_province(session: Session, operation_id: int) -> list[InProvince]:
    """Each province that has cases in it, in Thai order."""
    wanted = (
        select(Case.province_id, PROVINCE.name, OperationCase.fate, func.count(OperationCase.id))
        .join(Case, Case.id == OperationCase.case_id)
        .outerjoin(PROVINCE, PROVINCE.id == Case.province_id)
        .where(OperationCase.operation_id == operation_id)
        .group_by(Case.province_id, PROVINCE.name, PROVINCE.sort_key, OperationCase.fate)
        .order_by(PROVINCE.sort_key)
    )
    found: dict[int, InProvince] = {}
    for id_, name, fate, number in session.execute(wanted):
        each = found.setdefault(id_ or 0, InProvince(id_ or 0, name))
        each.fates[fate] = number
    return list(found.values())


def cases_of(
    session: Session, operation_id: int, fate: Fate | None, province_id: int | None, page: int
) -> tuple[list[CaseFate], int]:
    """A page of an operation's cases, and how many there are; province 0 is none."""
    held = [OperationCase.operation_id == operation_id]
    if fate is not None:
        held.append(OperationCase.fate == fate)
    if province_id is not None:
        held.append(func.coalesce(Case.province_id, 0) == province_id)
    counted = select(func.count(OperationCase.id)).join(Case, Case.id == OperationCase.case_id).where(*held)
    wanted = (
        select(Unit.code, Unit.name, PROVINCE.name, OperationCase.fate, OperationCase.obstacle)
        .join(Case, Case.id == OperationCase.case_id)
        .join(Unit, Unit.id == Case.unit_id)
        .outerjoin(PROVINCE, PROVINCE.id == Case.province_id)
        .where(*held)
        .order_by(OperationCase.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    return [CaseFate(*row) for row in session.execute(wanted)], session.scalars(counted).one()
