"""Where a unit stands in a round: its own case, everyone above it, and those below in numbers."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from processes.records.cases import Case
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.units import looking_up
from processes.terms import Standing, Tier

FINISHED = (Standing.CONFIRMED, Standing.NOTHING_TO_CONFIRM)


@dataclass(frozen=True, slots=True)
class Link:
    """A unit of the chain above, and how far it is; the standings are None where it has no case."""

    code: str
    name: str
    tier: Tier
    standing: Standing | None
    other_standing: Standing | None


def case_in_view(session: Session, unit_id: int) -> Case | None:
    """The unit's case, with its round, of the round that was opened last."""
    wanted = (
        select(Case)
        .join(Case.round)
        .where(Case.unit_id == unit_id)
        .options(contains_eager(Case.round))
        .order_by(Round.opened_at.desc(), Round.id.desc())
        .limit(1)
    )
    return session.scalars(wanted).first()


def chain_above(session: Session, round_id: int | None, unit: Unit) -> list[Link]:
    """Every unit above, the department first, with its standings: all may know for whom they wait (F20)."""
    above = {unit.authority_id, unit.province_id, unit.parent_id} - {None, unit.id}
    wanted = (
        select(Unit.code, Unit.name, Unit.tier, Case.standing, Case.other_standing)
        .outerjoin(Case, and_(Case.unit_id == Unit.id, Case.round_id == round_id))
        .where(or_(Unit.id.in_(above), Unit.tier == Tier.DEPARTMENT), Unit.id != unit.id)
    )
    with looking_up(session):
        rows = session.execute(wanted).all()
    found = [Link(code, name, tier, own, other) for code, name, tier, own, other in rows if tier]
    order = list(Tier)
    return sorted(found, key=lambda link: order.index(link.tier))


def overall_standing() -> ColumnElement[str]:
    """Both streams of a case as one standing: the one that stands in the way, if one does."""
    nothing = Standing.NOTHING_TO_CONFIRM
    return case(
        (_either(Standing.MISSED), str(Standing.MISSED)),
        (_either(Standing.REOPENED), str(Standing.REOPENED)),
        (_both_in(nothing), str(nothing)),
        (_both_in(*FINISHED), str(Standing.CONFIRMED)),
        (_both_in(Standing.NOT_STARTED, nothing), str(Standing.NOT_STARTED)),
        else_=str(Standing.IN_PROGRESS),
    )


def _either(standing: Standing) -> ColumnElement[bool]:
    return or_(Case.standing == standing, Case.other_standing == standing)


def _both_in(*standings: Standing) -> ColumnElement[bool]:
    return and_(Case.standing.in_(standings), Case.other_standing.in_(standings))


def counts_below(session: Session, case_id: int) -> Counter[Standing]:
    """How many units directly below stand where, both streams taken together."""
    standing = overall_standing()
    wanted = select(standing, func.count(Case.id)).where(Case.parent_id == case_id).group_by(standing)
    return Counter({Standing(word): number for word, number in session.execute(wanted)})
