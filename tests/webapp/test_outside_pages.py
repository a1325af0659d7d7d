"""The register of outside schools on its pages: who keeps it, who proposes, who finds what."""

import pytest
from sqlalchemy import select

from processes.records.outside import OtherSchool
from processes.records.outside_lists import OutsideChange
from processes.terms import Act, ChangeState
from tests.builders import CENTRE, CITY, DEPARTMENT, FUNDER, PROVINCE, TOWN, World
from tests.webapp.desks import SignIn

CODE, FOREIGN = "1041680001", "1041680002"
REGISTER = "/outside-schools/"
NEW = {"code": "๑๐๔๑๖๘๐๐๙๙", "name": "โรงเรียน ตชด. บ้านนา", "affiliation": "BPP", "payer": CITY}


def kept(world: World, code: str) -> OtherSchool:
    with world.house.reading() as session:
        return session.scalars(select(OtherSchool).filter_by(code=code)).one()


@pytest.mark.letter("F62", "X7")
def test_the_province_enters_a_school_and_finds_it_by_any_name_of_its_affiliation(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(PROVINCE).get(REGISTER + "new").submit(NEW)
    assert browser.heading == "โรงเรียน ตชด. บ้านนา"
    assert kept(world, "1041680099").affiliation == "BPP"

    for name in ("ตชด.", "กองกำกับการตำรวจตระเวนชายแดน", "กองบัญชาการตำรวจตระเวนชายแดน"):
        found = browser.get(REGISTER, query_string={"search": name})
        assert "1041680099" in found.text
        assert CODE not in found.text


@pytest.mark.letter("F60")
def test_the_list_is_narrowed_by_affiliation_and_by_who_pays(signed_in: SignIn, world: World) -> None:
    browser = signed_in(DEPARTMENT).get(REGISTER + "new").submit(NEW)

    bpp = browser.get(REGISTER + "?affiliation=BPP").text
    paid = browser.get(REGISTER + f"?authority={FUNDER}").text

    assert "1041680099" in bpp
    assert CODE not in bpp
    assert FOREIGN in paid
    assert CODE not in paid


def test_an_entry_that_cannot_stand_is_shown_again_with_what_was_typed(signed_in: SignIn) -> None:
    browser = signed_in(PROVINCE).get(REGISTER + "new")

    browser.submit({**NEW, "code": "12", "payer": "99999999", "dissolved_by": "ประกาศ"})

    assert browser.status == 422
    assert "ไม่มี อปท. ที่ใช้รหัสนี้" in browser.text
    assert "โปรดกรอกทั้งวันที่และเลขที่ประกาศ" in browser.text


def test_an_authority_proposes_and_its_province_decides(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY).get(REGISTER + f"{CODE}/edit")
    gone = {"dissolved_on-day": "1", "dissolved_on-month": "10", "dissolved_on-year": "2565"}
    browser.submit({**gone, "dissolved_by": "ประกาศ 7/2565", "why": "ประกาศเลิกแล้ว"})
    assert "ส่งข้อเสนอให้จังหวัดพิจารณาแล้ว" in browser.text
    assert kept(world, CODE).dissolved_on is None
    item = world.items(PROVINCE, Act.KEEP_OUTSIDE_SCHOOL)[0]

    province = signed_in(PROVINCE)
    assert "ประกาศ 7/2565" in province.get(f"/work/{item.id}").text
    proposals = province.get(REGISTER + "proposals")
    name = proposals.page.xpath("//input[@type='radio']/@name")[0]
    proposals.submit({name: "accept"})

    assert "รับข้อเสนอและแก้ไขทะเบียนแล้ว" in proposals.text
    assert kept(world, CODE).dissolved_by == "ประกาศ 7/2565"
    assert province.get(f"/work/{item.id}").status == 200


def test_a_proposal_is_not_declined_without_a_reason(signed_in: SignIn, world: World) -> None:
    signed_in(CITY).get(REGISTER + f"{CODE}/edit").submit({"name": "ชื่ออื่น", "why": "พิมพ์ผิด"})
    province = signed_in(PROVINCE).get(REGISTER + "proposals")
    name = province.page.xpath("//input[@type='radio']/@name")[0]

    province.submit({name: "refuse"})

    assert province.status == 422
    with world.house.reading() as session:
        assert session.scalars(select(OutsideChange.state)).all() == [ChangeState.WAITING]


@pytest.mark.parametrize("username", [TOWN, FUNDER])
def test_another_authority_finds_neither_the_school_nor_its_forms(signed_in: SignIn, username: str) -> None:
    browser = signed_in(username)

    for page in ("", "/edit", "/sheet", "/sheet.xlsx"):
        assert browser.get(REGISTER + CODE + page).status == 404
    assert CODE not in browser.get(REGISTER).text


def test_a_centre_has_nothing_to_do_with_the_register(signed_in: SignIn) -> None:
    browser = signed_in(CENTRE)

    for page in ("", "new", "proposals", "collecting", "register.csv"):
        assert browser.get(REGISTER + page).status == 404


def test_the_register_is_taken_along_as_csv(signed_in: SignIn) -> None:
    written = signed_in(PROVINCE).client.get(REGISTER + "register.csv").get_data().decode("utf-8-sig")

    lines = written.splitlines()
    assert lines[0].startswith("รหัสโรงเรียน,ชื่อโรงเรียน,สังกัด,รหัสหน่วยเบิกจ่าย")
    assert any(line.startswith(f"{CODE},") and CITY in line for line in lines)


def test_an_english_reader_finds_affiliations_in_english(signed_in: SignIn) -> None:
    browser = signed_in(PROVINCE)
    browser.get("/language/en?next=" + REGISTER + "new")

    assert "Border Patrol Police Bureau (BPP)" in browser.text
    assert "กองบัญชาการตำรวจตระเวนชายแดน" not in browser.text
