"""The training space: a world of its own below /training, a bar on every page, no way into the real house."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from config.settings import read_settings
from config.training.space import Space
from tests.builders import CITY, DEPARTMENT, SCHOOL, World
from tests.webapp.client import Browser
from webapp.training import WHO

BAR = "ข้อมูลสมมติทั้งหมด ไม่ใช่รอบจริง"
WAYS = "//a/@href | //form/@action | //@data-draft | //@data-row | //@data-marking | //@data-sheet"


@pytest.fixture
def app(own_app: Flask) -> Flask:
    return own_app


@pytest.fixture
def space(app: Flask) -> Iterator[Space]:
    found: Space = app.extensions["lec_training"]
    yield found
    app.extensions["lec_training_door"].close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training space, opened once for all who train in a copy of it."""
    settings = read_settings({"LEC_INSTANCE": str(tmp_path_factory.mktemp("training"))})
    Space(settings).make()
    return settings.instance / "training"


@pytest.fixture
def trainer(app: Flask, world: World, space: Space, made: Path) -> Browser:
    """The department's officer of a training space that was just opened."""
    shutil.copytree(made, world.house.settings.instance / "training")
    return inside(app, DEPARTMENT)


def inside(app: Flask, username: str) -> Browser:
    browser = Browser(app)
    browser.get("/training/sign-in")
    return browser.post("/training/sign-in", {"username": username, "password": "udon-2565"})


def recorded(world: World) -> str:
    """A digest of all that the real database holds, but for the heartbeat of the clock and the sign-ins."""
    with world.house.reading() as session:
        connection = session.connection().connection
        lines = [line for line in connection.iterdump() if not re.search("sign_?in|officer", line)]
    return sha256("\n".join(lines).encode()).hexdigest()


def test_every_account_is_named_in_thai(space: Space) -> None:
    assert {each.who for each in space.accounts} == set(WHO)


def test_without_a_space_nothing_is_served_there(app: Flask, space: Space) -> None:
    assert Browser(app).get("/training/sign-in").status == 404


def test_only_an_administrator_opens_and_closes_a_space(
    signed_in: Callable[[str], Browser], space: Space
) -> None:
    browser = signed_in(SCHOOL)

    browser.get("/practice/")
    assert "ยังไม่มีพื้นที่ฝึกซ้อม" in browser.text
    assert browser.post("/practice/make").status == 409
    assert not space.exists


def test_an_administrator_opens_one_and_everybody_reads_how_to_enter(
    app: Flask, signed_in: Callable[[str], Browser], world: World, space: Space
) -> None:
    before = recorded(world)
    department = signed_in(DEPARTMENT).get("/practice/")
    assert department.post("/practice/make").status == 200
    assert signed_in(SCHOOL).get("/practice/").text.count("304120001") >= 2
    assert inside(app, SCHOOL).status == 200

    assert department.post("/practice/remove").status == 200

    assert not space.exists
    assert Browser(app).get("/training/sign-in").status == 404
    assert recorded(world) == before


def test_every_page_of_it_has_the_bar_and_leads_nowhere_else(app: Flask, trainer: Browser) -> None:
    for username in (DEPARTMENT, CITY, SCHOOL):
        browser = inside(app, username)
        seen: set[str] = set()
        waiting = [browser.at]
        while waiting and len(seen) < 25:
            browser.get(waiting.pop(0))
            assert browser.page is not None
            assert BAR in browser.text
            ways = [str(way) for way in browser.page.xpath(WAYS) if not str(way).startswith(("#", "tel:"))]
            assert [way for way in ways if urlsplit(way).path.startswith("/") and not _stays(way)] == []
            new = [way for way in ways if _stays(way) and way not in seen and _is_a_page(way)]
            seen.update(new)
            waiting += new
        assert len(seen) > 10


def _stays(way: str) -> bool:
    return way.startswith(("/training/", "/static/"))


def _is_a_page(way: str) -> bool:
    return not re.search(r"/language/|sign-out|\.|/static/|[?]|/make|/remove", way)


def test_changing_the_language_and_signing_out_stay_inside(app: Flask, trainer: Browser) -> None:
    browser = inside(app, SCHOOL).get("/training/")
    assert browser.page is not None

    switch = str(browser.page.xpath("//a[@hreflang='en']/@href")[0])
    browser.get(switch)
    assert browser.at.startswith("/training/")
    assert "All of it is invented" in browser.text

    browser.post("/training/sign-out")
    assert browser.at.startswith("/training/sign-in")


def test_who_is_signed_in_there_is_nobody_in_the_real_house(app: Flask, trainer: Browser) -> None:
    assert trainer.get("/").at.startswith("/sign-in")


def test_nothing_of_the_real_database_changes(app: Flask, trainer: Browser, world: World) -> None:
    before = recorded(world)

    inside(app, SCHOOL).get("/training/roll")
    trainer.post("/training/practice/clock", {"step": "close"})

    assert recorded(world) == before


@pytest.mark.letter("F98", "F99")
def test_setting_the_clock_to_the_hour_locks_the_round(app: Flask, trainer: Browser, space: Space) -> None:
    trainee = inside(app, SCHOOL).get(f"/training/units/{SCHOOL}/roll")
    assert trainee.page is not None
    learner = next(way for way in trainee.page.xpath("//a/@href") if re.fullmatch(r".*/roll/\d+", way))
    trainer.get("/training/practice/")
    closes_in = timedelta(days=5)
    before = space.clock()

    trainer.post("/training/practice/clock", {"step": "close"})

    assert space.clock() - before > closes_in
    trainer.get("/training/practice/")
    assert "ปิดรับข้อมูลแล้วเมื่อ" in trainer.text
    assert trainee.post(f"{learner}/take-off", {"reason": "moved"}).status == 423


def test_the_clock_goes_forward_only_and_only_by_known_steps(trainer: Browser, space: Space) -> None:
    trainer.get("/training/practice/")
    trainer.post("/training/practice/clock", {"step": "close"})
    shown = space.clock()

    trainer.post("/training/practice/clock", {"step": "last"})
    assert "เดินไปข้างหน้าเท่านั้น" in trainer.text
    assert space.clock() >= shown
    assert trainer.post("/training/practice/clock", {"step": "back"}).status == 400


def test_a_trainee_does_not_set_the_clock_and_nobody_sets_the_real_one(
    app: Flask, trainer: Browser, signed_in: Callable[[str], Browser], space: Space
) -> None:
    trainee = inside(app, SCHOOL)
    trainee.get("/training/practice/")
    assert trainee.post("/training/practice/clock", {"step": "day"}).status == 409

    real = signed_in(DEPARTMENT).get("/practice/")
    assert real.post("/practice/clock", {"step": "day"}).status == 404
    trainer.get("/training/practice/")
    assert trainer.post("/training/practice/make").status == 404
