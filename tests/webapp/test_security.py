"""What every answer carries, and what the app serves besides pages."""

import gzip
from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import SCHOOL
from tests.webapp.client import Browser
from webapp.assets import asset
from webapp.security import POLICY


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/healthz", "/inbox"])
def test_every_answer_carries_the_policy(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)

    assert answer.headers.get_all("Content-Security-Policy") == [POLICY]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_policy_allows_no_inline_script_and_no_other_host() -> None:
    assert "default-src 'none'" in POLICY
    assert "script-src 'self';" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_pages_are_packed_for_who_can_unpack(signed_in: Callable[[str], Browser]) -> None:
    client = signed_in(SCHOOL).client

    packed = client.get("/inbox", headers={"Accept-Encoding": "gzip, br"})
    plain = client.get("/inbox")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 3
    assert "กล่องงาน" in gzip.decompress(packed.data).decode()
    assert "Content-Encoding" not in plain.headers


def test_bundles_are_kept_by_browsers_for_ever(app: Flask) -> None:
    with app.test_client().get(asset("theme.css")) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_inbox_is_small(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in(SCHOOL)

    assert browser.response is not None
    assert len(browser.response.data) < 60_000
