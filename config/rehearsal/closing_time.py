"""The last hour and what follows: the clock second by second, the freeze, and an order for who missed it."""

from datetime import timedelta

from sqlalchemy import or_, select

from config.rehearsal import institutions, upper
from config.rehearsal.days import A_DAY, A_MINUTE, A_SECOND, AN_HOUR
from config.rehearsal.stage import Stage
from config.rehearsal.tale import Kind
from processes.acts import extending
from processes.acts.extending import Order
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.closing import ClosingDataset
from processes.records.units import Unit
from processes.rules.codes import DEPARTMENT_CODE
from processes.terms import Standing, Tier

UNFINISHED = (Standing.MISSED, Standing.REOPENED)
FIRST_SECONDS = 40  # after the opening and the close, in which the clock looks every second
LASTS = timedelta(days=4)


def put_clock_on_agenda(stage: Stage) -> None:
    """Every hour, and each second where there is much to do."""
    days = stage.days
    for seconds in range(FIRST_SECONDS):
        stage.plan(days.opens_at + A_SECOND * (seconds + 1), stage.tick)
        stage.plan(days.closes_at + A_SECOND * (seconds + 1), stage.tick)
    # Never at the very hour of the close: whoever comes too late is refused without a clock.
    at = days.opens_at + AN_HOUR / 2
    while at < days.closes_at + LASTS + A_DAY * 2:
        stage.plan(at, stage.tick)
        at += AN_HOUR


def put_close_on_agenda(stage: Stage, by_order: str) -> None:
    closes_at = stage.days.closes_at
    stage.plan(closes_at + A_SECOND * FIRST_SECONDS, lambda: _tell_frozen(stage))
    stage.plan(closes_at + timedelta(hours=16), lambda: _extend(stage, by_order))


def unfinished(stage: Stage) -> list[tuple[str, Tier]]:
    """Who missed the close or stood open at it, the lowest tier first."""
    with stage.house.reading() as session:
        wanted = select(Unit.code, Case.tier).join(Case, Case.unit_id == Unit.id).order_by(Case.id)
        wanted = wanted.where(or_(Case.standing.in_(UNFINISHED), Case.other_standing.in_(UNFINISHED)))
        found = session.execute(wanted.where(Case.tier != Tier.DEPARTMENT)).all()
    return sorted(found, key=lambda row: -list(Tier).index(row[1]))


def _tell_frozen(stage: Stage) -> None:
    with stage.house.reading() as session:
        last = session.scalars(
            select(ClosingDataset).order_by(ClosingDataset.version.desc()).limit(1)
        ).first()
    if last is not None:
        stage.tell(Kind.FROZEN, version=last.version, lines=last.lines)


def _extend(stage: Stage, by_order: str) -> None:
    """The department lets who missed it record for some days more, by an order (X5)."""
    units = unfinished(stage)
    codes = [code for code, _ in units][: extending.MOST_UNITS]
    if not codes:
        return
    expires_at = stage.days.closes_at + LASTS
    order = Order(expires_at, by_order, by_order)

    def deed(office: Office, actor: Actor) -> None:
        extending.grant(office, actor, stage.round_id, codes, order)

    if not stage.do(DEPARTMENT_CODE, "extend", deed):
        return
    stage.tell(Kind.EXTENDED, number=len(codes), until=expires_at)
    for place, (code, tier) in enumerate(units[: extending.MOST_UNITS]):
        _plan_catching_up(stage, code, tier, place)
    for seconds in range(FIRST_SECONDS):
        stage.plan(expires_at + A_SECOND * (seconds + 1), stage.tick)
    stage.plan(expires_at + A_SECOND * FIRST_SECONDS, lambda: _tell_frozen(stage))


def _plan_catching_up(stage: Stage, code: str, tier: Tier, place: int) -> None:
    if tier is Tier.INSTITUTION:
        at = stage.now + AN_HOUR * 3 + A_MINUTE * (place % 120)
        stage.plan(at, lambda: institutions.work_off(stage, code))
        return
    days = 1 if tier is Tier.LOCAL_AUTHORITY else 2
    stage.plan(stage.now + A_DAY * days + A_MINUTE * (place % 300), lambda: upper.look_in(stage, code))
