"""The counts of schools of other affiliations, cell by cell (letter 4.2)."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from processes.acts import counter, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.once import append
from processes.records.outside import OtherCount, OtherCountChange
from processes.records.outside_lists import OutsideListing
from processes.reports.outside_grid import cell_of
from processes.rules.digest import Plain
from processes.rules.outside_counts import BLANK, Cell, written
from processes.terms import Act, Grade, Standing, Stream

__all__ = ["BLANK", "Cell", "Grid", "count_by_sex", "finish_recording", "record_counts"]

Key = tuple[int, Grade]
Grid = Mapping[Key, Cell]


def record_counts(office: Office, actor: Actor, case: Case, grid: Grid) -> int:
    """Keep the cells that differ; returns how many. A cell of another authority's school is `UnknownItem`.

    Only the schools of the grid are looked at: one cell among sixty schools costs what it costs alone.
    """
    _allow(office, actor, case)
    kept = _kept(office, case, {school for school, _ in grid})
    changed: list[Plain] = []
    filled = 0
    for key, cell in grid.items():
        row = kept.get(key)
        before = cell_of(row)
        if cell.is_as(before) and cell.explanation in {None, before.explanation}:
            continue
        _keep(office, actor, row or _new(office, case, key), cell)
        _note_change(office, actor, case, key, before, cell)
        filled += before.is_blank - cell.is_blank
        changed.append([key[0], str(key[1]), before.count, cell.count])
    if changed:
        _changed(office, case, filled)
        journal.note(office, case, Act.RECORD_COUNTS, actor, cells=changed)
    return len(changed)


def count_by_sex(office: Office, actor: Actor, case: Case, by_sex: bool) -> None:
    """Count boys and girls apart in this round, or together; what was counted stays."""
    _allow(office, actor, case)
    if case.other_by_sex != by_sex:
        case.other_by_sex = by_sex
        case.raise_version(Stream.OTHER)
        journal.note(office, case, Act.RECORD_COUNTS, actor, by_sex=by_sex)


def finish_recording(office: Office, actor: Actor, item: WorkItem) -> None:
    """Say that the counts are all there; confirming them is a separate act (letter 7.3)."""
    counter.expect(item, Act.RECORD_COUNTS)
    _allow(office, actor, item.case)
    counter.finish(office, actor, item)


def _allow(office: Office, actor: Actor, case: Case) -> None:
    confirmed = case.other_standing is Standing.CONFIRMED
    office.allow(Act.RECORD_COUNTS, actor, case, confirmed=confirmed)


def _kept(office: Office, case: Case, schools: Collection[int]) -> dict[Key, OtherCount]:
    """What is kept of these schools, each of which must stand on the authority's list."""
    mine = {"round_id": case.round_id, "unit_id": case.unit_id}
    listed = select(OutsideListing.school_id).filter_by(**mine).where(OutsideListing.school_id.in_(schools))
    if strangers := set(schools) - set(office.session.scalars(listed)):
        raise counter.UnknownItem(min(strangers))
    wanted = select(OtherCount).filter_by(**mine).where(OtherCount.school_id.in_(schools))
    return {(row.school_id, row.grade): row for row in office.session.scalars(wanted)}


def _changed(office: Office, case: Case, filled: int) -> None:
    """Keep in step what case and inbox say of the counts."""
    office.session.flush()
    case.raise_version(Stream.OTHER)
    if case.other_standing is Standing.NOT_STARTED:
        case.other_standing = Standing.IN_PROGRESS
    wanted = select(WorkItem).filter_by(case_id=case.id, act=Act.RECORD_COUNTS, state=counter.OPEN)
    for item in office.session.scalars(wanted):
        item.trouble = max(0, item.trouble - filled)


def _new(office: Office, case: Case, key: Key) -> OtherCount:
    school_id, grade = key
    row = OtherCount(round_id=case.round_id, school_id=school_id, grade=grade, **case.unit.belonging)
    office.session.add(row)
    return row


def _keep(office: Office, actor: Actor, row: OtherCount, cell: Cell) -> None:
    same = row.state is not None and cell.is_as(cell_of(row))
    row.state, row.count, row.reason = cell.state, cell.count, cell.reason
    row.male, row.female = cell.male, cell.female
    row.explanation = (row.explanation if same and cell.explanation is None else cell.explanation) or None
    row.recorded_by, row.recorded_at = actor.officer_id or 0, office.now


def _note_change(office: Office, actor: Actor, case: Case, key: Key, before: Cell, cell: Cell) -> None:
    change = {
        "round_id": case.round_id,
        "school_id": key[0],
        "grade": key[1],
        "was": written(before, by_sex=True),
        "became": written(cell, by_sex=True),
        "note": cell.explanation or cell.reason or "",
        "changed_by": actor.officer_id,
        "changed_at": office.now,
    }
    append(office.session, OtherCountChange, {**change, **case.unit.belonging})
