"""What a province drew at random and what was found there (letter 9.4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.officers import Officer
from processes.records.samples import Finding, SampleDraw
from processes.records.units import Unit
from processes.terms import FindingResult, Tier


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """One unit of a draw and its finding."""

    code: str
    name: str
    result: FindingResult
    note: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw: how many of how many, with which seed, by whom, when."""

    size: int
    population: int
    seed: str
    drawn_at: datetime
    drawn_by: str
    units: tuple[DrawnUnit, ...]


def draws(session: Session, round_id: int, province_id: int) -> list[Draw]:
    """The province's draws of the round, the last first."""
    units: dict[int, list[DrawnUnit]] = {}
    found = (
        select(Finding.draw_id, Unit.code, Unit.name, Finding.result, Finding.note)
        .join(SampleDraw, SampleDraw.id == Finding.draw_id)
        .join(Unit, Unit.id == Finding.drawn_unit_id)
        .where(SampleDraw.round_id == round_id, SampleDraw.unit_id == province_id)
        .order_by(Unit.sort_key, Unit.code)
    )
    for draw_id, code, name, result, note in session.execute(found):
        units.setdefault(draw_id, []).append(DrawnUnit(code, name, result, note))
    drawn = (
        select(SampleDraw, Officer.name)
        .join(Officer, Officer.id == SampleDraw.drawn_by)
        .where(SampleDraw.round_id == round_id, SampleDraw.unit_id == province_id)
        .order_by(SampleDraw.id.desc())
    )
    return [
        Draw(each.size, each.population, each.seed, each.drawn_at, name, tuple(units.get(each.id, ())))
        for each, name in session.execute(drawn)
    ]


def population(session: Session, round_id: int, province_id: int) -> int:
    """How many institutions of the province can be drawn."""
    wanted = select(func.count(Case.id)).filter_by(
        round_id=round_id, province_id=province_id, tier=Tier.INSTITUTION
    )
    return session.scalars(wanted).one()


def drawn_case(session: Session, finding_id: int) -> Case:
    """The case of the unit that a finding is about."""
    wanted = (
        select(Case)
        .join(Finding, Finding.drawn_unit_id == Case.unit_id)
        .join(SampleDraw, SampleDraw.id == Finding.draw_id)
        .where(Finding.id == finding_id, Case.round_id == SampleDraw.round_id)
    )
    return session.scalars(wanted).one()
