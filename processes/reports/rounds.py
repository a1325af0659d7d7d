"""Rounds, their windows with the paragraphs of the letter, and where everyone stands or stood."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.closing import ClosingLine, FiguresTaken
from processes.records.confirmations import Confirmation
from processes.records.officers import Officer
from processes.records.rounds import Round, Window
from processes.records.units import Unit
from processes.reports.closing_record import latest
from processes.reports.standing import overall_standing
from processes.terms import Standing, Stream, Tier


@dataclass(frozen=True, slots=True)
class ProvinceFigures:
    """What a province confirmed, and whether the department took it as correct and complete (letter 9.2)."""

    case_id: int
    code: str
    name: str
    standing: Standing
    number: str | None
    total: int | None
    taken_at: object | None
    taken_by: str | None


def round_in_view(session: Session) -> Round | None:
    """The round that was opened last."""
    opened = select(Round).where(Round.opened_at.is_not(None))
    return session.scalars(opened.order_by(Round.opened_at.desc(), Round.id.desc()).limit(1)).first()


def all_rounds(session: Session) -> Sequence[Round]:
    return session.scalars(select(Round).order_by(Round.academic_year.desc(), Round.number.desc())).all()


def rounds_under_way(session: Session) -> Sequence[Round]:
    """Rounds in which some case still runs: the one that is open, and one that an extension keeps going."""
    runs = select(Case.id).where(Case.round_id == Round.id, Case.ended_at.is_(None)).exists()
    return session.scalars(select(Round).where(runs).order_by(Round.id)).all()


def tier_windows(session: Session, round_id: int) -> list[Window]:
    """The one window of each tier, from the top down (F118)."""
    wanted = session.scalars(select(Window).filter_by(round_id=round_id, unit_id=None))
    order = list(Tier)
    return sorted(wanted, key=lambda window: order.index(window.tier))


def window_for(session: Session, round_id: int, unit: Unit) -> Window | None:
    """The window that a unit stands in: its own extension, or its tier's."""
    wanted = select(Window).filter_by(round_id=round_id, tier=unit.tier)
    wanted = wanted.where(or_(Window.unit_id.is_(None), Window.unit_id == unit.id))
    return session.scalars(wanted.order_by(Window.closes_at.desc()).limit(1)).first()


def counts_by_tier(session: Session, round_id: int) -> dict[Tier, Counter[Standing]]:
    """How many units of each tier stand where."""
    standing = overall_standing()
    wanted = (
        select(Case.tier, standing, func.count(Case.id))
        .where(Case.round_id == round_id)
        .group_by(Case.tier, standing)
    )
    found: dict[Tier, Counter[Standing]] = defaultdict(Counter)
    for tier, word, number in session.execute(wanted):
        found[tier][Standing(word)] = number
    return {tier: found[tier] for tier in Tier if tier in found}


def closing_lines(
    session: Session, round_id: int, standing: Standing | None, page: int, size: int = 100
) -> tuple[list[tuple[ClosingLine, str, str]], int]:
    """The list frozen at the close: line, code and name of the unit; and how many there are in all (F109)."""
    wanted = (
        select(ClosingLine, Unit.code, Unit.name)
        .join(Unit, Unit.id == ClosingLine.unit_id)
        .where(ClosingLine.round_id == round_id, latest())
    )
    total = select(func.count(ClosingLine.id)).where(ClosingLine.round_id == round_id, latest())
    if standing is not None:
        wanted = wanted.where(ClosingLine.standing == standing)
        total = total.where(ClosingLine.standing == standing)
    wanted = (
        wanted.order_by(Unit.sort_key, Unit.code, ClosingLine.stream).limit(size).offset((page - 1) * size)
    )
    rows = [(line, code, name) for line, code, name in session.execute(wanted)]
    return rows, session.scalars(total).one()


def closing_counts(session: Session, round_id: int) -> Counter[Standing]:
    wanted = (
        select(ClosingLine.standing, func.count(ClosingLine.id))
        .where(ClosingLine.round_id == round_id, latest())
        .group_by(ClosingLine.standing)
    )
    return Counter(dict(session.execute(wanted).all()))


def provinces_to_take(session: Session, round_id: int) -> list[ProvinceFigures]:
    """Every province with what it confirmed last and who took it, in Thai order."""
    wanted = (
        select(
            Case.id,
            Unit.code,
            Unit.name,
            Case.standing,
            Confirmation.number,
            Confirmation.total,
            FiguresTaken.taken_at,
            Officer.name,
        )
        .join(Unit, Unit.id == Case.unit_id)
        .outerjoin(
            Confirmation,
            (Confirmation.case_id == Case.id)
            & (Confirmation.stream == Stream.OWN)
            & Confirmation.withdrawn_at.is_(None),
        )
        .outerjoin(FiguresTaken, FiguresTaken.confirmation_id == Confirmation.id)
        .outerjoin(Officer, Officer.id == FiguresTaken.taken_by)
        .where(Case.round_id == round_id, Case.tier == Tier.PROVINCE)
        .order_by(Unit.sort_key)
    )
    return [ProvinceFigures(*row) for row in session.execute(wanted)]
