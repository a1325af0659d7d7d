"""Writes rows past the unit of work: those that may already be there, and those that nobody reads back."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from processes.records.base import Record


def insert_once(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """Insert the rows, leaving out those that a unique key already holds."""
    if rows:
        connection = session.connection()
        connection.execute(_statement(record, connection.dialect.name), rows)


def append(session: Session, record: type[Record], row: dict[str, Any]) -> None:
    """Insert a row that this work will not look at again: a third of what the unit of work would cost."""
    session.connection().execute(_plain(record), row)


def append_all(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """The same with many rows of one kind, in one statement."""
    if rows:
        session.connection().execute(_plain(record), rows)


@cache
def _plain(record: type[Record]) -> Executable:
    return insert(_table(record))


def _table(record: type[Record]) -> Table:
    return Record.metadata.tables[record.__tablename__]


@cache
def _statement(record: type[Record], dialect: str) -> Executable:
    upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return upsert(_table(record)).on_conflict_do_nothing()
