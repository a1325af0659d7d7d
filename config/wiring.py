"""Puts the parts together: database, clock, diagrams, cipher; the one place that reads the clock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from config.database import Database, open_engine
from config.keys import Keys, read_keys
from config.settings import ROOT, Settings
from processes.acts import closing
from processes.acts.office import Clock, DiagramShelf, Office
from processes.engine.diagrams import read_diagram
from processes.engine.floor import RawEngine
from processes.records import schema
from processes.records.scope import HOUSE, SCOPE
from processes.terms import Reason, Refused

# Unique keys that two officers may reach for at once; SQLite names table and column, PostgreSQL the key.
RACED = (
    "work_item.case_id",
    "uq_work_item_case_id",
    "confirmation.",
    "uq_confirmation",
    "reopening_request.",
    "uq_reopening_request",
    "enrolment.learner_id",
    "uq_enrolment_standing",
    "figures_taken.",
    "uq_figures_taken",
    "report_view.",
    "uq_report_view",
    "form_draft.",
    "uq_form_draft",
    "follow_up.enrolment_id",
    "ix_follow_up_enrolment_id",
    "duplicate_case.enrolment_id",
    "diagram_edition.diagram",
    "uq_diagram_edition",
    "uq_duplicate_case_open",
)
GUARD = "window closed"  # what the database's own triggers say (migration 0005)


@dataclass
class House:
    """An installation, ready to work."""

    settings: Settings
    database: Database
    keys: Keys
    clock: Clock
    shelf: DiagramShelf = field(default_factory=DiagramShelf)

    @contextmanager
    def office(self, session: Session | None = None) -> Iterator[Office]:
        """One unit of work under the house's scope: kept as a whole, or not at all."""
        within = session or self.database.session()
        scope = within.info.get(SCOPE)
        try:
            with self.database.work(within):
                within.info[SCOPE] = HOUSE
                yield Office(within, self.clock, self.shelf, self.keys.cipher, self.clock(within))
        except Refused as refusal:
            if refusal.reason is Reason.WINDOW_CLOSED:
                self._close_what_is_due()
            raise
        except (StaleDataError, DBAPIError) as error:
            if reason := _lost_race(error):
                raise Refused(reason) from error
            raise
        finally:
            within.info[SCOPE] = scope
            if session is None:
                within.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that looks at everything and keeps nothing."""
        session = self.database.session()
        session.info[SCOPE] = HOUSE
        try:
            yield session
        finally:
            session.close()

    @property
    def words(self) -> str:
        """What a diagram may name, as text."""
        return diagram_words()

    def upgrade(self) -> None:
        with self.database.engine.begin() as connection:
            schema.upgrade(connection)

    def _close_what_is_due(self) -> None:
        # A refused write closes the window itself, so that the lock needs no clock to be running.
        with self.office() as office:
            closing.close_all_due(office)


def _lost_race(error: StaleDataError | DBAPIError) -> Reason | None:
    """What the officer is told when another was faster; None when the fault is ours."""
    if isinstance(error, StaleDataError):
        return Reason.STALE_PAGE
    if GUARD in str(error.orig):
        return Reason.WINDOW_CLOSED
    raced = isinstance(error, IntegrityError) and any(key in str(error.orig) for key in RACED)
    return Reason.STALE_PAGE if raced else None


def build(settings: Settings, engine: Engine | None = None, clock: Clock | None = None) -> House:
    """The house over a database; by default its clock is the one that all writers of the database share."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    engine = engine or open_engine(settings.database_url, settings.threads)
    database = Database(engine)
    keys = read_keys(settings.instance, settings.secret_key)
    return House(settings, database, keys, clock or database.now)


@lru_cache(maxsize=1)
def diagram_words() -> str:
    """The text of `words.toml`, which ships with the program."""
    return (ROOT / "bpmn" / "words.toml").read_text(encoding="utf-8")


def fixed(moment: datetime) -> Clock:
    """A clock that stands, for tests, the demonstration and the rehearsal."""
    return lambda _session: moment


def raw_engine(source: bytes, facts: Mapping[str, object], now: datetime) -> RawEngine:
    """The baseline of the bench: plain SpiffWorkflow on the same diagram, without rows."""
    return RawEngine(read_diagram(source), facts, now)
