"""Where the units of a round stand, on each database: counts, lateness, times, and the units themselves."""

from datetime import timedelta

from processes.records.scope import HOUSE, SCOPE
from processes.reports import whereabouts
from processes.reports.whereabouts import CaseCount, Part, StepCount
from tests.builders import CLOSES, MONDAY, SCHOOL, World, confirm_institution

EVENTS = {"reopened": ("own_reopened", "check_report")}


def test_counts_times_and_units_agree_with_what_was_done(any_world: World) -> None:
    any_world.watch.now = MONDAY + timedelta(hours=3)
    confirm_institution(any_world, SCHOOL)
    part = Part(any_world.round_id, any_world.case(SCHOOL).edition_id)

    with any_world.house.reading() as session:
        session.info[SCOPE] = HOUSE
        assert whereabouts.counts_at_tasks(session, part, MONDAY) == {"verify_roll": StepCount(1, 0)}
        assert whereabouts.counts_at_tasks(session, part, CLOSES) == {"verify_roll": StepCount(1, 1)}
        assert whereabouts.counts_of_cases(session, part, EVENTS) == CaseCount(2, 0, {"reopened": 1})
        assert whereabouts.median_times(session, part, 2)["verify_roll"] == timedelta(hours=3)
        units, total = whereabouts.units_at_task(session, part, "verify_roll", CLOSES, 1)
        assert (total, units[0].since) == (1, MONDAY)
        waiting, total = whereabouts.units_at_event(session, part, EVENTS["reopened"], 1)
        assert (total, waiting[0].code) == (1, SCHOOL)
