"""`lec round`: opens and closes a round, and says where it stands."""

import re
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.command.installation import as_officer, named_actor, standing_house
from config.wiring import House
from processes.acts import closing, extending, freezing, opening, retiming
from processes.records.rounds import Round, Window
from processes.reports.rounds import counts_by_tier, tier_windows
from processes.terms import Tier

NAME = re.compile(r"(\d{4})[/-](\d)")


@click.group("round")
def round_() -> None:
    """Open, close or look at a round, named as 2565/2."""


@round_.command("open")
@click.argument("name", metavar="ROUND")
@as_officer
def open_(name: str, username: str) -> None:
    """Give every unit its case and its first work (letter L2)."""
    with standing_house() as house, house.office() as office:
        round_id = named_round(office.session, name).id
        cases = opening.open_round(office, named_actor(office, username), round_id)
        click.echo(f"Round {name} is open: {cases:,} cases.")


@round_.command()
@click.argument("name", metavar="ROUND")
def close(name: str) -> None:
    """Lock every window whose hour has struck, and tell every case; the clock does the same by itself."""
    with standing_house() as house:
        with house.office() as office:
            round_id = named_round(office.session, name).id
            _hour_has_struck(office.session, house, round_id, office.now)
            windows = closing.close(office, round_id)
        told = _tell_all(house, round_id)
        click.echo(f"Round {name}: {windows} windows locked now, {told:,} cases told.")


@round_.command()
@click.argument("name", metavar="ROUND")
@click.argument("codes", nargs=-1, required=True)
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]))
@click.option("--order", required=True, help="Number of the order or letter.")
@click.option("--reason", required=True)
@click.option("--carry", multiple=True, type=click.Choice([str(tier) for tier in extending.EXTENDED]))
@as_officer
def extend(  # noqa: PLR0913, PLR0917 -- one parameter for each word of the command line
    name: str,
    codes: tuple[str, ...],
    until: datetime,
    order: str,
    reason: str,
    carry: tuple[str, ...],
    username: str,
) -> None:
    """Let the units with these codes record until a moment (local time, common era), by an order (X5)."""
    with standing_house() as house:
        expires_at = until.replace(tzinfo=ZoneInfo(house.settings.timezone)).astimezone(UTC)
        wish = extending.Order(expires_at, order, reason, frozenset(map(Tier, carry)))
        with house.office() as office:
            round_id = named_round(office.session, name).id
            granted = extending.grant(office, named_actor(office, username), round_id, codes, wish)
            number = len(granted)
        while _go_on(house):
            pass
    click.echo(f"Round {name}: {number} units may record until {until:%Y-%m-%d %H:%M}.")


@round_.command()
@click.argument("name", metavar="ROUND")
def status(name: str) -> None:
    """Windows and standings, tier by tier."""
    with standing_house() as house, house.reading() as session:
        round_ = named_round(session, name)
        opened = _local(house, round_.opened_at) if round_.opened_at else "not yet"
        click.echo(f"Round {round_.academic_year}/{round_.number}, opened {opened}")
        standings = counts_by_tier(session, round_.id)
        for window in tier_windows(session, round_.id):
            click.echo(_window_line(house, window))
            counted = standings.get(window.tier, Counter())
            said = ", ".join(f"{word.replace('_', ' ')}: {number:,}" for word, number in counted.items())
            click.echo(f"  {said or 'no case'}")


def named_round(session: Session, name: str) -> Round:
    """The round of a name as typed, or a sentence that there is none."""
    parts = NAME.fullmatch(name)
    if parts is None:
        raise click.ClickException(f"A round is named like 2565/2, not {name!r}.")
    wanted = select(Round).filter_by(academic_year=int(parts[1]), number=int(parts[2]))
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise click.ClickException(f"There is no round {name} here.")
    return found


def _hour_has_struck(session: Session, house: House, round_id: int, now: datetime) -> None:
    open_ = select(Window).filter_by(round_id=round_id, closed_at=None).order_by(Window.closes_at)
    first = session.scalars(open_.limit(1)).first()
    if first is not None and first.closes_at > now:
        raise click.ClickException(f"The hour has not struck: it closes {_local(house, first.closes_at)}.")


def _go_on(house: House) -> bool:
    with house.office() as office:
        return retiming.run_oldest(office)


def _tell_all(house: House, round_id: int) -> int:
    told = 0
    while True:
        with house.office() as office:
            batch = closing.tell_batch(office, round_id)
            if not batch:
                freezing.seal(office, round_id)
        told += batch
        if not batch:
            return told


def _window_line(house: House, window: Window) -> str:
    until = f"closed {_local(house, window.closed_at)}" if window.closed_at else "not closed"
    dates = f"due {_local(house, window.due_at)}, closes {_local(house, window.closes_at)}"
    return f"{window.tier}: opens {_local(house, window.opens_at)}, {dates}, {until}"


def _local(house: House, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(house.settings.timezone)).strftime("%Y-%m-%d %H:%M:%S")


commands = [round_]
