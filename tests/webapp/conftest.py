"""The officers' door over the small province of tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from config.web import build_web
from tests.builders import World
from tests.webapp.client import Browser
from webapp.database import db


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once a session, and not once a test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(world: World, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The app over the world's database; its clock is the world's watch."""
    app = build_web(replace(world.house.settings, clock="none"), world.watch)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Browser]:
    """A browser in which this account is signed in."""
    return lambda username: Browser(app).sign_in(username)


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` gathers the SQL that the app's database is asked."""

    @contextmanager
    def gathered() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return gathered
