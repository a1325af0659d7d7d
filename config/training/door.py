"""Serves the training space under /training, beside the real house and out of its reach."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from flask import Flask

from config.training.space import MOUNT, Space
from scheduler.clock import Clock
from webapp.database import db

Answer = Iterable[bytes]
Application = Callable[[dict[str, Any], Any], Answer]


class TrainingDoor:
    """Hands what is asked below /training to an app of its own; without a space, to the real house."""

    def __init__(self, real: Application, space: Space, build: Callable[[], Flask]) -> None:
        self._real, self._space, self._build = real, space, build
        self._lock = Lock()
        self._app: Flask | None = None
        self._clock: Clock | None = None
        self._database = ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Answer:
        path = environ.get("PATH_INFO", "")
        if path != MOUNT and not path.startswith(f"{MOUNT}/"):
            return self._real(environ, start_response)
        app = self._current()
        if app is None:
            return self._real(environ, start_response)
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + MOUNT
        environ["PATH_INFO"] = path[len(MOUNT) :] or "/"
        answer: Answer = app.wsgi_app(environ, start_response)
        return answer

    def close(self) -> None:
        """Let go of the space: its clock stops, its database is closed."""
        if self._clock is not None:
            self._clock.stop()
        if self._app is not None:
            with self._app.app_context():
                db.engine.dispose()
        self._app = self._clock = None
        self._database = ""

    def _current(self) -> Flask | None:
        standing = self._space.standing
        if standing is not None and standing.database == self._database:
            return self._app
        with self._lock:
            standing = self._space.standing
            if standing is None or standing.database != self._database:
                self.close()
            if standing is not None and self._app is None:
                self._open(standing.database)
            return self._app

    def _open(self, database: str) -> None:
        """The clock runs here whatever does the real one's work: nobody else knows of this database."""
        self._app = self._build()
        house = self._app.extensions["lec_house"]
        self._clock = Clock(house.office, house.settings.timezone)
        self._clock.start()
        self._database = database
