"""What an operation over every running case of a round costs: found, tried without effect, done."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from config.bench.country import Country, build_country
from config.wiring import House
from processes.acts import bulk, bulk_batches, opening
from processes.acts.bulk import Wish
from processes.records.operations import Operation
from processes.reports.operations import Wanted, cases_found, tallies
from processes.terms import OperationKind

Found = TypeVar("Found")


def measure_operations(house: House, cases: int) -> dict[str, Any]:
    """Seconds to find, try and suspend a round's cases, and the longest that one batch held the database."""
    with house.office() as office:
        country = build_country(office, cases, 0)
    with house.office() as office:
        opening.open_round(office, country.administrator, country.round_id)
    wanted = Wanted(country.round_id)
    found, _ = _timed(lambda: _find(house, wanted))
    with house.office() as office:
        wish = Wish(OperationKind.SUSPEND, wanted)
        operation_id = bulk.prepare(office, country.administrator, wish).id
    tried, _ = _timed(lambda: _run(house, operation_id))
    total = _begin(house, country, operation_id)
    done, longest = _timed(lambda: _run(house, operation_id))
    figures = {"found": found, "tried": tried, "suspended": done, "longest_batch": longest}
    return {"cases": total, **{name: round(value, 2) for name, value in figures.items()}}


def _find(house: House, wanted: Wanted) -> None:
    """What the list asks for its first page."""
    with house.reading() as session:
        now = house.clock(session)
        tallies(session, wanted, now)
        cases_found(session, wanted, now, 1)


def _begin(house: House, country: Country, operation_id: int) -> int:
    with house.office() as office:
        operation = office.session.get_one(Operation, operation_id)
        bulk.begin(office, country.administrator, operation, "bench", operation.fit)
        return operation.fit


def _run(house: House, operation_id: int) -> float:
    done, longest = False, 0.0
    while not done:
        start = time.perf_counter()
        with house.office() as office:
            done = bulk_batches.run_batch(office, operation_id)
        longest = max(longest, time.perf_counter() - start)
    return longest


def _timed(work: Callable[[], Found]) -> tuple[float, Found]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found
