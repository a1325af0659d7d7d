"""What the house writes to standard error: one line of JSON for each thing that happened."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

FIELDS = "fields"


class JsonLines(logging.Formatter):
    """A record as one line: when, how grave, from where, what, and the fields it was given."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def log_settings(level: str) -> dict[str, Any]:
    """What `logging.config.dictConfig` is given, by the server as by the clock that runs alone."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level.upper(), "handlers": ["stderr"]},
        "loggers": {
            # A long close skips ticks, and would say so each second.
            "apscheduler": {"level": "ERROR"},
            "alembic": {"level": "WARNING"},
            "spiff": {"level": "WARNING"},  # it tells of every task that changes its state
            "gunicorn.error": {"level": level.upper(), "handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True},
        },
    }
