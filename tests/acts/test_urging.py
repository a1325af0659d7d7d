"""An authority urges those of its units that have not begun: each once a day, and nobody else."""

from datetime import timedelta

import pytest

from processes.acts import urging
from processes.acts.counter import UnknownItem
from processes.records.journal import JournalEntry
from processes.terms import Act
from tests.agreement import disagreements
from tests.builders import CENTRE, CITY, MONDAY, PROVINCE, SCHOOL, SECOND_SCHOOL, TOWN_CENTRE, World
from tests.deeds import case_work, look_for, number_of, told


def urge(world: World, code: str = CITY) -> int:
    with case_work(world, code, code) as (office, actor, case):
        return urging.urge_units(office, actor, case)


def urged(world: World) -> list[int]:
    """How often each unit was urged: the one that began, the two that did not, another authority's."""
    return [
        sum(each.startswith("urged ") for each in told(world, code))
        for code in (SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE)
    ]


@pytest.mark.letter("F52")
def test_who_has_not_begun_is_told_so_once_a_day_and_the_journal_keeps_it(any_world: World) -> None:
    look_for(any_world, SCHOOL, SCHOOL, [0])

    assert (urge(any_world), urge(any_world)) == (2, 0)
    assert urged(any_world) == [0, 1, 1, 0]

    look_for(any_world, CENTRE, CENTRE, [0])
    any_world.watch.now = MONDAY + timedelta(days=1)
    assert urge(any_world) == 1
    assert urged(any_world) == [0, 2, 1, 0]
    assert number_of(any_world, JournalEntry, act=Act.URGE_UNITS) == 2
    assert disagreements(any_world) == []


@pytest.mark.parametrize("code", [PROVINCE, SCHOOL])
def test_only_an_authority_has_units_to_urge(world: World, code: str) -> None:
    with pytest.raises(UnknownItem):
        urge(world, code)
