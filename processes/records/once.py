"""Writes rows past the unit of work: those that may already be there, and those that nobody reads back."""

from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from processes.records.base import Record
from processes.records.prepared import Change


def insert_once(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """Insert the rows, leaving out those that a unique key already holds."""
    if len(rows) == 1:
        _one(record, tuple(rows[0]), session.get_bind().dialect.name).run(session, rows[0])
    elif rows:
        connection = session.connection()
        connection.execute(_statement(record, connection.dialect.name), rows)


def append(session: Session, record: type[Record], row: dict[str, Any]) -> None:
    """Insert a row that this work will not look at again: a third of what the unit of work would cost."""
    _one(record, tuple(row)).run(session, row)


def append_all(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """The same with many rows of one kind, in one statement: of each the same columns."""
    if rows:
        _one(record, tuple(rows[0])).run_many(session, rows)


@cache
def _one(record: type[Record], columns: tuple[str, ...], once_on: str = "") -> Change:
    return Change((_statement(record, once_on) if once_on else _plain(record)).inline(), columns)


@cache
def _plain(record: type[Record]) -> Insert:
    return insert(_table(record))


def _table(record: type[Record]) -> Table:
    return Record.metadata.tables[record.__tablename__]


@cache
def _statement(record: type[Record], dialect: str) -> Insert:
    upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return upsert(_table(record)).on_conflict_do_nothing()
