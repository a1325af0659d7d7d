"""Reads an uploaded workbook or CSV in a process of its own, so that no file can hurt the server."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from processes.rules.roll_layouts import Line, Sheet
from webapp.workbooks.faults import BadFile, Fault

LARGEST = 20 << 20
MOST_MEMBERS = 200
MOST_UNPACKED = 300 << 20
PATIENCE = 30  # seconds for one file
QUEUE = 15  # seconds until a place is free
AT_ONCE = 2
CHILD = Path(__file__).with_name("child.py")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_TEXT = (b"\x00", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"<")

_places = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What stood in a file: rows of text, sheet by sheet; of formulas only the values that were kept."""

    sheets: tuple[Sheet, ...]
    has_formulas: bool


def read_workbook(path: Path) -> Workbook:
    """The rows of the file, whatever its name says that it is; raises `BadFile`."""
    if path.stat().st_size > LARGEST:
        raise BadFile(Fault.TOO_LARGE)
    kind = _kind(path)
    if not _places.acquire(timeout=QUEUE):
        raise BadFile(Fault.BUSY)
    try:
        printed = _run(path, kind)
    finally:
        _places.release()
    return _gathered(printed)


def _kind(path: Path) -> str:
    """What the file is by its content: a workbook or CSV; refuses what is neither."""
    written = path.read_bytes()
    if not written.strip():
        raise BadFile(Fault.EMPTY)
    if written.startswith(ZIP):
        _check_members(path)
        return "workbook"
    if written.startswith(OLE):
        if ENCRYPTED in written:
            raise BadFile(Fault.PASSWORD)
        return "workbook"
    head = written[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in head or head.startswith(NO_TEXT):
        raise BadFile(Fault.NO_WORKBOOK)
    return "csv"


def _check_members(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as members:
            listed = members.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BadFile(Fault.CORRUPT) from None
    names = [each.filename for each in listed]
    if len(listed) > MOST_MEMBERS or sum(each.file_size for each in listed) > MOST_UNPACKED:
        raise BadFile(Fault.BOMB)
    if any("vbaproject" in name.lower() for name in names):
        raise BadFile(Fault.MACRO)
    if any(each.flag_bits & 0x1 for each in listed):
        raise BadFile(Fault.PASSWORD)
    if any(name.startswith(("/", "\\")) or ".." in Path(name).parts for name in names):
        raise BadFile(Fault.CORRUPT)
    if "xl/workbook.xml" not in names:
        raise BadFile(Fault.NO_WORKBOOK)


def _run(path: Path, kind: str) -> str:
    command = [sys.executable, "-I", str(CHILD), str(path), kind]
    surroundings = {"PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own program on a file that we named
            command, capture_output=True, timeout=PATIENCE, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadFile(Fault.TOO_SLOW) from None
    if done.returncode in {-9, -24}:  # killed for its time, SIGXCPU or its hard end
        raise BadFile(Fault.TOO_SLOW)
    if done.returncode < 0:  # an allocation that the limit refused ends the process
        raise BadFile(Fault.TOO_SPREAD)
    if done.returncode:
        raise BadFile(Fault.CORRUPT)
    return done.stdout.decode()


def _gathered(printed: str) -> Workbook:
    sheets: list[tuple[str, list[Line]]] = []
    ended, has_formulas = False, False
    for first, *rest in _lines(printed):
        if first == "fault":
            raise BadFile(Fault(rest[0]))
        if first == "sheet":
            sheets.append((rest[0], []))
        elif first == "end":
            ended, has_formulas = True, rest[0]
        else:
            sheets[-1][1].append(Line(first, tuple(rest)))
    if not ended:
        raise BadFile(Fault.CORRUPT)
    if not any(lines for _, lines in sheets):
        raise BadFile(Fault.EMPTY)
    return Workbook(tuple(Sheet(name, tuple(lines)) for name, lines in sheets), has_formulas)


def _lines(printed: str) -> Iterator[list[Any]]:
    return map(json.loads, printed.splitlines())
