"""The register of outside schools as its readers see it: a list, one school over the rounds, what changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.officers import Officer
from processes.records.outside import OtherCount, OtherSchool
from processes.records.outside_lists import OutsideChange
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.rules.affiliations import affiliations_like
from processes.rules.thai import clean_name, plain_code
from processes.terms import ChangeState, CountState, Grade, Tier

SIZE = 50
Fields = dict[str, tuple[str, str]]
Rows = Select[*tuple[Any, ...]]
District = aliased(Unit)
Province = aliased(Unit)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which schools of the register are asked for; codes of units."""

    affiliation: str = ""
    state: str = ""  # standing, dissolved, or blank for both
    province: str = ""
    authority: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A school of the register, with who pays it."""

    id: int
    code: str
    name: str
    affiliation: str
    dissolved_on: date | None
    dissolved_by: str | None
    revision: int
    payer_code: str
    payer: str
    district_code: str | None
    district: str | None
    province: str | None


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """What was recorded of a school in one round, by grade; a grade without a count is blank or none."""

    academic_year: int
    number: int
    counts: dict[Grade, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change proposed or made: by whom, when, and each field from what to what."""

    id: int
    school: str
    school_code: str | None
    unit: str
    state: ChangeState
    reason: str
    answer: str
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str
    fields: Fields


def register_lines(session: Session, wanted: Wanted, size: int = SIZE) -> tuple[list[RegisterLine], int]:
    """One page of the register in Thai order, and how many schools there are in all."""
    rows = _narrowed(_lines(), wanted)
    total = session.scalars(rows.with_only_columns(func.count(OtherSchool.id), maintain_column_froms=True))
    page = rows.order_by(OtherSchool.sort_key, OtherSchool.code).limit(size).offset((wanted.page - 1) * size)
    return [RegisterLine(*row) for row in session.execute(page)], total.one()


def every_line(session: Session, wanted: Wanted) -> list[RegisterLine]:
    """All of them, for a file to take along."""
    rows = _narrowed(_lines(), wanted).order_by(OtherSchool.sort_key, OtherSchool.code)
    return [RegisterLine(*row) for row in session.execute(rows)]


def register_line(session: Session, code: str) -> RegisterLine | None:
    """The school of a code; None when none is there for this reader."""
    row = session.execute(_lines().where(OtherSchool.code == plain_code(code))).one_or_none()
    return RegisterLine(*row) if row else None


def counts_by_round(session: Session, school_id: int) -> list[RoundCounts]:
    """What was recorded of the school in each round, newest first."""
    wanted = (
        select(Round.academic_year, Round.number, OtherCount.grade, OtherCount.count)
        .join(Round, Round.id == OtherCount.round_id)
        .where(OtherCount.school_id == school_id, OtherCount.state == CountState.COUNTED)
        .order_by(Round.academic_year.desc(), Round.number.desc())
    )
    found: dict[tuple[int, int], dict[Grade, int]] = {}
    for year, number, grade, count in session.execute(wanted):
        found.setdefault((year, number), {})[grade] = count or 0
    return [RoundCounts(year, number, counts) for (year, number), counts in found.items()]


def changes_of(session: Session, school_id: int) -> list[ChangeLine]:
    """Everything proposed and done about the school, newest first."""
    rows = _changes().where(OutsideChange.school_id == school_id)
    return _told(session, rows.order_by(OutsideChange.id.desc()))


def proposals(session: Session, page: int = 1) -> tuple[list[ChangeLine], int]:
    """What waits for a decision, the oldest first."""
    waiting = OutsideChange.state == ChangeState.WAITING
    total = session.scalars(select(func.count(OutsideChange.id)).where(waiting)).one()
    rows = _changes().where(waiting).order_by(OutsideChange.made_at, OutsideChange.id)
    return _told(session, rows.limit(SIZE).offset((page - 1) * SIZE)), total


def proposal(session: Session, change_id: int) -> ChangeLine | None:
    found = _told(session, _changes().where(OutsideChange.id == change_id))
    return found[0] if found else None


def payers_below(session: Session, tier: Tier, unit_id: int) -> Sequence[Unit]:
    """The authorities that may pay a school, as far as this reader may say so."""
    wanted = select(Unit).where(Unit.tier == Tier.LOCAL_AUTHORITY).order_by(Unit.sort_key)
    if tier is Tier.PROVINCE:
        wanted = wanted.where(Unit.province_id == unit_id)
    elif tier is Tier.LOCAL_AUTHORITY:
        wanted = wanted.where(Unit.id == unit_id)
    return session.scalars(wanted).all()


def provinces(session: Session) -> list[tuple[str, str]]:
    wanted = select(Unit.code, Unit.name).where(Unit.tier == Tier.PROVINCE).order_by(Unit.sort_key)
    return [(code, name) for code, name in session.execute(wanted)]


def _lines() -> Rows:
    return (
        select(
            OtherSchool.id,
            OtherSchool.code,
            OtherSchool.name,
            OtherSchool.affiliation,
            OtherSchool.dissolved_on,
            OtherSchool.dissolved_by,
            OtherSchool.revision,
            Unit.code,
            Unit.name,
            District.code,
            District.name,
            Province.name,
        )
        .join(Unit, Unit.id == OtherSchool.unit_id)
        .outerjoin(District, District.id == OtherSchool.district_id)
        .outerjoin(Province, Province.id == OtherSchool.province_id)
    )


def _narrowed(rows: Rows, wanted: Wanted) -> Rows:
    if wanted.affiliation:
        rows = rows.where(OtherSchool.affiliation == wanted.affiliation)
    if wanted.state:
        gone = OtherSchool.dissolved_on.is_not(None)
        rows = rows.where(gone if wanted.state == "dissolved" else ~gone)
    if wanted.authority:
        rows = rows.where(Unit.code == wanted.authority)
    if wanted.province:
        rows = rows.where(Province.code == wanted.province)
    text = clean_name(wanted.search)
    if text:
        named = OtherSchool.name.contains(text, autoescape=True)
        coded = OtherSchool.code.startswith(plain_code(text), autoescape=True)
        rows = rows.where(or_(named, coded, OtherSchool.affiliation.in_(affiliations_like(text))))
    return rows


def _changes() -> Rows:
    asker, decider = aliased(Officer), aliased(Officer)
    return (
        select(OutsideChange, Unit.name, OtherSchool.code, asker.name, decider.name)
        .join(Unit, Unit.id == OutsideChange.unit_id)
        .outerjoin(OtherSchool, OtherSchool.id == OutsideChange.school_id)
        .outerjoin(asker, asker.id == OutsideChange.made_by)
        .outerjoin(decider, decider.id == OutsideChange.decided_by)
    )


def _told(session: Session, rows: Rows) -> list[ChangeLine]:
    return [
        ChangeLine(
            row.id,
            row.school,
            code,
            unit,
            row.state,
            row.reason,
            row.answer,
            row.made_at,
            asker or "",
            row.decided_at,
            decider or "",
            {name: (before, after) for name, (before, after) in json.loads(row.content).items()},
        )
        for row, unit, code, asker, decider in session.execute(rows)
    ]
