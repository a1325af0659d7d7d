"""A letter is known by its first bytes, whatever it is called, and has a limit."""

import pytest

from processes.rules.documents import LARGEST, media_type


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
