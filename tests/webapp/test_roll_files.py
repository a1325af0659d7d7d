"""A roll in a file, on its pages: brought, looked over, taken in; taken along so that it comes in again."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from processes.records.duplicates import DuplicateCase
from processes.records.learners import Learner
from processes.terms import Act
from tests.builders import (
    CITY,
    CLOSES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    citizen_number,
    confirm_institution,
    verify_all_classes,
)
from tests.deeds import number_of
from tests.webapp import files
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn
from tests.webapp.old_excel import old_workbook

IMPORT = f"/units/{SCHOOL}/roll/import"
SCRIPTS = [f"/units/{SCHOOL}/roll.xlsx", f"/units/{SCHOOL}/roll.xlsx?layout=own", f"/units/{SCHOOL}/roll.csv"]


def bring(browser: Browser, content: bytes, name: str = "รายชื่อ.xlsx") -> Browser:
    browser.get(IMPORT)
    return browser.post(IMPORT, {"file": (io.BytesIO(content), name)})


def error(browser: Browser) -> str:
    assert browser.page is not None
    return str(browser.page.xpath("string(//*[@data-error-summary]//li)")).strip()


def numbers(browser: Browser) -> list[int]:
    """New, changed, unchanged, in trouble, missing, as the preview counts them."""
    assert browser.page is not None
    return [int(each.text_content()) for each in browser.page.xpath("//*[@class='stat-number']")]


def kept(world: World) -> list[Path]:
    return list((world.house.settings.instance / "imports").iterdir())


@pytest.mark.letter("F110")
def test_a_file_is_looked_over_and_then_taken_in(signed_in: SignIn, world: World) -> None:
    newcomer = files.pupil_cells(50, grade="ป.3")
    changed = files.pupil_cells(1)
    changed[8] = "นามใหม่"
    browser = signed_in(SCHOOL)

    bring(browser, files.workbook(changed, *files.whole_roll()[1:4], newcomer))

    assert numbers(browser) == [1, 1, 3, 0, 1]
    assert "x-xxxx-xxxxx-" in browser.text
    assert citizen_number(50) not in browser.response.get_data(as_text=True)
    assert number_of(world, Learner) == 11

    browser.submit()

    assert browser.at == f"/units/{SCHOOL}/roll"
    assert "เพิ่มใหม่ 1 คน แก้ไข 1 คน" in browser.text
    assert (number_of(world, Learner), number_of(world, Learner, last_name="นามใหม่")) == (12, 1)
    assert kept(world) == []


def test_the_same_file_again_has_nothing_to_take_in(signed_in: SignIn, world: World) -> None:
    browser = bring(signed_in(SCHOOL), files.workbook(*files.whole_roll()))

    assert numbers(browser) == [0, 0, 5, 0, 0]
    assert "ไม่มีสิ่งที่ต้องนำเข้า" in browser.text
    assert not browser.page.xpath("//main//form")


@pytest.mark.letter("F47", "N7")
def test_who_stands_elsewhere_is_named_in_the_preview_and_claimed(signed_in: SignIn, world: World) -> None:
    browser = bring(signed_in(SCHOOL), files.workbook(*files.whole_roll(), files.pupil_cells(6)))

    assert numbers(browser) == [0, 1, 0, 5, 0, 0]
    assert "จะเปิดเรื่องเด็กซ้ำ" in browser.text
    assert citizen_number(6) not in browser.response.get_data(as_text=True)
    browser.submit({})

    assert browser.at == f"/units/{SCHOOL}/roll"
    assert "ขอรับเด็กจากหน่วยงานอื่น 1 คนแล้ว" in browser.text
    assert number_of(world, DuplicateCase) == 1
    assert number_of(world, Learner) == 11


def test_every_trouble_stands_there_with_row_column_value_and_sentence(
    signed_in: SignIn, world: World
) -> None:
    rows = files.whole_roll()
    rows[1][files.NUMBER], rows[2][files.BIRTH] = "1.1E+12", "31/02/2559"
    rows.append(files.pupil_cells(5))
    browser = bring(signed_in(SCHOOL), files.workbook(*rows))

    troubles = [
        [cell.text_content().strip() for cell in row] for row in browser.page.xpath("(//tbody)[1]/tr")
    ]
    assert [row[:3] for row in troubles] == [
        ["3", "เลขประจำตัว", "1.1E+12"],
        ["4", "วันเกิด", "31/02/2559"],
        ["7", "เลขประจำตัว", citizen_number(5)],
    ]
    assert "เลขเดิมหายไปแล้ว" in troubles[0][3]
    assert "ไม่มีในไฟล์" not in browser.text
    assert "มากกว่าหนึ่งแถวในไฟล์" in troubles[2][3]
    assert not browser.page.xpath("//main//form")

    browser.post(browser.at, {"plan": "0" * 64})

    assert browser.status == 409
    assert number_of(world, Learner) == 11


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (files.sparse(), "ใช้หน่วยความจำมากเกินไป"),
        (files.long_and_empty(), "แถวว่างจำนวนมาก"),
        (files.bomb(), "ใหญ่ผิดปกติ"),
        (files.protected(), "ตั้งรหัสผ่าน"),
        (files.with_member("xl/vbaProject.bin"), "มีมาโคร"),
        (files.workbook(*files.whole_roll())[:2000], "เสียหาย"),
        (files.other_zip(), "ไม่ใช่ .xlsx"),
        (files.workbook(["มานะ"], head=["ชื่อ"]), "ไม่พบตารางรายชื่อ"),
        (files.workbook(files.pupil_cells(6, code=SECOND_SCHOOL)), "เป็นของสถานศึกษาอื่น (304120002)"),
        (
            files.workbook(files.pupil_cells(1), files.pupil_cells(6, code=SECOND_SCHOOL)),
            "หลายสถานศึกษาปนกัน",
        ),
        (files.workbook([SCHOOL, "2565", "", *files.pupil_cells(1)[3:]]), "ไม่บอกปีการศึกษาหรือภาคเรียน"),
        (files.workbook([SCHOOL, "2565", "1", *files.pupil_cells(1)[3:]]), "เป็นของภาคเรียน 1/2565"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_taken_gets_its_own_sentence(
    signed_in: SignIn, world: World, content: bytes, sentence: str
) -> None:
    browser = bring(signed_in(SCHOOL), content)

    assert browser.status == 422
    assert sentence in error(browser)
    assert kept(world) == []


def test_no_file_is_asked_for_and_one_too_large_is_refused(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(IMPORT)

    assert "โปรดเลือกไฟล์" in error(browser.post(IMPORT))

    announced = {"CONTENT_LENGTH": str((20 << 20) + 1), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    assert browser.client.post(IMPORT, environ_overrides=announced).status_code == 413


def test_formulas_and_mixed_eras_are_said(signed_in: SignIn, world: World) -> None:
    rows = files.whole_roll()
    rows[0][files.BIRTH] = "01/03/2016"
    browser = bring(signed_in(SCHOOL), files.workbook([*rows[0], "=1+1"], *rows[1:]))

    assert "ไฟล์นี้มีสูตร" in browser.text
    assert "พ.ศ. และ ค.ศ. ปนกัน" in browser.text


@pytest.mark.letter("F110")
def test_a_workbook_of_old_excel_comes_in(signed_in: SignIn, world: World) -> None:
    rows = [*files.whole_roll(), files.pupil_cells(50, grade="ป.3")]
    rows[0][files.NUMBER] = int(str(rows[0][files.NUMBER]))  # old programs keep the number as one
    browser = signed_in(SCHOOL)

    bring(browser, old_workbook(files.HEAD, *rows), "รายชื่อ.xls")
    looked_over = numbers(browser)
    browser.submit()

    assert looked_over == [1, 0, 5, 0, 0]
    assert "นำเข้าแล้ว เพิ่มใหม่ 1 คน แก้ไข 0 คน" in browser.text
    assert number_of(world, Learner, first_name="ทดสอบ50") == 1


def test_csv_of_either_encoding_comes_in(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL)

    for encoding in ("utf-8-sig", "utf-8", "tis-620"):
        assert numbers(bring(browser, files.csv(*files.whole_roll(), encoding=encoding), "a.csv")) == [
            0,
            0,
            5,
            0,
            0,
        ]


@pytest.mark.parametrize("address", SCRIPTS)
def test_what_was_taken_along_comes_in_again_without_a_change(
    signed_in: SignIn, world: World, address: str
) -> None:
    browser = signed_in(SCHOOL).get(address)
    taken = browser.response

    assert numbers(bring(browser, taken.get_data())) == [0, 0, 5, 0, 0]


def test_the_report_keeps_its_layout_and_numbers_are_text(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(SCRIPTS[0])

    assert browser.response.headers["Content-Disposition"].endswith(f'"LEC_2565-2_{SCHOOL}_roll_001.xlsx"')
    with zipfile.ZipFile(io.BytesIO(browser.response.get_data())) as members:
        texts = members.read("xl/sharedStrings.xml").decode()
        sheet = members.read("xl/worksheets/sheet1.xml").decode()
    assert "รายงานรายละเอียดข้อมูลนักเรียน" in texts
    assert citizen_number(1) in texts
    assert citizen_number(1) not in sheet
    assert "<f>" not in sheet


def test_a_name_like_a_formula_is_taken_along_as_text_and_comes_in_again(
    signed_in: SignIn, world: World
) -> None:
    with world.office() as office:
        office.session.scalars(select(Learner).filter_by(first_name="ทดสอบ1")).one().last_name = "=1+1"
    browser = signed_in(SCHOOL).get(SCRIPTS[2])

    assert b",'=1+1," in browser.response.get_data()
    assert numbers(bring(browser, browser.response.get_data())) == [0, 0, 5, 0, 0]


@pytest.mark.letter("F40")
def test_the_report_takes_the_whole_record_along_and_brings_it_in_again(
    signed_in: SignIn, world: World
) -> None:
    head = (*files.HEAD, "ศาสนา", "น้ำหนัก", "วันเดือนปี เข้าศึกษา", "สิทธิการเบิกค่าเล่าเรียน")
    full = [*files.pupil_cells(1), "พุทธ", "21.5", "17/05/2564", "เบิกได้"]
    browser = bring(signed_in(SCHOOL), files.workbook(full, *files.whole_roll()[1:], head=head))
    assert numbers(browser) == [0, 1, 4, 0, 0]
    assert "ศาสนา, น้ำหนัก (กิโลกรัม), วันที่เข้าศึกษา" in browser.text
    browser.submit()

    report = browser.get(SCRIPTS[0]).response.get_data()

    assert numbers(bring(browser, report)) == [0, 0, 5, 0, 0]
    with zipfile.ZipFile(io.BytesIO(report)) as members:
        written = members.read("xl/sharedStrings.xml").decode()
    assert all(value in written for value in ("พุทธ", "21.5", "17/05/2564", "มีสิทธิ"))


@pytest.mark.parametrize("address", SCRIPTS)
@pytest.mark.parametrize(("username", "status"), [(f"{SCHOOL}-2", 409), (CITY, 409), (SECOND_SCHOOL, 404)])
def test_whole_numbers_are_taken_along_by_the_responsible_officer_alone(
    signed_in: SignIn, world: World, address: str, username: str, status: int
) -> None:
    assert signed_in(username).get(address).status == status


@pytest.mark.parametrize(("username", "status"), [(f"{SCHOOL}-2", 409), (CITY, 409), (SECOND_SCHOOL, 404)])
def test_nobody_else_brings_a_file(signed_in: SignIn, username: str, status: int) -> None:
    assert signed_in(username).get(IMPORT).status == status


def test_a_kept_file_opens_for_who_brought_it_alone_and_for_an_hour(signed_in: SignIn, world: World) -> None:
    browser = bring(signed_in(SCHOOL), files.workbook(*files.whole_roll(), files.pupil_cells(50)))
    address = browser.at
    (file,) = kept(world)

    assert file.stat().st_mode & 0o777 == 0o600
    assert citizen_number(50).encode() not in file.read_bytes()
    assert signed_in(SECOND_SCHOOL).get(address.replace(SCHOOL, SECOND_SCHOOL)).at.endswith("/roll/import")
    assert browser.get(f"{IMPORT}/{'0' * 32}").at == IMPORT
    assert browser.get(f"{IMPORT}/..%2Flec.db").status in {200, 404}

    world.watch.now += timedelta(minutes=20)
    assert browser.get(address).at == address
    for _ in range(2):
        world.watch.now += timedelta(minutes=25)
        browser.get(address)
    assert browser.at == IMPORT
    assert "โปรดส่งไฟล์อีกครั้ง" in browser.text


def test_a_roll_that_changed_meanwhile_asks_for_another_look(signed_in: SignIn, world: World) -> None:
    browser = bring(signed_in(SCHOOL), files.workbook(*files.whole_roll(), files.pupil_cells(50)))
    with world.office() as office:
        office.session.scalars(select(Learner).filter_by(first_name="ทดสอบ1")).one().last_name = "ใหม่"

    browser.submit()

    assert browser.status == 409
    assert number_of(world, Learner) == 11


def test_after_the_close_and_after_confirming_nothing_is_brought(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    assert signed_in(SCHOOL).get(IMPORT).status == 409

    world.watch.now = CLOSES
    assert signed_in(SCHOOL).get(IMPORT).status == 423


def test_a_class_list_is_printed_empty_or_filled(signed_in: SignIn, world: World) -> None:
    classroom = world.items(SCHOOL, Act.VERIFY_ROLL)[0].subject_id
    verify_all_classes(world, SCHOOL)
    browser = signed_in(SCHOOL)

    empty = browser.get(f"/units/{SCHOOL}/roll/print?classroom={classroom}")
    assert (len(empty.page.xpath("//tbody/tr")), empty.text.count("☑")) == (6, 0)
    filled = browser.get(f"/units/{SCHOOL}/roll/print?classroom={classroom}&filled=yes")
    assert (len(filled.page.xpath("//tbody/tr")), filled.text.count("☑")) == (3, 3)
    assert citizen_number(1) not in filled.response.get_data(as_text=True)


def test_the_roll_leads_to_its_files(signed_in: SignIn, world: World) -> None:
    links = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll").links()

    assert {IMPORT, SCRIPTS[0], SCRIPTS[2]} <= set(links)
    assert IMPORT not in signed_in(f"{SCHOOL}-2").get(f"/units/{SCHOOL}/roll").links()


@pytest.mark.letter("F82")
def test_where_a_record_comes_from_names_the_files_that_came_and_went(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(SCHOOL).get(SCRIPTS[2])
    assert browser.response is not None
    taken = sha256(browser.response.get_data()).hexdigest()
    bring(browser, files.workbook(*files.whole_roll(), files.pupil_cells(50))).submit()
    learner = next(each for each in browser.get(f"/units/{SCHOOL}/roll").links() if each.endswith("/roll/1"))

    browser.get(f"{learner}/history")

    assert taken in browser.text
    assert "เลขประจำตัวเต็ม 5 เลข" in browser.text
    assert "นำเข้าบัญชีรายชื่อจากไฟล์" in browser.text
