"""`lec db`: brings the database to the schema that this program needs."""

import click

from config.command.installation import plain_settings
from config.wiring import build
from processes.records import schema


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Make the database, or bring it to the schema of this program; what is recorded stays."""
    house = build(plain_settings())
    with house.database.engine.connect() as connection:
        before = schema.standing(connection)
    if before != schema.head():
        house.upgrade()
        click.echo(f"The database stands at {schema.head()} (before: {before or 'empty'}).")
    house.database.engine.dispose()


commands = [db]
