"""Wires the officers' door: settings to options, the app's own database engine to the house."""

from pathlib import Path

from flask import Flask
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import database
from config.keys import read_keys
from config.settings import Settings
from config.wiring import build
from processes.acts.office import Clock
from webapp.app import create_app
from webapp.assets import ADDRESS, BUILD
from webapp.database import db


def build_web(settings: Settings, clock: Clock | None = None) -> Flask:
    """The app with its house in `extensions["lec_house"]`; made in the process that serves it."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = create_app(_options(settings))
    with app.app_context():
        engine = db.engine
    database.prepare(engine)
    house = build(settings, engine, clock)
    app.extensions["lec_house"] = house
    app.extensions["office_door"] = house.office
    if BUILD.is_dir():
        serve = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, _url: True)
        serve.add_files(str(BUILD), prefix=ADDRESS)
        app.wsgi_app = serve  # type: ignore[method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
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
