"""What was read from a file, kept sealed between preview and acceptance: for one officer, for an hour."""

import json
import os
import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidTag

from processes.rules.roll_layouts import Column, Line, Table
from webapp.door import now
from webapp.keepers import cipher, folder

FOR = timedelta(hours=1)
TOKEN = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The table of a file, what the file was called, whether it held formulas, and its SHA-256."""

    table: Table
    name: str
    has_formulas: bool
    sha256: str


def room() -> Path:
    """The folder of files that wait, readable by the house alone; those whose hour is over are swept out."""
    place = folder() / "imports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in place.iterdir():
        if time.time() - each.stat().st_mtime > FOR.total_seconds():
            each.unlink(missing_ok=True)
    return place


def keep(kept: KeptFile, officer_id: int | None, unit_id: int) -> str:
    """Keep it; returns the token under which this officer finds it again for this unit."""
    token = token_hex(16)
    written = {
        "name": kept.name,
        "formulas": kept.has_formulas,
        "at": now().isoformat(),
        "sha256": kept.sha256,
        "columns": list(kept.table.columns),
        "fields": list(kept.table.fields),
        "lines": [[line.number, *line.cells] for line in kept.table.lines],
    }
    sealed = cipher().pack(
        json.dumps(written, ensure_ascii=False).encode(), _place(token, officer_id, unit_id)
    )
    path = os.open(room() / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(path, "wb") as out:
        out.write(sealed)
    return token


def find(token: str, officer_id: int | None, unit_id: int) -> KeptFile | None:
    """What was kept; None when its hour is over, when it was taken in, or when it is another's."""
    path = folder() / "imports" / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        return None
    try:
        read = json.loads(cipher().unpack(path.read_bytes(), _place(token, officer_id, unit_id)))
    except InvalidTag:
        return None
    if now() - datetime.fromisoformat(read["at"]) > FOR:
        return None
    columns = tuple(Column(each) for each in read["columns"])
    lines = tuple(Line(number, tuple(cells)) for number, *cells in read["lines"])
    table = Table(columns, lines, tuple(read["fields"]))
    return KeptFile(table, read["name"], read["formulas"], read["sha256"])


def forget(token: str) -> None:
    if TOKEN.fullmatch(token):
        (folder() / "imports" / token).unlink(missing_ok=True)


def _place(token: str, officer_id: int | None, unit_id: int) -> str:
    """What the content is sealed to: another officer, unit or token does not open it."""
    return f"roll_import.{unit_id}.{officer_id}.{token}"
