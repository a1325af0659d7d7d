"""Numbers and codes as people type them, made plain: Thai digits, invisible characters, dashes."""

import re

_THAI_TO_ASCII = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Zero-width and direction marks arrive with text pasted from Word, Line and PDF files.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ODD_DASH = re.compile(r"(?<=\d)(\s*)[\u2010-\u2015\u2212\ufe58\ufe63\uff0d](\s*)(?=\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=[\dG])[\s.-]+(?=\d)")
_WHOLE_NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+")


def arabic(text: str) -> str:
    """The same text with ASCII digits, plain spaces, plain dashes between digits, and nothing invisible."""
    plain = _ODD_SPACE.sub(" ", _INVISIBLE.sub("", text.translate(_THAI_TO_ASCII)))
    return _ODD_DASH.sub(r"\1-\2", plain).strip()


def code(text: str) -> str:
    """A code or citizen number without the spaces, dots and dashes that people group it with.

    Not for sign-in names: there `304120001-2` is another officer than `304120001`; use `arabic`.
    """
    return _BETWEEN_DIGITS.sub("", arabic(text).upper())


def whole_number(text: str) -> int:
    """A count of zero or more, thousands commas allowed; ValueError on anything else, blank included."""
    plain = arabic(text)
    if not (plain.isascii() and _WHOLE_NUMBER.fullmatch(plain)):
        raise ValueError(f"not a whole number: {text!r}")
    return int(plain.replace(",", ""))
