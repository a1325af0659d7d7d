"""The letters of a round: whoever may sign in downloads them, only the department keeps them."""

import io

import pytest

from tests.builders import DEPARTMENT, PROVINCE, SCHOOL, World
from tests.webapp.desks import SignIn

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TITLE = "มท ๐๘๑๖.๒/ว ๒๗๙๐"


def add(signed_in: SignIn, world: World, content: bytes, code: str = DEPARTMENT, title: str = TITLE) -> int:
    browser = signed_in(code)
    token = browser.get(f"/rounds/{world.round_id}").page.xpath("//input[@name='csrf_token']/@value")[0]
    answer = browser.client.post(
        f"/rounds/{world.round_id}/letters/",
        data={"csrf_token": token, "title": title, "document": (io.BytesIO(content), "../letter.pdf")},
    )
    return answer.status_code


@pytest.mark.letter("F2", "F93")
def test_a_letter_that_the_department_added_is_downloaded_by_a_school(
    signed_in: SignIn, world: World
) -> None:
    status = add(signed_in, world, PDF)

    page = signed_in(SCHOOL).get(f"/rounds/{world.round_id}")
    link = page.page.xpath("//section[@id='letters']//a/@href")[0]
    answer = page.client.get(link)
    assert (status, answer.status_code, answer.data) == (303, 200, PDF)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_department_keeps_letters(signed_in: SignIn, world: World) -> None:
    assert add(signed_in, world, PDF, PROVINCE) == 404


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"PK\x03\x04"])
def test_what_is_no_document_is_refused(signed_in: SignIn, world: World, content: bytes) -> None:
    assert add(signed_in, world, content) == 409


def test_the_same_letter_twice_is_one(signed_in: SignIn, world: World) -> None:
    add(signed_in, world, PDF)
    add(signed_in, world, PDF)

    page = signed_in(SCHOOL).get(f"/rounds/{world.round_id}").page
    assert len(page.xpath("//section[@id='letters']//li")) == 1


def test_a_letter_taken_down_is_offered_no_longer(signed_in: SignIn, world: World) -> None:
    add(signed_in, world, PDF)
    browser = signed_in(DEPARTMENT).get(f"/rounds/{world.round_id}")
    link = browser.page.xpath("//section[@id='letters']//a/@href")[0]
    token = browser.page.xpath("//input[@name='csrf_token']/@value")[0]

    browser.client.post(f"{link}/take-down", data={"csrf_token": token})

    assert browser.client.get(link).status_code == 404
