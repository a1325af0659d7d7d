"""What a page of a roll costs in a base as large as the country's, and finding a number in it."""

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select

from config.bench.country import NATIONAL, Country, build_country
from config.bench.learners import LARGE_ROLL, invented_number, rolls_of
from config.bench.tasks import Watch
from config.bench.timing import Timing
from config.bench.workbook import measure_workbooks
from config.settings import Settings
from config.web import build_web
from config.wiring import House, build
from processes.acts import opening
from processes.acts.office import Actor
from processes.records.cases import WorkItem
from processes.records.learners import Learner
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.reports.known_learners import known_alike
from processes.terms import Act, IdentityKind

PER_UNIT = 54  # learners of an average unit of the country, so that units grow with learners
FEWEST, MOST = 60, NATIONAL
PASSWORD = "bench"  # noqa: S105 -- of a base that lives as long as the measurement


def measure_rolls(settings: Settings, learners: int, requests: int) -> dict[str, Any]:
    """All figures of `lec bench roll`: the pages of one large school among everybody else's learners."""
    watch = Watch()
    house = build(settings, clock=watch)
    house.upgrade()
    country, numbers = _furnish(house, learners)
    app = build_web(settings, watch)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    school = country.schools[0]
    code, item = _school(house, school)
    _let_in(house, school)
    _sign_in(client, school)
    figures: dict[str, Any] = {"learners": numbers.stop, "requests": requests}
    for name, address in _pages(code, item).items():
        figures[name] = _quantiles(_timed(requests, _getting(client, address)))
    figures["number_in_the_country"] = _quantiles(_timed(requests, _finding(house, numbers)))
    figures["name_in_the_country"] = _quantiles(_timed(requests, _finding_name(house)))
    for name, timing in measure_workbooks(house, client, code, school.unit_id).items():
        figures[name] = _quantiles(timing)
    house.database.engine.dispose()
    return figures


def _pages(code: str, item: int) -> dict[str, Callable[[int], str]]:
    pages = LARGE_ROLL // 100
    roll = f"/units/{code}/roll"
    return {
        "roll_page": lambda turn: f"{roll}?page={turn % pages + 1}",
        "roll_by_class": lambda turn: f"{roll}?sort=class&page={turn % pages + 1}",
        "roll_unseen": lambda turn: f"{roll}?view=unseen&sort=birth&page={turn % pages + 1}",
        "search_a_number": lambda turn: f"{roll}?search={invented_number(turn % LARGE_ROLL)}",
        "class_page": lambda _turn: f"/work/{item}",
        "inbox_of_25": lambda _turn: "/inbox?box=unit",
        "account_page": lambda _turn: "/account",  # little more than what every page pays
    }


def _furnish(house: House, learners: int) -> tuple[Country, range]:
    """A country with as many units as fit the learners, its round opened."""
    with house.office() as office:
        country = build_country(office, min(MOST, max(FEWEST, learners // PER_UNIT)), 1)
        numbers = rolls_of(office, learners)
        opening.open_round(office, country.administrator, country.round_id)
    return country, numbers


def _school(house: House, school: Actor) -> tuple[str, int]:
    """The code of the large school and the task of one of its classes."""
    with house.reading() as session:
        code = session.scalars(select(Unit.code).filter_by(id=school.unit_id)).one()
        wanted = select(WorkItem.id).filter_by(unit_id=school.unit_id, act=Act.VERIFY_ROLL)
        return code, session.scalars(wanted.order_by(WorkItem.id.desc())).first() or 0


def _sign_in(client: FlaskClient, school: Actor) -> None:
    client.post("/sign-in", data={"username": school.name, "password": PASSWORD})


def _let_in(house: House, school: Actor) -> None:
    """Give the school's officer the password; hashing it is no part of any figure."""
    with house.office() as office:
        officer = office.session.get_one(Officer, school.officer_id)
        officer.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def _getting(client: FlaskClient, address: Callable[[int], str]) -> Callable[[int], None]:
    def get(turn: int) -> None:
        answer = client.get(address(turn))
        if answer.status_code != 200:
            raise LookupError(f"{address(turn)} answered {answer.status_code}")

    return get


def _finding(house: House, numbers: range) -> Callable[[int], None]:
    """One number among those of the whole country, by its keyed index."""
    cipher = house.keys.cipher

    def find(turn: int) -> None:
        index = cipher.index(invented_number(numbers[turn * 7919 % len(numbers)]))
        with house.reading() as session:
            if session.scalars(select(Learner.id).where(Learner.number_index == index)).first() is None:
                raise LookupError(f"number {turn} is not there")

    return find


def _finding_name(house: House) -> Callable[[int], None]:
    """One name with its birth date among those of the whole country, as admitting looks for it."""
    with house.reading() as session:
        spread = select(Learner.sort_key, Learner.birth_on).where(Learner.birth_on.is_not(None))
        typed = session.execute(spread.where(Learner.id % 97 == 0).limit(1000)).all()

    def find(turn: int) -> None:
        name, born = typed[turn * 7 % len(typed)]
        with house.reading() as session:
            known_alike(session, name, born, IdentityKind.NONE)

    return find


def _timed(requests: int, work: Callable[[int], None]) -> Timing:
    """The first turns warm the caches and are not counted."""
    timing = Timing()
    for turn in range(5):
        work(turn)
    for turn in range(requests):
        with timing.sample():
            work(turn)
    return timing


def _quantiles(timing: Timing) -> dict[str, float]:
    """Milliseconds that half and 95 in 100 stay under, of CPU and of waiting."""
    figures = {}
    for name, samples in (("cpu", timing.cpu), ("wall", timing.wall)):
        ordered = sorted(samples)
        for part in (50, 95):
            figures[f"{name}_p{part}_ms"] = round(1000 * ordered[(len(ordered) - 1) * part // 100], 3)
    return figures
