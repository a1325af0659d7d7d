"""`lec import`: units and officers from lists; a list that is none is refused whole, in a sentence."""

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from argon2 import PasswordHasher

from config.lists import UnreadableList, officer_rows, unit_rows
from config.settings import read_settings
from config.wiring import House, build
from processes.acts.importing import import_units
from processes.acts.issuing import Issued, issue_accounts
from processes.acts.lists import DuplicateCodes, Remark, Report

SHOWN = 20
SOME_REFUSED = 3
SENTENCES = {
    "characters": "the code has other signs than digits",
    "prefix": "no unit of this kind has a code that begins like this",
    "length": "the code has too few or too many digits",
    "kind": "the code says another kind than the list",
    "affiliation": "the code says another kind of authority above",
    "province": "the code names no province",
    "unknown_kind": "the kind is not known",
    "no_name": "the name is missing",
    "no_such_parent": "the unit above is neither listed nor known, or is of another tier",
    "no_such_unit": "the unit is not known",
    "unknown_role": "the role is not known",
    "username_not_of_the_unit": "the sign-in name is not the unit's code, or the code with -2, -3, ...",
}


@click.group("import")
def imports() -> None:
    """Take units or officers from a CSV file."""


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
def units(file: Path) -> None:
    """Units: code,kind,name,parent_code,phone, or the department's list of authorities as it is."""
    with _plainly():
        rows = list(unit_rows(file))
        house = _house()
        with house.office() as office:
            report = import_units(office, rows)
    _say(report)


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passwords", type=click.Path(path_type=Path), help="Where first passwords are written.")
def officers(file: Path, passwords: Path | None) -> None:
    """Officers: username,name,position,unit_code,role,order_number,phone."""
    with _plainly():
        rows = list(officer_rows(file))
        house = _house()
        place = passwords or house.settings.instance / f"passwords-{file.stem}.csv"
        with _secret_file(place) as keep:
            with house.office() as office:
                issued = issue_accounts(office, rows, PasswordHasher().hash)
            keep(issued)
    _say(issued.report, f"First passwords: {place}" if issued.passwords else "No new account.")


def _house() -> House:
    house = build(read_settings())
    house.upgrade()
    return house


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except UnreadableList as error:
        raise click.ClickException(f"{error} Nothing was imported.") from error
    except DuplicateCodes as error:
        shown = ", ".join(error.codes[:SHOWN])
        raise click.ClickException(
            f"The list names more than once: {shown}. Nothing was imported."
        ) from error


class _Secret:
    """An open file that only its owner reads, for the passwords of new accounts."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.fdopen(
            os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        )
        self.used = False

    def __call__(self, issued: Issued) -> None:
        self.used = bool(issued.passwords)
        csv.writer(self.file).writerows([("username", "password"), *issued.passwords.items()])


@contextmanager
def _secret_file(place: Path) -> Iterator[_Secret]:
    """Opened before any account is made, so that no password is lost for want of a place."""
    try:
        secret = _Secret(place)
    except OSError as error:
        raise UnreadableList(f"Passwords cannot be written to {place}: {error.strerror}.") from error
    try:
        yield secret
    finally:
        secret.file.close()
        if not secret.used:
            place.unlink()


def _say(report: Report, more: str = "") -> None:
    click.echo(f"{report.created:,} created, {report.updated:,} updated, {report.unchanged:,} unchanged.")
    _list("refused", report.refused)
    _list("warnings", report.warnings)
    if more:
        click.echo(more)
    if report.refused:
        raise click.exceptions.Exit(SOME_REFUSED)


def _list(heading: str, remarks: list[Remark]) -> None:
    if remarks:
        click.echo(f"{len(remarks):,} {heading}:")
    for each in remarks[:SHOWN]:
        click.echo(f"  line {each.line}: {each.code[:40]!r}: {SENTENCES[each.sentence]}")
    if len(remarks) > SHOWN:
        click.echo(f"  and {len(remarks) - SHOWN:,} more")


commands = [imports]
