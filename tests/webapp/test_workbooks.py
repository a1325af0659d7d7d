"""Workbooks are read at arm's length: every bad file has its fault, and the server's memory does not grow."""

import resource
from pathlib import Path

import pytest

from processes.rules.roll_layouts import Sheet
from tests.webapp import files
from webapp.workbooks import reading
from webapp.workbooks.faults import SENTENCES, BadFile, Fault
from webapp.workbooks.reading import LARGEST, Workbook, read_workbook
from webapp.workbooks.writing import Heading, comma_separated, workbook

MIB = 1 << 20


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    """`read(content)` reads a file of this content."""

    def reader(content: bytes) -> Workbook:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return read_workbook(path)

    return reader


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in sheet.lines]


def test_numbers_days_and_truths_come_as_text(read) -> None:  # type: ignore[no-untyped-def]
    (sheet,) = read(files.workbook(["0123", 1234567890123, 1.5, 2565], head=["a"])).sheets

    assert cells(sheet) == [("a",), ("0123", "1234567890123", "1.5", "2565")]
    assert [line.number for line in sheet.lines] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp874", "tis-620"])
def test_csv_is_read_in_each_way_that_thai_is_written(read, encoding: str) -> None:  # type: ignore[no-untyped-def]
    book = read(files.csv(*files.whole_roll(), encoding=encoding))

    assert cells(book.sheets[0])[0] == files.HEAD
    assert cells(book.sheets[0])[1][6:8] == ("เด็กชาย", "ทดสอบ1")


def test_csv_may_be_divided_by_semicolons(read) -> None:  # type: ignore[no-untyped-def]
    (sheet,) = read(b"a;b,c;d\r\n1;2;\r\n\r\n3;;4").sheets

    assert [(line.number, line.cells) for line in sheet.lines] == [
        (1, ("a", "b,c", "d")),
        (2, ("1", "2")),
        (4, ("3", "", "4")),
    ]


def test_of_a_formula_the_kept_value_is_read_and_said_so(read) -> None:  # type: ignore[no-untyped-def]
    book = read(files.workbook(["=1+1"], head=["a"]))

    assert book.has_formulas
    assert not read(files.workbook(["1+1"], head=["a"])).has_formulas


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (files.sparse(), Fault.TOO_SPREAD),
        (files.long_and_empty(), Fault.EMPTY_ROWS),
        (files.bomb(), Fault.BOMB),
        (files.with_member("xl/{number}.xml", times=200), Fault.BOMB),
        (files.with_member("xl/vbaProject.bin"), Fault.MACRO),
        (files.with_member("/etc/passwd"), Fault.CORRUPT),
        (files.with_member("../../x"), Fault.CORRUPT),
        (files.protected(), Fault.PASSWORD),
        (files.workbook(*files.whole_roll())[:3000], Fault.CORRUPT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), Fault.CORRUPT),
        (files.other_zip(), Fault.NO_WORKBOOK),
        (b"%PDF-1.7", Fault.NO_WORKBOOK),
        (b"<html><table></table></html>", Fault.NO_WORKBOOK),
        (b"\x89PNG\r\n\x1a\n", Fault.NO_WORKBOOK),
        (b"abc\x00", Fault.NO_WORKBOOK),
        (b"a,b\r\n\xfc\xfd\xfe\xff,1", Fault.LETTERS),
        (b"a\n" * 20_001, Fault.TOO_MANY_ROWS),
        (b"a" + b"," * 300 + b"b", Fault.TOO_MANY_COLUMNS),
        (b"a\n" + b"\n" * 50_001 + b"b", Fault.EMPTY_ROWS),
        (b"", Fault.EMPTY),
        (b" \r\n", Fault.EMPTY),
        (bytes(LARGEST + 1), Fault.TOO_LARGE),
    ],
    ids=lambda value: value if isinstance(value, Fault) else "",
)
def test_each_bad_file_has_its_own_fault_and_costs_no_memory(read, content: bytes, fault: Fault) -> None:  # type: ignore[no-untyped-def]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(BadFile) as caught:
        read(content)

    assert caught.value.fault is fault
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024  # KiB


def test_a_file_that_asks_for_more_memory_than_there_is_kills_its_reader_alone(
    read,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    greedy = tmp_path / "greedy.py"
    greedy.write_text("import os; os.abort()")
    monkeypatch.setattr(reading, "CHILD", greedy)

    with pytest.raises(BadFile) as caught:
        read(b"a,b")

    assert caught.value.fault is Fault.TOO_SPREAD


def test_a_file_that_takes_too_long_is_given_up(
    read,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(reading, "CHILD", slow)
    monkeypatch.setattr(reading, "PATIENCE", 0.2)

    with pytest.raises(BadFile) as caught:
        read(b"a,b")

    assert caught.value.fault is Fault.TOO_SLOW


def test_every_fault_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Fault)
    assert len({each._args[0] for each in SENTENCES.values()}) == len(Fault)


EVIL = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("http://x")', "0123", "ปกติ"]


def test_nothing_that_is_written_into_a_workbook_becomes_a_formula_or_a_number(read) -> None:  # type: ignore[no-untyped-def]
    written = workbook("", [Heading(str(place)) for place in range(len(EVIL))], [EVIL])

    book = read(written)

    assert not book.has_formulas
    assert list(cells(book.sheets[0])[1]) == [each.strip() for each in EVIL]


def test_csv_guards_what_a_spreadsheet_would_take_for_a_formula_and_reads_it_back(read) -> None:  # type: ignore[no-untyped-def]
    written = comma_separated(["a"] * len(EVIL), [EVIL])

    assert written.startswith(b"\xef\xbb\xbf")
    assert b"'=1+1,'+1,'-1,'@x" in written
    assert cells(read(written).sheets[0])[1][:4] == ("=1+1", "+1", "-1", "@x")
