"""A real Chromium and the built assets, or the sentence that says what is missing."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

from webapp.assets import BUILD

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Containers give Chromium no sandbox; the rest keeps it from asking the Internet anything by itself.
ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def launch(playwright: Playwright) -> Browser:
    """Chromium; without it or the assets the test is skipped, and fails where nothing may be skipped."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        _absent("no Chromium: install the package chromium")
    if not (BUILD / "manifest.json").is_file():
        _absent("the pages have no styles and scripts yet: run make test, or python -m webapp.assets")
    return playwright.chromium.launch(executable_path=executable, args=ARGS)


def _absent(sentence: str) -> None:
    pytest.fail(sentence) if os.environ.get("CI") == "true" else pytest.skip(sentence)
