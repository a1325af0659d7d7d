"""Files that mean harm, at every door where a diagram comes in: a sentence in either language, no crash."""

import time
from pathlib import Path

from processes.acts.publishing import Code
from processes.records.drafting import DiagramDraft
from tests.acts.test_adopting import HOSTILE, as_bytes
from tests.builders import DEPARTMENT, World
from tests.deeds import number_of
from tests.engine.test_attacks import attack, sinks
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn
from tests.webapp.test_drafts import begun, upload

THAI = range(0x0E00, 0x0E80)
LONGEST_SECONDS = 20  # of computing, for all of them at every door


def test_no_door_takes_a_hostile_file_and_each_says_why_in_either_language(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(DEPARTMENT)
    started = time.process_time()

    for name, (source, _code, element) in HOSTILE.items():
        uploaded = upload(browser, as_bytes(source))
        rows = [row.xpath("string(.)") for row in uploaded.page.xpath("//*[@id='problems']//tbody/tr")]
        assert uploaded.status == 422, name
        assert any(element in row and is_thai(row) for row in rows), name
    browser.get("/language/en")
    for name, (source, code, _element) in HOSTILE.items():
        told = asked_while_drawing(browser, as_bytes(source))
        assert told or code is Code.NOT_DRAWN, name  # a picture is asked for only of files
        assert [each["text"] for each in told if is_thai(each["text"])] == [], name

    assert number_of(world, DiagramDraft) == 0
    assert time.process_time() - started < LONGEST_SECONDS


def test_every_diagram_that_would_run_code_is_refused_at_the_upload_and_runs_none(
    signed_in: SignIn, world: World, tmp_path: Path
) -> None:
    marker, browser = tmp_path / "executed", signed_in(DEPARTMENT)

    for name in sinks(""):
        code = f"__import__('pathlib').Path('{marker}').touch()"
        assert upload(browser, attack(name, code)).status == 422, name
        assert browser.page.xpath("//*[@id='problems']//tbody/tr"), name

    assert number_of(world, DiagramDraft) == 0
    assert not marker.exists()


def test_a_hostile_file_that_is_saved_over_a_draft_breaks_no_page(signed_in: SignIn, world: World) -> None:
    desk = begun(signed_in(DEPARTMENT), world)
    pages = ("", "/plain", "/replay", "/publish")
    compared = f"/diagrams/compare?from=1&to=draft-{desk.address.rsplit('/', maxsplit=1)[1]}"
    started, revision = time.process_time(), 1

    for name, (source, code, _element) in HOSTILE.items():
        status, told = desk.put(as_bytes(source), revision)
        assert status in {200, 400, 413}, name
        assert told.get("text") or told.get("problems") or code is Code.NOT_DRAWN, name
        if status == 200:
            revision = int(str(told["revision"]))
            seen = [
                desk.browser.get(address).status
                for address in (*(desk.address + each for each in pages), compared)
            ]
            assert set(seen) <= {200, 404, 409}, name

    assert time.process_time() - started < LONGEST_SECONDS


def asked_while_drawing(browser: Browser, source: bytes) -> list[dict[str, str]]:
    """What the editor is told of the same bytes, of which nothing is kept."""
    headers = {"X-CSRFToken": browser.token()}
    answer = browser.client.post("/diagrams/check", data=source, headers=headers)
    assert answer.status_code == 200
    found: list[dict[str, str]] = answer.get_json()["problems"]
    return found


def is_thai(text: str) -> bool:
    return any(ord(letter) in THAI for letter in text)
