"""Writes the workbooks of Excel 97 to 2003 that old programs still make: one sheet, texts and numbers."""

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD  # of a chain; unused; the table of sectors itself
BOF, EOF, CODEPAGE, BOUNDSHEET, LABEL, NUMBER = 0x809, 0x0A, 0x42, 0x85, 0x204, 0x203
GLOBALS, SHEET = 0x05, 0x10


def old_workbook(*rows: Sequence[object]) -> bytes:
    """A workbook in BIFF8 within its compound file ([MS-XLS], [MS-CFB])."""
    head = _record(BOF, struct.pack("<HHHHII", 0x600, GLOBALS, 0, 0, 0, 0))
    head += _record(CODEPAGE, struct.pack("<H", 1200))
    title = "รายชื่อ"
    named = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    begins = len(head) + 4 + 6 + len(named) + 4
    head += _record(BOUNDSHEET, struct.pack("<IH", begins, 0) + named) + _record(EOF)
    cells = b"".join(
        _cell(line, place, value) for line, row in enumerate(rows) for place, value in enumerate(row)
    )
    sheet = _record(BOF, struct.pack("<HHHHII", 0x600, SHEET, 0, 0, 0, 0)) + cells + _record(EOF)
    return _compound("Workbook", head + sheet)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(line: int, place: int, value: object) -> bytes:
    where = struct.pack("<HHH", line, place, 0)
    if isinstance(value, int | float):
        return _record(NUMBER, where + struct.pack("<d", value))
    text = str(value)
    return _record(LABEL, where + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _compound(name: str, content: bytes) -> bytes:
    """A compound file of one stream: the table of sectors, the directory, then the stream."""
    size = max(len(content), 4096)  # anything shorter would have to lie in the small sectors
    content = content.ljust(-(-size // SECTOR) * SECTOR, b"\0")
    sectors = len(content) // SECTOR
    assert sectors + 2 <= SECTOR // 4, "one sector of the table is enough for a test"
    chain = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    root = _entry("Root Entry", 5, END, 0, child=1)
    directory = (root + _entry(name, 2, 2, size)).ljust(SECTOR, b"\0")
    return _header() + table + directory + content


def _header() -> bytes:
    sizes = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    tables = struct.pack("<109I", 0, *[FREE] * 108)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + sizes + places + tables


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
