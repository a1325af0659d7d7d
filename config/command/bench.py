"""`lec bench`: measures the house on this machine, each figure beside its baseline."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from config.bench.migration import measure_migration
from config.bench.operations import measure_operations
from config.bench.outside import measure_grid
from config.bench.replay import measure_replay
from config.bench.roll import measure_rolls
from config.bench.tasks import Watch, measure
from config.bench.whereabouts import measure_whereabouts
from config.settings import read_settings
from config.wiring import House, build


@contextmanager
def empty_house(database: str, watch: Watch) -> Iterator[House]:
    """A house without any record, on a clock that is set; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lec-bench-") as place:
        house = build(read_settings({"LEC_INSTANCE": place, "LEC_DATABASE_URL": database}), clock=watch)
        house.upgrade()
        yield house
        house.database.engine.dispose()


@click.group()
def bench() -> None:
    """Measure what the house costs on this machine."""


@bench.command()
@click.option("--cases", default=1_000, show_default=True, help="Cases of the round; the country has 27,626.")
@click.option("--schools", default=150, show_default=True, help="Schools whose officers do their tasks.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def tasks(cases: int, schools: int, database: str, as_json: bool) -> None:
    """One human task through its act, opening and closing; the raw engine beside it."""
    watch = Watch()
    with empty_house(database, watch) as house:
        figures = measure(house, watch, cases, schools)
    click.echo(json.dumps(figures) if as_json else table(figures))


@bench.command()
@click.option(
    "--learners", default=100_000, show_default=True, help="In the base; the country has 1,500,000."
)
@click.option("--requests", default=200, show_default=True, help="Of each kind.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def roll(learners: int, requests: int, database: str, as_json: bool) -> None:
    """Pages of a roll of 2,000 and of a class, and finding a number, among everybody else's learners."""
    with tempfile.TemporaryDirectory(prefix="lec-bench-") as place:
        given = {"LEC_INSTANCE": place, "LEC_DATABASE_URL": database, "LEC_CLOCK": "none"}
        figures = measure_rolls(read_settings(given), learners, requests)
    click.echo(json.dumps(figures) if as_json else roll_table(figures))


@bench.command()
@click.option("--schools", default=60, show_default=True, help="That one authority pays.")
@click.option("--requests", default=300, show_default=True, help="Cells saved.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def outside(schools: int, requests: int, as_json: bool) -> None:
    """Saving a cell of the grid of outside schools; an answer without any work beside it."""
    with tempfile.TemporaryDirectory(prefix="lec-bench-") as place:
        given = {"LEC_INSTANCE": place, "LEC_CLOCK": "none"}
        figures = measure_grid(read_settings(given), schools, requests)
    click.echo(json.dumps(figures) if as_json else roll_table(figures, "schools"))


@bench.command()
@click.option("--cases", default=1_000, show_default=True, help="Cases of the round; the country has 27,626.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def migration(cases: int, database: str, as_json: bool) -> None:
    """Carrying every running case over to another edition; a case tried without effect beside it."""
    with empty_house(database, Watch()) as house:
        figures = measure_migration(house, cases)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{k:16}{v:>10}" for k, v in figures.items()))


@bench.command()
@click.option("--cases", default=1_000, show_default=True, help="Cases of the round; the country has 27,626.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def operations(cases: int, database: str, as_json: bool) -> None:
    """Finding, trying and suspending every running case of a round."""
    with empty_house(database, Watch()) as house:
        figures = measure_operations(house, cases)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{k:16}{v:>10}" for k, v in figures.items()))


@bench.command()
@click.option("--cases", default=1_000, show_default=True, help="Cases of the round; the country has 27,626.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def replay(cases: int, database: str, as_json: bool) -> None:
    """Trying a draft on every school's history of a round; each case for itself beside it."""
    with empty_house(database, Watch()) as house:
        figures = measure_replay(house, cases)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{k:20}{v:>10}" for k, v in figures.items()))


@bench.command()
@click.option("--cases", default=1_000, show_default=True, help="Cases of the round; the country has 27,626.")
@click.option("--database", default="", help="An empty PostgreSQL database to measure on; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def whereabouts(cases: int, database: str, as_json: bool) -> None:
    """Where a round's units stand: the queries of the page, and of the lists that its counts open."""
    with empty_house(database, Watch()) as house:
        figures = measure_whereabouts(house, cases)
    click.echo(json.dumps(figures) if as_json else times_table(figures))


def times_table(figures: dict[str, dict[str, tuple[float, ...]]]) -> str:
    """A line for each query; under each scene milliseconds of the processor and by the clock."""
    lines = {name: "" for scene in figures.values() for name in scene}
    for scene in figures.values():
        lines = {name: line + "".join(f"{ms:>10}" for ms in scene[name]) for name, line in lines.items()}
    head = "".join(f"{scene:>20}" for scene in figures)
    return "\n".join([f"{'':16}{head}", *(f"{name:16}{line}" for name, line in lines.items())])


def roll_table(figures: dict[str, Any], of: str = "learners") -> str:
    head = "".join(f"{each:>13}" for each in ("CPU p50 ms", "CPU p95 ms", "wall p50 ms", "wall p95 ms"))
    rows = [f"{figures[of]:,} {of}".ljust(24) + head]
    for name, each in figures.items():
        if isinstance(each, dict):
            rows.append(f"{name.replace('_', ' '):24}" + "".join(f"{cell:>13.2f}" for cell in each.values()))
    return "\n".join(rows)


def table(figures: dict[str, Any]) -> str:
    rows = [f"{'':24}{'CPU ms':>9}{'p50 ms':>9}{'p99 ms':>9}{'per s':>9}"]
    for name in ("human_task", "raw_engine", "after_ten_reopenings"):
        each = figures[name]
        cells = "".join(f"{each[key]:>9.2f}" for key in ("cpu_ms", "p50_ms", "p99_ms", "per_s"))
        rows.append(f"{name.replace('_', ' '):24}{cells}")
    for name in ("open", "close"):
        rows.append(f"{name:24}{figures[name]['cases']:>9} cases in {figures[name]['seconds']} s")
    rows.append(f"{'bytes per case':24}{figures['bytes_per_case']:>9}")
    return "\n".join(rows)


commands: list[click.Command] = [bench]
