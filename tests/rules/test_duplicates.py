"""How long an answer may take, who decides in turn, and how much of a name both sides see."""

from datetime import UTC, datetime, timedelta

import pytest

from processes.rules.duplicates import answer_due, covered_name, ladder, next_up

MONDAY, FRIDAY = datetime(2022, 10, 17, 2, tzinfo=UTC), datetime(2022, 10, 21, 2, tzinfo=UTC)
FAR = datetime(2022, 11, 10, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due_at", "answer_by"),
    [
        (MONDAY, FAR, MONDAY + timedelta(days=2)),
        (FRIDAY, FAR, FRIDAY + timedelta(days=4)),  # a weekend lies between
        (FAR - timedelta(hours=40), FAR, FAR - timedelta(hours=24)),
        (FAR - timedelta(hours=25), FAR, FAR - timedelta(hours=23)),  # nobody has less than two hours
        (FAR, FAR, FAR + timedelta(hours=2)),
    ],
)
def test_an_answer_is_due_in_two_working_days_or_a_day_before_the_units_are(
    now: datetime, due_at: datetime, answer_by: datetime
) -> None:
    assert answer_due(now, due_at) == answer_by


@pytest.mark.parametrize(
    ("claimant", "rungs"),
    [([2, 10, 20, 30], (1, 10)), ([2, 11, 20, 30], (1, 10, 20)), ([2, 11, 21, 30], (1, 10, 20, 30))],
)
def test_a_case_climbs_to_the_first_unit_above_both(claimant: list[int], rungs: tuple[int, ...]) -> None:
    found = ladder([1, 10, 20, 30], claimant)

    assert found == rungs
    assert next_up(found, 1) == 10
    assert next_up(found, found[-1]) is None


def test_a_name_is_covered_but_for_its_beginning() -> None:
    assert covered_name("ด.ญ.", "มะลิ", "ใจดี") == "ด.ญ.มะ… ใจ…"
    assert covered_name("", "", "") == "… …"
