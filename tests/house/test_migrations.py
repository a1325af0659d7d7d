"""Migrations are numbered without a gap, know no records, end at the head, and build these very tables."""

import ast
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from config.database import open_engine
from processes.records import schema
from processes.records.all import METADATA

VERSIONS = sorted((schema.PLACE / "versions").glob("*.py"))


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [re.fullmatch(r"(\d{4})_[a-z_]+", file.stem) for file in VERSIONS]

    assert [int(number[1]) for number in numbers if number] == list(range(1, len(VERSIONS) + 1))


def test_the_head_that_is_checked_in_is_the_only_one() -> None:
    assert schema.script_heads() == [schema.head()]


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_a_migration_never_imports_what_may_change_after_it(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]

    assert not [
        each for each in modules if each.split(".")[0] in {"processes", "webapp", "config", "scheduler"}
    ]


def test_the_migrations_build_exactly_the_tables_of_the_records(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'built.db'}")
    with engine.begin() as connection:
        schema.upgrade(connection)
        assert schema.standing(connection) == schema.head()

        differences = compare_metadata(MigrationContext.configure(connection), METADATA)

    engine.dispose()
    assert differences == []
