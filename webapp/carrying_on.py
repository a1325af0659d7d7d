"""Goes on with what an act began in batches, so that its page shows it done, clock or no clock."""

from processes.acts import retiming
from webapp.door import office_door

BATCHES = 3


def carry_on() -> None:
    """A few batches, each a unit of work; the clock does the rest."""
    for _ in range(BATCHES):
        with office_door() as office:
            if not retiming.run_oldest(office):
                return
