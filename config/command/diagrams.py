"""`lec diagram`: checks a diagram, publishes it as the next edition, lists what was published."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from config.command.installation import as_officer, named_actor, standing_house
from config.rounds import DIAGRAMS
from processes.acts import publishing
from processes.acts.publishing import Drawn, UnfitDiagram
from processes.reports.editions import all_editions
from processes.terms import DiagramKey

WORDS = DIAGRAMS / "words.toml"
bpmn_file = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def diagram() -> None:
    """Check, publish or list diagrams."""


@diagram.command()
@bpmn_file
def check(file: Path) -> None:
    """Say whether a diagram may be published, and what to mend."""
    with _sentences(file):
        publishing.check(file.read_bytes(), _words())
    click.echo(f"{file} may be published.")


@diagram.command()
@click.argument("key", type=click.Choice([str(key) for key in DiagramKey]))
@bpmn_file
@click.option("--reason", required=True, help="What the new edition is for.")
@as_officer
def publish(key: str, file: Path, reason: str, username: str) -> None:
    """Make a diagram the next edition of its key; rounds opened from now on follow it."""
    drawn = Drawn(DiagramKey(key), file.read_bytes(), reason)
    with _sentences(file), standing_house() as house, house.office() as office:
        edition = publishing.publish(office, named_actor(office, username), drawn, _words())
        click.echo(f"{key} edition {edition.number} is published.")


@diagram.command("list")
def list_() -> None:
    """Every edition: number, moment, checksum, reason."""
    with standing_house() as house, house.reading() as session:
        for each in all_editions(session):
            at = each.published_at.isoformat(timespec="seconds")
            click.echo(f"{each.diagram} {each.number}  {at}  {each.checksum[:12]}  {each.reason}")


def _words() -> str:
    return WORDS.read_text(encoding="utf-8")


@contextmanager
def _sentences(file: Path) -> Iterator[None]:
    """What to mend, a line for each problem."""
    try:
        yield
    except UnfitDiagram as unfit:
        lines = [f"{file} may not be published:"]
        for each in unfit.problems:
            more = ", ".join(f"{name} {value}" for name, value in each.parameters.items())
            lines.append(f"  line {each.line}, {each.element}: {each.code.replace('_', ' ')} {more}".rstrip())
        raise click.ClickException("\n".join(lines)) from unfit


commands = [diagram]
