"""`lec export`: the frozen figures of a round as a file, with a manifest by which anybody checks it."""

import csv
import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import click
from sqlalchemy.orm import Session

from config.command.installation import standing_house
from config.command.rounds import named_round
from processes.records.closing import ClosingDataset
from processes.reports.dataset import FrozenLine, datasets_of, digest_of_lines, frozen_lines
from processes.reports.units import Belonging, belonging_by_code
from processes.terms import Grade, Sex, Stream

CELLS = [(grade, sex) for grade in Grade for sex in Sex]


@click.group()
def export() -> None:
    """Write what is kept to files."""


@export.command()
@click.option("--round", "name", required=True, metavar="ROUND", help="The round, as 2565-2.")
@click.option("--version", type=int, help="Which set of the round; without it, the last.")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="The folder.")
def figures(name: str, version: int | None, into: Path) -> None:
    """The figures frozen at the close: a CSV file and a manifest with their digests."""
    with standing_house() as house, house.reading() as session:
        round_ = named_round(session, name)
        dataset = _wanted(session, round_.id, version, name)
        _expect_whole(session, dataset, name)
        into.mkdir(parents=True, exist_ok=True)
        stem = f"figures-{round_.academic_year}-{round_.number}-v{dataset.version}"
        table = into / f"{stem}.csv"
        _write(session, dataset, table)
        manifest = _manifest(dataset, table, f"{round_.academic_year}-{round_.number}")
        (into / f"{stem}.json").write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", "utf-8")
    click.echo(f"{table}: {dataset.lines:,} lines, SHA-256 {manifest['sha256']}")


def _wanted(session: Session, round_id: int, version: int | None, name: str) -> ClosingDataset:
    found = [each for each in datasets_of(session, round_id) if version in {None, each.version}]
    if not found:
        which = f"no set {version}" if version is not None else "no frozen figures yet"
        raise click.ClickException(f"Round {name} has {which}: they are frozen once it has closed.")
    return found[0]


def _write(session: Session, dataset: ClosingDataset, table: Path) -> None:
    heads = [each for each in FrozenLine.__dataclass_fields__ if each not in {"figures", "now_figures"}]
    cells = [*(f"{grade}_{sex}" for grade, sex in CELLS), *(f"other_{grade}" for grade in Grade)]
    units = belonging_by_code(session)
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*heads, *Belonging._fields, *cells])
        for line in frozen_lines(session, dataset.round_id, dataset.made_at):
            kept = asdict(line)
            own = [_written(kept[head]) for head in heads]
            out.writerow([*own, *units[line.code], *_figures(line.figures)])


def _figures(figures: str | None) -> list[str]:
    plain = json.loads(figures) if figures else {}
    own, other = plain.get(Stream.OWN, {}), plain.get(Stream.OTHER, {})
    cells = [_written(own.get(grade, {}).get(sex)) for grade, sex in CELLS]
    return cells + [_written(other.get(grade)) for grade in Grade]


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _expect_whole(session: Session, dataset: ClosingDataset, name: str) -> None:
    """Write nothing when the rows no longer give the digest that was sealed with them."""
    found = digest_of_lines(session, dataset.round_id, dataset.made_at)
    if found != (dataset.lines, dataset.digest):
        raise click.ClickException(f"The frozen figures of {name} were changed after they were sealed.")


def _manifest(dataset: ClosingDataset, table: Path, name: str) -> dict[str, object]:
    """What the file holds, and the digests by which anybody checks it."""
    return {
        "round": name,
        "version": dataset.version,
        "lines": dataset.lines,
        "frozen_at": dataset.made_at.isoformat(),
        "dataset_sha256": dataset.digest,
        "file": table.name,
        "sha256": sha256(table.read_bytes()).hexdigest(),
    }


commands = [export]
