"""The server: one process on SQLite, the clock beside it, both back by themselves when they are killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import request
from sqlalchemy import select

from config.server import TooManyWorkersError, check_workers
from config.settings import ROOT, read_settings
from config.web import build_web
from processes.records.rounds import Window
from tests.builders import World

PATIENCE_SECONDS = 20.0


ELSEWHERE = "203.0.113.9"


@dataclass(frozen=True)
class Running:
    """A server in a process of its own, its address, and the file that it logs to."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def ask(self, path: str) -> tuple[int, dict[str, Any]]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)
        except OSError:
            return 0, {}

    def is_ready(self) -> bool:
        return self.ask("/readyz")[0] == 200

    @property
    def worker(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])


@pytest.mark.parametrize(("proxies", "caller"), [("0", "127.0.0.1"), ("1", ELSEWHERE)])
def test_only_a_proxy_that_is_known_says_who_calls(tmp_path: Path, proxies: str, caller: str) -> None:
    web = build_web(read_settings({"LEC_INSTANCE": str(tmp_path), "LEC_PROXIES": proxies}))

    with web.test_client() as client:
        client.get("/healthz", headers={"X-Forwarded-For": ELSEWHERE})
        assert request.remote_addr == caller


def test_sqlite_is_not_served_by_two_processes() -> None:
    with pytest.raises(TooManyWorkersError, match="PostgreSQL"):
        check_workers(read_settings({"LEC_WORKERS": "2"}))


def test_postgresql_is_served_by_as_many_processes_as_wanted() -> None:
    check_workers(read_settings({"LEC_WORKERS": "8", "LEC_DATABASE_URL": "postgresql://lec@there/lec"}))


def test_the_command_refuses_two_workers_on_sqlite_in_a_sentence(world: World) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "config.command", "serve"],
        env=_environ(world, LEC_WORKERS="2"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: SQLite is served by one process, not by 2")


def test_an_address_in_use_is_said_before_anything_is_done(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        refused = subprocess.run(
            [sys.executable, "-m", "config.command", "serve", "--demonstration"],
            env=_environ(world, LEC_BIND=bind),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert f"{bind} cannot be listened on" in refused.stderr


@pytest.mark.slow
def test_a_server_closes_what_is_overdue_by_itself_and_stops_when_asked(world: World) -> None:
    with _serving(world) as server:
        _until(lambda: _all_closed(world))
        status, report = server.ask("/readyz")
        server.process.terminate()
        code = server.process.wait(PATIENCE_SECONDS)

        assert (status, code) == (200, 0)
        assert report["clock"]["age_seconds"] < 30


@pytest.mark.slow
def test_a_killed_worker_comes_back_with_its_clock(world: World) -> None:
    with _serving(world) as server:
        first = server.worker
        os.kill(first, signal.SIGKILL)
        killed_at = time.monotonic()
        _until(lambda: time.monotonic() - killed_at > _age(server))

        assert server.worker != first
        assert server.is_ready()


@pytest.mark.slow
def test_every_line_of_the_log_is_json_without_what_was_searched_for(world: World) -> None:
    with _serving(world) as server:
        with pytest.raises(json.JSONDecodeError):  # it is a page
            server.ask("/no/such/page?name=somchai")
        server.process.terminate()
        server.process.wait(PATIENCE_SECONDS)
        lines = [json.loads(line) for line in server.log.read_text().splitlines()]

    requests = [line for line in lines if line["from"] == "lec.requests"]
    assert [(line["path"], line["status"]) for line in requests] == [("/no/such/page", 404)]
    assert "somchai" not in str(lines)


@pytest.mark.slow
def test_a_clock_runs_alone_and_the_server_leaves_the_time_to_it(world: World) -> None:
    with _serving(world, LEC_CLOCK="none"):
        assert not _all_closed(world)
        clock = subprocess.Popen(
            [sys.executable, "-m", "config.command", "clock"],
            env=_environ(world),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until(lambda: _all_closed(world))
        finally:
            clock.terminate()
            code = clock.wait(PATIENCE_SECONDS)

        assert code == 0


@contextmanager
def _serving(world: World, **settings: str) -> Iterator[Running]:
    port = _free_port()
    log = world.house.settings.instance / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.command", "serve"],
            env=_environ(world, LEC_BIND=f"127.0.0.1:{port}", **settings),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=file,
        )
    server = Running(process, f"http://127.0.0.1:{port}", log)
    try:
        _until(server.is_ready)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _environ(world: World, **settings: str) -> dict[str, str]:
    return {**os.environ, "LEC_INSTANCE": str(world.house.settings.instance), **settings}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _age(server: Running) -> float:
    age = server.ask("/readyz")[1].get("clock", {}).get("age_seconds")
    return float("inf") if age is None else float(age)


def _all_closed(world: World) -> bool:
    with world.house.reading() as session:
        return session.scalars(select(Window.id).filter_by(closed_at=None)).first() is None


def _until(fulfilled: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience:
        if fulfilled():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass in time")
