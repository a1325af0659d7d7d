"""The register of outside schools from a file: looked over, all or nothing, and what bad files get."""

from io import BytesIO

import pytest
from sqlalchemy import select

from processes.records.outside import OtherSchool
from processes.records.outside_lists import OutsideListing
from processes.rules.outside_files import HEADINGS
from tests.builders import CENTRE, CITY, DEPARTMENT, FUNDER, PROVINCE, SCHOOL, World
from tests.deeds import confirm_outside, number_of
from tests.webapp import files
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

REGISTER, IMPORT = "/outside-schools/", "/outside-schools/import"
HEAD = tuple(HEADINGS.values())
NEW = ["1041680021", "โรงเรียน ตชด. บ้านใหม่", "ตชด.", CITY, "", "", "", ""]
RENAMED = ["1041680001", "โรงเรียนบ้านเดิม", "สพฐ.", CITY, "", "", "14/10/2565", "ประกาศที่ 7/2565"]
FOREIGN_FILES = [b"", b"%PDF-1.7", files.workbook(["1"], head=["ก"]), files.bomb(), files.protected()]


def bring(browser: Browser, *rows: list[str], content: bytes | None = None) -> Browser:
    written = files.workbook(*rows, head=HEAD) if content is None else content
    browser.get(IMPORT)
    return browser.post(IMPORT, {"file": (BytesIO(written), "register.xlsx")})


def schools(world: World) -> dict[str, str]:
    with world.house.reading() as session:
        return {each.code: each.name for each in session.scalars(select(OtherSchool))}


def test_a_file_is_looked_over_and_then_taken_in_as_a_whole(signed_in: SignIn, world: World) -> None:
    before = schools(world)
    browser = bring(signed_in(PROVINCE), NEW, RENAMED)
    assert "โรงเรียน ตชด. บ้านใหม่" in browser.text
    assert "ประกาศที่ 7/2565" in browser.text
    assert schools(world) == before

    browser.submit()

    assert "เพิ่มใหม่ 1 แห่ง แก้ไข 1 แห่ง" in browser.text
    assert schools(world) == before | {NEW[0]: NEW[1], RENAMED[0]: RENAMED[1]}
    assert number_of(world, OutsideListing) == 3


def test_what_was_exported_comes_back_without_any_change(signed_in: SignIn, world: World) -> None:
    browser = signed_in(DEPARTMENT)
    bring(browser, NEW, RENAMED).submit()
    for name in ("register.xlsx", "register.csv"):
        exported = browser.client.get(REGISTER + name).get_data()

        bring(browser, content=exported)

        assert "ไม่มีสิ่งที่ต้องนำเข้า" in browser.text


def test_one_row_in_trouble_holds_up_the_whole_file(signed_in: SignIn, world: World) -> None:
    before = schools(world)
    browser = bring(
        signed_in(PROVINCE), NEW, [SCHOOL, *NEW[1:]], ["1041680022", *NEW[1:3], "03999999", *NEW[4:]]
    )
    assert "รหัสนี้เป็นของหน่วยงานในระบบ" in browser.text
    assert "ไม่มี อปท. ที่ใช้รหัสนี้" in browser.text

    browser.post(browser.at, {"plan": "guessed"})

    assert browser.status == 409
    assert schools(world) == before


def test_a_register_that_changed_meanwhile_is_looked_over_again(signed_in: SignIn, world: World) -> None:
    browser = bring(signed_in(PROVINCE), RENAMED)
    with world.office() as office:
        office.session.scalars(select(OtherSchool).filter_by(code=RENAMED[0])).one().revision += 1

    browser.submit()

    assert browser.status == 409
    assert RENAMED[1] not in schools(world).values()


def test_a_payer_that_cannot_change_now_leaves_everything_as_it_was(signed_in: SignIn, world: World) -> None:
    confirm_outside(world, FUNDER)
    before = schools(world)
    browser = bring(signed_in(PROVINCE), NEW, [*RENAMED[:3], FUNDER, *["", "", "", ""]])

    browser.submit()

    assert browser.status == 409
    assert schools(world) == before


@pytest.mark.parametrize("content", FOREIGN_FILES)
def test_what_is_no_register_is_refused_with_a_sentence(signed_in: SignIn, content: bytes) -> None:
    browser = bring(signed_in(PROVINCE), content=content)

    assert browser.status == 422
    assert "โปรดแก้ไขข้อมูลต่อไปนี้" in browser.text


def test_more_changes_than_one_short_write_can_hold_are_divided(signed_in: SignIn, world: World) -> None:
    before = schools(world)
    rows = [[f"10416{number:05d}", *NEW[1:]] for number in range(1001)]

    browser = bring(signed_in(PROVINCE), *rows)

    assert "โปรดแบ่งไฟล์" in browser.text
    assert schools(world) == before


def test_an_authority_proposes_and_does_not_import(signed_in: SignIn) -> None:
    for username in (CITY, CENTRE):
        assert signed_in(username).get(IMPORT).status == 404


def test_another_officer_does_not_find_the_file(signed_in: SignIn) -> None:
    brought = bring(signed_in(PROVINCE), NEW).at

    stranger = signed_in(DEPARTMENT).get(brought)

    assert stranger.at == IMPORT
    assert "โปรดส่งไฟล์อีกครั้ง" in stranger.text
