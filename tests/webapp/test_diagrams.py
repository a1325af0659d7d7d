"""Published diagrams: listed, drawn, and in words."""

from tests.builders import BPMN, SCHOOL, World
from tests.webapp.desks import SignIn


def test_every_edition_is_listed_with_its_checksum(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL).get("/diagrams/")

    assert len(browser.page.xpath("//tbody/tr")) == 5
    assert "2565/2" in browser.text


def test_a_diagram_is_drawn_and_told_in_a_table(signed_in: SignIn, world: World) -> None:
    edition = world.case(SCHOOL).edition_id

    browser = signed_in(SCHOOL).get(f"/diagrams/{edition}")

    assert browser.page.xpath("string(//*[@data-bpmn]/@data-bpmn)") == f"/diagrams/{edition}.bpmn"
    steps = [" ".join(cell.text_content() for cell in row) for row in browser.page.xpath("//tbody/tr")]
    assert any("ตรวจสอบตัวตนนักเรียน ครูประจำชั้น" in step and step.endswith(" 2") for step in steps)
    assert any("ระบบปิดรับข้อมูล" in step for step in steps)


def test_the_exact_bytes_that_were_published_are_given(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL)

    answer = browser.client.get(f"/diagrams/{world.case(SCHOOL).edition_id}.bpmn")

    assert answer.data == (BPMN / "school.bpmn").read_bytes()
    assert answer.mimetype == "application/xml"


def test_an_unknown_edition_is_unknown(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)

    assert browser.get("/diagrams/999").status == 404
    assert browser.get("/diagrams/999.bpmn").status == 404
