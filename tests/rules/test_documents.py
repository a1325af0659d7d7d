"""A letter is known by its first bytes, whatever it is called, and has a limit."""

import pytest

from processes.rules.documents import ATTACHMENT, LARGEST, media_type


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"%PDF-".ljust(LARGEST, b"0"), "application/pdf"),
        (b"%PDF-".ljust(LARGEST + 1, b"0"), None),
        (b" %PDF-1.7", None),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
    ],
)
def test_a_document_is_what_its_first_bytes_say(content: bytes, kind: str | None) -> None:
    assert media_type(content) == kind


def test_an_answer_to_a_form_may_be_smaller_than_a_letter() -> None:
    assert media_type(b"%PDF-" + b"0" * (ATTACHMENT - 5), ATTACHMENT) == "application/pdf"
    assert media_type(b"%PDF-" + b"0" * (ATTACHMENT - 4), ATTACHMENT) is None
