"""`lec verify`: whether everything confirmed and written down is still what it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from config.command.installation import standing_house
from config.wiring import House
from processes.acts import verifying


@click.command()
def verify() -> None:
    """Recompute every digest; exit 1 and name the first row that was changed, put in or taken away."""
    with standing_house() as house, _snapshot(house) as session:
        counted, fault = verifying.verify(session, house.keys.cipher)
    if fault is not None:
        raise click.ClickException(f"Broken: {fault}")
    click.echo(
        f"Whole: {counted.confirmations:,} confirmations, "
        f"{counted.entries:,} journal entries in {counted.chains:,} chains, "
        f"{counted.datasets:,} sets of frozen figures."
    )


@contextmanager
def _snapshot(house: House) -> Iterator[Session]:
    """A session that sees one moment throughout; on SQLite every transaction does."""
    with house.reading() as session:
        if not house.database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


commands = [verify]
