"""Timings of one kind of work: CPU that noise does not move much, and what an officer would wait."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Timing:
    """Samples of CPU and wall seconds of the same work."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @contextmanager
    def sample(self) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)

    def figures(self) -> dict[str, float]:
        """Milliseconds, and how many a second one worker does."""
        ordered = sorted(self.wall)
        last = len(ordered) - 1
        return {
            "cpu_ms": round(1000 * sum(self.cpu) / len(self.cpu), 3),
            "p50_ms": round(1000 * ordered[last // 2], 3),
            "p99_ms": round(1000 * ordered[round(last * 0.99)], 3),
            "per_s": round(len(ordered) / sum(ordered), 1),
        }
