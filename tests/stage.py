"""Where worlds stand one after another: statements and pages compiled for one test serve the next."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event

from config.database import open_engine
from config.settings import read_settings
from config.web import build_web
from config.wiring import build
from tests.builders import Mould, World
from tests.renewing import Renewal, renew
from webapp.database import db


def hasty(engine: Engine) -> Engine:
    """Waits for no disk: when the machine goes down, nobody misses the data of a test."""
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")

    return engine


class Stage:
    """One folder with one engine, in which each test finds the province as new."""

    def __init__(self, mould: Mould, place: Path) -> None:
        self.mould, self.place = mould, place
        settings = read_settings({"LEC_INSTANCE": str(place / "instance")})
        self.engine = hasty(open_engine(settings.database_url, settings.threads))

    def set_up(self, mould: Mould | None = None) -> World:
        self.engine.dispose()
        shutil.rmtree(self.place / "instance", ignore_errors=True)
        return (mould or self.mould).cast(self.place, self.engine)


class PostgresStage:
    """The same over a database on a real server, of which `renewal` is a connection."""

    def __init__(self, url: str, renewal: Renewal, mould: Mould, place: Path) -> None:
        self.renewal, self.mould, self.place = renewal, mould, place
        self.engine = open_engine(psycopg_url(url))

    def set_up(self) -> World:
        self.engine.dispose()
        shutil.rmtree(self.place / "instance", ignore_errors=True)
        renew(self.renewal)
        return self.mould.cast(self.place, self.engine)


def psycopg_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def app_of(world: World, compiled: FileSystemBytecodeCache) -> Flask:
    """An app over this world and its watch; its templates are compiled once for all tests."""
    app = build_web(replace(world.house.settings, clock="none"), world.watch)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    return app


class OfficersDoor:
    """One app over the stage, which is given the house and the watch of each world in turn."""

    def __init__(self, stage: Stage, compiled: FileSystemBytecodeCache) -> None:
        world = stage.set_up()
        self.app = app_of(world, compiled)
        with self.app.app_context():
            self.engine = hasty(db.engine)
        self.options = dict(self.app.config)

    def opened_to(self, world: World) -> Flask:
        self.engine.dispose()
        house = build(replace(world.house.settings, clock="none"), self.engine, world.watch)
        self.app.extensions.update({"lec_house": house, "office_door": house.office})
        self.app.config.clear()
        self.app.config.update(self.options)
        return self.app
