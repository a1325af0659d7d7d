"""The whole roll as a list to work in: mended in the row, ordered, and marked to be looked at again."""

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.builders import CITY, CLOSES, SCHOOL, SECOND_SCHOOL, World, citizen_number
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn
from tests.webapp.test_roll_pages import GOOD, address, enrolments, learner

TEACHER = f"{SCHOOL}-2"
ROLL = f"/units/{SCHOOL}/roll"
A_PART = {"HX-Request": "true"}


def row(response: TestResponse) -> html.HtmlElement:
    """The answer, which is a line of a table and nothing else."""
    text = response.get_data(as_text=True).strip()
    assert text.endswith("</tr>")
    assert "<html" not in text
    return html.fromstring(f"<table>{text}</table>")


def names(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [str(each.text_content()) for each in browser.page.xpath("//tbody//th/a")]


def send(browser: Browser, at: str, fields: dict[str, str]) -> TestResponse:
    typed = {"csrf_token": browser.token(), "revision": "1", **fields}
    return browser.client.post(at, data=typed, headers=A_PART)


def test_a_row_opens_as_a_form_with_the_number_in_the_clear(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(ROLL)

    form = row(browser.client.get(address(enrolments(world)[0], "/row"), headers=A_PART))

    assert form.xpath("string(//input[@name='number']/@value)") == citizen_number(1)
    assert form.xpath("string(//input[@name='first_name']/@value)") == "ทดสอบ1"
    assert all(form.xpath(f"//label[@for='{each}']") for each in form.xpath("//input[@id]/@id"))


def test_a_mended_row_is_kept_and_comes_back_as_a_line(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(ROLL)

    line = row(send(browser, address(enrolment, "/row"), GOOD))

    assert "ด.ช.มานะ ใจดี" in line.text_content()
    assert "บันทึกแล้ว 09.00.00 น." in line.text_content()
    assert citizen_number(777) not in line.text_content()
    assert learner(world, enrolment.id).first_name == "มานะ"


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [("number", "1234", "number"), ("birth-year", "2016", "birth-year"), ("first_name", "", "first_name")],
)
def test_an_error_stands_in_the_row_beside_its_field(
    signed_in: SignIn, world: World, field: str, value: str, name: str
) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL).get(ROLL)

    answer = send(browser, address(enrolment, "/row"), {**GOOD, field: value})
    form = row(answer)

    [wrong] = form.xpath(f"//input[@name='{name}'][@aria-invalid]")
    assert answer.status_code == 422
    assert form.xpath(f"//*[@id='{wrong.get('aria-describedby')}']")[0].text_content().strip()
    assert form.xpath("string(//input[@name='last_name']/@value)") == "ใจดี"
    assert learner(world, enrolment.id).revision == 1


def test_a_row_made_from_an_older_state_is_refused(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(ROLL)
    at = address(enrolments(world)[0], "/row")

    send(browser, at, GOOD)

    assert send(browser, at, {**GOOD, "first_name": "มานี"}).status_code == 409


def test_after_the_close_a_row_is_not_mended(signed_in: SignIn, world: World) -> None:
    world.watch.now = CLOSES
    browser = signed_in(SCHOOL).get(ROLL)

    assert browser.page is not None
    assert not browser.page.xpath("//*[@data-row-edit]")
    assert send(browser, address(enrolments(world)[0], "/row"), GOOD).status_code == 423


def test_without_a_script_the_row_leads_to_the_page_of_the_form(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[0]
    browser = signed_in(SCHOOL)

    assert browser.get(address(enrolment, "/row")).at == address(enrolment, "/mend")
    browser.post(address(enrolment, "/row"), {**GOOD, "number": "1", "revision": "1"})
    assert browser.status == 422
    assert browser.post(address(enrolment, "/row"), {**GOOD, "revision": "1"}).at == address(enrolment)


def test_a_teacher_mends_the_rows_of_the_own_class_alone(signed_in: SignIn, world: World) -> None:
    own, *_rest, other = enrolments(world)
    browser = signed_in(TEACHER).get(ROLL)

    assert browser.page is not None
    assert len(browser.page.xpath("//*[@data-row-edit]")) == 3
    assert browser.client.get(address(other, "/row"), headers=A_PART).status_code == 409
    assert send(browser, address(other, "/row"), GOOD).status_code == 409
    assert send(browser, address(own, "/row"), GOOD).status_code == 200


def test_the_row_of_another_unit_is_unknown_and_the_tier_above_mends_nothing(
    signed_in: SignIn, world: World
) -> None:
    foreign, mine = enrolments(world, SECOND_SCHOOL)[0], enrolments(world)[0]
    school, city = signed_in(SCHOOL).get(ROLL), signed_in(CITY).get(ROLL)

    assert school.client.get(address(foreign, "/row"), headers=A_PART).status_code == 404
    assert city.client.get(address(mine, "/row"), headers=A_PART).status_code == 409
    assert send(city, address(mine, "/row"), {**GOOD, "number": "1"}).status_code == 404
    assert send(city, address(mine, "/row"), GOOD).status_code == 409
    assert citizen_number(1) not in city.client.get(ROLL).get_data(as_text=True)


def test_a_roll_is_ordered_by_each_heading_and_says_by_which(signed_in: SignIn, world: World) -> None:
    everybody = enrolments(world)
    browser = signed_in(SCHOOL).get(ROLL)
    send(
        browser,
        address(everybody[4], "/row"),
        {**GOOD, "number": "", "no_number": "yes", "birth-year": "2555"},
    )

    orders = {
        sort: names(browser.get(f"{ROLL}?sort={sort}")) for sort in ("name", "class", "birth", "number")
    }

    assert orders["name"][0] == "ด.ญ.ทดสอบ2 ตัวอย่าง" or orders["name"][0] == "ด.ช.ทดสอบ1 ตัวอย่าง"
    assert orders["name"][-1] == "ด.ช.มานะ ใจดี"
    assert orders["class"][-2:] == ["ด.ญ.ทดสอบ4 ตัวอย่าง", "ด.ช.มานะ ใจดี"]
    assert orders["birth"][0] == orders["number"][0] == "ด.ช.มานะ ใจดี"
    assert browser.page is not None
    assert browser.page.xpath("string(//th[@aria-sort]/a)") == "เลขประจำตัว"
    assert names(browser.get(f"{ROLL}?sort=nonsense")) == orders["name"]


def test_a_record_is_marked_to_be_looked_at_again_listed_and_settled(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[1]
    browser = signed_in(TEACHER).get(address(enrolment))

    browser.submit({"follow_up": "ขอดูเอกสารอีกครั้ง"}, "//form[contains(@action, 'follow-up')]")
    assert "ขอดูเอกสารอีกครั้ง" in browser.text
    listed = signed_in(SCHOOL).get(f"{ROLL}?view=followed")
    assert names(listed) == ["ด.ญ.ทดสอบ2 ตัวอย่าง"]
    assert "ขอดูเอกสารอีกครั้ง" in listed.text
    browser.get(address(enrolment)).submit({}, "//form[contains(@action, 'settled')]")

    assert "ขอดูเอกสารอีกครั้ง" not in browser.text
    assert "ไม่มีผู้เรียนตามที่ค้นหา" in listed.get(f"{ROLL}?view=followed").text


def test_a_mark_says_why_and_is_the_units_own(signed_in: SignIn, world: World) -> None:
    enrolment = enrolments(world)[1]
    browser, city = signed_in(SCHOOL).get(address(enrolment)), signed_in(CITY).get(address(enrolment))

    assert browser.submit({"follow_up": " "}, "//form[contains(@action, 'follow-up')]").status == 422
    assert "โปรดบันทึกว่าต้องติดตามเรื่องใด" in browser.text
    assert city.page is not None
    assert not city.page.xpath("//form[contains(@action, 'follow-up')]")
    assert city.post(address(enrolment, "/follow-up"), {"follow_up": "ของผู้อื่น"}).status == 409
    city.get(address(enrolment))
    assert city.post(address(enrolment, "/settled")).status == 409
    foreign = enrolments(world, SECOND_SCHOOL)[0]
    browser.get(address(enrolment))
    assert browser.post(address(foreign, "/follow-up"), {"follow_up": "ของผู้อื่น"}).status == 404
