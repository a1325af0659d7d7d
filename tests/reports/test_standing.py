"""Where units stand: the chain above, both streams as one standing, the board's order."""

from datetime import date

import pytest
from sqlalchemy import select, update

from processes.records.cases import Case
from processes.records.scope import SCOPE, Scope
from processes.records.units import Unit
from processes.reports.board import Wanted, board_below
from processes.reports.standing import case_in_view, chain_above, counts_below, overall_standing
from processes.reports.units import unit_within
from processes.terms import Standing, Tier
from tests.builders import CITY, DEPARTMENT, PROVINCE, SCHOOL, SECOND_SCHOOL, TOWN, World, confirm_institution

TODAY = date(2022, 10, 17)
S = Standing


def unit_id(world: World, code: str) -> int:
    with world.house.reading() as session:
        return session.scalars(select(Unit.id).filter_by(code=code)).one()


def stand(world: World, code: str, own: Standing, other: Standing) -> None:
    case_id = world.case(code).id
    with world.office() as office:
        office.session.execute(
            update(Case).where(Case.id == case_id).values(standing=own, other_standing=other)
        )


@pytest.mark.parametrize(
    ("own", "other", "whole"),
    [
        (S.CONFIRMED, S.CONFIRMED, S.CONFIRMED),
        (S.CONFIRMED, S.NOTHING_TO_CONFIRM, S.CONFIRMED),
        (S.NOTHING_TO_CONFIRM, S.CONFIRMED, S.CONFIRMED),
        (S.NOTHING_TO_CONFIRM, S.NOTHING_TO_CONFIRM, S.NOTHING_TO_CONFIRM),
        (S.CONFIRMED, S.NOT_STARTED, S.IN_PROGRESS),
        (S.NOT_STARTED, S.NOT_STARTED, S.NOT_STARTED),
        (S.NOT_STARTED, S.NOTHING_TO_CONFIRM, S.NOT_STARTED),
        (S.CONFIRMED, S.REOPENED, S.REOPENED),
        (S.MISSED, S.CONFIRMED, S.MISSED),
        (S.REOPENED, S.MISSED, S.MISSED),
    ],
)
def test_two_streams_are_one_standing(world: World, own: Standing, other: Standing, whole: Standing) -> None:
    stand(world, CITY, own, other)

    with world.house.reading() as session:
        found = session.scalars(select(overall_standing()).where(Case.id == world.case(CITY).id)).one()

    assert found == whole


def test_the_chain_above_leads_from_the_department_down(world: World) -> None:
    with world.house.reading() as session:
        session.info[SCOPE] = Scope(Tier.INSTITUTION, unit_id(world, SCHOOL))
        unit = session.get_one(Unit, unit_id(world, SCHOOL))

        chain = chain_above(session, world.round_id, unit)

    assert [link.code for link in chain] == [DEPARTMENT, PROVINCE, CITY]
    assert chain[-1].standing is Standing.NOT_STARTED


def test_looking_up_the_chain_leaves_the_scope_as_it_was(world: World) -> None:
    with world.house.reading() as session:
        scope = session.info[SCOPE] = Scope(Tier.INSTITUTION, unit_id(world, SCHOOL))
        chain_above(session, world.round_id, session.get_one(Unit, scope.unit_id))

        assert session.info[SCOPE] is scope
        assert case_in_view(session, unit_id(world, CITY)) is None


def test_the_board_counts_and_orders_by_who_stands_in_the_way(world: World) -> None:
    confirm_institution(world, SCHOOL)

    with world.house.reading() as session:
        city = session.get_one(Case, world.case(CITY).id)
        board = board_below(session, city, Wanted(), TODAY)
        counts = counts_below(session, city.id)

    assert counts == {Standing.CONFIRMED: 1, Standing.NOT_STARTED: 2}
    assert (board.total, board.counts) == (3, counts)
    assert board.rows[-1].code == SCHOOL
    assert board.rows[-1].since == world.watch.now
    assert {row.code for row in board.to_call} == {row.code for row in board.rows} - {SCHOOL}


def test_a_search_counts_what_it_finds(world: World) -> None:
    with world.house.reading() as session:
        city = session.get_one(Case, world.case(CITY).id)
        board = board_below(session, city, Wanted(search="มุขมนตรี"), TODAY)

    assert (board.total, [row.code for row in board.rows]) == (1, [SECOND_SCHOOL])
    assert board.to_call == []


@pytest.mark.parametrize(
    ("tier", "top", "seen"),
    [
        (Tier.DEPARTMENT, DEPARTMENT, {DEPARTMENT, PROVINCE, CITY, SCHOOL, TOWN}),
        (Tier.PROVINCE, PROVINCE, {PROVINCE, CITY, SCHOOL, TOWN}),
        (Tier.LOCAL_AUTHORITY, CITY, {CITY, SCHOOL}),
        (Tier.INSTITUTION, SCHOOL, {SCHOOL}),
    ],
)
def test_a_unit_is_found_within_a_scope_only(world: World, tier: Tier, top: str, seen: set[str]) -> None:
    scope = Scope(tier, unit_id(world, top))

    with world.house.reading() as session:
        found = {
            code for code in (DEPARTMENT, PROVINCE, CITY, SCHOOL, TOWN) if unit_within(session, scope, code)
        }

    assert found == seen
