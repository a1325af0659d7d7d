"""Alive, ready, measured: what a machine asks the house."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from config.web import build_web
from processes.acts import clockwork
from tests.builders import SCHOOL, World
from tests.webapp.client import Browser


@pytest.fixture
def app(own_app: Flask) -> Flask:
    return own_app


@pytest.fixture
def clocked(world: World) -> Flask:
    """An app that expects a clock in its process."""
    return build_web(replace(world.house.settings, clock="in-process"), world.watch)


def beat(world: World) -> None:
    with world.office() as office:
        clockwork.beat(office, "clock")


def test_the_process_is_alive_whatever_else_is_wrong(app: Flask) -> None:
    assert app.test_client().get("/healthz").get_json() == {"alive": True}


def test_the_house_is_ready_once_the_clock_has_beaten(clocked: Flask, world: World) -> None:
    client = clocked.test_client()
    assert client.get("/readyz").status_code == 503

    beat(world)
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json()["clock"] == {"expected": True, "age_seconds": 0.0}


def test_a_clock_that_fell_silent_is_reported(clocked: Flask, world: World) -> None:
    beat(world)
    world.watch.now += timedelta(seconds=31)

    answer = clocked.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["clock"]["age_seconds"] == 31.0


def test_where_no_clock_is_expected_none_is_missed(app: Flask) -> None:
    answer = app.test_client().get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json()["clock"] == {"expected": False, "age_seconds": None}


def test_a_database_behind_its_migrations_is_not_ready(app: Flask, world: World) -> None:
    with world.house.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["migration"]["at"] == "0001"


def test_a_database_that_is_away_is_not_ready(app: Flask, world: World) -> None:
    app.extensions["lec_house"].database.engine.dispose()
    file = Path(str(world.house.database.engine.url.database))
    file.rename(file.with_suffix(".away"))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["ready"] is False


def test_answers_are_measured_by_page_and_status(app: Flask, signed_in: Callable[[str], Browser]) -> None:
    signed_in(SCHOOL).get("/nowhere")

    measured = app.test_client().get("/metrics").get_data(as_text=True)

    assert 'lec_request_seconds_count{endpoint="inbox.show",method="GET",status="200"} 1.0' in measured
    assert 'endpoint="none",method="GET",status="404"' in measured
    assert "lec_clock_age_seconds" in measured


def test_numbers_are_shown_to_this_machine_or_for_the_token(app: Flask) -> None:
    client = app.test_client()
    afar = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics", environ_overrides=afar).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404

    app.config["LEC_METRICS_TOKEN"] = "let-me-see"

    given = {"Authorization": "Bearer let-me-see"}
    assert client.get("/metrics", environ_overrides=afar, headers=given).status_code == 200
    wrong = {"Authorization": "Bearer let-me"}
    assert client.get("/metrics", environ_overrides=afar, headers=wrong).status_code == 404
