"""Serves the officers' door from this process: gunicorn with threads, and the clock beside them."""

import gc
import logging
from datetime import timedelta
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from config.logs import FIELDS, log_settings
from config.settings import Settings
from config.web import build_web
from scheduler.clock import Clock

QUIET_PATHS = ("/static/", "/healthz", "/readyz", "/metrics")
REQUESTS = logging.getLogger("lec.requests")


class TooManyWorkersError(ValueError):
    """SQLite has one writer: a second process would make officers wait for seconds at the rush."""


class RequestLog(Logger):  # type: ignore[misc]
    """One line a request, without the query: what is searched for may be a person's name."""

    def access(self, resp: Any, _req: object, environ: dict[str, Any], request_time: timedelta) -> None:
        path = str(environ.get("PATH_INFO", ""))
        if not path.startswith(QUIET_PATHS):
            status = int(str(resp.status).split()[0])
            fields = {
                "method": environ.get("REQUEST_METHOD"),
                "path": path,
                "status": status,
                "ms": round(request_time.total_seconds() * 1000, 1),
            }
            REQUESTS.info("request", extra={FIELDS: fields})


class Server(BaseApplication):  # type: ignore[misc]
    """The app in gunicorn's workers; the database engine and the clock are made there, after the fork."""

    def __init__(self, settings: Settings) -> None:
        check_workers(settings)
        self.settings = settings
        self.clock: Clock | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return build_web(self.settings)

    def _options(self) -> dict[str, Any]:
        return {
            "bind": self.settings.bind,
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_class": "gthread",
            "worker_connections": 4000,
            "keepalive": 75,  # browsers reuse a connection for longer than the two seconds of the default
            "timeout": 60,
            "graceful_timeout": 20,
            "control_socket_disable": True,
            "logger_class": RequestLog,
            "logconfig_dict": log_settings(self.settings.log_level),
            "post_worker_init": self._begin,
            "worker_exit": self._end,
        }

    def _begin(self, worker: Any) -> None:
        gc.freeze()  # what was imported stays: the collector need not walk it, neither now nor on the way out
        if self.settings.clock == "in-process":
            house = worker.wsgi.extensions["lec_house"]
            self.clock = Clock(house.office, self.settings.timezone)
            self.clock.start()

    def _end(self, _arbiter: object, worker: Any) -> None:
        if self.clock is not None:
            self.clock.stop()
        training = getattr(worker, "wsgi", None) and worker.wsgi.extensions.get("lec_training_door")
        if training:
            training.close()


def check_workers(settings: Settings) -> None:
    """Raise TooManyWorkersError when SQLite is to be served by more than one process."""
    if settings.is_sqlite and settings.workers > 1:
        raise TooManyWorkersError(
            f"SQLite is served by one process, not by {settings.workers}: "
            "set LEC_WORKERS=1, or LEC_DATABASE_URL to a PostgreSQL database."
        )
