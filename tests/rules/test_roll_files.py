"""A roll in a file: found by its headings, refused when it is another's, each row read or its faults said."""

from datetime import date

import pytest

from processes.rules.identity import NO_IDENTITY
from processes.rules.record_fields import FIELDS
from processes.rules.record_values import FieldProblem
from processes.rules.roll_cells import (
    CellProblem,
    Day,
    Misread,
    read_day,
    read_detail,
    read_grade,
    read_number,
    read_room,
)
from processes.rules.roll_files import (
    Expected,
    FileFault,
    RollFile,
    WrongFile,
    read_table,
    roll_table,
    same_school,
)
from processes.rules.roll_layouts import Column, Line, Sheet, find_table
from processes.terms import Grade, IdentityKind, Sex
from tests.builders import citizen_number

TODAY = date(2022, 10, 17)
OWN = Expected("304120001", "โรงเรียนเทศบาล 1 โพศรี", 2565, 2)
HEAD = [
    "รหัสสถานศึกษา", "สถานศึกษา", "ปีการศึกษา", "ภาคเรียน", "ระดับชั้น", "ห้องเรียน", "เลขประจำตัวประชาชน",
    "คำนำหน้า", "ชื่อ", "นามสกุล", "เพศ", "วันเดือนปีเกิด", "สัญชาติ",
]  # fmt: skip
GOOD = dict(
    zip(
        Column,
        [
            "304120001", "โรงเรียนเทศบาล 1 โพศรี", "2565", "2", "ป.1", "1", citizen_number(1),
            "ด.ช.", "มานะ", "ใจดี", "ชาย", "01/03/2559", "ไทย",
        ],
        strict=True,
    )
)  # fmt: skip
REPORT_TOP = ["ลำดับที่", "สถานศึกษา", "ปีการศึกษา", "ภาคเรียน", "ระดับชั้น", "ห้อง", "เลขประจำตัวประชาชน"]
REPORT_TOP += ["คำนำหน้า", "ชื่อ", "นามสกุล", "วันเดือนปี\nเกิด", "บิดา", "", "", "ที่อยู่ปัจจุบัน", ""]
REPORT_BELOW = [""] * 11 + ["คำนำหน้า", "ชื่อ", "นามสกุล", "อำเภอ", "จังหวัด"]
REPORT_ROW = ["1", "เทศบาล 1 โพศรี", "2565", "2", "ประถมศึกษาปีที่ 1", "1", citizen_number(1)]
REPORT_ROW += ["เด็กชาย", "มานะ", "ใจดี", "01/03/2559", "นาย", "สมชาย", "ใจร้าย", "เมือง", "อุดรธานี"]


def sheet(*rows: list[str], name: str = "Sheet1") -> Sheet:
    return Sheet(name, tuple(Line(number, tuple(row)) for number, row in enumerate(rows, start=1)))


def row(**more: str) -> list[str]:
    return [more.get(column, cell) for column, cell in GOOD.items()]


def read(*rows: list[str]) -> RollFile:
    return read_table(roll_table([sheet(HEAD, *rows)], OWN), TODAY)


def fault(*sheets: Sheet) -> tuple[FileFault, str]:
    with pytest.raises(WrongFile) as caught:
        roll_table(sheets, OWN)
    return caught.value.fault, caught.value.found


def test_a_row_becomes_a_learner() -> None:
    (learner,) = read(row()).learners

    assert (learner.line, learner.prefix, learner.first_name, learner.last_name) == (2, "ด.ช.", "มานะ", "ใจดี")
    assert (learner.sex, learner.birth_on, learner.grade, learner.room) == (
        Sex.MALE,
        date(2016, 3, 1),
        Grade.P1,
        "1",
    )
    assert (learner.identity.kind, learner.identity.number) == (IdentityKind.CITIZEN, citizen_number(1))


def test_the_report_is_found_by_its_two_lines_of_headings_and_a_father_is_no_learner() -> None:
    title = ["รายงานรายละเอียดข้อมูลนักเรียน"]
    report = sheet(title, REPORT_TOP, REPORT_BELOW, REPORT_ROW)

    (learner,) = read_table(roll_table([sheet(["คำชี้แจง"], name="อ่านก่อน"), report], OWN), TODAY).learners

    assert (learner.line, learner.first_name, learner.prefix) == (4, "มานะ", "ด.ช.")
    assert (learner.birth_on, learner.grade) == (date(2016, 3, 1), Grade.P1)


