"""Sets a document as PDF in a process of its own, so that no content can hurt the server."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

import fontpkg
from werkzeug.exceptions import ServiceUnavailable

HERE = Path(__file__).parent
PATIENCE = 30  # seconds for one document
QUEUE = 15  # seconds until a place is free
AT_ONCE = 2
FONT = "Sarabun"

_places = BoundedSemaphore(AT_ONCE)


class NotSet(ServiceUnavailable):
    """The document could not be set now; it may be tried again."""


def pdf_of(document: str, data: dict[str, object]) -> bytes:
    """The document of that name, filled with the data."""
    fonts = Path(str(fontpkg.path(FONT))).parent
    command = [sys.executable, "-I", str(HERE / "child.py"), str(HERE / f"{document}.typ"), str(fonts)]
    if not _places.acquire(timeout=QUEUE):
        raise NotSet("all places are taken")
    try:
        done = subprocess.run(  # noqa: S603 -- our own program on our own source
            command, input=json.dumps(data).encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotSet("it takes too long") from None
    finally:
        _places.release()
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NotSet(done.stderr.decode(errors="replace")[-300:])
    return done.stdout
