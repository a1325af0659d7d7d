"""The nine cells of each school of another affiliation that an authority pays (letter 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.outside import OtherCount, OtherSchool
from processes.records.outside_lists import OutsideListing
from processes.terms import OUTSIDE_GRADES, CountState, Grade


@dataclass(frozen=True, slots=True)
class OutsideSchool:
    """A school, and what is kept of each grade; a grade without a row is blank, which is not zero (N13)."""

    school: OtherSchool
    cells: Mapping[Grade, OtherCount]

    @property
    def total(self) -> int:
        return sum(cell.count or 0 for cell in self.cells.values() if cell.state is CountState.COUNTED)

    @property
    def blanks(self) -> int:
        return sum(self.state(grade) is CountState.BLANK for grade in OUTSIDE_GRADES)

    @property
    def reason(self) -> str:
        """Why cells of the school do not apply; one reason for all of them."""
        return next((cell.reason for cell in self.cells.values() if cell.reason), "")

    def state(self, grade: Grade) -> CountState:
        cell = self.cells.get(grade)
        return cell.state if cell else CountState.BLANK


def outside_grid(session: Session, round_id: int, authority_id: int) -> list[OutsideSchool]:
    """The authority's schools of other affiliations in Thai order, with what is kept of them in the round."""
    kept: dict[int, dict[Grade, OtherCount]] = {}
    for cell in session.scalars(select(OtherCount).filter_by(round_id=round_id, unit_id=authority_id)):
        kept.setdefault(cell.school_id, {})[cell.grade] = cell
    schools = select(OtherSchool).join(OutsideListing, OutsideListing.school_id == OtherSchool.id)
    schools = schools.where(OutsideListing.round_id == round_id, OutsideListing.unit_id == authority_id)
    ordered = session.scalars(schools.order_by(OtherSchool.sort_key, OtherSchool.code))
    return [OutsideSchool(school, kept.get(school.id, {})) for school in ordered]
