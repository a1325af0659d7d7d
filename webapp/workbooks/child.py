"""Runs alone, with little memory and time: prints the rows of one file as lines of JSON.

What is printed: `["sheet", name]`, `[row number, cell, cell, ...]` for each row that is not blank, and last
`["end", whether there are formulas]` or `["fault", word]`. It imports nothing of the house.
"""

import csv
import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

MEMORY = 1 << 30
SECONDS = 20
OPEN_FILES = 16
MOST_ROWS = 20_000
MOST_BLANK_ROWS = 50_000
MOST_COLUMNS = 200
MOST_SHEETS = 20
MOST_PRINTED = 24 << 20
LONGEST_CELL = 500
CHUNK = 1 << 20
WHOLE = 1e15  # below this every whole number of a cell is exact
GUARDED = ("'=", "'+", "'-", "'@")
FORMULA = (b"<f>", b"<f ")


class Unreadable(Exception):  # noqa: N818 -- said of the file
    """The file cannot be taken; the word says why."""


def main(path: str, kind: str) -> None:
    _limit()
    printed = 0
    try:
        for line in _csv_lines(path) if kind == "csv" else _workbook_lines(path):
            written = json.dumps(line, ensure_ascii=False) + "\n"
            printed += len(written.encode())
            if printed > MOST_PRINTED:
                raise Unreadable("too_many_rows")
            sys.stdout.write(written)
    except Unreadable as why:
        sys.stdout.write(json.dumps(["fault", str(why)]) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps(["fault", "too_spread"]) + "\n")


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _workbook_lines(path: str) -> Iterator[Sequence[object]]:
    import python_calamine as calamine  # noqa: PLC0415 -- under the limits, like all that it does

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names[:MOST_SHEETS]:
                sheet = book.get_sheet_by_name(name)
                if sheet.width > MOST_COLUMNS:
                    raise Unreadable("too_many_columns")
                yield ["sheet", name]
                yield from _filled(sheet.iter_rows())
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except (calamine.CalamineError, OSError):
        raise Unreadable("corrupt") from None
    yield ["end", _has_formulas(path)]


def _csv_lines(path: str) -> Iterator[Sequence[object]]:
    text = _decoded(Path(path).read_bytes())
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=head.count)
    yield ["sheet", "CSV"]
    try:
        for row in _filled(csv.reader(text.splitlines(), delimiter=delimiter)):
            if len(row) > MOST_COLUMNS + 1:
                raise Unreadable("too_many_columns")
            yield row
    except csv.Error:
        raise Unreadable("corrupt") from None
    yield ["end", False]


def _decoded(written: bytes) -> str:
    """UTF-8 with or without its mark, else the Thai of Windows, which holds TIS-620."""
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("letters")


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    """The rows that are not blank, each after its number."""
    filled = 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            filled += 1
            yield [number, *cells]
        if filled > MOST_ROWS:
            raise Unreadable("too_many_rows")
        if number - filled > MOST_BLANK_ROWS:
            raise Unreadable("empty_rows")


def _text(cell: object) -> str:
    """A cell as its reader sees it, a day as 2016-03-01, a whole number without its .0."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    text = str(cell).strip()[:LONGEST_CELL]
    # Our own CSV has an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text.startswith(GUARDED) else text


def _has_formulas(path: str) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as members:
        return any(
            _holds_formula(members, name)
            for name in members.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _holds_formula(members: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with members.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            if any(mark in before + chunk for mark in FORMULA):
                return True
            before = chunk[-3:]
    return False


if __name__ == "__main__":
    main(*sys.argv[1:])
