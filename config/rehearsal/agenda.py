"""What is still to come in a rehearsal, in the order of time; what is added at one moment keeps its order."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

Deed = Callable[[], None]


@dataclass(order=True, frozen=True)
class Entry:
    """Something to be done at a moment."""

    at: datetime
    place: int
    deed: Deed = field(compare=False)


class Agenda:
    """Entries by time; more may be added while they are gone through."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._places = count()

    def add(self, at: datetime, deed: Deed) -> None:
        heapq.heappush(self._heap, Entry(at, next(self._places), deed))

    def in_order(self) -> Iterator[Entry]:
        while self._heap:
            yield heapq.heappop(self._heap)
