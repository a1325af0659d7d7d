"""The house that a command works in: its database must stand, and be at the schema of this program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import make_url
from sqlalchemy.exc import NoResultFound

from config.settings import Settings, read_settings
from config.wiring import House, build
from processes.acts.office import Actor, Office
from processes.acts.people import actor_named
from processes.records import schema

as_officer = click.option(
    "--as", "username", required=True, metavar="ACCOUNT", help="Whose act it is, by sign-in name."
)


def plain_settings() -> Settings:
    """The settings, or a sentence about the one that cannot be read."""
    try:
        return read_settings()
    except ValueError as error:
        raise click.ClickException(f"A setting cannot be read: {error}.") from error


@contextmanager
def standing_house() -> Iterator[House]:
    """The house, its database made and upgraded; otherwise a sentence that says what to run."""
    settings = plain_settings()
    _find_file(settings)
    house = build(settings)
    try:
        _look_at_schema(house)
        yield house
    finally:
        house.database.engine.dispose()


def named_actor(office: Office, username: str) -> Actor:
    try:
        return actor_named(office, username)
    except (LookupError, NoResultFound) as error:
        raise click.ClickException(f"No officer with the account {username} is appointed.") from error


def _find_file(settings: Settings) -> None:
    # SQLite would make an empty file of it, and the next command would find a database without tables.
    if settings.is_sqlite:
        place = Path(make_url(settings.database_url).database or "")
        if not place.exists():
            raise click.ClickException(f"There is no database at {place}. Run: lec db upgrade")


def _look_at_schema(house: House) -> None:
    with house.database.engine.connect() as connection:
        at = schema.standing(connection)
    if at is None:
        raise click.ClickException("The database is empty. Run: lec db upgrade")
    if at != schema.head():
        raise click.ClickException(
            f"The database stands at {at}, this program needs {schema.head()}. Run: lec db upgrade"
        )
