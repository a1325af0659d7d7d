"""The table of a roll's file, kept sealed between preview and acceptance."""

from dataclasses import dataclass

from processes.rules.roll_layouts import Column, Line, Table
from webapp.workbooks import keeping
from webapp.workbooks.keeping import forget, room

__all__ = ["KeptFile", "find", "forget", "keep", "room"]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The table of a file, what the file was called, whether it held formulas, and its SHA-256."""

    table: Table
    name: str
    has_formulas: bool
    sha256: str


def keep(kept: KeptFile, officer_id: int | None, unit_id: int) -> str:
    """Keep it; returns the token under which this officer finds it again for this unit."""
    written = {
        "name": kept.name,
        "formulas": kept.has_formulas,
        "sha256": kept.sha256,
        "columns": list(kept.table.columns),
        "fields": list(kept.table.fields),
        "lines": [[line.number, *line.cells] for line in kept.table.lines],
    }
    return keeping.put(written, _whose(officer_id, unit_id))


def find(token: str, officer_id: int | None, unit_id: int) -> KeptFile | None:
    """What was kept; None when its hour is over, when it was taken in, or when it is another's."""
    read = keeping.get(token, _whose(officer_id, unit_id))
    if read is None:
        return None
    columns = tuple(Column(each) for each in read["columns"])
    lines = tuple(Line(number, tuple(cells)) for number, *cells in read["lines"])
    table = Table(columns, lines, tuple(read["fields"]))
    return KeptFile(table, read["name"], read["formulas"], read["sha256"])


def _whose(officer_id: int | None, unit_id: int) -> str:
    """What the content is sealed to: another officer or unit does not open it."""
    return f"roll_import.{unit_id}.{officer_id}"
