"""The server itself, `lec serve`, as somebody finds it who opens its address."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from config.settings import ROOT
from tests.browser.person import Visit
from tests.builders import CITY, SCHOOL, World

pytestmark = pytest.mark.browser
PATIENCE_SECONDS = 20


@pytest.fixture
def site(world: World) -> Iterator[str]:
    """The address of the real server over the small province; its clock is the machine's own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    instance = str(world.house.settings.instance)
    process = subprocess.Popen(
        [sys.executable, "-m", "config.command", "serve"],
        env={**os.environ, "LEC_INSTANCE": instance, "LEC_BIND": bind, "LEC_CLOCK": "in-process"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://{bind}/readyz")
        yield f"http://{bind}"
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def test_long_after_the_close_the_server_lets_in_and_says_that_it_is_closed(visit: Visit) -> None:
    officer = visit().sign_in(SCHOOL)

    officer.open("/inbox").reads("ไม่มีงานรอดำเนินการ")
    banner, footer = officer.page.get_by_role("banner"), officer.page.get_by_role("contentinfo")
    expect(banner).to_contain_text("ปิดรับข้อมูลแล้วเมื่อ")
    expect(footer).to_contain_text(f"เจ้าหน้าที่ {CITY}")
    banner.locator("summary").click()
    banner.get_by_role("button", name="ออกจากระบบ").click()
    officer.page.wait_for_url("**/sign-in")


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 -- our own address
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
