"""The grid of outside schools as a spreadsheet: keys, a block from Excel, two officers at once."""

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from processes.records.outside import OtherCount, OtherSchool
from processes.records.units import Unit
from processes.terms import Act, Stream
from tests.browser.person import Person, Visit
from tests.builders import (
    CENTRE,
    CITY,
    FUNDER,
    NAMES,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    add_outside_school,
    confirm_institution,
)
from tests.deeds import outside_schools

PASTE = """([field, text]) => {
  const data = new DataTransfer();
  data.setData('text', text);
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def at_grid(visit: Visit, world: World, code: str = CITY) -> Person:
    return visit(code).open(f"/work/{world.item(code, Act.RECORD_COUNTS)}")


def cell(person: Person, school: int, grade: str) -> Locator:
    return person.page.locator(f"#c-{school}-{grade}")


def paste(person: Person, school: int, grade: str, text: str) -> None:
    field = cell(person, school, grade)
    field.focus()
    person.page.evaluate(PASTE, [field.element_handle(), text])


def kept(world: World) -> dict[str, int | None]:
    with world.house.reading() as session:
        return {str(row.grade): row.count for row in session.scalars(select(OtherCount))}


@pytest.mark.letter("F55")
def test_a_block_from_a_spreadsheet_is_pasted_and_saved(visit: Visit, world: World) -> None:
    [school] = outside_schools(world, CITY)
    officer = at_grid(visit, world)

    paste(officer, school, "A1", "๑๒\t13\t1,014\r\n")

    expect(officer.page.locator("[data-sheet-status]")).to_contain_text("บันทึกแล้ว")
    expect(officer.page.locator("[data-grand-sum]")).to_have_text("1,039")
    assert kept(world) == {"A1": 12, "A2": 13, "A3": 1014}


@pytest.mark.parametrize(
    ("text", "words"), [("1\t2\n3\t4", "ไม่พอดีกับตาราง"), ("1\tสิบ", "สิบ"), ("1\t5000", "5000")]
)
def test_a_block_that_does_not_fit_changes_nothing(visit: Visit, world: World, text: str, words: str) -> None:
    [school] = outside_schools(world, CITY)
    officer = at_grid(visit, world)

    paste(officer, school, "P1", text)

    expect(officer.page.locator("[data-sheet-status]")).to_contain_text(words)
    expect(cell(officer, school, "P1")).to_have_value("")
    assert kept(world) == {}


def test_two_officers_in_one_cell_see_each_other_and_lose_nothing(visit: Visit, world: World) -> None:
    [school] = outside_schools(world, CITY)
    first, second = at_grid(visit, world), at_grid(visit, world)
    cell(first, school, "P1").fill("5")
    cell(first, school, "P1").press("Enter")
    expect(first.page.locator("[data-sheet-status]")).to_contain_text("บันทึกแล้ว")

    cell(second, school, "P1").fill("7")
    cell(second, school, "P1").press("Enter")

    expect(second.page.locator("[data-sheet-status]")).to_contain_text("บันทึกเป็น 5 ไปแล้ว")
    expect(cell(second, school, "P1")).to_have_value("7")
    cell(second, school, "P1").press("Escape")
    expect(cell(second, school, "P1")).to_have_value("5")
    assert kept(world) == {"P1": 5}


@pytest.mark.letter("F57", "F59", "F61")
def test_an_authority_counts_obec_and_border_police_schools_and_confirms_them(
    visit: Visit, world: World
) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=FUNDER)).one()
        office.session.scalars(select(OtherSchool).filter_by(unit_id=unit.id)).one().affiliation = "BPP"
    [school] = outside_schools(world, FUNDER)
    officer = at_grid(visit, world, FUNDER)
    paste(officer, school, "A1", "\t".join("123456789"))
    expect(officer.page.locator("[data-sheet-status]")).to_contain_text("บันทึกแล้ว")

    officer.press("กรอกครบแล้ว ไปขั้นยืนยัน")
    task = f"/work/{world.item(FUNDER, Act.CONFIRM_COUNTS)}"
    officer.open(task).reads("กองบัญชาการตำรวจตระเวนชายแดน", "45")
    officer.follow("เปิดรายงานของข้อมูลฉบับนี้")
    officer.open(task).attest("ยืนยันจำนวนนักเรียนของสังกัดอื่น")

    assert "/receipts/" in officer.at


@pytest.mark.letter("F57", "F59", "F61", "F107")
def test_an_authority_with_three_kinds_of_schools_confirms_its_own_and_the_others_apart(
    visit: Visit, world: World
) -> None:
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        confirm_institution(world, code)
    with world.office() as office:
        city = office.session.scalars(select(Unit).filter_by(code=CITY)).one()
        for code in ("1041680011", "1041680012"):
            add_outside_school(office, city, code).affiliation = "BPP"
    obec, *police = sorted(outside_schools(world, CITY))
    officer = visit(CITY)
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        officer.open_task(NAMES[code][1]).answer("ถูกต้อง", "บันทึกผลการตรวจสอบ")
    sign_after_the_report(officer, Act.CONFIRM, world, "ยืนยันภาพรวมระดับ")

    officer.open(f"/work/{world.item(CITY, Act.RECORD_COUNTS)}").follow("ตชด.")
    paste(officer, police[0], "A1", "\t".join("123456789") + "\n" + "\t".join("987654321"))
    expect(officer.page.locator("[data-sheet-status]")).to_contain_text("บันทึกแล้ว")
    officer.press("กรอกครบแล้ว ไปขั้นยืนยัน").reads("ยังไม่ได้กรอก")  # the OBEC school is still blank
    officer.open(f"/work/{world.item(CITY, Act.RECORD_COUNTS)}")
    paste(officer, obec, "A1", "\t".join("222222222"))
    expect(officer.page.locator("[data-grand-sum]")).to_have_text("108")
    expect(officer.page.locator("[data-sheet-status]")).to_contain_text("บันทึกแล้ว")
    officer.press("กรอกครบแล้ว ไปขั้นยืนยัน")
    sign_after_the_report(officer, Act.CONFIRM_COUNTS, world, "ยืนยันจำนวนนักเรียนของสังกัดอื่น")

    [own], [other] = world.confirmations(CITY), world.confirmations(CITY, Stream.OTHER)
    assert (own.total, other.total) == (9, 45 + 45 + 18)
    assert own.number != other.number


def sign_after_the_report(officer: Person, act: Act, world: World, button: str) -> None:
    task = f"/work/{world.item(CITY, act)}"
    officer.open(task).follow("เปิดรายงานของข้อมูลฉบับนี้").open(task).attest(button)
    assert "/receipts/" in officer.at
