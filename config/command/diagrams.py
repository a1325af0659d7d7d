"""`lec diagram`: checks a diagram, publishes it as the next edition, lists and exports what was published."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import select

from config.command.installation import as_officer, named_actor, standing_house
from config.wiring import diagram_words
from processes.acts import publishing
from processes.acts.office import Actor
from processes.acts.publishing import Drawn, Problem, Release, RoundName, UnfitDiagram
from processes.records.rounds import DiagramEdition
from processes.reports.editions import Edition, all_editions, rounds_on
from processes.terms import DiagramKey
from webapp.diagram_sentences import problem_words
from webapp.rehearsed import speaking

LANGUAGES = ("en", "th")

bpmn_file = click.argument("file", type=click.Path(path_type=Path))
diagram_key = click.argument("key", type=click.Choice([str(key) for key in DiagramKey]), metavar="KEY")


@click.group()
def diagram() -> None:
    """Check, publish, list or export diagrams.

    The KEY of a diagram: school, child_centre, local_authority, province or department.
    """


@diagram.command()
@bpmn_file
def check(file: Path) -> None:
    """Say whether a diagram may be published, and what to mend."""
    with _sentences(file):
        publishing.check(file.read_bytes(), diagram_words())
    click.echo(f"{file} may be published.")


@diagram.command()
@diagram_key
@bpmn_file
@click.option("--reason", required=True, help="What the new edition is for.")
@as_officer
@click.option(
    "--approved-by", required=True, metavar="ACCOUNT", help="Another administrator who approved it."
)
@click.option("--from-round", metavar="YEAR-NUMBER", help="The round from which it is in force, as 2566-1.")
def publish(
    key: str, file: Path, reason: str, username: str, approved_by: str, from_round: str | None
) -> None:
    """Make a diagram the next edition of its KEY.

    Rounds that open from then on run on it; those that are open keep theirs. The diagram is not tried on last
    round's cases, as it is on the pages of drafts.
    """
    starts = None if from_round is None else _round_name(from_round)
    with _sentences(file), standing_house() as house:
        source = file.read_bytes()
        publishing.check(source, diagram_words(), DiagramKey(key))
        with house.office() as office:
            actor = named_actor(office, username)
            release = _release(actor, named_actor(office, approved_by), starts)
            drawn = Drawn(DiagramKey(key), source, reason, release)
            edition = publishing.publish(office, actor, drawn, diagram_words())
            click.echo(f"{key} edition {edition.number} is published.")


@diagram.command("list")
def list_() -> None:
    """Every edition: who, when, why, for which rounds."""
    with standing_house() as house, house.reading() as session:
        rounds = rounds_on(session)
        for each in all_editions(session):
            at = each.published_at.isoformat(timespec="seconds")
            click.echo(f"{each.diagram} {each.number}  {at}  {each.checksum[:12]}  {each.reason}")
            for line in _more(each, rounds.get(each.id, [])):
                click.echo(f"    {line}")


@diagram.command()
@diagram_key
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--edition", "number", type=int, help="Its number; the newest where none is named.")
def export(key: str, file: Path, number: int | None) -> None:
    """Write an edition's exact bytes into a file.

    `-` for the file writes them out.
    """
    wanted = select(DiagramEdition.number, DiagramEdition.source).filter_by(diagram=DiagramKey(key))
    if number is not None:
        wanted = wanted.filter_by(number=number)
    with standing_house() as house, house.reading() as session:
        found = session.execute(wanted.order_by(DiagramEdition.number.desc())).first()
    if found is None:
        raise click.ClickException(f"There is no such edition of {key}.")
    with click.open_file(str(file), "wb") as out:
        out.write(found.source.encode())
    if str(file) != "-":
        click.echo(f"{key} edition {found.number} stands in {file}.")


def _more(edition: Edition, rounds: list[tuple[int, int]]) -> Iterator[str]:
    if edition.drawn_by:
        yield f"drawn by {edition.drawn_by}, approved by {edition.approved_by or 'nobody'}"
    if edition.from_round:
        yield "in force from round {}/{}".format(*edition.from_round)
    if rounds:
        yield "rounds on it: " + ", ".join(f"{year}/{number}" for year, number in sorted(rounds))


def _release(actor: Actor, approver: Actor, from_round: RoundName | None) -> Release:
    """The approval as it was given on paper or by word; it counts when another administrator gave it."""
    by_another = approver.administers and approver.officer_id != actor.officer_id
    return Release(approved_by=approver.officer_id, from_round=from_round, approved=by_another)


def _round_name(text: str) -> RoundName:
    year, dash, number = text.replace("/", "-").partition("-")
    if not (dash and year.isdecimal() and number.isdecimal() and 2500 <= int(year) <= 2699):
        raise click.BadParameter("write the year and the number as 2566-1.", param_hint="--from-round")
    return int(year), int(number)


@contextmanager
def _sentences(file: Path) -> Iterator[None]:
    """Each problem with where it stands and what to do, in both languages."""
    try:
        yield
    except UnfitDiagram as unfit:
        lines = [f"{file} may not be published yet. To mend:"]
        for each in unfit.problems:
            lines.append(f"  {_where(each)}: {each.code.replace('_', ' ')}")
            for language in LANGUAGES:
                with speaking(language):
                    lines.append(f"      {problem_words(each)}")
        raise click.ClickException("\n".join(lines)) from unfit


def _where(problem: Problem) -> str:
    """Line, name and key of the element, as far as there are any."""
    name, line = problem.parameters.get("name", ""), f"line {problem.line}" if problem.line else "the file"
    return ", ".join(filter(None, (line, name and f"“{name}”", problem.element)))


commands = [diagram]
