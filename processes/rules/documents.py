"""What may be kept as a letter: a PDF or a picture of one, known by its first bytes, not by its name."""

MIB = 1 << 20
LARGEST = 10 * MIB
ATTACHMENT = 5 * MIB  # an answer to a field of a form
SIGNS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def media_type(content: bytes, most: int = LARGEST) -> str | None:
    """The kind of the document, or None where it is none that everybody's device opens, or is too large."""
    if len(content) > most:
        return None
    return next((kind for sign, kind in SIGNS.items() if content.startswith(sign)), None)
