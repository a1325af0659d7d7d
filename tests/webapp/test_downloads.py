"""A file's name reaches the browser whole, whatever stands in it, in a header that can be sent."""

import pytest
from flask import Flask, Response
from werkzeug.http import parse_options_header

from webapp.downloads import as_file


def answered(name: str, content_type: str = "", inline: bool = False) -> Response:
    with Flask(__name__).test_request_context():
        return as_file(b"1", name, content_type, inline)


@pytest.mark.parametrize("name", ["roll.xlsx", 'a "b" \\ c.pdf', "หนังสือ ที่ ๑.pdf", "a\r\nb.pdf", "ทะเบียน"])
def test_a_name_comes_back_as_it_was_in_letters_that_a_header_takes(name: str) -> None:
    header = answered(name, "application/pdf").headers["Content-Disposition"]

    how, given = parse_options_header(header)
    assert header.isascii()
    assert header.isprintable()
    assert (how, given["filename"]) == ("attachment", name)


def test_the_ending_says_what_a_file_is_unless_it_is_said() -> None:
    shown, told = answered("receipt.pdf", inline=True), answered("a.pdf", "image/png")

    assert (shown.content_type, told.content_type) == ("application/pdf", "image/png")
    assert shown.headers["Content-Disposition"] == 'inline; filename="receipt.pdf"'
