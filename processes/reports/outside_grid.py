"""The nine cells of each school of another affiliation that an authority pays (letter 4.2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from processes.records.officers import Officer
from processes.records.outside import OtherCount, OtherCountChange, OtherSchool
from processes.records.outside_lists import OutsideListing
from processes.records.rounds import Round
from processes.reports.units import looking_up
from processes.rules.outside_counts import BLANK, Cell, Doubt, doubt_of, is_settled
from processes.terms import OUTSIDE_GRADES, CountState, Grade

Numbers = Mapping[Grade, int]


@dataclass(frozen=True, slots=True)
class OutsideSchool:
    """A school, what is kept of each grade, and the last round's numbers; a grade without a row is blank."""

    school: OtherSchool
    cells: Mapping[Grade, Cell]
    last: Numbers  # of the school, whoever paid it then

    @property
    def total(self) -> int:
        return sum(self.number(grade) or 0 for grade in OUTSIDE_GRADES)

    @property
    def last_total(self) -> int | None:
        """None where nothing was counted of the school in the last round."""
        return sum(self.last.values()) if self.last else None

    @property
    def blanks(self) -> int:
        return sum(self.state(grade) is CountState.BLANK for grade in OUTSIDE_GRADES)

    @property
    def reason(self) -> str:
        """Why cells of the school do not apply; one reason for all of them."""
        return next((cell.reason for cell in self.cells.values() if cell.reason), "")

    @property
    def unsettled(self) -> list[Grade]:
        """The grades whose number asks for an explanation that is not given yet."""
        return [each for each in OUTSIDE_GRADES if not is_settled(self.cell(each), self.doubt(each))]

    def cell(self, grade: Grade) -> Cell:
        return self.cells.get(grade, BLANK)

    def state(self, grade: Grade) -> CountState:
        return self.cell(grade).state

    def number(self, grade: Grade) -> int | None:
        """The number counted; None for a blank and for a grade that the school does not have."""
        return self.cell(grade).count

    def doubt(self, grade: Grade) -> Doubt | None:
        return doubt_of(self.cell(grade), self.last.get(grade), self.school.dissolved_on is not None)


@dataclass(frozen=True, slots=True)
class CellChange:
    """That somebody changed a cell from what to what."""

    grade: Grade
    was: str
    became: str
    note: str
    by: str
    at: datetime


def cell_of(row: OtherCount | None) -> Cell:
    """What a row of the table says; none says that the cell is blank."""
    if row is None:
        return BLANK
    return Cell(row.state, row.count, row.reason, row.explanation, row.male, row.female)


def outside_grid(
    session: Session, round_id: int, authority_id: int, only: Collection[int] | None = None
) -> list[OutsideSchool]:
    """The authority's schools of other affiliations in Thai order, or only some of them."""
    kept = _kept_cells(session, round_id, authority_id, only)
    last = _last_numbers(session, round_id, authority_id, only)
    schools = select(OtherSchool).join(OutsideListing, OutsideListing.school_id == OtherSchool.id)
    schools = schools.where(OutsideListing.round_id == round_id, OutsideListing.unit_id == authority_id)
    schools = schools.where(_among(OtherSchool.id, only))
    ordered = session.scalars(schools.order_by(OtherSchool.sort_key, OtherSchool.code))
    return [OutsideSchool(each, kept.get(each.id, {}), last.get(each.id, {})) for each in ordered]


def last_changes(session: Session, round_id: int, school_id: int) -> Sequence[CellChange]:
    """Who changed the school's cells in the round, the latest first."""
    wanted = (
        select(
            OtherCountChange.grade,
            OtherCountChange.was,
            OtherCountChange.became,
            OtherCountChange.note,
            Officer.name,
            OtherCountChange.changed_at,
        )
        .join(Officer, Officer.id == OtherCountChange.changed_by)
        .filter(OtherCountChange.round_id == round_id, OtherCountChange.school_id == school_id)
        .order_by(OtherCountChange.id.desc())
    )
    return [CellChange(*row) for row in session.execute(wanted.limit(200))]


def writer_of(session: Session, round_id: int, school_id: int, grade: Grade) -> str:
    """Who wrote the cell last; nobody's name for one that was never written."""
    wanted = select(Officer.name).join(OtherCount, Officer.id == OtherCount.recorded_by)
    cell = (OtherCount.round_id == round_id, OtherCount.school_id == school_id, OtherCount.grade == grade)
    return session.scalars(wanted.where(*cell)).one_or_none() or ""


def _kept_cells(
    session: Session, round_id: int, authority_id: int, only: Collection[int] | None
) -> dict[int, dict[Grade, Cell]]:
    """What is kept of each school; as values, for a page of sixty schools has hundreds."""
    wanted = select(
        OtherCount.school_id,
        OtherCount.grade,
        OtherCount.state,
        OtherCount.count.label("count_"),  # a row has a `count` of its own
        OtherCount.reason,
        OtherCount.explanation,
        OtherCount.male,
        OtherCount.female,
    ).where(OtherCount.round_id == round_id, OtherCount.unit_id == authority_id)
    kept: dict[int, dict[Grade, Cell]] = {}
    for row in session.execute(wanted.where(_among(OtherCount.school_id, only))):
        cell = Cell(row.state, row.count_, row.reason, row.explanation, row.male, row.female)
        kept.setdefault(row.school_id, {})[row.grade] = cell
    return kept


def _last_numbers(
    session: Session, round_id: int, authority_id: int, only: Collection[int] | None
) -> dict[int, dict[Grade, int]]:
    """What was counted in the round before this one of each school now listed, whoever paid it then."""
    year_and_number = tuple_(Round.academic_year, Round.number)
    this = select(Round.academic_year, Round.number).filter_by(id=round_id).scalar_subquery()
    before = (
        select(Round.id)
        .where(year_and_number < this)
        .order_by(Round.academic_year.desc(), Round.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    listed = (OutsideListing.round_id == round_id, OutsideListing.unit_id == authority_id)
    wanted = select(OtherCount.school_id, OtherCount.grade, OtherCount.count).where(
        OtherCount.round_id == before,
        OtherCount.school_id.in_(select(OutsideListing.school_id).where(*listed)),
        OtherCount.state == CountState.COUNTED,
        _among(OtherCount.school_id, only),
    )
    found: dict[int, dict[Grade, int]] = {}
    with looking_up(session):  # what another authority counted before it let the school go
        for school_id, grade, number in session.execute(wanted):
            found.setdefault(school_id, {})[grade] = number or 0
    return found


def _among(column: InstrumentedAttribute[int], only: Collection[int] | None) -> ColumnElement[bool]:
    return true() if only is None else column.in_(only)
