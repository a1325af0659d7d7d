"""The folder of the training space: its database, and how far its clock is ahead; nothing else is opened."""

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy.orm import Session

from config.demo import fresh
from config.demo.accounts import Account, accounts
from config.demo.fresh import Wanted
from config.settings import Settings
from config.training.country import training_country

MOUNT = "/training"
A_YEAR_OF_MINUTES = 366 * 24 * 60  # a clock that is set forward by days must sign nobody out


@dataclass(frozen=True)
class Standing:
    """Which database is in use, and how many seconds its clock is ahead of the real one."""

    database: str
    ahead: float


class Space:
    """A training space of an installation; every process of it sees the same one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.instance / "training"
        self._place = self._folder / "space.json"
        self._making = Lock()

    @property
    def address(self) -> str:
        """Where it is served, below the address of the real house."""
        return MOUNT

    @property
    def accounts(self) -> list[Account]:
        return accounts()

    @property
    def standing(self) -> Standing | None:
        """None while there is no training space."""
        try:
            return Standing(**json.loads(self._place.read_text()))
        except FileNotFoundError:
            return None

    @property
    def exists(self) -> bool:
        return self.standing is not None

    def settings(self, standing: Standing) -> Settings:
        """Those of the installation, with a database and keys that share nothing with it."""
        return replace(
            self._settings,
            instance=self._folder,
            database_url=f"sqlite:///{self._folder / standing.database}",
            secret_key="",
            clock="none",
            session_idle_minutes=A_YEAR_OF_MINUTES,
            proxies=0,  # the installation's server has believed them already
            training=False,
        )

    def clock(self, _session: Session | None = None) -> datetime:
        """The real moment, and as much later as the clock was set forward."""
        standing = self.standing
        return datetime.now(UTC) + timedelta(seconds=standing.ahead if standing else 0)

    def make(self) -> None:
        """A fresh space in place of the one there; while one is being made, nothing."""
        if not self._making.acquire(blocking=False):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            now = datetime.now(UTC).replace(microsecond=0)
            standing = Standing(f"{now:%Y%m%d%H%M%S}-{os.getpid()}.db", 0)
            fresh.make(self.settings(standing), Wanted(now, country=training_country()))
            self._write(standing)
            self._sweep(standing.database)
        finally:
            self._making.release()

    def remove(self) -> None:
        self._place.unlink(missing_ok=True)
        self._sweep("")

    def set_forward(self, moment: datetime) -> None:
        """Let the clock show this moment; it never goes back."""
        standing = self.standing
        more = (moment - self.clock()).total_seconds()
        if standing is not None and more > 0:
            self._write(replace(standing, ahead=standing.ahead + more))

    def _write(self, standing: Standing) -> None:
        draft = self._place.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"database": standing.database, "ahead": standing.ahead}))
        draft.replace(self._place)

    def _sweep(self, but: str) -> None:
        """What was used before goes; a process that still has it open lets go at its next request."""
        for path in self._folder.glob("*.db*"):
            if not but or not path.name.startswith(but):
                path.unlink(missing_ok=True)
