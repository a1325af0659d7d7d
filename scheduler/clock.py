"""Ticks once a second, on the second; the table of timers is the truth, not the scheduler."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.jobs import LOG, Duties, OfficeDoor

# Windows close on whole seconds: ticks that fall on them need no wake-up of their own.
A_WHOLE_SECOND = datetime(2022, 1, 1)  # noqa: DTZ001 -- in the zone that is handed in


class Clock:
    """A thread that does what is due; any number may run on one database, every effect happens once."""

    def __init__(self, open_office: OfficeDoor, timezone: str, log: logging.Logger = LOG) -> None:
        self._duties = Duties(open_office, log)
        self._scheduler = BackgroundScheduler(
            timezone=timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        first = A_WHOLE_SECOND.replace(tzinfo=ZoneInfo(timezone))
        self._scheduler.add_job(self._duties.tick, "interval", seconds=1, start_date=first, id="tick")

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """End after the piece of work at hand."""
        self._duties.stop()
        self._scheduler.shutdown(wait=True)
