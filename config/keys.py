"""The secrets of an installation: made at first start, kept in one file that only its owner reads."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from processes.rules.sealing import Cipher


@dataclass(frozen=True)
class Keys:
    """What signs sessions, and what hides and finds numbers of persons."""

    session: str
    cipher: Cipher


def read_keys(instance: Path, session_key: str = "") -> Keys:
    """The keys of this installation; without this file, sealed values cannot be read by anybody."""
    place = instance / "keys"
    if not place.exists():
        _make(place)
    kept = json.loads(place.read_text())
    cipher = Cipher(bytes.fromhex(kept["hiding"]), bytes.fromhex(kept["finding"]))
    return Keys(session_key or kept["session"], cipher)


def _make(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = {name: secrets.token_hex(32) for name in ("hiding", "finding", "session")}
    draft = place.with_name(f"keys.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(fresh, file)
    try:
        os.link(draft, place)  # the first of several processes wins; the others read what it made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
