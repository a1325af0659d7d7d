"""What an act works with: a session, the moment, the diagrams, the cipher; and who is acting."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from processes.engine.diagrams import Diagram, read_diagram
from processes.records import busiest
from processes.records.cases import Case
from processes.records.prepared import Question
from processes.records.rounds import DiagramEdition, InternalDeadline, Round, Window
from processes.records.scope import HOUSE, SCOPE, Scope
from processes.records.units import Unit
from processes.reports.windows import roll_is_open
from processes.rules.permissions import obstacle
from processes.rules.sealing import Cipher
from processes.rules.situations import Situation, WindowState
from processes.terms import COUNTRY, Act, Reason, Refused, Role, Tier

Clock = Callable[[Session], datetime]
Row = TypeVar("Row")


class Hours(NamedTuple):
    """A unit's instants, as they stood when its window was locked; `due_at` heeds an internal deadline."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    extended: bool = False  # by an order for this unit alone


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


class _WindowRow(NamedTuple):
    """A window, with the authority's own date where the unit has one."""

    tier: Tier
    unit_id: int | None
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    internal: datetime | None


# Statements of every act are built once: building them costs as much as running them.
_OWN_DATE = (
    select(InternalDeadline.due_at)
    .where(InternalDeadline.round_id == bindparam("round"))
    .where(InternalDeadline.authority_id == bindparam("authority"))
    .where(or_(InternalDeadline.unit_id.is_(None), InternalDeadline.unit_id == bindparam("unit")))
    .order_by(InternalDeadline.unit_id.is_(None))  # the unit's own date comes before that of all
    .limit(1)
)
_HOURS = (Window.tier, Window.unit_id, Window.opens_at, Window.due_at, Window.closes_at, Window.closed_at)
WINDOWS = Question(
    select(*_HOURS, _OWN_DATE.scalar_subquery().label("internal"))
    .where(Window.round_id == bindparam("round"))
    .where(
        or_(
            Window.unit_id.is_(None),
            Window.unit_id.in_((bindparam("unit"), bindparam("authority"), bindparam("province"))),
        )
    )
    .order_by(Window.id)
    .with_for_update(read=True, of=Window)
)
WINDOWS_OF_MANY = (
    select(*_HOURS)
    .where(Window.round_id == bindparam("round"))
    .where(or_(Window.unit_id.is_(None), Window.unit_id.in_(bindparam("units", expanding=True))))
    .order_by(Window.id)
    .with_for_update(read=True, of=Window)
)
DATES_OF_MANY = (
    select(InternalDeadline.authority_id, InternalDeadline.unit_id, InternalDeadline.due_at)
    .where(InternalDeadline.round_id == bindparam("round"))
    .where(InternalDeadline.authority_id.in_(bindparam("authorities", expanding=True)))
)
UNIT_COLUMNS = (
    Unit.code,
    Unit.kind,
    Unit.tier,
    Unit.name,
    Unit.parent_id,
    Unit.authority_id,
    Unit.province_id,
)
LOCKED_CASE_OPTIONS = (joinedload(Case.unit, innerjoin=True).load_only(*UNIT_COLUMNS),)

CLOCK = Actor(None, "", "", 0, Tier.DEPARTMENT, frozenset())


