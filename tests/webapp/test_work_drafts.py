"""Half-filled forms are kept, shown again, and gone once what was typed is recorded."""

from processes.terms import Act
from tests.builders import CITY, CLOSES, SCHOOL, TOWN, World, confirm_institution
from tests.webapp.desks import SignIn, at_task, fields, value_of


def test_what_was_half_typed_stands_in_the_form_again_with_its_time(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)
    item = browser.at

    browser.post(f"{item}/draft", {"answer": "sent_back", "why": "จำนวนไม่ตรง"})

    assert browser.at == item
    assert "แบบร่างบันทึกเมื่อ วันนี้ 09.00 น." in browser.text
    assert "จำนวนไม่ตรง" in browser.text


def test_a_script_is_told_when_the_draft_was_kept(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    address, token = browser.at, browser.token()

    answer = browser.client.post(
        f"{address}/draft", data={"csrf_token": token}, headers={"Accept": "application/json"}
    )

    assert answer.get_json() == {"saved": "09.00"}


def test_a_draft_is_its_writers_alone(signed_in: SignIn, world: World) -> None:
    teacher = at_task(signed_in, world, f"{SCHOOL}-2", Act.VERIFY_ROLL)
    name = fields(teacher, "mark-")[0]
    teacher.post(f"{teacher.at}/draft", {name: "not_found"})

    officer = at_task(signed_in, world, SCHOOL, Act.VERIFY_ROLL)

    assert "แบบร่าง" not in officer.text


def test_what_is_recorded_is_no_draft_any_more(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    name = fields(browser, "c-")[0]
    browser.post(f"{browser.at}/draft", {name: "5"})
    assert value_of(browser, name) == "5"

    browser.submit({name: "6", "do": "save"})

    assert value_of(browser, name) == "6"
    assert "แบบร่าง" not in browser.text


def test_a_draft_attests_nothing(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)

    browser.post(f"{browser.at}/draft", {"attested": "yes", "do": "finish", "figures_version": "1"})

    assert browser.status == 200
    assert world.items(CITY, Act.REVIEW_UNIT)


def test_the_draft_of_another_units_task_is_not_taken(signed_in: SignIn, world: World) -> None:
    item = world.item(CITY, Act.RECORD_COUNTS)

    assert signed_in(TOWN).post(f"/work/{item}/draft", {"c-1-A1": "5"}).status == 404


def test_what_was_sent_too_late_is_kept_as_a_draft(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    name, address = fields(browser, "c-")[0], browser.at
    world.watch.now = CLOSES
    browser.sign_in(CITY).get(address)

    browser.submit({name: "8", "do": "save"})
    assert browser.status == 423
    browser.get(address)

    assert value_of(browser, name) == "8"
    assert "แบบร่างบันทึกเมื่อ" in browser.text


def test_a_draft_is_kept_without_a_script_too(signed_in: SignIn, world: World) -> None:
    confirm_institution(world, SCHOOL)
    browser = at_task(signed_in, world, CITY, Act.REVIEW_UNIT)
    assert browser.page is not None
    address = browser.page.xpath("string(//main//button/@formaction)")

    browser.post(address, {"why": "จำนวนไม่ตรง"})

    assert "เก็บร่างแล้ว" in browser.text
    assert "จำนวนไม่ตรง" in browser.text
