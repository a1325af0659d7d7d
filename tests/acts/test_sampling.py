"""Random checks of a province: drawn with a seed anybody can repeat, found out one by one (letter 9.4)."""

import pytest
from sqlalchemy import select

from processes.acts import sampling
from processes.records.journal import JournalEntry
from processes.records.notices import Notice
from processes.records.samples import Finding, SampleDraw
from processes.records.units import Unit
from processes.terms import Act, FindingResult, Reason
from tests.agreement import disagreements
from tests.builders import CLOSES, PROVINCE, World
from tests.deeds import desk, number_of, refused_for


def draw(world: World, size: int, seed: str = "") -> SampleDraw:
    with desk(world, PROVINCE, world.item(PROVINCE, Act.DRAW_SAMPLE)) as (office, actor, item):
        return sampling.draw(office, actor, item, size, seed)


def find(world: World, result: FindingResult = FindingResult.IN_ORDER) -> None:
    item_id = world.items(PROVINCE, Act.RECORD_FINDING)[0].id
    with desk(world, PROVINCE, item_id) as (office, actor, item):
        sampling.record_finding(office, actor, item, result, "ตรวจแล้ว")


@pytest.mark.letter("F83")
def test_a_draw_lays_one_item_for_each_unit_and_the_last_finding_lets_draw_again(world: World) -> None:
    drawn = draw(world, 3)
    assert (drawn.size, drawn.population) == (3, 4)
    assert len(world.items(PROVINCE, Act.RECORD_FINDING)) == 3
    assert disagreements(world) == []

    for _ in range(3):
        find(world)
        assert disagreements(world) == []

    assert [item.act for item in world.items(PROVINCE)] == [Act.DRAW_SAMPLE]
    draw(world, 1)
    assert number_of(world, SampleDraw) == 2
    assert number_of(world, JournalEntry, act=Act.RECORD_FINDING) == 3


@pytest.mark.letter("F83")
def test_the_same_seed_draws_the_same_units_for_whoever_repeats_it(world: World) -> None:
    drawn = draw(world, 2)

    with world.house.reading() as session:
        units = list(session.scalars(select(Finding.drawn_unit_id).order_by(Finding.drawn_unit_id)))
    population = sorted(
        world.case(code).unit_id for code in ("304120001", "304120002", "304150001", "304150002")
    )
    assert sampling.drawn(population, 2, drawn.seed) == units
    assert sampling.drawn(population, 2, drawn.seed) == sampling.drawn(list(population), 2, drawn.seed)


def test_a_draw_has_at_least_one_unit_and_never_more_than_there_are() -> None:
    assert len(sampling.drawn([1, 2, 3], 0, "a")) == 1
    assert sampling.drawn([1, 2, 3], 9, "a") == [1, 2, 3]
    assert len(sampling.drawn(list(range(500)), 400, "a")) == sampling.LARGEST_DRAW


@pytest.mark.letter("F83")
def test_a_finding_keeps_what_was_found_by_whom_and_when(world: World) -> None:
    draw(world, 1)

    find(world, FindingResult.TO_MEND)

    with world.house.reading() as session:
        found = session.scalars(select(Finding)).one()
        assert (found.result, found.note) == (FindingResult.TO_MEND, "ตรวจแล้ว")
        assert (found.found_by, found.found_at) == (world.actor(PROVINCE).officer_id, world.watch.now)


def test_nothing_is_drawn_after_the_close(world: World) -> None:
    world.watch.now = CLOSES

    with refused_for(Reason.WINDOW_CLOSED):
        draw(world, 1)

    assert number_of(world, SampleDraw) == 0


@pytest.mark.letter("F117")
def test_a_unit_and_the_tier_that_can_open_it_are_told_what_must_be_mended(world: World) -> None:
    draw(world, 1, "seed")

    find(world, FindingResult.TO_MEND)

    with world.house.reading() as session:
        finding = session.scalars(select(Finding)).one()
        drawn = session.get_one(Unit, finding.drawn_unit_id)
        told = session.scalars(select(Notice).filter_by(kind="finding_to_mend")).all()
        assert {notice.unit_id for notice in told} == {drawn.id, drawn.parent_id}
        assert {notice.about for notice in told} == {drawn.name}
