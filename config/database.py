"""Opens the database as the house needs it: SQLite with one fair writer, or PostgreSQL with row locks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import TimeoutError as WaitedTooLongError
from sqlalchemy.orm import Session

WRITE = "lec_write"
LONGEST_WAIT = 5.0  # seconds: whoever waits at the rush is told early that nothing was kept
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL may lose the last acknowledged confirmations when the power goes
    "busy_timeout=15000",
    "foreign_keys=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
)


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """What `create_engine` and Flask-SQLAlchemy are given for this database."""
    if url.startswith("sqlite"):
        return {"pool_size": 2 * threads, "max_overflow": 2 * threads}
    return {
        "pool_size": threads,
        "max_overflow": 2,
        "pool_timeout": 20,
        "pool_recycle": 1800,
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 5,
            "application_name": "lec",
            "options": "-c statement_timeout=15000 -c lock_timeout=5000"
            " -c idle_in_transaction_session_timeout=15000 -c timezone=UTC",
        },
    }


def open_engine(url: str, threads: int = 8) -> Engine:
    engine = create_engine(url, **engine_options(url, threads))
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Make SQLite say its own BEGIN, immediate for writes, with the settings that lose nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy, not sqlite3, emits BEGIN
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE)
        # Past SQLAlchemy, which takes four times as long over it as SQLite; every page and task begins so.
        connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """An engine and the one way to write through it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite's busy handler is unfair: a lock in front of it cuts the tail tenfold.
        self._lock = threading.Lock()

    def session(self) -> Session:
        return Session(self.engine, autoflush=False, expire_on_commit=False)

    @contextmanager
    def work(self, session: Session) -> Iterator[Session]:
        """One unit of work: what was read is read again under the lock; all of it is kept, or none."""
        session.rollback()
        with self._writing() if self.is_sqlite else nullcontext():
            try:
                session.connection(execution_options={WRITE: True})
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The writer's turn; raises `WaitedTooLongError`, of which the web makes an honest 503."""
        if not self._lock.acquire(timeout=LONGEST_WAIT):
            raise WaitedTooLongError("another write has held the database for too long")
        try:
            yield
        finally:
            self._lock.release()

    def now(self, session: Session) -> datetime:
        """The moment by the clock that all writers of this database share."""
        if self.is_sqlite:
            return datetime.now(UTC)
        moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
