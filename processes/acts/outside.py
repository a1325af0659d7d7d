"""The counts of schools of other affiliations, cell by cell (letter 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from processes.acts import casework, counter, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.outside import OtherCount
from processes.records.outside_lists import OutsideListing
from processes.terms import Act, CountState, Grade, Standing


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the nine cells: blank, a number (zero is one), or not applicable with a reason (N13)."""

    state: CountState
    count: int | None = None
    reason: str | None = None


BLANK = Cell(CountState.BLANK)
Grid = Mapping[tuple[int, Grade], Cell]


def record_counts(office: Office, actor: Actor, case: Case, grid: Grid) -> int:
    """Keep the cells that differ; returns how many. A cell of another authority's school is `UnknownItem`."""
    confirmed = case.other_standing is Standing.CONFIRMED
    office.allow(Act.RECORD_COUNTS, actor, case, confirmed=confirmed)
    listed = select(OutsideListing.school_id).filter_by(round_id=case.round_id, unit_id=case.unit_id)
    schools = set(office.session.scalars(listed))
    kept = {
        (row.school_id, row.grade): row
        for row in office.session.scalars(
            select(OtherCount).filter_by(round_id=case.round_id, unit_id=case.unit_id)
        )
    }
    changed: list[list[str | int | None]] = []
    for (school_id, grade), cell in grid.items():
        if school_id not in schools:
            raise counter.UnknownItem(school_id)
        row = kept.get((school_id, grade))
        before = Cell(row.state, row.count, row.reason) if row else BLANK
        if cell != before:
            _keep(office, actor, case, row or _new(office, case, school_id, grade), cell)
            changed.append([school_id, str(grade), before.count, cell.count])
    if changed:
        office.session.flush()
        case.figures_version += 1
        _count_blanks(office, case)
        if case.other_standing is Standing.NOT_STARTED:
            case.other_standing = Standing.IN_PROGRESS
        journal.note(office, case, Act.RECORD_COUNTS, actor, cells=changed)  # type: ignore[arg-type]
    return len(changed)


def finish_recording(office: Office, actor: Actor, item: WorkItem) -> None:
    """Say that the counts are all there; confirming them is a separate act (letter 7.3)."""
    counter.expect(item, Act.RECORD_COUNTS)
    confirmed = item.case.other_standing is Standing.CONFIRMED
    office.allow(Act.RECORD_COUNTS, actor, item.case, confirmed=confirmed)
    counter.finish(office, actor, item)


def _count_blanks(office: Office, case: Case) -> None:
    """Show in the inbox how many cells are still blank."""
    wanted = select(WorkItem).filter_by(case_id=case.id, act=Act.RECORD_COUNTS, state=counter.OPEN)
    for item in office.session.scalars(wanted):
        item.trouble = casework.blank_cells(office, case)


def _new(office: Office, case: Case, school_id: int, grade: Grade) -> OtherCount:
    row = OtherCount(round_id=case.round_id, school_id=school_id, grade=grade, **case.unit.belonging)
    office.session.add(row)
    return row


def _keep(office: Office, actor: Actor, case: Case, row: OtherCount, cell: Cell) -> None:
    row.state, row.count, row.reason = cell.state, cell.count, cell.reason
    row.recorded_by, row.recorded_at = actor.officer_id or 0, office.now
