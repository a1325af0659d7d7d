"""Every page that links lead to, for every role and at three hours of the round; what is new is looked at."""

from collections import defaultdict
from collections.abc import Callable

import pytest
from sqlalchemy import select

from processes.records.cases import WorkItem
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.inspection import Inspection
from tests.browser.links import pages_within_reach
from tests.browser.person import Visit
from tests.browser.provinces import after_the_close, confirmed_to_the_top, in_the_thick_of_it
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN_CENTRE,
    World,
)
from tests.stage import OfficersDoor
from tests.webapp.client import Browser

pytestmark = pytest.mark.browser
HOURS = (
    (
        in_the_thick_of_it,
        (f"{SCHOOL}-2", SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE, CITY, PROVINCE, DEPARTMENT),
    ),
    (confirmed_to_the_top, (CITY, PROVINCE, DEPARTMENT)),
    (after_the_close, (SCHOOL, DEPARTMENT)),
)


@pytest.fixture(scope="module")
def inspection() -> Inspection:
    return Inspection()


@pytest.mark.letter("F92")
@pytest.mark.parametrize(("prepare", "people"), HOURS, ids=[hour.__name__ for hour, _people in HOURS])
def test_every_page_is_whole_at_a_desk_and_on_a_phone(
    visit: Visit,
    door: OfficersDoor,
    world: World,
    inspection: Inspection,
    prepare: Callable[[World], None],
    people: tuple[str, ...],
) -> None:
    prepare(world)
    acts, known, sizes = _acts(world), defaultdict[str, set[str]](set), [DESKTOP, PHONE]

    found = []
    for username in people:
        person, reader = visit(username), Browser(door.app).sign_in(username)
        for address in pages_within_reach(reader, acts, known[_role(world, username)]):
            assert reader.page is not None
            if username != DEPARTMENT and not reader.page.find_class("contact"):
                found.append(f"{username} {address}: nobody to call")
            if not inspection.novelty.of(reader.page):
                continue
            person.open(address)
            for size in sizes:
                person.page.set_viewport_size(size)
                wrong = inspection.shortcomings(person.page)
                found += [f"{username} {address} at {size['width']}: {each}" for each in wrong]
            sizes.reverse()  # the next page begins at the size that is there

    assert found == []


def _role(world: World, username: str) -> str:
    """Officers of a role and tier see the same kinds of pages, and need not all open all of them."""
    actor = world.actor(username)
    return f"{actor.tier} {sorted(actor.roles)}"


def _acts(world: World) -> dict[int, str]:
    """What each task asks, and whether it is done."""
    with world.house.reading() as session:
        return {each.id: f"{each.act}-{each.state}" for each in session.scalars(select(WorkItem))}