def test_the_report_brings_the_fields_of_the_record_each_person_under_their_own_heading() -> None:
    top = [*REPORT_TOP[:11], "ศาสนา", *REPORT_TOP[11:], "วันเดือนปี เข้าศึกษา", "สิทธิการเบิกค่าเล่าเรียน"]
    below = [*REPORT_BELOW[:11], "", *REPORT_BELOW[11:], "", ""]
    cells = [*REPORT_ROW[:11], "พุทธ", *REPORT_ROW[11:], "2021-05-17", "เบิกได้"]

    (learner,) = read_table(roll_table([sheet(["รายงาน"], top, below, cells)], OWN), TODAY).learners

    assert dict(learner.details) == {
        "religion": "พุทธ",
        "father_prefix": "นาย",
        "father_first_name": "สมชาย",
        "father_last_name": "ใจร้าย",
        "current_district": "เมือง",
        "current_province": "อุดรธานี",
        "entered_on": "2021-05-17",
        "tuition_right": "yes",
    }


def test_a_field_that_cannot_stand_is_a_trouble_of_its_row_and_a_dash_is_a_blank() -> None:
    table = roll_table(
        [sheet([*HEAD, "ศาสนา", "น้ำหนัก", "วันเดือนปีเข้าศึกษา"], [*row(), "ผี", "-", "17/05/2599"])], OWN
    )

    found = read_table(table, TODAY)

    assert found.learners == ()
    assert [(each.column, each.value, each.problem) for each in found.troubles] == [
        ("religion", "ผี", FieldProblem.NOT_ON_THE_LIST),
        ("entered_on", "17/05/2599", FieldProblem.IN_THE_FUTURE),
    ]


@pytest.mark.parametrize(("cell", "kept"), [("812345678", "0812345678"), ("42221234", "042221234"), ("", "")])
def test_a_telephone_that_a_spreadsheet_cut_is_made_whole(cell: str, kept: str) -> None:
    assert read_detail(FIELDS["father_phone"], cell, TODAY) == kept


def test_columns_may_stand_in_any_order_and_headings_may_hold_spaces() -> None:
    places = list(range(len(HEAD)))[::-1]
    turned = sheet([f" {HEAD[place]} " for place in places], [row()[place] for place in places])

    assert read_table(roll_table([turned], OWN), TODAY) == read(row())


def test_a_sheet_without_the_headings_is_no_roll() -> None:
    assert find_table([sheet(["ชื่อ", "นามสกุล"], ["มานะ", "ใจดี"])]) is None
    assert fault(sheet(["a"], ["b"]))[0] is FileFault.NO_ROLL
    assert fault(sheet(HEAD))[0] is FileFault.NO_LEARNERS


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"year": ""}], FileFault.NO_PERIOD),
        ([{"term": ""}], FileFault.NO_PERIOD),
        ([{}, {"year": "2564"}], FileFault.TWO_PERIODS),
        ([{}, {"term": "1"}], FileFault.TWO_PERIODS),
        ([{"term": "1"}], FileFault.OTHER_PERIOD),
        ([{"code": "", "school": ""}], FileFault.NO_SCHOOL),
        ([{}, {"code": "304120002"}], FileFault.TWO_SCHOOLS),
        ([{"code": ""}, {"code": "", "school": "โรงเรียนอื่น"}], FileFault.TWO_SCHOOLS),
        ([{"code": "304120002"}], FileFault.OTHER_SCHOOL),
        ([{"code": "", "school": "โรงเรียนเทศบาล 2 มุขมนตรี"}], FileFault.OTHER_SCHOOL),
    ],
)
def test_the_file_of_another_school_or_term_is_refused(
    rows: list[dict[str, str]], expected: FileFault
) -> None:
    assert fault(sheet(HEAD, *(row(**each) for each in rows)))[0] is expected


@pytest.mark.parametrize("written", ["เทศบาล 1 โพศรี", "รร.เทศบาล ๑ โพศรี", "โรงเรียนเทศบาล1โพศรี"])
def test_a_school_is_known_by_its_name_however_it_is_spaced(written: str) -> None:
    assert same_school(written, OWN.school)
    assert not same_school("เทศบาล 11 โพศรี", OWN.school)


