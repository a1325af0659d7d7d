"""Takes a list of units whole: impossible rows are refused one by one, doubts are said (letter 4.1, X2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from processes.acts import journal
from processes.acts.batches import in_batches
from processes.acts.lists import Remark, Report, RowProblem, may_import, refuse_duplicates
from processes.acts.office import CLOCK, Actor, Office
from processes.acts.places import Place, department, district_of, province_of
from processes.records.units import Unit
from processes.rules.codes import (
    DEPARTMENT_CODE,
    CodeProblem,
    UnitCode,
    code_doubts,
    district_code,
    province_code,
    read_code,
)
from processes.rules.thai import clean_name, plain_code, sort_key
from processes.terms import TIER_OF, Act, Tier, UnitKind

BATCH = 1000
TOP_DOWN = (Tier.DEPARTMENT, Tier.PROVINCE, None, Tier.LOCAL_AUTHORITY, Tier.INSTITUTION)
ABOVE = {
    Tier.PROVINCE: Tier.DEPARTMENT,
    None: Tier.PROVINCE,
    Tier.LOCAL_AUTHORITY: Tier.PROVINCE,
    Tier.INSTITUTION: Tier.LOCAL_AUTHORITY,
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of a list as it was read; `kind` is a word of `UnitKind`, or what stood there instead."""

    line: int
    code: str
    kind: str
    name: str
    parent_code: str = ""
    phone: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class _Sound:
    """A row whose code, kind and name hold."""

    row: UnitRow
    code: UnitCode
    kind: UnitKind
    name: str

    @property
    def tier(self) -> Tier | None:
        return TIER_OF[self.kind]

    @property
    def parent_code(self) -> str:
        """As listed, or as the code says where the list is silent; an institution's code says nothing."""
        if self.row.parent_code or self.tier in {Tier.INSTITUTION, Tier.DEPARTMENT}:
            return plain_code(self.row.parent_code)
        return DEPARTMENT_CODE if self.tier is Tier.PROVINCE else province_code(self.code.province)


Known = dict[str, Unit]


def import_units(office: Office, rows: Iterable[UnitRow], actor: Actor = CLOCK) -> Report:
    """Create the listed units and put the names of known ones right; the same list again changes nothing.

    Raises DuplicateCodes. The department, provinces and districts that the rows need are made with them.
    """
    may_import(actor)
    listed = list(rows)
    refuse_duplicates(row.code.replace("-", "") for row in listed)
    report = Report()
    sound = [each for row in listed if (each := _read(row, report))]
    known = {unit.code: unit for unit in office.session.scalars(select(Unit))}
    by_tier: dict[Tier | None, list[_Sound]] = defaultdict(list)
    for each in (*_taken_for_granted(sound, known), *sound):
        by_tier[each.tier].append(each)
    for tier in TOP_DOWN:
        _take(office, by_tier[tier], known, report)
    _note(office, actor, known, report)
    return report


def _read(row: UnitRow, report: Report) -> _Sound | None:
    kind = UnitKind(row.kind) if row.kind in set(UnitKind) else None
    code = read_code(row.code, kind)
    name = clean_name(row.name)
    if isinstance(code, CodeProblem):
        report.refused.append(Remark(row.line, row.code, code))
    elif kind is None:
        report.refused.append(Remark(row.line, row.code, RowProblem.KIND))
    elif not name:
        report.refused.append(Remark(row.line, row.code, RowProblem.NAME))
    else:
        return _Sound(row, code, kind, name)
    return None


def _taken_for_granted(sound: Sequence[_Sound], known: Known) -> list[_Sound]:
    """The department, provinces and districts above the rows, as far as nobody has named them yet."""
    named = {each.code.code for each in sound} | set(known)
    provinces = {each.code.province for each in sound}
    districts = {each.code.code[2:6] for each in sound if each.tier is Tier.LOCAL_AUTHORITY}
    places: list[Place | None] = [department()]
    places += map(province_of, sorted(provinces))
    places += map(district_of, sorted(districts))
    rows = [
        UnitRow(0, code, kind, name, name_en=name_en)
        for code, kind, name, name_en in filter(None, places)
        if code not in named
    ]
    return [each for row in rows if (each := _read(row, Report()))]


def _take(office: Office, units: Sequence[_Sound], known: Known, report: Report) -> None:
    """Insert or mend the units of one tier; those above them are known by now."""
    fresh, mended = [], []
    for each in units:
        parent = known.get(each.parent_code)
        if each.tier in ABOVE and (parent is None or parent.tier is not ABOVE[each.tier]):
            report.refused.append(Remark(each.row.line, each.row.code, RowProblem.PARENT))
            continue
        _doubt(each, parent, report)
        if each.code.code not in known:
            fresh.append(_values(each, parent, known))
        elif changes := _changes(each, known[each.code.code]):
            mended.append(changes)
        else:
            report.unchanged += 1
    _insert(office, fresh, known)
    if mended:
        office.session.execute(update(Unit), mended)
    report.created += len(fresh)
    report.updated += len(mended)


def _doubt(each: _Sound, parent: Unit | None, report: Report) -> None:
    affiliation = parent.kind if parent and each.tier is Tier.INSTITUTION else None
    for doubt in code_doubts(each.code, each.kind, affiliation):
        report.warnings.append(Remark(each.row.line, each.row.code, doubt))


def _values(each: _Sound, parent: Unit | None, known: Known) -> dict[str, Any]:
    code = each.code.code
    above = known.get(district_code(code[2:6])) if each.tier is Tier.LOCAL_AUTHORITY else None
    inherited = parent.district_id if parent and each.tier is Tier.INSTITUTION else None
    return {
        "code": code,
        "kind": each.kind,
        "tier": each.tier,
        "name": each.name,
        "name_en": each.row.name_en or None,
        "sort_key": sort_key(each.name),
        "parent_id": parent.id if parent else None,
        "authority_id": parent.authority_id if parent else None,
        "province_id": parent.province_id if parent else None,
        "district_id": above.id if above else inherited,
        "phone": each.row.phone or None,
    }


def _changes(each: _Sound, unit: Unit) -> dict[str, Any]:
    """What the list says otherwise than the house; an empty field of the list says nothing."""
    listed = {"name": each.name, "name_en": each.row.name_en, "phone": each.row.phone}
    changed = {name: text for name, text in listed.items() if text and text != getattr(unit, name)}
    return {"id": unit.id, "sort_key": sort_key(each.name), **changed} if changed else {}


def _insert(office: Office, rows: Sequence[dict[str, Any]], known: Known) -> None:
    """Insert the units of one tier; the rows of a province or an authority belong to itself, too."""
    statement = insert(Unit).returning(Unit, sort_by_parameter_order=True)
    units = [
        unit
        for batch in in_batches(rows, BATCH)
        for unit in office.session.scalars(statement, list(batch)).all()
    ]
    for unit in units:
        if unit.tier is Tier.PROVINCE:
            unit.province_id = unit.id
        if unit.tier is Tier.LOCAL_AUTHORITY:
            unit.authority_id = unit.id
        known[unit.code] = unit
    office.session.flush()


def _note(office: Office, actor: Actor, known: Known, report: Report) -> None:
    if report.created or report.updated:
        journal.note_at_unit(
            office,
            known[DEPARTMENT_CODE],
            Act.IMPORT_LIST,
            actor,
            created=report.created,
            updated=report.updated,
            refused=len(report.refused),
        )
