"""Every setting of the house, read from the environment once: the only module that looks there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Typed values of `LEC_*`; the README lists them."""

    database_url: str
    secret_key: str
    bind: str
    clock: str  # in-process | none
    timezone: str
    instance: Path
    workers: int
    threads: int
    https: bool
    log_level: str
    metrics_token: str
    session_idle_minutes: int
    signin_tries: int
    proxies: int  # that stand before the server and are believed about who calls
    training: bool  # whether administrators may open a training space

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, or their defaults; ValueError where a number is none."""
    given = os.environ if environ is None else environ
    instance = Path(given.get("LEC_INSTANCE", str(ROOT / "instance")))
    return Settings(
        database_url=_database_url(given.get("LEC_DATABASE_URL", ""), instance),
        secret_key=given.get("LEC_SECRET_KEY", ""),
        bind=given.get("LEC_BIND", "127.0.0.1:8000"),
        clock=given.get("LEC_CLOCK", "in-process"),
        timezone=given.get("LEC_TIMEZONE", "Asia/Bangkok"),
        instance=instance,
        workers=int(given.get("LEC_WORKERS", "1")),
        threads=int(given.get("LEC_THREADS", "8")),
        https=given.get("LEC_HTTPS", "0") == "1",
        log_level=given.get("LEC_LOG_LEVEL", "info"),
        metrics_token=given.get("LEC_METRICS_TOKEN", ""),
        session_idle_minutes=int(given.get("LEC_SESSION_IDLE_MINUTES", "30")),
        signin_tries=int(given.get("LEC_SIGNIN_TRIES", "10")),
        proxies=int(given.get("LEC_PROXIES", "0")),
        training=given.get("LEC_TRAINING", "1") == "1",
    )


def _database_url(given: str, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'lec.db'}"
    return given.replace("postgresql://", "postgresql+psycopg://", 1)
