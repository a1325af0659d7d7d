"""Writes tables as workbooks and CSV: nothing in them is a formula, every number stays as it is written."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HEADING = {
    "bold": True,
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "num_format": "@",
}

Rows = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over one column, or over several that have headings of their own."""

    name: str
    below: tuple[str, ...] = ()


def workbook(title: str, headings: Sequence[Heading], rows: Rows) -> bytes:
    """A workbook of one sheet, `Sheet1`; a title and groups, where there are any, take lines of their own."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet("Sheet1")
        plain, bold = book.add_format({"num_format": "@"}), book.add_format(HEADING)
        top = _write_headings(sheet, bold, title, headings)
        for number, row in enumerate(rows, start=top):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, plain)
        width = sum(max(1, len(each.below)) for each in headings)
        sheet.set_column(0, width - 1, 16, plain)
        sheet.freeze_panes(top, 0)
    return kept.getvalue()


def _write_headings(sheet: Worksheet, bold: Format, title: str, headings: Sequence[Heading]) -> int:
    """Write title and headings; returns the first line below them."""
    if title:
        sheet.write_string(0, 0, title, bold)
    top, grouped, place = (1 if title else 0), any(each.below for each in headings), 0
    for each in headings:
        last = place + max(1, len(each.below)) - 1
        if each.below and last > place:
            sheet.merge_range(top, place, top, last, each.name, bold)
        elif grouped and not each.below:
            sheet.merge_range(top, place, top + 1, place, each.name, bold)
        else:
            sheet.write_string(top, place, each.name, bold)
        for offset, name in enumerate(each.below):
            sheet.write_string(top + 1, place + offset, name, bold)
        place = last + 1
    return top + (2 if grouped else 1)


def comma_separated(headings: Sequence[str], rows: Rows) -> bytes:
    """CSV as Thai spreadsheets open it: UTF-8 with its mark, nothing that begins like a formula."""
    written = StringIO()
    out = csv.writer(written)
    out.writerow(headings)
    out.writerows([_guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
