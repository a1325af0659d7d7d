"""`lec rehearse`: a province's whole round on a clock that is set, in a database of its own (N15)."""

import tempfile
import time
from pathlib import Path

import click

from config.demo.country import SEED
from config.rehearsal.outcome import Outcome
from config.rehearsal.performing import Wanted, perform
from config.rehearsal.provinces import NUMBERS, province_alone
from config.rehearsal.tale import Line
from config.rounds import read_round
from webapp.rehearsed import line_words, number_lines, speaking, verdict

WAIT = click.FloatRange(0, 3600)


@click.command()
@click.option("--province", type=click.Choice(NUMBERS), default=NUMBERS[1], show_default=True)
@click.option("--seed", default=SEED, show_default=True, help="The same seed gives the same tale.")
@click.option("--language", type=click.Choice(["th", "en"]), default="th", show_default=True)
@click.option("--pace", type=WAIT, default=0.0, help="Seconds that a day takes.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep the database there.")
def rehearse(province: str, seed: int, language: str, pace: float, keep: Path | None) -> None:
    """Play a round with invented officers: late ones, forgetful ones, and one at 17:00.

    41 is Udon Thani (minutes), 39 its small neighbour (seconds). No database of the installation is opened.
    Exit code 0 when everything holds that a round must hold, 1 when something does not.
    """
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise click.ClickException(f"{keep} is not empty; nothing was done.")
    with tempfile.TemporaryDirectory(prefix="lec-rehearsal-") as place, speaking(language):
        teller = Teller(language, pace)
        country = province_alone(province, seed)
        found = perform(Wanted(country, read_round(), seed, keep or Path(place), teller.tell))
        teller.finish(found)
    if not found.holds:
        raise SystemExit(1)


class Teller:
    """Prints the lines of the tale as the days go by, and the numbers at the end."""

    def __init__(self, language: str, pace: float) -> None:
        self.language, self.pace, self.told = language, pace, 0

    def tell(self, lines: list[Line]) -> None:
        """What has happened since the last time; then the next day waits for its pace."""
        for each in lines[self.told :]:
            click.echo(line_words(each.at, each.kind, each.values, self.language))
        self.told = len(lines)
        time.sleep(self.pace)

    def finish(self, found: Outcome) -> None:
        self.pace = 0
        self.tell(found.lines)
        click.echo("")
        for line in number_lines(found.numbers):
            click.echo(line)
        click.echo("")
        click.echo(verdict(found.holds))
        for fault in found.faults:
            click.echo(f"- {fault}")


commands = [rehearse]
