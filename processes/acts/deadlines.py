"""Moves the dates and terms of a round: by the department, before they are past, with why (F118)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from processes.acts import alarms, journal, retiming
from processes.acts.office import Actor, Office
from processes.records.rounds import Retiming, Round, RoundChange, Window
from processes.records.units import Unit
from processes.rules.checks.terms import UnknownTermError, read_overrides
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation, WindowState
from processes.terms import Act, IfReopened, Refused, Tier

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewDates:
    """When a tier is to be late and locked, by which letter, and why it was moved."""

    due_at: datetime
    closes_at: datetime
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a round asks besides its dates; `rules` is JSON."""

    seen_percent: int
    if_reopened: IfReopened
    roll_open_until: datetime | None
    rules: str


def change_deadline(office: Office, actor: Actor, round_id: int, tier: Tier, wish: NewDates) -> None:
    """Move a tier's due time and close; cases, inboxes and notices follow by the clock (F8, F118)."""
    window = _lock(office, round_id, tier)
    moved = {
        name: (getattr(window, name), becomes)
        for name, becomes in (("due_at", wish.due_at), ("closes_at", wish.closes_at))
        if getattr(window, name) != becomes
    }
    latest = max((becomes for _, becomes in moved.values()), default=office.now)
    _allow(
        Act.CHANGE_DEADLINE,
        Situation(
            administers=actor.administers,
            reason_given=bool(wish.reason.strip() and wish.source.strip()),
            window=_state(office, window),
            ahead=all(becomes > office.now for _, becomes in moved.values()),
            within_a_year=latest <= max(office.now, window.opens_at) + A_YEAR,
            in_order=window.opens_at < wish.due_at <= wish.closes_at,
        ),
        moment=window.closes_at,
    )
    if not moved:
        return
    for name, (was, becomes) in moved.items():
        setattr(window, name, becomes)
        setattr(window, {"due_at": "due_by", "closes_at": "closes_by"}[name], wish.source.strip())
        _keep(office, actor, (round_id, tier, name), (was.isoformat(), becomes.isoformat()), wish.reason)
    _note(office, Act.CHANGE_DEADLINE, actor, round_id, str(tier))
    if office.session.get_one(Round, round_id).opened_at is not None:
        alarms.set_closes(office, round_id, [wish.closes_at])
        retiming.begin(
            office,
            Retiming(round_id=round_id, tier=tier, notice="deadline_changed", made_at=office.now),
        )


def set_round_terms(office: Office, actor: Actor, round_id: int, terms: Terms, reason: str) -> None:
    """Settle how much of a roll must be seen, what counts when reopened, and what is checked otherwise."""
    round_ = office.session.get_one(Round, round_id, with_for_update=True, populate_existing=True)
    moved = {
        name: (getattr(round_, name), getattr(terms, name))
        for name in ("seen_percent", "if_reopened", "roll_open_until", "rules")
        if getattr(round_, name) != getattr(terms, name)
    }
    until = terms.roll_open_until if "roll_open_until" in moved else None
    _allow(
        Act.SET_ROUND_TERMS,
        Situation(
            administers=actor.administers,
            reason_given=bool(reason.strip()),
            terms_fit=1 <= terms.seen_percent <= 100 and _are_rules(terms.rules),
            ahead=until is None or until > office.now,
            within_a_year=until is None or until <= office.now + A_YEAR,
        ),
    )
    for name, (was, becomes) in moved.items():
        setattr(round_, name, becomes)
        _keep(office, actor, (round_id, None, name), (_text(was), _text(becomes)), reason)
    if moved:
        _note(office, Act.SET_ROUND_TERMS, actor, round_id, " ".join(moved))


def _lock(office: Office, round_id: int, tier: Tier) -> Window:
    """The tier's window, held against its writers and its close; the moment is read once it is held."""
    wanted = select(Window).filter_by(round_id=round_id, tier=tier, unit_id=None).with_for_update()
    window = office.session.scalars(wanted.execution_options(populate_existing=True)).one()
    office.now = max(office.now, office.clock(office.session))
    return window


def _state(office: Office, window: Window) -> WindowState:
    if window.closed_at is not None or office.now >= window.closes_at:
        return WindowState.CLOSED
    return WindowState.NOT_YET if office.now < window.opens_at else WindowState.OPEN


def _allow(act: Act, situation: Situation, **details: object) -> None:
    if reason := obstacle(act, situation):
        raise Refused(reason, **details)


def _are_rules(text: str) -> bool:
    try:
        read_overrides(text)
    except UnknownTermError:
        return False
    return True


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _keep(
    office: Office, actor: Actor, where: tuple[int, Tier | None, str], what: tuple[str, str], why: str
) -> None:
    round_id, tier, field = where
    office.session.add(
        RoundChange(
            round_id=round_id,
            tier=tier,
            field=field,
            was=what[0],
            becomes=what[1],
            reason=why.strip(),
            changed_by=actor.officer_id,
            changed_at=office.now,
        )
    )


def _note(office: Office, act: Act, actor: Actor, round_id: int, what: str) -> None:
    unit = office.session.get_one(Unit, actor.unit_id)
    office.session.flush()
    journal.note_at_unit(office, unit, act, actor, round=round_id, what=what)
