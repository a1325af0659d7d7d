"""The register of outside schools in a file: headings in any order, rows read, what is wrong with them."""

from datetime import date

import pytest

from processes.rules.outside_files import (
    HEADINGS,
    Column,
    FileFault,
    NoRegister,
    RegisterRow,
    RowProblem,
    read_register,
    register_lines,
)
from processes.rules.roll_layouts import Line, Sheet

TODAY = date(2022, 10, 17)
HEAD = tuple(HEADINGS.values())
GOOD = ("1041680001", "โรงเรียน ตชด. บ้านนา", "ตชด.", "03410102", "เทศบาลนครอุดรธานี", "", "", "")


def read(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> tuple[list[RegisterRow], list[RowProblem]]:
    lines = [Line(number, row) for number, row in enumerate((head, *rows), start=1)]
    file = read_register(register_lines([Sheet("Sheet1", tuple(lines))]), TODAY)
    return list(file.rows), [each.problem for each in file.troubles]


def with_cell(column: Column, text: str) -> tuple[str, ...]:
    cells = list(GOOD)
    cells[list(Column).index(column)] = text
    return tuple(cells)


def test_a_row_is_read_whatever_the_order_of_its_columns() -> None:
    [row], troubles = read(tuple(reversed(GOOD)), head=tuple(reversed(HEAD)))

    assert row == RegisterRow(2, "1041680001", "โรงเรียน ตชด. บ้านนา", "BPP", "03410102", "", None, "")
    assert troubles == []


def test_thai_digits_and_lost_noughts_are_mended() -> None:
    cells = ("๑๐๔๑๖๘๐๐๐๑", "บ้านนา", "สังกัดกองบัญชาการตำรวจตระเวนชายแดน (ตชด.)", "3410102", "", "1410100")
    [row], _troubles = read((*cells, "๑๔/๑๐/๒๕๖๕", "ประกาศที่ 7"))

    assert (row.code, row.affiliation, row.payer, row.district) == (
        "1041680001",
        "BPP",
        "03410102",
        "01410100",
    )
    assert row.dissolved_on == date(2022, 10, 14)


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        (Column.CODE, "12", RowProblem.CODE_WRONG),
        (Column.CODE, "1.04E+09", RowProblem.CODE_WRONG),
        (Column.NAME, " ", RowProblem.NAME_MISSING),
        (Column.NAME, "ก" * 201, RowProblem.TOO_LONG),
        (Column.AFFILIATION, "กรมป่าไม้", RowProblem.AFFILIATION_UNKNOWN),
        (Column.DISSOLVED_ON, "31/02/2565", RowProblem.DAY_UNREADABLE),
        (Column.DISSOLVED_ON, "14/10/2570", RowProblem.DAY_IN_FUTURE),
        (Column.DISSOLVED_ON, "14/10/2565", RowProblem.ANNOUNCEMENT_HALF),
        (Column.DISSOLVED_BY, "ประกาศที่ 7", RowProblem.ANNOUNCEMENT_HALF),
    ],
)
def test_what_cannot_stand_is_named(column: Column, text: str, problem: RowProblem) -> None:
    rows, troubles = read(with_cell(column, text))

    assert rows == []
    assert troubles == [problem]


def test_a_code_that_stands_twice_is_in_trouble() -> None:
    _rows, troubles = read(GOOD, GOOD)

    assert troubles == [RowProblem.TWICE_IN_FILE]


@pytest.mark.parametrize(
    ("head", "rows", "fault"),
    [
        (("ชื่อ", "นามสกุล"), [GOOD], FileFault.NO_REGISTER),
        (HEAD, [], FileFault.NO_ROWS),
        (HEAD, [GOOD] * 5001, FileFault.TOO_MANY_ROWS),
    ],
)
def test_a_file_without_a_register_is_refused_whole(
    head: tuple[str, ...], rows: list[tuple[str, ...]], fault: FileFault
) -> None:
    with pytest.raises(NoRegister) as caught:
        read(*rows, head=head)

    assert caught.value.fault is fault
