"""Takes the register of outside schools from a file: planned first, then all of it or nothing (4.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from processes.acts import outside_lists, outside_register
from processes.acts.batches import in_batches
from processes.acts.changes import differences
from processes.acts.office import Actor, Office
from processes.acts.outside_register import Entry, Fields, allow_keeping, entry_of, written
from processes.records.outside import OtherSchool
from processes.records.units import Unit
from processes.rules.digest import Plain
from processes.rules.digest import digest as digest_of
from processes.rules.outside_files import Column, RegisterFile, RegisterRow, RowProblem, Trouble
from processes.terms import Reason, Refused, Tier, UnitKind

BATCH = 500
MOST_AT_ONCE = 1000  # schools entered or changed, 3 to 4 ms each: nobody else writes meanwhile


@dataclass(frozen=True, slots=True)
class Change:
    """A school of the register that the file says otherwise of: each field from what to what."""

    row: RegisterRow
    revision: int
    fields: Fields


@dataclass(frozen=True)
class Plan:
    """What a file would do to the register."""

    new: tuple[RegisterRow, ...]
    changed: tuple[Change, ...]
    unchanged: int
    troubles: tuple[Trouble, ...]

    @cached_property
    def digest(self) -> str:
        """What was looked over; it differs as soon as file or register do."""
        new: list[Plain] = [each.code for each in self.new]
        changed: list[Plain] = [[each.row.code, each.revision, written(each.fields)] for each in self.changed]
        return digest_of([new, changed])


def plan(office: Office, actor: Actor, file: RegisterFile) -> Plan:
    """What the file would do; writes nothing."""
    known = _Known(office, file.rows)
    new, changed, unchanged, troubles = [], [], 0, list(file.troubles)
    for row in file.rows:
        if found := list(_troubles(known, actor, row)):
            troubles += found
        elif (school := known.schools.get(row.code)) is None:
            new.append(row)
        elif fields := _differs(office, school, row):
            changed.append(Change(row, school.revision, fields))
        else:
            unchanged += 1
    for row in [*new, *(each.row for each in changed)][MOST_AT_ONCE : MOST_AT_ONCE + 1]:
        troubles.append(Trouble(row.line, Column.CODE, row.code, RowProblem.TOO_MANY_AT_ONCE))
    troubles.sort(key=lambda each: each.line)
    return Plan(tuple(new), tuple(changed), unchanged, tuple(troubles))


def accept(office: Office, actor: Actor, digest: str, file: RegisterFile) -> Plan:
    """Do what was planned, all of it, if the plan still holds; the same file again changes nothing.

    Schools that are not in the file stay in the register.
    """
    planned = plan(office, actor, file)
    if planned.digest != digest:
        raise Refused(Reason.STALE_PAGE)
    if planned.troubles:
        raise Refused(Reason.FILE_IN_TROUBLE)
    known = _Known(office, file.rows)
    revisions = {each.row.code: each.revision for each in planned.changed}
    rows = (*planned.new, *(each.row for each in planned.changed))
    outside_lists.hold(office, known.payers_of(rows))
    for row in rows:
        if row.code in revisions:
            school = known.schools[row.code]
            office.session.refresh(school, with_for_update=True)
            entry = _entry(entry_of(office, school), row)
            outside_register.change(office, actor, school, revisions[row.code], entry)
        else:
            outside_register.enter(office, actor, row.code, _entry(Entry("", "", ""), row))
    return planned


class _Known:
    """What the house knows of the codes in a file, asked in a few statements."""

    def __init__(self, office: Office, rows: tuple[RegisterRow, ...]) -> None:
        codes = [row.code for row in rows]
        places = {code for row in rows for code in (row.payer, row.district) if code}
        self.schools: dict[str, OtherSchool] = {}
        self.units: dict[str, Unit] = {}
        for some in in_batches(codes, BATCH):
            found = office.session.scalars(select(OtherSchool).where(OtherSchool.code.in_(some)))
            self.schools |= {each.code: each for each in found}
        for some in in_batches(sorted({*codes, *places}), BATCH):
            units = office.session.scalars(select(Unit).where(Unit.code.in_(some)))
            self.units |= {each.code: each for each in units}
        payers = {each.unit_id for each in self.schools.values()}
        for ids in in_batches(sorted(payers), BATCH):
            office.session.scalars(select(Unit).where(Unit.id.in_(ids))).all()  # so that each is at hand

    def payers_of(self, rows: Iterable[RegisterRow]) -> set[int]:
        """The authorities that pay these schools now, and those that are to pay them."""
        now = {self.schools[row.code].unit_id for row in rows if row.code in self.schools}
        return now | {self.units[row.payer].id for row in rows}


def _troubles(known: _Known, actor: Actor, row: RegisterRow) -> Iterator[Trouble]:
    payer, district = known.units.get(row.payer), known.units.get(row.district)
    school = known.schools.get(row.code)
    if row.code in known.units:
        yield Trouble(row.line, Column.CODE, row.code, RowProblem.CODE_OF_A_UNIT)
    if payer is None or payer.tier is not Tier.LOCAL_AUTHORITY:
        yield Trouble(row.line, Column.PAYER, row.payer, RowProblem.PAYER_UNKNOWN)
    elif not _may_keep(actor, payer) or (school and not actor.administers and _elsewhere(actor, school)):
        yield Trouble(row.line, Column.PAYER, row.payer, RowProblem.PAYER_ELSEWHERE)
    if row.district and (district is None or district.kind is not UnitKind.DISTRICT):
        yield Trouble(row.line, Column.DISTRICT, row.district, RowProblem.DISTRICT_UNKNOWN)


def _may_keep(actor: Actor, payer: Unit) -> bool:
    try:
        allow_keeping(actor, payer)
    except Refused:
        return False
    return True


def _elsewhere(actor: Actor, school: OtherSchool) -> bool:
    """Whether an authority of another province pays the school."""
    return school.province_id != actor.unit_id


def _differs(office: Office, school: OtherSchool, row: RegisterRow) -> Fields:
    now = entry_of(office, school)
    return differences(now.values, _entry(now, row).values)


def _entry(now: Entry, row: RegisterRow) -> Entry:
    """The entry as the file has it; what it leaves blank stays as it is."""
    entry = replace(now, name=row.name, affiliation=row.affiliation, payer=row.payer)
    if row.district:
        entry = replace(entry, district=row.district)
    if row.dissolved_on:
        entry = replace(entry, dissolved_on=row.dissolved_on, dissolved_by=row.dissolved_by)
    return entry
