"""Writes a row that may already be there, without a race and without an error."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from processes.records.base import Record


def insert_once(session: Session, record: type[Record], rows: list[dict[str, Any]]) -> None:
    """Insert the rows, leaving out those that a unique key already holds."""
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(record).on_conflict_do_nothing(), rows)
