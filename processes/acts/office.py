"""What an act works with: a session, the moment, the diagrams, the cipher; and who is acting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from processes.engine.diagrams import Diagram, read_diagram
from processes.records.cases import Case
from processes.records.rounds import DiagramEdition, Window
from processes.records.scope import HOUSE, SCOPE, Scope
from processes.rules.permissions import Situation, WindowState, obstacle
from processes.rules.sealing import Cipher
from processes.terms import Act, Reason, Refused, Role, Tier

Clock = Callable[[Session], datetime]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Actor:
    """The named person who acts, for which unit, in which roles; the clock is nobody's officer."""

    officer_id: int | None
    name: str
    position: str
    unit_id: int
    tier: Tier
    roles: frozenset[Role]

    @property
    def scope(self) -> Scope:
        return Scope(self.tier, self.unit_id)

    @property
    def administers(self) -> bool:
        return self.tier is Tier.DEPARTMENT and Role.ADMINISTRATOR in self.roles


CLOCK = Actor(None, "", "", 0, Tier.DEPARTMENT, frozenset())


class DiagramShelf:
    """Diagrams by edition: an edition never changes, so it is read once a process."""

    def __init__(self) -> None:
        self._read: dict[int, Diagram] = {}

    def of(self, session: Session, edition_id: int) -> Diagram:
        if edition_id not in self._read:
            source = session.scalars(select(DiagramEdition.source).filter_by(id=edition_id)).one()
            self._read[edition_id] = read_diagram(source.encode())
        return self._read[edition_id]


@dataclass
class Office:
    """One unit of work. `now` is read again after a window's lock, from the clock that was handed in."""

    session: Session
    clock: Clock
    shelf: DiagramShelf
    cipher: Cipher
    now: datetime
    windows: dict[tuple[int, Tier, int], Window] = field(default_factory=dict)

    @property
    def waits_for_locks(self) -> bool:
        """Whether a row may change while its lock is waited for; SQLite has one writer, so none does."""
        return self.session.get_bind().dialect.name != "sqlite"

    def diagram(self, case: Case) -> Diagram:
        return self.shelf.of(self.session, case.edition_id)

    def lock_window(self, case: Case) -> Window:
        """The window the case stands in, held against the close until this work is kept."""
        key = (case.round_id, case.tier, case.unit_id)
        if key not in self.windows:
            wanted = (
                select(Window)
                .filter_by(round_id=case.round_id, tier=case.tier)
                .where(or_(Window.unit_id.is_(None), Window.unit_id == case.unit_id))
                .order_by(Window.closes_at.desc())
                .with_for_update(read=True)
                .execution_options(populate_existing=True)
            )
            self.windows[key] = self.session.scalars(wanted).first() or _missing(case)
            self.now = max(self.now, self.clock(self.session))
        return self.windows[key]

    def window_state(self, window: Window) -> WindowState:
        if window.closed_at is not None or self.now >= window.closes_at:
            return WindowState.CLOSED
        return WindowState.NOT_YET if self.now < window.opens_at else WindowState.OPEN

    def allow(self, act: Act, actor: Actor, case: Case, **more: object) -> None:
        """Raise `Refused` with the first reason that stands in the way, having locked the window."""
        window = self.lock_window(case)
        situation = Situation(
            tier=case.tier,
            roles=actor.roles if actor.unit_id == case.unit_id else frozenset(),
            roles_above=actor.roles if actor.unit_id == case.unit.parent_id else frozenset(),
            administers=actor.administers,
            window=self.window_state(window),
            **more,  # type: ignore[arg-type]
        )
        if reason := obstacle(act, situation):
            raise Refused(reason, **_particulars(reason, case, window, more))

    def lock_case(self, case_id: int) -> Case:
        """The case as it stands now, locked against other writers; callers lock the lowest tier first."""
        wanted = (
            select(Case)
            .filter_by(id=case_id)
            .with_for_update(of=Case)
            .execution_options(populate_existing=True)
        )
        return self.session.scalars(wanted).one()

    @contextmanager
    def seen_by(self, actor: Actor) -> Iterator[Session]:
        """The session as the actor's own units bound it: what a door looks up, it looks up here."""
        self.session.info[SCOPE] = actor.scope
        try:
            yield self.session
        finally:
            self.session.info[SCOPE] = HOUSE

    def visible(self, actor: Actor, wanted: Select[Row]) -> Row | None:
        with self.seen_by(actor) as session:
            return session.scalars(wanted).one_or_none()


def _missing(case: Case) -> Window:
    raise LookupError(f"round {case.round_id} has no window for {case.tier}")


def _particulars(reason: Reason, case: Case, window: Window, more: dict[str, object]) -> dict[str, object]:
    """What the sentence of the refusal names: the unit, the case, the moment or the numbers in the way."""
    moment = {Reason.WINDOW_CLOSED: window.closes_at, Reason.WINDOW_NOT_OPEN: window.opens_at}.get(reason)
    return {"case_id": case.id, "unit": case.unit.name, "moment": moment, **more}
