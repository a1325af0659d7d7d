"""`lec serve` and `lec clock`: the two programs that run until they are told to stop."""

import logging.config
import signal
import socket
from importlib import import_module
from threading import Event

import click

from config.command.databases import upgrade
from config.command.installation import plain_settings, standing_house
from config.logs import log_settings
from config.server import Server, TooManyWorkersError, check_workers
from config.settings import Settings
from scheduler.clock import Clock


@click.command()
@click.option(
    "--demonstration",
    is_flag=True,
    help="First upgrade the database, and load the demonstration into an empty one.",
)
@click.pass_context
def serve(ctx: click.Context, demonstration: bool) -> None:
    """Serve the pages, by default with the clock in the same process."""
    settings = plain_settings()
    _can_serve(settings)
    if demonstration:
        _demonstrate(ctx)
    with standing_house():
        pass
    click.echo(f"Open http://{settings.bind} (stop with Ctrl-C).")
    Server(settings).run()


@click.command()
def clock() -> None:
    """Do what the clock owes, apart from any server; any number may run on one database."""
    stopped = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _number, _frame: stopped.set())
    with standing_house() as house:
        logging.config.dictConfig(log_settings(house.settings.log_level))
        alone = Clock(house.office, house.settings.timezone)
        alone.start()
        click.echo("The clock runs (stop with Ctrl-C).")
        stopped.wait()
        alone.stop()


def _demonstrate(ctx: click.Context) -> None:
    """A database with units of its own is served as it is."""
    ctx.invoke(upgrade)
    try:
        ctx.invoke(import_module("config.command.demo").demo)
    except click.ClickException as refusal:
        click.echo(refusal.message)


def _can_serve(settings: Settings) -> None:
    """Say what the server itself would only say after the demonstration, or in a log."""
    try:
        check_workers(settings)
    except TooManyWorkersError as error:
        raise click.ClickException(str(error)) from error
    host, _, port = settings.bind.rpartition(":")
    if not (host and port.isdigit()) or host == "unix":
        return
    with socket.socket(socket.AF_INET6 if "[" in host else socket.AF_INET) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise click.ClickException(
                f"{settings.bind} cannot be listened on ({error.strerror}): set LEC_BIND to another address."
            ) from error


commands = [serve, clock]
