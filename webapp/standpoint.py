"""Where a page about a unit stands: the unit, its case and window in the round, and who looks at it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, suspension
from processes.records.cases import Case
from processes.records.rounds import Round, Window
from processes.records.units import Unit
from processes.reports.dates import internal_deadline_of
from processes.reports.rounds import round_in_view, window_for
from processes.reports.standing import case_in_view
from processes.reports.units import unit_within
from processes.reports.windows import roll_is_open
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation, WindowState
from processes.terms import Act, Reason, Refused, Role, Standing, Stream, Tier
from webapp.door import now, reading
from webapp.sentences import sentence
from webapp.suspensions import suspension_of
from webapp.visitors import actor


@dataclass
class Standpoint:
    """A unit as the signed-in officer sees it."""

    unit: Unit
    actor: Actor

    @cached_property
    def case(self) -> Case | None:
        return case_in_view(reading(), self.unit.id)

    @cached_property
    def round(self) -> Round | None:
        return self.case.round if self.case else round_in_view(reading())

    @cached_property
    def window(self) -> Window | None:
        return window_for(reading(), self.round.id, self.unit) if self.round and self.unit.tier else None

    @cached_property
    def internal_due(self) -> datetime | None:
        """The date that the authority set for this institution within its own (F9)."""
        if self.round is None or self.unit.tier is not Tier.INSTITUTION:
            return None
        return internal_deadline_of(reading(), self.round.id, self.unit)

    @property
    def round_id(self) -> int:
        return self.round.id if self.round else 0

    @property
    def is_mine(self) -> bool:
        return self.actor.unit_id == self.unit.id

    @property
    def is_directly_below(self) -> bool:
        return self.actor.unit_id == self.unit.parent_id

    @property
    def answers_here(self) -> bool:
        """Whether the officer is responsible for this unit."""
        return self.is_mine and Role.RESPONSIBLE in self.actor.roles

    @cached_property
    def window_state(self) -> WindowState:
        if self.window is None or now() < self.window.opens_at:
            return WindowState.NOT_YET
        closed = self.window.closed_at is not None or now() >= self.window.closes_at
        return WindowState.CLOSED if closed else WindowState.OPEN

    @cached_property
    def between_rounds(self) -> bool:
        """Whether the roll is open though its round is closed (F3)."""
        if self.case is None or self.case.ended_at is None or self.window_state is not WindowState.CLOSED:
            return False
        return roll_is_open(reading(), self.case.round, now())

    def standing_of(self, stream: Stream) -> Standing:
        if self.case is None:
            return Standing.NOTHING_TO_CONFIRM
        return self.case.standing if stream is Stream.OWN else self.case.other_standing

    def obstacle(self, act: Act, **more: Any) -> Reason | None:
        """What the rules would say if the act were tried now: pages do not offer what is refused."""
        confirmed = self.standing_of(Stream.OWN) is Standing.CONFIRMED
        situation = Situation(
            tier=self.unit.tier or self.actor.tier,
            roles=self.actor.roles if self.is_mine else frozenset(),
            roles_above=self.actor.roles if self.is_directly_below else frozenset(),
            administers=self.actor.administers,
            window=self.window_state,
            between_rounds=self.between_rounds,
            suspended=self.case is not None and self.case.suspended_at is not None,
            **{"confirmed": confirmed, **more},
        )
        return obstacle(act, situation)

    def why_not(self, act: Act, **more: Any) -> str | None:
        """The sentence for it, or None when nothing stands in the way."""
        refusal = self.refusal(act, **more)
        if refusal is None:
            return None
        by = suspension_of(self.case) if refusal.reason is Reason.CASE_SUSPENDED else None
        return sentence(refusal, by.contact.person if by and by.contact else "")

    def refusal(self, act: Act, **more: Any) -> Refused | None:
        """The "no" that the act would raise, with what its sentence names."""
        reason = self.obstacle(act, **more)
        if reason is None:
            return None
        if reason is Reason.CASE_SUSPENDED and self.case is not None:
            return Refused(reason, **suspension(self.case))
        moments = {Reason.WINDOW_CLOSED: "closes_at", Reason.WINDOW_NOT_OPEN: "opens_at"}
        moment = getattr(self.window, moments.get(reason, ""), None)
        return Refused(reason, unit=self.unit.name, moment=moment)


def standpoint(code: str) -> Standpoint:
    """The unit of the address; `UnknownItem` (404) when there is none that the officer may see."""
    me = actor()
    unit = unit_within(reading(), me.scope, code)
    if unit is None:
        raise UnknownItem(0)
    return Standpoint(unit, me)


def case_here(code: str) -> tuple[Standpoint, Case]:
    """The unit with its case of the round that is on; `UnknownItem` when no round was opened for it."""
    here = standpoint(code)
    if here.case is None:
        raise UnknownItem(0)
    return here, here.case
