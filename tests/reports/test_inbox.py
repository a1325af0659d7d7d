"""The inbox as a report: pages by keyset, so that nothing is skipped while the work goes on."""

from datetime import timedelta

from sqlalchemy import select, update

from processes.records.cases import Case, WorkItem
from processes.records.units import Unit
from processes.reports.inbox import Box, Holder, InboxCounts, Search, inbox_counts, inbox_page
from processes.terms import Act, Role
from tests.builders import CITY, DUE, SCHOOL, World

SIZE = 4


def holder(world: World, username: str = CITY) -> Holder:
    me = world.actor(username)
    assert me.officer_id is not None
    return Holder(me.officer_id, me.unit_id, me.roles)


def add_items(world: World, number: int, code: str = CITY) -> list[int]:
    """Open items of the unit, two of them due at each moment; among the others' it is noise."""
    with world.office() as office:
        case = office.session.scalars(
            select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == code)
        ).one()
        items = [
            WorkItem(
                case_id=case.id,
                task_ref=f"task-{each}",
                node="n",
                name=f"งานที่ {each}",
                act=Act.ANSWER,
                form="answer",
                role=Role.RESPONSIBLE,
                opened_at=office.now,
                due_at=DUE + timedelta(minutes=each // 2),
                **case.unit.belonging,
            )
            for each in range(number)
        ]
        office.session.add_all(items)
        office.session.flush()
        return [each.id for each in items]


def counts(world: World) -> InboxCounts:
    """As they stand half a minute after the first items were due, with a day that ends at the next ones."""
    with world.house.reading() as session:
        now, midnight = DUE + timedelta(seconds=30), DUE + timedelta(minutes=1)
        return inbox_counts(session, holder(world), now, midnight)


def all_pages(world: World, box: Box, finish_on_the_way: bool = False) -> list[int]:
    seen: list[int] = []
    search = Search(act=Act.ANSWER)
    while True:
        with world.house.reading() as session:
            page = inbox_page(session, holder(world), box, search, SIZE)
        seen += [line.id for line in page.lines]
        if finish_on_the_way:
            with world.office() as office:
                done = update(WorkItem).where(WorkItem.id.in_(seen))
                office.session.execute(done.values(state="done", done_at=office.now))
        if page.after is None:
            return seen
        search = Search(act=Act.ANSWER, after=page.after)


def test_every_open_item_stands_on_exactly_one_page_by_due_time(world: World) -> None:
    wanted = add_items(world, 11)
    add_items(world, 3, SCHOOL)

    assert all_pages(world, Box.UNIT) == wanted
    assert all_pages(world, Box.MINE) == wanted


def test_items_finished_between_two_pages_hide_no_other_item(world: World) -> None:
    wanted = add_items(world, 11)

    assert all_pages(world, Box.UNIT, finish_on_the_way=True) == wanted


def test_done_items_come_newest_first(world: World) -> None:
    wanted = add_items(world, 9)
    for number, each in enumerate(wanted):
        with world.office(world.watch.now + timedelta(minutes=number // 3)) as office:
            item = office.session.get_one(WorkItem, each)
            item.state, item.done_at = "done", office.now

    assert all_pages(world, Box.DONE) == wanted[::-1]


def test_what_is_due_by_midnight_is_due_today_and_what_has_passed_is_late(world: World) -> None:
    before = counts(world)
    add_items(world, 4)
    after = counts(world)

    assert (after.late - before.late, after.due_today - before.due_today) == (2, 2)
    assert after.mine == after.unit == before.mine + 4


def test_an_item_of_another_role_is_the_units_and_not_mine(world: World) -> None:
    items = add_items(world, 2)
    with world.office() as office:
        office.session.execute(update(WorkItem).filter_by(id=items[0]).values(role=Role.EXECUTIVE))

    assert all_pages(world, Box.MINE) == items[1:]
    assert all_pages(world, Box.UNIT) == items
