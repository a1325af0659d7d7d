"""Keeps what was read from a file sealed between preview and acceptance: for one officer, for an hour."""

import json
import os
import re
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from cryptography.exceptions import InvalidTag

from webapp.door import now
from webapp.keepers import cipher, folder

FOR = timedelta(hours=1)
TOKEN = re.compile("[0-9a-f]{32}")


def room() -> Path:
    """The folder of files that wait, readable by the house alone; those whose hour is over are swept out."""
    place = folder() / "imports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in place.iterdir():
        if time.time() - each.stat().st_mtime > FOR.total_seconds():
            each.unlink(missing_ok=True)
    return place


def put(written: Mapping[str, object], whose: str) -> str:
    """Keep it; returns the token under which the same officer finds it again for the same purpose."""
    token = token_hex(16)
    content = json.dumps({**written, "at": now().isoformat()}, ensure_ascii=False).encode()
    path = os.open(room() / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(path, "wb") as out:
        out.write(cipher().pack(content, f"{whose}.{token}"))
    return token


def get(token: str, whose: str) -> dict[str, Any] | None:
    """What was kept; None when its hour is over, when it was taken in, or when it is another's."""
    path = folder() / "imports" / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        return None
    try:
        read: dict[str, Any] = json.loads(cipher().unpack(path.read_bytes(), f"{whose}.{token}"))
    except InvalidTag:
        return None
    return None if now() - datetime.fromisoformat(read["at"]) > FOR else read


def forget(token: str) -> None:
    if TOKEN.fullmatch(token):
        (folder() / "imports" / token).unlink(missing_ok=True)
