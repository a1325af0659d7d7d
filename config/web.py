"""Wires the officers' door: settings to options, the app's own database engine to the house."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import database
from config.keys import read_keys
from config.settings import Settings
from config.training.door import TrainingDoor
from config.training.space import Space
from config.wiring import build
from processes.acts.office import Clock
from webapp.app import create_app
from webapp.assets import ADDRESS, BUILD
from webapp.database import db


def build_web(
    settings: Settings, clock: Clock | None = None, more: Mapping[str, object] = MappingProxyType({})
) -> Flask:
    """The app with its house in `extensions["lec_house"]`; made in the process that serves it."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = create_app({**_options(settings), **more})
    with app.app_context():
        engine = db.engine
    database.prepare(engine)
    house = build(settings, engine, clock)
    app.extensions["lec_house"] = house
    app.extensions["office_door"] = house.office
    _stand_before(app, settings)
    return app


def _stand_before(app: Flask, settings: Settings) -> None:
    """What a request meets before the app: a believed proxy, the training space, the files."""
    if BUILD.is_dir():
        serve = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, _url: True)
        serve.add_files(str(BUILD), prefix=ADDRESS)
        app.wsgi_app = serve  # type: ignore[method-assign]
    if settings.training:
        _open_training_space(app, settings)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def _open_training_space(app: Flask, settings: Settings) -> None:
    """An administrator of the department may have a training space served beside the real house."""
    space = Space(settings)
    door = TrainingDoor(app.wsgi_app, space, lambda: _training(space))
    app.wsgi_app = door  # type: ignore[method-assign]
    app.extensions["lec_training"] = space
    app.extensions["lec_training_door"] = door


def _training(space: Space) -> Flask:
    """An app that knows nothing of the real house: own database, keys, cookie, and a clock that is set."""
    standing = space.standing
    if standing is None:
        raise LookupError("the training space is gone")
    app = build_web(space.settings(standing), space.clock, {"LEC_TRAINING_SPACE": True})
    app.extensions["lec_training"] = space
    return app


def _options(settings: Settings) -> dict[str, object]:
    url = _whole(settings.database_url)
    return {
        "SECRET_KEY": read_keys(settings.instance, settings.secret_key).session,
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(url, settings.threads),
        "LEC_HTTPS": settings.https,
        "LEC_SESSION_IDLE_MINUTES": settings.session_idle_minutes,
        "LEC_SIGNIN_TRIES": settings.signin_tries,
        "LEC_METRICS_TOKEN": settings.metrics_token,
        "LEC_CLOCK_EXPECTED": settings.clock == "in-process",
    }


def _whole(url: str) -> str:
    """Flask-SQLAlchemy would look for a relative file in a folder of its own; the command line does not."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database or parts.database == ":memory:":
        return url
    whole = parts.set(database=str(Path(parts.database).resolve()))
    return whole.render_as_string(hide_password=False)
