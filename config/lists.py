"""Reads lists that come from outside as CSV, and says in a sentence why one cannot be read."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from processes.acts.importing import UnitRow
from processes.acts.issuing import OfficerRow
from processes.terms import UnitKind

LARGEST = 20_000_000  # bytes; the official list of all authorities has two million
MOST_ROWS = 200_000
UNIT_COLUMNS = {"code", "kind", "name"}
OFFICIAL_COLUMNS = {"dla_code8", "kind", "full_th"}
OFFICER_COLUMNS = {"username", "name", "position", "unit_code", "role"}

# The words of the department's own list of authorities.
OFFICIAL_KINDS = {
    "PAO": UnitKind.PROVINCIAL_ADMINISTRATION,
    "CITY": UnitKind.CITY_MUNICIPALITY,
    "TOWN": UnitKind.TOWN_MUNICIPALITY,
    "SUBDISTRICT_MUN": UnitKind.SUBDISTRICT_MUNICIPALITY,
    "TAO": UnitKind.SUBDISTRICT_ADMINISTRATION,
}

Row = Mapping[str, str]


class UnreadableList(ValueError):  # noqa: N818 -- the house names what happened
    """The file is no list of this kind; the message is the sentence for whoever sent it."""


def unit_rows(path: Path) -> Iterator[UnitRow]:
    """The units of a plain list (`code,kind,name,...`) or of the official one; raises UnreadableList."""
    columns, rows = _table(path)
    if columns >= OFFICIAL_COLUMNS:
        return (_official(line, row) for line, row in rows)
    _require(UNIT_COLUMNS, columns)
    return (_plain(line, row) for line, row in rows)


def officer_rows(path: Path) -> Iterator[OfficerRow]:
    """The officers of a list; raises UnreadableList."""
    columns, rows = _table(path)
    _require(OFFICER_COLUMNS, columns)
    names = OFFICER_COLUMNS | {"order_number", "phone"}
    return (OfficerRow(line, **{name: row.get(name, "").strip() for name in names}) for line, row in rows)


def _official(line: int, row: Row) -> UnitRow:
    kind = OFFICIAL_KINDS.get(row["kind"], row["kind"])
    return UnitRow(line, row["dla_code8"], kind, row["full_th"], name_en=row.get("name_en", ""))


def _plain(line: int, row: Row) -> UnitRow:
    kind = OFFICIAL_KINDS.get(row["kind"].strip(), row["kind"].strip())
    return UnitRow(
        line,
        row["code"],
        kind,
        row["name"],
        row.get("parent_code", "").strip(),
        row.get("phone", "").strip(),
        row.get("name_en", "").strip(),
    )


def _require(wanted: set[str], columns: set[str]) -> None:
    if missing := wanted - columns:
        raise UnreadableList(f"The first line does not name the column {', '.join(sorted(missing))}.")


def _table(path: Path) -> tuple[set[str], list[tuple[int, Row]]]:
    """The columns and the rows with their lines; everything is read before anything is taken."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        if len(set(columns)) < len(columns):
            raise UnreadableList("The first line names a column twice.")
        reader.fieldnames = columns
        rows = [(reader.line_num, _whole(reader.line_num, row)) for row in reader]
    except csv.Error as error:
        raise UnreadableList(f"Line {reader.line_num} is not CSV: {error}.") from error
    if not rows:
        raise UnreadableList("The file has no rows.")
    if len(rows) > MOST_ROWS:
        raise UnreadableList(
            f"The file has {len(rows):,} rows; {MOST_ROWS:,} is the most that is taken at once."
        )
    return set(columns), rows


def _whole(line: int, row: dict[str, str]) -> Row:
    if None in row or None in row.values():
        raise UnreadableList(f"Line {line} has not as many fields as the first line.")
    return row


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableList(f"The file has {size:,} bytes; {LARGEST:,} is the most that is taken.")
        return _decoded(path.read_bytes())
    except OSError as error:
        raise UnreadableList(f"The file cannot be read: {error.strerror}.") from error


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableList(f"The file is not UTF-8 text (byte {error.start:,}).") from error
    if "\0" in text:
        raise UnreadableList("The file is not text: it holds a zero byte.")
    return text
