"""Puts the officers' door together: sessions, languages, guards, pages. It reads no setting itself."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter

from webapp import errors, metrics, security
from webapp.assets import asset
from webapp.database import db
from webapp.language import Sentences, counted_words, language, words
from webapp.pages import BLUEPRINTS
from webapp.shell import shell
from webapp.visitors import login

MIB = 1 << 20
DEFAULTS: dict[str, object] = {
    "LEC_VERSION": "0.1.0",
    "LEC_SESSION_IDLE_MINUTES": 30,
    "LEC_SIGNIN_TRIES": 10,
    "LEC_CLOCK_EXPECTED": False,
    "LEC_METRICS_TOKEN": "",
    "LEC_HTTPS": False,
    "LEC_TRAINING_SPACE": False,  # whether this app serves the training space, and no real round
    "MAX_CONTENT_LENGTH": 20 * MIB,
    "MAX_FORM_MEMORY_SIZE": MIB // 2,
    "MAX_FORM_PARTS": 2000,
    "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=1),
    "BABEL_DEFAULT_LOCALE": "th",
    "BABEL_DEFAULT_TIMEZONE": "Asia/Bangkok",
    "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session, which has its own end
}


class Key(IntegerConverter):
    """A row's key in an address; one longer than a database counts is the address of nothing: 404."""

    regex = r"\d{1,18}"


def create_app(options: Mapping[str, object]) -> Flask:
    """The app over the database and with the secrets that the options name; `config.web` adds the house."""
    app = Flask(__name__)
    app.config.update(DEFAULTS)
    app.config.update(options)
    app.config.update(_cookie(bool(app.config["LEC_HTTPS"]), bool(app.config["LEC_TRAINING_SPACE"])))
    db.init_app(app)
    login.init_app(app)
    CSRFProtect(app)
    Sentences(app, locale_selector=language)
    app.jinja_env.globals["asset"] = asset
    # Flask-Babel looks a page's 200 sentences up through its context each time; that was half of a page.
    app.jinja_env.install_gettext_callables(words, counted_words, newstyle=True)  # type: ignore[attr-defined]
    app.context_processor(shell)
    app.url_map.converters["int"] = Key
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for room in (metrics, security, errors):
        room.register(app)
    return app


def _cookie(https: bool, training: bool) -> dict[str, object]:
    name = "lec-training" if training else "lec"
    return {
        "SESSION_COOKIE_NAME": f"__Host-{name}" if https else name,
        "SESSION_COOKIE_PATH": "/",  # a name with __Host- asks for it; each app knows its own name only
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }
