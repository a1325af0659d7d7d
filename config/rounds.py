"""Rounds as letters order them: reads a round's file, moves it to other days, enters it into the house."""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from config.settings import ROOT
from processes.acts import publishing
from processes.acts.office import CLOCK, Office
from processes.acts.publishing import Drawn
from processes.records.rounds import DiagramEdition, Round, Window
from processes.terms import DiagramKey, Tier

LETTERS = ROOT / "config" / "rounds"
DIAGRAMS = ROOT / "bpmn"
SHIPPED = "shipped with the program"


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """When a tier may record, and the paragraph that each date comes from."""

    tier: Tier
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    opens_by: str
    due_by: str
    closes_by: str


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round before it is entered: its letter and a window for every tier."""

    academic_year: int  # Buddhist era
    number: int
    letter: str
    letter_text: str
    windows: tuple[WindowPlan, ...]

    @property
    def opens_at(self) -> datetime:
        return min(window.opens_at for window in self.windows)

    @property
    def closes_at(self) -> datetime:
        return max(window.closes_at for window in self.windows)


def read_round(name: str = "2565-2") -> RoundPlan:
    """The round of `config/rounds/<name>.toml`; raises ValueError when it is not whole."""
    return plan_from((LETTERS / f"{name}.toml").read_text(encoding="utf-8"))


def plan_from(text: str) -> RoundPlan:
    table = tomllib.loads(text)
    windows = table.pop("windows")
    if missing := set(Tier) - set(windows):
        raise ValueError(f"no window for {', '.join(sorted(missing))}")
    plans = tuple(WindowPlan(tier=tier, **windows[tier]) for tier in Tier)
    for plan in plans:
        if any(each.tzinfo is None for each in (plan.opens_at, plan.due_at, plan.closes_at)):
            raise ValueError(f"a date of {plan.tier} does not say its time zone")
        if not plan.opens_at < plan.due_at <= plan.closes_at:
            raise ValueError(f"the dates of {plan.tier} are out of order")
    table["letter_text"] = table["letter_text"].strip()
    return RoundPlan(windows=plans, **table)


def shifted(plan: RoundPlan, days: int) -> RoundPlan:
    """The same round so many whole days later, at the same hours; the academic year stays."""
    return _moved(plan, timedelta(days=days))


def closing_at(plan: RoundPlan, moment: datetime) -> RoundPlan:
    """The same round, moved such that it closes at this moment."""
    return _moved(plan, moment - plan.closes_at)


def _moved(plan: RoundPlan, by: timedelta) -> RoundPlan:
    windows = tuple(
        replace(each, opens_at=each.opens_at + by, due_at=each.due_at + by, closes_at=each.closes_at + by)
        for each in plan.windows
    )
    return replace(plan, windows=windows)


def enter(office: Office, plan: RoundPlan, real: bool = True) -> Round:
    """Put the round into the house with its windows and the shipped diagrams; one already there stays."""
    publish_shipped(office)
    wanted = select(Round).filter_by(academic_year=plan.academic_year, number=plan.number)
    round_ = office.session.scalars(wanted).one_or_none()
    if round_ is None:
        round_ = Round(
            academic_year=plan.academic_year,
            number=plan.number,
            letter=plan.letter,
            letter_text=plan.letter_text,
            real=real,
            windows=[_window(each) for each in plan.windows],
        )
        office.session.add(round_)
        office.session.flush()
    return round_


def _window(plan: WindowPlan) -> Window:
    return Window(
        tier=plan.tier,
        opens_at=plan.opens_at,
        due_at=plan.due_at,
        closes_at=plan.closes_at,
        opens_by=plan.opens_by,
        due_by=plan.due_by,
        closes_by=plan.closes_by,
    )


def publish_shipped(office: Office, folder: Path = DIAGRAMS) -> list[DiagramEdition]:
    """Publish the diagrams that ship with the program where their bytes are new; returns the new editions."""
    words = (folder / "words.toml").read_text(encoding="utf-8")
    drawn = [Drawn(key, (folder / f"{key}.bpmn").read_bytes(), SHIPPED) for key in DiagramKey]
    return [
        publishing.publish(office, CLOCK, each, words) for each in drawn if publishing.is_new(office, each)
    ]
