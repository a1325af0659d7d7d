"""Lets named units record beyond the close, by an order of the department, until an instant (X5).

Before the close the units' cases simply run on; after it they go on where they stood. Both end by themselves,
with a window of their own, and the close then writes down a new version of where they stand.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from processes.acts import alarms, journal, retiming
from processes.acts.deadlines import A_YEAR
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.rounds import Extension, Retiming, Round, Window
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Refused, Tier

MOST_UNITS = 500
EXTENDED = (Tier.INSTITUTION, Tier.LOCAL_AUTHORITY, Tier.PROVINCE)  # the lowest first, as cases are locked


@dataclass(frozen=True, slots=True)
class Order:
    """What the department orders: until when, by which order, why, and which tiers are carried along."""

    expires_at: datetime
    number: str
    reason: str
    carried: frozenset[Tier] = frozenset()  # of those below and above each named unit


def grant(office: Office, actor: Actor, round_id: int, codes: Sequence[str], order: Order) -> list[Extension]:
    """Extend for every unit named by code, or for none of them; returns an extension for each."""
    round_ = office.session.get_one(Round, round_id, with_for_update=True, populate_existing=True)
    office.now = max(office.now, office.clock(office.session))
    cases = _named(office, round_id, codes)
    windows = _windows(office, round_id)
    first = next((case for case in cases if windows.until(case) >= order.expires_at), None)
    situation = Situation(
        administers=actor.administers,
        round_open=round_.opened_at is not None,
        reason_given=bool(order.number.strip() and order.reason.strip()),
        units_known=0 < len(cases) <= MOST_UNITS and len(cases) == len(set(codes)),
        ahead=order.expires_at > office.now,
        within_a_year=order.expires_at <= office.now + A_YEAR,
        extended=first is not None,
    )
    if reason := obstacle(Act.GRANT_EXTENSION, situation):
        until = windows.until(first) if first else None
        raise Refused(reason, unit=first.unit.name if first else None, moment=until)
    granted = [_grant_one(office, actor, case, order, windows) for case in cases]
    alarms.set_closes(office, round_id, [order.expires_at])
    return granted


@dataclass(frozen=True)
class _Windows:
    """Until when each unit may record as it is."""

    tiers: dict[Tier, Window]
    own: dict[int, datetime]

    def until(self, case: Case) -> datetime:
        closes_at = self.tiers[case.tier].closes_at
        return max(closes_at, self.own.get(case.unit_id, closes_at))

    def opens_at(self, case: Case, now: datetime) -> datetime:
        window = self.tiers[case.tier]
        return now if window.closed_at is not None or now >= window.closes_at else window.opens_at


def _windows(office: Office, round_id: int) -> _Windows:
    tiers: dict[Tier, Window] = {}
    own: dict[int, datetime] = {}
    for window in office.session.scalars(select(Window).filter_by(round_id=round_id)):
        if window.unit_id is None:
            tiers[window.tier] = window
        else:
            own[window.unit_id] = max(window.closes_at, own.get(window.unit_id, window.closes_at))
    return _Windows(tiers, own)


def _named(office: Office, round_id: int, codes: Collection[str]) -> list[Case]:
    wanted = (
        select(Case)
        .join(Unit, Unit.id == Case.unit_id)
        .where(Case.round_id == round_id, Case.tier.in_(EXTENDED), Unit.code.in_(set(codes)))
        .order_by(Unit.code)
    )
    return list(office.session.scalars(wanted)) if len(codes) <= MOST_UNITS else []


def _grant_one(office: Office, actor: Actor, case: Case, order: Order, windows: _Windows) -> Extension:
    unit = case.unit
    extension = Extension(
        round_id=case.round_id,
        unit_id=unit.id,
        reason=order.reason.strip(),
        order_number=order.number.strip(),
        granted_by=actor.officer_id,
        granted_at=office.now,
        expires_at=order.expires_at,
    )
    office.session.add(extension)
    office.session.flush()
    covered = [each for each in _covered(office, case, order) if windows.until(each) < order.expires_at]
    for each in covered:
        windows.own[each.unit_id] = order.expires_at
        office.session.add(_window(office, each, extension, windows))
    journal.note_at_unit(
        office,
        unit,
        Act.GRANT_EXTENSION,
        actor,
        order=extension.order_number,
        until=order.expires_at.isoformat(),
        units=len(covered),
        why=extension.reason,
    )
    for tier in EXTENDED:
        if any(each.tier is tier for each in covered):
            _retime(office, extension, tier)
    return extension


def _covered(office: Office, case: Case, order: Order) -> Sequence[Case]:
    """The unit itself, and those below and above it on the tiers that the order carries along."""
    unit = case.unit
    line = [unit.authority_id, unit.province_id]
    near = or_(
        Case.unit_id.in_([each for each in line if each is not None]),
        Case.unit_id == case.unit_id,
        Case.authority_id == case.unit_id,
        Case.province_id == case.unit_id,
    )
    wanted = select(Case).where(Case.round_id == case.round_id, near)
    wanted = wanted.where(or_(Case.unit_id == case.unit_id, Case.tier.in_(order.carried & set(EXTENDED))))
    return office.session.scalars(wanted.order_by(Case.id)).all()


def _window(office: Office, case: Case, extension: Extension, windows: _Windows) -> Window:
    return Window(
        round_id=case.round_id,
        tier=case.tier,
        unit_id=case.unit_id,
        opens_at=windows.opens_at(case, office.now),
        due_at=extension.expires_at,
        closes_at=extension.expires_at,
        opens_by=extension.order_number,
        due_by=extension.order_number,
        closes_by=extension.order_number,
        extension_id=extension.id,
    )


def _retime(office: Office, extension: Extension, tier: Tier) -> None:
    retiming.begin(
        office,
        Retiming(
            round_id=extension.round_id,
            tier=tier,
            extension_id=extension.id,
            notice="extension_granted",
            made_at=office.now,
        ),
    )
