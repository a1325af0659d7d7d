"""Runs the numbered migrations on the connection that the wiring hands in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    if kind == "type" and type(thing).__name__ == "Moment":
        return "moment()"
    if kind == "type" and type(thing).__name__ == "Enum":
        return f"sa.String(length={thing.length})"
    return False


def include_object(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    tables = context.config.attributes.get("tables")
    return kind != "table" or tables is None or name in tables


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_item=render_item,
    include_object=include_object,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
