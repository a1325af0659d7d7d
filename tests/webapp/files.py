"""Files for tests of import and export: rolls as schools send them, and files that mean harm."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter

from tests.builders import SCHOOL, citizen_number

HEAD = (
    "รหัสสถานศึกษา", "ปีการศึกษา", "ภาคเรียน", "ระดับชั้น", "ห้องเรียน", "เลขประจำตัวประชาชน",
    "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเดือนปีเกิด",
)  # fmt: skip
NUMBER, BIRTH = HEAD.index("เลขประจำตัวประชาชน"), HEAD.index("วันเดือนปีเกิด")
Cells = Sequence[object]


def pupil_cells(
    number: int, *, grade: str = "", code: str = SCHOOL, birth: str = "01/03/2559"
) -> list[object]:
    """The builders' learner of this number, as a line of a file."""
    prefix = "เด็กชาย" if number % 2 else "เด็กหญิง"
    grade = grade or ("ป.1" if number <= 3 else "ป.2")
    return [code, "2565", "2", grade, "1", citizen_number(number), prefix, f"ทดสอบ{number}", "ตัวอย่าง", birth]


def workbook(*rows: Cells, head: Cells = HEAD) -> bytes:
    """A workbook with these cells: what begins with = is a formula, as it would be in a school's own file."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet("รายชื่อ")
        for place, row in enumerate([head, *rows]):
            sheet.write_row(place, 0, row)
    return kept.getvalue()


def csv(*rows: Cells, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(",".join(map(str, row)) for row in [HEAD, *rows]).encode(encoding)


def whole_roll() -> list[list[object]]:
    return [pupil_cells(number) for number in range(1, 6)]


def sparse() -> bytes:
    """Five kilobytes that ask a reader for half a terabyte: the first and the last cell of a sheet."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "x")
        sheet.write("XFD1048576", "y")
    return kept.getvalue()


def long_and_empty() -> bytes:
    """A list whose sheet holds a blank in its very last row."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_string(1_048_575, 0, " ")
    return kept.getvalue()


def with_member(name: str, content: bytes = b"", times: int = 1) -> bytes:
    """A sound workbook with members added to it."""
    kept = io.BytesIO(workbook(*whole_roll()))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as members:
        for number in range(times):
            members.writestr(name.format(number=number), content)
    return kept.getvalue()


def bomb() -> bytes:
    """A third of a megabyte that unpacks to more than 300."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("xl/workbook.xml", b"<workbook/>")
        with members.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(302):
                sheet.write(bytes(1 << 20))
    return kept.getvalue()


def other_zip() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as members:
        members.writestr("word/document.xml", b"<document/>")
    return kept.getvalue()


def protected() -> bytes:
    """How an encrypted workbook begins and what it is known by; its content would tell nothing more."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
