"""The frozen figures as a file with its manifest, and what stands in the way of writing it."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from config.command import main
from processes.records.closing import ClosingDataset, ClosingLine
from tests.builders import CITY, CLOSES, PROVINCE, SCHOOL, World, confirm_institution
from tests.deeds import confirm_outside, ring


def export(world: World, *more: str) -> Result:
    settings = {"LEC_INSTANCE": str(world.house.settings.instance)}
    return CliRunner().invoke(main, ["export", "figures", *more], env=settings)


@pytest.mark.letter("F68", "F86", "F109")
def test_the_file_and_the_set_are_told_by_their_digests(world: World, tmp_path: Path) -> None:
    confirm_institution(world, SCHOOL)
    confirm_outside(world, CITY, number=3)
    ring(world, CLOSES)

    done = export(world, "--round", "2565-2", "--into", str(tmp_path))

    table, told = tmp_path / "figures-2565-2-v1.csv", tmp_path / "figures-2565-2-v1.json"
    manifest = json.loads(told.read_text())
    with table.open(encoding="utf-8", newline="") as file:
        rows = {(row["code"], row["stream"]): row for row in csv.DictReader(file)}
    with world.house.reading() as session:
        [dataset] = session.query(ClosingDataset).all()
    assert (done.exit_code, len(rows)) == (0, dataset.lines)
    assert manifest["dataset_sha256"] == dataset.digest
    assert manifest["sha256"] == sha256(table.read_bytes()).hexdigest()
    school, counts = rows[SCHOOL, "own"], rows[CITY, "other"]
    assert (school["total"], school["P1_M"], school["P2_F"]) == ("5", "2", "1")
    assert (school["authority"], school["province"]) == (CITY, PROVINCE)
    assert (counts["total"], counts["other_A1"], counts["authority"]) == ("27", "3", CITY)


def test_before_the_close_there_is_nothing_to_write(world: World, tmp_path: Path) -> None:
    said = export(world, "--round", "2565-2", "--into", str(tmp_path))

    assert (said.exit_code, list(tmp_path.glob("figures*"))) == (1, [])
    assert "no frozen figures yet" in said.output


@pytest.mark.parametrize(("name", "words"), [("2565-9", "no round"), ("x", "is named like")])
def test_a_round_that_is_none_is_named(world: World, name: str, words: str) -> None:
    assert words in export(world, "--round", name).output


def test_figures_that_were_changed_are_not_written(world: World, tmp_path: Path) -> None:
    confirm_institution(world, SCHOOL)
    ring(world, CLOSES)
    with world.office() as office:
        office.session.execute(update(ClosingLine).where(ClosingLine.total == 5).values(total=6))

    said = export(world, "--round", "2565-2", "--into", str(tmp_path))

    assert said.exit_code == 1
    assert "changed after they were sealed" in said.output
    assert not list(tmp_path.glob("figures*"))
