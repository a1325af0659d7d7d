"""The officers' door over the small province of tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from tests.builders import World
from tests.stage import OfficersDoor, app_of
from tests.webapp.client import Browser
from webapp.database import db


@pytest.fixture
def app(door: OfficersDoor, world: World) -> Iterator[Flask]:
    """The app over the world's database; its clock is the world's watch."""
    app = door.opened_to(world)
    yield app
    door.engine.dispose()


@pytest.fixture
def own_app(world: World, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """An app that no other test meets, for one that adds pages to it or counts what it answers."""
    app = app_of(world, compiled)
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
