"""`lec demo`: loads the demonstration round, and prints the accounts to sign in with."""

import re
from datetime import UTC, datetime, timedelta

import click

from config.demo import fresh
from config.demo.accounts import accounts
from config.demo.building import Demonstration
from config.demo.fresh import Holding, Wanted
from config.settings import read_settings
from config.wiring import build

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> timedelta | None:
    """`90s`, `5m`, `2h` or `3d`."""
    if typed is None:
        return None
    found = re.fullmatch("([1-9][0-9]{0,4})([smhd])", typed.strip())
    if not found:
        raise click.BadParameter("say it as 90s, 5m, 2h or 3d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


@click.command()
@click.option("--closes-in", callback=_duration, help="Let the round close that soon: 5m, 2h, 3d.")
@click.option(
    "--again", is_flag=True, help="Build it anew in place of the one there; stop the server before."
)
def demo(closes_in: timedelta | None, again: bool) -> None:
    """Load an invented round of Udon Thani, with units at every stage."""
    settings = read_settings()
    house = build(settings)
    house.upgrade()
    there = fresh.holding(house)
    house.database.engine.dispose()
    if there is Holding.WORK:
        raise click.ClickException("The database holds units that are no demonstration; nothing was changed.")
    if there is Holding.DEMONSTRATION and not again:
        click.echo("The demonstration is there already; nothing was changed (--again builds it anew).")
    elif there is Holding.DEMONSTRATION and not settings.is_sqlite:
        raise click.ClickException("--again needs an empty database: drop this one and create it again.")
    else:
        click.echo("Loading the demonstration; this takes about half a minute.")
        _say(fresh.make(settings, Wanted(datetime.now(UTC).replace(microsecond=0), closes_in)))
    _print_accounts()


def _say(made: Demonstration) -> None:
    times = ", ".join(f"{part} {seconds:.1f} s" for part, seconds in made.seconds.items())
    click.echo(f"{made.cases} cases, {made.deeds} deeds ({times}).")
    click.echo(f"The round closes at {made.plan.closes_at:%Y-%m-%d %H:%M:%S %z}.")


def _print_accounts() -> None:
    lines = accounts()
    widths = [max(len(line[column]) for line in lines) for column in range(2)]
    for line in lines:
        click.echo(f"  {line.who:<{widths[0]}}  {line.username:<{widths[1]}}  {line.password}")


commands = [demo]
