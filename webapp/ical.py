"""A calendar file that telephones and mail programs take in: RFC 5545, folded, lines ended by CR LF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75  # octets, the line's end not counted


@dataclass(frozen=True, slots=True)
class Event:
    """A moment with its words; `key` stays the same when the moment moves, so that calendars move it."""

    key: str
    at: datetime
    words: str


def calendar_file(name: str, events: Sequence[Event], link: str, now: datetime) -> bytes:
    """The events of a round; `link` leads to its page."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//DLA//LEC//TH", f"X-WR-CALNAME:{escaped(name)}"]
    for each in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.key}@lec.dla.go.th",
            f"DTSTAMP:{stamp(now)}",
            f"DTSTART:{stamp(each.at)}",
            f"SUMMARY:{escaped(f'{each.words} · {name}')}",
            f"URL:{link}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in folded(line))


def stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    for each in ("\\", ";", ","):
        text = text.replace(each, f"\\{each}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """Pieces of at most 75 octets, each but the first begun by a space; no character is cut in two."""
    piece = b""
    for character in line:
        written = character.encode()
        if len(piece) + len(written) > LONGEST_LINE:
            yield piece
            piece = b" "
        piece += written
    yield piece
