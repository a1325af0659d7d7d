"""What saving one cell of the grid of outside schools costs, beside a page that writes nothing."""

from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select

from config.bench.country import build_country
from config.bench.tasks import Watch
from config.bench.timing import Timing
from config.settings import Settings
from config.web import build_web
from config.wiring import House, build
from processes.acts import opening
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.records.officers import Appointment, Officer
from processes.records.outside import OtherSchool
from processes.records.units import Unit
from processes.rules.thai import sort_key
from processes.terms import OUTSIDE_GRADES, Act, Tier

UNITS = 60
PASSWORD = "bench"  # noqa: S105 -- of a base that lives as long as the measurement


def measure_grid(settings: Settings, schools: int, requests: int) -> dict[str, Any]:
    """All figures of `lec bench outside`: cells of one authority's grid saved through the whole app."""
    watch = Watch()
    house = build(settings, clock=watch)
    house.upgrade()
    username = _furnish(house, schools)
    app = build_web(settings, watch)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    with house.reading() as session:
        item = session.scalars(select(WorkItem.id).filter_by(act=Act.RECORD_COUNTS)).one()
        rows = {key: [""] * len(OUTSIDE_GRADES) for key in session.scalars(select(OtherSchool.id))}
    figures = {"schools": schools, "requests": requests, **_measured(client, item, rows, requests)}
    house.database.engine.dispose()
    return figures


def _measured(
    client: FlaskClient, item: int, rows: dict[int, list[str]], requests: int
) -> dict[str, dict[str, float]]:
    saving, grid, baseline = Timing(), Timing(), Timing()
    keys = list(rows)
    for turn in range(requests):
        key, place = keys[turn % len(keys)], turn // len(keys) % len(OUTSIDE_GRADES)
        with saving.sample():
            _save(client, item, key, rows[key], place, str(turn % 90 + 1))
        with baseline.sample():
            client.get("/healthz")
        if turn % 10 == 0:
            with grid.sample():
                client.get(f"/work/{item}")
    return {
        "cell_saved": _quantiles(saving),
        "page_of_the_grid": _quantiles(grid),
        "answer_without_work": _quantiles(baseline),
    }


def _save(client: FlaskClient, item: int, key: int, row: list[str], place: int, number: str) -> None:
    sent = {f"was-{key}": ",".join(row), f"c-{key}-{OUTSIDE_GRADES[place]}": number}
    asks = {"Accept": "application/json"}
    answer = client.post(f"/work/{item}/counts/at-once", data=sent, headers=asks)
    if answer.status_code != 200:
        raise LookupError(f"a cell answered {answer.status_code}")
    row[place] = number


def _furnish(house: House, schools: int) -> str:
    """A small country whose first authority pays so many schools; returns the account of its officer."""
    with house.office() as office:
        country = build_country(office, UNITS, 1)
        office.session.flush()
        authority = office.session.scalars(select(Unit).filter_by(tier=Tier.LOCAL_AUTHORITY)).first()
        if authority is None:
            raise LookupError("no authority")
        username = _pay(office, authority, schools)
        opening.open_round(office, country.administrator, country.round_id)
    return username


def _pay(office: Office, authority: Unit, schools: int) -> str:
    for number in range(schools):
        name = f"School {number + 1}"
        office.session.add(
            OtherSchool(
                code=f"9{number:09}",
                name=name,
                sort_key=sort_key(name),
                affiliation="OBEC",
                **authority.belonging,
            )
        )
    appointed = select(Officer).join(Appointment, Appointment.officer_id == Officer.id)
    officer = office.session.scalars(appointed.where(Appointment.unit_id == authority.id)).first()
    if officer is None:
        raise LookupError("the authority has no officer")
    officer.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    return officer.username


def _quantiles(timing: Timing) -> dict[str, float]:
    """Milliseconds that half and 95 in 100 stay under, of CPU and of waiting."""
    figures = {}
    for name, samples in (("cpu", timing.cpu), ("wall", timing.wall)):
        ordered = sorted(samples)
        for part in (50, 95):
            figures[f"{name}_p{part}_ms"] = round(1000 * ordered[(len(ordered) - 1) * part // 100], 3)
    return figures