@pytest.mark.letter("F110")
def test_thai_digits_name_the_school_the_term_and_the_day() -> None:
    thai = row(code="๓๐๔๑๒๐๐๐๑", year="๒๕๖๕", term="๒", birth="๑/๓/๒๕๕๙", grade="ป.๑", room="๑")

    assert read(thai).learners == read(row()).learners


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"first_name": ""}, Column.FIRST_NAME, CellProblem.NAME_MISSING),
        ({"last_name": "ก" * 101}, Column.LAST_NAME, CellProblem.NAME_TOO_LONG),
        ({"prefix": ""}, Column.PREFIX, CellProblem.PREFIX_MISSING),
        ({"prefix": "หม่อม", "sex": ""}, Column.SEX, CellProblem.SEX_UNKNOWN),
        ({"sex": "?"}, Column.SEX, CellProblem.SEX_UNKNOWN),
        ({"sex": "หญิง"}, Column.SEX, CellProblem.SEX_DISAGREES),
        ({"birth": "31/02/2559"}, Column.BIRTH, CellProblem.BIRTH_UNREADABLE),
        ({"birth": "01/03/59"}, Column.BIRTH, CellProblem.BIRTH_UNREADABLE),
        ({"birth": "01/03/2570"}, Column.BIRTH, CellProblem.BIRTH_IN_FUTURE),
        ({"birth": "01/03/2500"}, Column.BIRTH, CellProblem.BIRTH_TOO_EARLY),
        ({"number": "1.1E+12"}, Column.NUMBER, CellProblem.NUMBER_DAMAGED),
        ({"number": "1.10370E+12"}, Column.NUMBER, CellProblem.NUMBER_DAMAGED),
        ({"number": "12ก"}, Column.NUMBER, CellProblem.NUMBER_CHARACTERS),
        ({"number": "123"}, Column.NUMBER, CellProblem.NUMBER_LENGTH),
        ({"number": "9" * 13}, Column.NUMBER, CellProblem.NUMBER_SERIES),
        ({"number": "1999800000010"}, Column.NUMBER, CellProblem.NUMBER_CHECK_DIGIT),
        ({"grade": "ป.7"}, Column.GRADE, CellProblem.GRADE_UNKNOWN),
        ({"grade": ""}, Column.GRADE, CellProblem.GRADE_UNKNOWN),
        ({"room": ""}, Column.ROOM, CellProblem.ROOM_MISSING),
    ],
)
def test_what_is_wrong_is_said_with_row_column_and_value(
    cells: dict[str, str], column: Column, problem: CellProblem
) -> None:
    found = read(row(), row(**cells))

    assert len(found.learners) == 1
    assert [(each.line, each.column, each.problem) for each in found.troubles] == [(3, column, problem)]
    assert found.troubles[0].value == row(**cells)[list(Column).index(column)]


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = read(row(first_name="", birth="x", number="1"))

    assert [each.column for each in found.troubles] == [Column.FIRST_NAME, Column.BIRTH, Column.NUMBER]


def test_sex_comes_from_the_prefix_where_there_is_no_column() -> None:
    assert [each.sex for each in read(row(sex=""), row(prefix="เด็กหญิง", sex="")).learners] == [
        Sex.MALE,
        Sex.FEMALE,
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("01/03/2559", Day(date(2016, 3, 1), False)),
        ("1 มี.ค. 2559", Day(date(2016, 3, 1), False)),
        ("1 มีนาคม พ.ศ. 2559", Day(date(2016, 3, 1), False)),
        ("2559-03-01", Day(date(2016, 3, 1), False)),
        ("2016-03-01", Day(date(2016, 3, 1), True)),
        ("01-03-2016", Day(date(2016, 3, 1), True)),
        ("", None),
    ],
)
def test_a_day_is_read_in_either_era(written: str, day: Day | None) -> None:
    assert read_day(written) == day


def test_a_file_that_mixes_the_eras_says_so() -> None:
    assert read(row(), row(birth="01/03/2016", number="")).mixed_eras
    assert not read(row(), row(birth="01/04/2559", number="")).mixed_eras


@pytest.mark.parametrize(
    ("written", "grade", "room"),
    [
        ("ป.1", Grade.P1, ""),
        ("ป.1/2", Grade.P1, "2"),
        ("ประถมศึกษาปีที่ 6", Grade.P6, ""),
        ("อนุบาล 2", Grade.A2, ""),
        ("อนุบาลปีที่ 1 (3 ขวบ)", Grade.A1, ""),
        ("เตรียมอนุบาล", Grade.TK, ""),
        ("ม.3", Grade.M3, ""),
        ("ปวช.1", Grade.V1, ""),
        ("P4", Grade.P4, ""),
    ],
)
def test_grades_are_read_as_schools_write_them(written: str, grade: Grade, room: str) -> None:
    assert read_grade(written) == (grade, room)


def test_a_room_may_stand_beside_its_grade() -> None:
    assert [read_room("1/2", ""), read_room("", "3"), read_room("ป.1/4", "")] == ["2", "3", "4"]


@pytest.mark.letter("F48")
def test_no_number_yet_is_lawful_and_a_number_as_text_is_whole() -> None:
    assert read_number(" ยังไม่มี ") == NO_IDENTITY
    assert read_number(f"'{citizen_number(1)}") == read_number(citizen_number(1))
    with pytest.raises(Misread):
        read_number("1,1E+12")