class DiagramShelf:
    """Diagrams by edition, and names of rounds: they never change, so each is read once a process."""

    def __init__(self) -> None:
        self._read: dict[int, Diagram] = {}
        self._rounds: dict[int, str] = {}

    def round_name(self, session: Session, round_id: int) -> str:
        """The round as receipts name it, `2565-2`."""
        if round_id not in self._rounds:
            round_ = session.get_one(Round, round_id)
            self._rounds[round_id] = f"{round_.academic_year}-{round_.number}"
        return self._rounds[round_id]

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
    hours: dict[tuple[int, int], Hours] = field(default_factory=dict)  # of a unit in a round

    @property
    def waits_for_locks(self) -> bool:
        """Whether a row may change while its lock is waited for; SQLite has one writer, so none does."""
        return self.session.get_bind().dialect.name != "sqlite"

    @property
    def today(self) -> date:
        """The day on the country's calendar, which is not yet that of UTC before seven in the morning."""
        return self.now.astimezone(COUNTRY).date()

    def diagram(self, case: Case) -> Diagram:
        return self.shelf.of(self.session, case.edition_id)

    def lock_window(self, case: Case) -> Hours:
        """The window the case stands in, held against the close until this work is kept."""
        found = self.hours.get((case.round_id, case.unit_id))
        if found is None:
            given = {"round": case.round_id, **_places(case)}
            rows = [_WindowRow._make(row) for row in WINDOWS.rows(self.session, given)]
            for tier, unit_id in _places_above(case).items():
                self.hours.setdefault((case.round_id, unit_id), _governing(rows, tier, unit_id))
            self.now = max(self.now, self.clock(self.session))
            found = self.hours[case.round_id, case.unit_id]
            if rows[0].internal is not None:
                found = self.hours[case.round_id, case.unit_id] = _brought_forward(found, rows[0].internal)
        return found

    def lock_windows(self, cases: Sequence[Case]) -> None:
        """The same for a batch of one round, with two statements however many they are."""
        if not cases:
            return
        round_id = cases[0].round_id
        places = {"round": round_id, "units": [case.unit_id for case in cases]}
        rows = self.session.execute(WINDOWS_OF_MANY, places).all()
        given = {"round": round_id, "authorities": sorted({case.authority_id or 0 for case in cases})}
        dates = {tuple(row[:2]): row.due_at for row in self.session.execute(DATES_OF_MANY, given)}
        for case in cases:
            found = _governing(rows, case.tier, case.unit_id)
            own = dates.get((case.authority_id, case.unit_id)) or dates.get((case.authority_id, None))
            is_below = case.tier is Tier.INSTITUTION
            self.hours[round_id, case.unit_id] = _brought_forward(found, own) if own and is_below else found
        self.now = max(self.now, self.clock(self.session))

    def assume(self, case: Case, window: Window) -> None:
        """Take a window as known: of a round that only opens now, or of one whose close is settled."""
        hours = Hours(window.opens_at, window.due_at, window.closes_at, window.closed_at)
        self.hours[case.round_id, case.unit_id] = hours

    def window_state(self, window: Hours) -> WindowState:
        if window.closed_at is not None or self.now >= window.closes_at:
            return WindowState.CLOSED
        return WindowState.NOT_YET if self.now < window.opens_at else WindowState.OPEN

    def is_between_rounds(self, case: Case, window: Hours) -> bool:
        """Whether the roll is open though the case's round is closed; no round opens meanwhile (F3)."""
        if case.ended_at is None or self.window_state(window) is not WindowState.CLOSED:
            return False
        wanted = select(Round).filter_by(id=case.round_id).with_for_update(read=True)
        round_ = self.session.scalars(wanted.execution_options(populate_existing=True)).one()
        return roll_is_open(self.session, round_, self.now)

    def allow(self, act: Act, actor: Actor, case: Case, **more: object) -> None:
        """Raise `Refused` with the first reason that stands in the way, having locked the window."""
        self.allow_in(self.lock_window(case), act, actor, case, more)

    def allow_in(self, window: Hours, act: Act, actor: Actor, case: Case, more: dict[str, object]) -> None:
        """The same within the window of another case than that acted upon."""
        situation = Situation(
            tier=case.tier,
            roles=actor.roles if actor.unit_id == case.unit_id else frozenset(),
            roles_above=actor.roles if actor.unit_id == case.unit.parent_id else frozenset(),
            administers=actor.administers,
            window=self.window_state(window),
            between_rounds=self.is_between_rounds(case, window),
            suspended=case.suspended_at is not None,
            **more,  # type: ignore[arg-type]
        )
        if reason := obstacle(act, situation):
            raise Refused(reason, **particulars(reason, case, window, more))

    def lock_case(self, case_id: int) -> Case:
        """The case as it stands now, locked against other writers; callers lock the lowest tier first."""
        return busiest.locked_case(self.session, case_id)

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


def _places(case: Case) -> dict[str, int | None]:
    """Whose windows a case looks at; only an institution has an internal date of its authority."""
    authority = case.authority_id if case.tier is Tier.INSTITUTION else None
    return {"unit": case.unit_id, "authority": authority, "province": case.province_id}


def _places_above(case: Case) -> dict[Tier, int]:
    above = {
        Tier.PROVINCE: case.province_id,
        Tier.LOCAL_AUTHORITY: case.authority_id,
        case.tier: case.unit_id,
    }
    return {tier: unit_id for tier, unit_id in above.items() if unit_id is not None}


def _governing(rows: Sequence[Any], tier: Tier, unit_id: int) -> Hours:
    """The window that is open longest: the tier's, or one that an order gave the unit alone (X5)."""
    found = [row for row in rows if row.tier is tier and row.unit_id in {None, unit_id}]
    if not found:
        raise LookupError(f"no window for {tier}")
    last = max(found, key=lambda row: (row.closes_at, row.unit_id is not None))
    return Hours(last.opens_at, last.due_at, last.closes_at, last.closed_at, last.unit_id is not None)


def _brought_forward(hours: Hours, internal: datetime) -> Hours:
    """Late from the authority's own date on, if it lies before the tier's (letter 5, note)."""
    if hours.extended or internal >= hours.due_at:
        return hours
    return hours._replace(due_at=internal)


def particulars(reason: Reason, case: Case, window: Hours, more: dict[str, object]) -> dict[str, object]:
    """What the sentence of the refusal names: the unit, the case, the moment or the numbers in the way."""
    if reason is Reason.CASE_SUSPENDED:
        return suspension(case)
    moment = {
        Reason.WINDOW_CLOSED: window.closes_at,
        Reason.WINDOW_NOT_OPEN: window.opens_at,
        Reason.BEYOND_OWN_DUE: window.due_at,
    }.get(reason)
    return {"case_id": case.id, "unit": case.unit.name, "moment": moment, **more}


def suspension(case: Case) -> dict[str, object]:
    """Which case is suspended, since when, by whom, and why."""
    return {
        "case_id": case.id,
        "unit": case.unit.name,
        "moment": case.suspended_at,
        "officer_id": case.suspended_by,
        "why": case.suspended_why or "",
    }
