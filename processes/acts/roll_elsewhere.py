"""Finds who of an imported roll is known in the country: on the roll of another unit, or on none by now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, or_, select

from processes.acts.batches import in_batches
from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.duplicates import DuplicateCase
from processes.records.learners import Enrolment, Learner
from processes.records.units import Unit
from processes.rules.roll_cells import CellProblem
from processes.rules.roll_files import PlannedLearner, Trouble
from processes.rules.roll_layouts import Column
from processes.rules.thai import sort_key

BATCH = 500
MOST_CLAIMED = 100  # children of other rolls that one file may ask for: a case each, in one short write
Rows = Sequence[tuple[PlannedLearner, bytes | None]]


class Known(NamedTuple):
    """A learner of a number: where they stand (`enrolment_id`) or stood last, and who claims them."""

    number_index: bytes
    learner_id: int
    revision: int
    enrolment_id: int | None
    unit_id: int
    unit_name: str
    claimant_id: int | None  # of the case that is open about them, unless a close has left it behind


def known_elsewhere(office: Office, case: Case, indexes: Iterable[bytes | None]) -> dict[bytes, Known]:
    """Whoever has one of the numbers and is not on the case's own roll; who stands on a roll comes first."""
    found: dict[bytes, Known] = {}
    for batch in in_batches([index for index in indexes if index], BATCH):
        for row in office.session.execute(_wanted(case, batch)):
            found.setdefault(row[0], Known(*row))
    return found


def _wanted(case: Case, indexes: Sequence[bytes]) -> Select[*tuple[Any, ...]]:
    stands = and_(Enrolment.learner_id == Learner.id, Enrolment.left_at.is_(None))
    is_open = and_(
        DuplicateCase.enrolment_id == Enrolment.id,
        DuplicateCase.decided_at.is_(None),
        DuplicateCase.lapsed_at.is_(None),
    )
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Learner.number_index,
            Learner.id,
            Learner.revision,
            Enrolment.id,
            Unit.id,
            Unit.name,
            DuplicateCase.claimant_id,
        )
        .outerjoin(Enrolment, stands)
        .outerjoin(DuplicateCase, is_open)
        .join(Unit, Unit.id == Learner.unit_id)
        .where(Learner.number_index.in_(indexes))
        .where(or_(Enrolment.id.is_(None), Enrolment.unit_id != case.unit_id))
        .order_by(Enrolment.id.is_(None), Learner.id.desc())
    )
    return wanted


Alike = tuple[str, date]


def alike_elsewhere(office: Office, case: Case, strangers: Rows) -> set[Alike]:
    """Name and birth of those without a number that somebody on another roll has too (letter 4.3.2 (1))."""
    wanted = {alike for row, index in strangers if index is None and (alike := _alike(row))}
    found: set[Alike] = set()
    for batch in in_batches(sorted({name for name, _birth in wanted}), BATCH):
        stands = and_(Enrolment.learner_id == Learner.id, Enrolment.left_at.is_(None))
        others = (
            select(Learner.sort_key, Learner.birth_on)
            .join(Enrolment, stands)
            .where(Learner.sort_key.in_(batch), Enrolment.unit_id != case.unit_id)
        )
        found |= {(name, birth) for name, birth in office.session.execute(others) if birth}
    return found & wanted


def _alike(row: PlannedLearner) -> Alike | None:
    return (sort_key(f"{row.first_name} {row.last_name}"), row.birth_on) if row.birth_on else None


@dataclass(frozen=True, slots=True)
class Come:
    """A row of somebody known in the country: who comes back to a roll, or is claimed from another."""

    row: PlannedLearner
    known: Known


@dataclass(slots=True)
class Arrivals:
    """The rows of who is not on the roll, as each may come to it."""

    new: list[PlannedLearner] = field(default_factory=list)
    returning: list[Come] = field(
        default_factory=list
    )  # on no roll now: the same learner, all history (F112)
    claims: list[Come] = field(default_factory=list)  # on another roll: a case is opened with that unit (N7)
    waiting: list[Come] = field(default_factory=list)  # claimed already
    troubles: list[Trouble] = field(default_factory=list)


def arrivals_of(
    case: Case, strangers: Rows, known: Mapping[bytes, Known], alike: Collection[Alike] = ()
) -> Arrivals:
    """Tell apart who is new, who comes back and who stands elsewhere (letter 4.3.2 (1)).

    Whether somebody without a number is the child of that name on another roll, only a person can say.
    """
    found = Arrivals()
    for row, index in strangers:
        each = known.get(index) if index else None
        if each is None and index is None and _alike(row) in alike:
            found.troubles.append(
                Trouble(row.line, Column.FIRST_NAME, row.first_name, CellProblem.MAY_BE_ELSEWHERE)
            )
        elif each is None:
            found.new.append(row)
        elif each.enrolment_id is None:
            found.returning.append(Come(row, each))
        elif each.claimant_id == case.unit_id:
            found.waiting.append(Come(row, each))
        elif problem := _unclaimable(case, each):
            found.troubles.append(Trouble(row.line, Column.NUMBER, row.identity.number, problem))
        else:
            found.claims.append(Come(row, each))
    if len(found.claims) > MOST_CLAIMED:
        found.troubles += [
            Trouble(each.row.line, Column.NUMBER, each.row.identity.number, CellProblem.TOO_MANY_ELSEWHERE)
            for each in found.claims
        ]
    return found


def _unclaimable(case: Case, known: Known) -> CellProblem | None:
    if known.claimant_id is not None:
        return CellProblem.CLAIMED_BY_ANOTHER
    return CellProblem.ON_ANOTHER_ROLL if case.ended_at is not None else None  # between rounds none is opened
