"""Brings a database to the schema this code needs, by the numbered migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

PLACE = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(PLACE))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The last migration of this code, as checked in beside the migrations."""
    return (PLACE / "head").read_text().strip()


def standing(connection: Connection) -> str | None:
    """The last migration this database has seen."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def script_heads() -> list[str]:
    return list(ScriptDirectory.from_config(_config()).get_heads())
