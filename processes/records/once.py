"""Writes a row that may already be there, without a race and without an error."""

from functools import cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from processes.records.base import Record


def insert_once(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """Insert the rows, leaving out those that a unique key already holds."""
    if rows:
        session.execute(_statement(record, session.get_bind().dialect.name), rows)


@cache
def _statement(record: type[Record], dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(record).on_conflict_do_nothing()
