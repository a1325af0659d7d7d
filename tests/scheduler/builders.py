"""Clocks for tests: several on one database, each as if in a process of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread

from config.database import open_engine
from config.wiring import House, build
from scheduler.jobs import Duties
from tests.builders import World


@contextmanager
def second_house(world: World) -> Iterator[House]:
    """The same database under the same watch, with connections and locks of its own."""
    first = world.house
    engine = open_engine(first.database.engine.url.render_as_string(hide_password=False))
    yield build(first.settings, engine, world.watch)
    engine.dispose()


def tick_both_at_once(world: World) -> None:
    """Two clocks that look at the same moment."""
    with second_house(world) as other:
        together(Duties(world.house.office).tick, Duties(other.office).tick)


def together(*calls: Callable[[], None]) -> None:
    barrier = Barrier(len(calls))

    def wait_and(call: Callable[[], None]) -> None:
        barrier.wait()
        call()

    threads = [Thread(target=wait_and, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
