"""What the clock does each time it looks: piece by piece, a transaction each, whatever fails before."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from time import monotonic

from processes.acts import clockwork
from processes.acts.office import Office

OfficeDoor = Callable[[], AbstractContextManager[Office]]

HEART = "clock"  # one sign of life for all clocks of a database: that any of them works
BEAT_SECONDS = 5.0
REGATE_SECONDS = 60.0

LOG = logging.getLogger("lec.clock")


class Duties:
    """The work that is due now, done piece by piece; what fails is written down and tried again later."""

    def __init__(self, open_office: OfficeDoor, log: logging.Logger = LOG) -> None:
        self._open_office = open_office
        self._log = log
        self._stopped = Event()
        self._beat_at = self._regate_at = -REGATE_SECONDS

    def tick(self) -> None:
        """Do everything that is due, then look at the gates. Whatever goes wrong is logged, never raised."""
        try:
            self._beat()
            while not self._stopped.is_set() and (self._run_timer() or self._tick_cases()):
                self._beat()
            self._regate()
        except Exception:
            self._log.exception("the clock could not do its work; it looks again at the next tick")

    def stop(self) -> None:
        """Begin no further piece."""
        self._stopped.set()

    def _run_timer(self) -> bool:
        try:
            with self._open_office() as office:
                return clockwork.run_one_timer(office) is not None
        except clockwork.UndoneTimerError as undone:
            self._log.exception("a timer failed")
            with self._open_office() as office:
                clockwork.postpone(office, undone.timer_id, str(undone))
            return True

    def _tick_cases(self) -> bool:
        """A batch of due cases; a case that fails is set aside, lest it hold up all the others."""
        try:
            with self._open_office() as office:
                return clockwork.tick_due_cases(office) > 0
        except clockwork.UndoneCaseError as undone:
            self._log.exception("the timers of a case failed")
            with self._open_office() as office:
                clockwork.set_aside(office, undone.case_id, str(undone))
            return True

    def _regate(self) -> None:
        if monotonic() - self._regate_at >= REGATE_SECONDS:
            self._regate_at = monotonic()
            with self._open_office() as office:
                if settled := clockwork.regate(office):
                    self._log.warning("%d cases had not been told of an open gate", settled)

    def _beat(self) -> None:
        """Between pieces, so that a long close does not look like a dead clock."""
        if monotonic() - self._beat_at >= BEAT_SECONDS:
            with self._open_office() as office:
                clockwork.beat(office, HEART)
            self._beat_at = monotonic()
