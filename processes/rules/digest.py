"""The one way to write a value as bytes, and the digests and receipt numbers that rest on it."""

from hashlib import sha256

import orjson

from processes.terms import Stream

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]

_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS  # a word of `terms` is a key too
_LEAVES = frozenset({str, int, bool, type(None)})

# A letter each that no other can be taken for: own learners, and the counts of other affiliations.
_STREAM_LETTER = {Stream.OWN: "A", Stream.OTHER: "B"}


def canonical(value: Plain) -> bytes:
    """The value as JSON that is the same everywhere: sorted keys, UTF-8, no spaces.

    TypeError at a float, and at whole numbers of more than 64 bits.
    """
    _check_plain(value)
    return orjson.dumps(value, option=_SORTED)  # the bytes that `json` would write, in a sixth of the time


def digest(value: Plain) -> str:
    """The SHA-256 of the canonical form, in 64 hex digits."""
    return digest_of(canonical(value))


def digest_of(written: bytes) -> str:
    return sha256(written).hexdigest()


def link_digest(previous: str, entry: Plain) -> str:
    """The digest of a journal's entry, chained to the digest before it (empty for the first)."""
    return sha256(previous.encode() + canonical(entry)).hexdigest()


def receipt_number(round_name: str, unit_code: str, stream: Stream, version: int, content_digest: str) -> str:
    """The number on a receipt: `LEC-2565-2-304120001-A1-3F9C02`, the round named as `2565-2`."""
    return f"LEC-{round_name}-{unit_code}-{_STREAM_LETTER[stream]}{version}-{content_digest[:6].upper()}"


def _check_plain(value: object) -> None:
    waiting = [value]  # a list of its own, because a roll holds thousands of values
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += [item for item in each if type(item) not in _LEAVES]
        elif isinstance(each, dict):
            if odd := [key for key in each if not isinstance(key, str)]:
                raise TypeError(f"a canonical key is a string, not {odd[0]!r}")
            waiting += [item for item in each.values() if type(item) not in _LEAVES]
        elif not isinstance(each, str | int | None):
            raise TypeError(f"no canonical form for {each!r}")
