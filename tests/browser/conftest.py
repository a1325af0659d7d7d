"""Fixtures of the browser tests: one Chromium for all, a served province, and people who come to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch
from tests.browser.person import Person, Visit
from tests.browser.serving import served
from tests.builders import World
from tests.stage import OfficersDoor

SHOTS = Path(__file__).parents[2] / "shots"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember that a test failed, so that what its people saw last is kept as a picture."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def served_at(chromium: Browser, door: OfficersDoor) -> Iterator[str]:
    """Where one server answers for the worlds of all tests."""
    with served(door.app) as found:
        yield found


@pytest.fixture
def site(served_at: str, door: OfficersDoor, world: World) -> Iterator[str]:
    """The address of the small province; its clock is the world's watch."""
    door.opened_to(world)
    yield served_at
    door.engine.dispose()


@pytest.fixture
def visit(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """`visit("304120001")` is that account signed in at a browser of its own; nothing may go wrong in it."""
    people: list[Person] = []

    def come(username: str = "", phone: bool = False, script: bool = True) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            has_touch=phone,
            reduced_motion="reduce",  # half-faded colours would look like too little contrast
            java_script_enabled=script,
        )
        people.append(Person(context, site))
        return people[-1].sign_in_at_once(username) if username else people[-1]

    yield come
    for number, person in enumerate(people, 1):
        if request.node.stash.get(FAILED, False):
            SHOTS.mkdir(exist_ok=True)
            person.page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png", full_page=True)
        person.context.close()
    assert [fault for person in people for fault in person.faults] == []
