"""Two closed rounds side by side, unit by unit: what counted in each (F108)."""

import json
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.closing import ClosingLine
from processes.records.units import Unit
from processes.reports.closing_record import latest
from processes.rules.figures import Count, Figures, figures_from_plain
from processes.terms import Grade, Stream, Tier


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit with what counted of it in either round; None where nothing did."""

    code: str
    name: str
    before: Figures | None
    after: Figures | None

    def of(self, grade: Grade | None) -> tuple[int | None, int | None]:
        """The learners of a grade in either round, or of all grades."""
        return _number(self.before, grade), _number(self.after, grade)


def compared(
    session: Session, rounds: tuple[int, int], tier: Tier, page: int, size: int
) -> tuple[list[Compared], int]:
    """The units of a tier that stand in either round's list, in Thai order; and how many there are in all."""
    either = (
        select(ClosingLine.unit_id)
        .where(ClosingLine.round_id.in_(rounds), ClosingLine.tier == tier)
        .where(ClosingLine.stream == Stream.OWN)
        .distinct()
        .subquery()
    )
    units = select(Unit.id, Unit.code, Unit.name).join(either, either.c.unit_id == Unit.id)
    total = session.scalars(select(func.count()).select_from(either)).one()
    chosen = session.execute(
        units.order_by(Unit.sort_key, Unit.code).limit(size).offset((page - 1) * size)
    ).all()
    counted = _counted(session, rounds, [id_ for id_, _, _ in chosen])
    first, second = rounds
    return [
        Compared(code, name, counted.get((id_, first)), counted.get((id_, second)))
        for id_, code, name in chosen
    ], total


def _counted(
    session: Session, rounds: tuple[int, int], unit_ids: list[int]
) -> dict[tuple[int, int], Figures]:
    wanted = (
        select(ClosingLine.unit_id, ClosingLine.round_id, ClosingLine.figures)
        .where(ClosingLine.round_id.in_(rounds), ClosingLine.unit_id.in_(unit_ids))
        .where(ClosingLine.stream == Stream.OWN, ClosingLine.figures.is_not(None), latest())
    )
    return {
        (unit_id, round_id): figures_from_plain(json.loads(figures or "{}")["own"])
        for unit_id, round_id, figures in session.execute(wanted)
    }


def _number(figures: Figures | None, grade: Grade | None) -> int | None:
    if figures is None:
        return None
    count: Count | Figures = figures.of(grade) if grade else figures
    return count.total
