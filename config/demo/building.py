"""Builds the demonstration: the country, the round, and every day of the diary under a clock that is set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import perf_counter

from config.demo.almanac import A_MINUTE, BANGKOK, Almanac
from config.demo.country import Country, plan_country
from config.demo.deadlines import set_deadlines
from config.demo.diary import Diary
from config.demo.dissolving import dissolve_schools
from config.demo.loading import load
from config.demo.recording import load_records
from config.demo.stages import write
from config.rounds import RoundPlan, enter
from config.wiring import House
from processes.acts.clockwork import CASES_AT_ONCE, tick_due_cases
from processes.acts.opening import open_round
from processes.acts.people import actor_named
from processes.rules.codes import DEPARTMENT_CODE

A_WEEK = timedelta(days=7)


@dataclass
class Demonstration:
    """A demonstration that is being built, and how long each part of it took, in seconds."""

    house: House
    almanac: Almanac
    plan: RoundPlan
    now: datetime
    country: Country = field(default_factory=plan_country)
    seconds: dict[str, float] = field(default_factory=dict)
    cases: int = 0
    deeds: int = 0

    def build(self) -> None:
        round_id = self._timed("load", self._load)
        self._timed("records", self._record)
        self.cases = self._timed("open", lambda: self._open(round_id))
        self._timed("diary", self._live_through)
        self._timed("deadlines", lambda: self._set_deadlines(round_id))

    def _timed(self, part: str, work: Callable[[], int]) -> int:
        begun = perf_counter()
        result = work()
        self.seconds[part] = perf_counter() - begun
        return result

    def _load(self) -> int:
        self.almanac.now = self.plan.opens_at - A_WEEK
        with self.house.office() as office:
            load(office, self.country)
            return enter(office, self.plan, real=False).id

    def _record(self) -> int:
        with self.house.office() as office:
            load_records(office, self.country, actor_named(office, DEPARTMENT_CODE))
        return 0

    def _open(self, round_id: int) -> int:
        self.almanac.now = self.plan.opens_at
        with self.house.office() as office:
            count = open_round(office, actor_named(office, DEPARTMENT_CODE), round_id)
        with self.house.office() as office:
            dissolve_schools(office, actor_named(office, DEPARTMENT_CODE), self.country)
        return count

    def _live_through(self) -> int:
        diary = Diary(self.plan, self.now)
        write(diary, self.country)
        today: date | None = None
        for entry in diary.in_order():
            self.almanac.now = entry.at
            day = entry.at.astimezone(BANGKOK).date()
            if day != today:
                self._tick()
                today = day
            with self.house.office() as office:
                entry.deed(office, actor_named(office, entry.username))
            self.deeds += 1
        self.almanac.now = self.now - A_MINUTE
        self._tick()
        return self.deeds

    def _tick(self) -> None:
        while True:
            with self.house.office() as office:
                if tick_due_cases(office) < CASES_AT_ONCE:
                    return

    def _set_deadlines(self, round_id: int) -> int:
        set_deadlines(self.house, self.almanac, round_id, self.plan.closes_at)
        return 0
