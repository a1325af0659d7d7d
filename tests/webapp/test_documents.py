"""Documents for paper: set in their time, and no name is markup."""

import pytest

from processes.terms import Act
from tests.builders import CITY, SCHOOL, SECOND_SCHOOL, World, citizen_number
from tests.webapp.desks import SignIn
from webapp.documents.setting import NotSet, pdf_of
from webapp.roll.printing import BLANK_LINES

LINE = {"place": 1, "name": "ด.ช.มานะ ใจดี", "sex": "ชาย", "number": "", "seen": True, "missing": False}
LIST = {
    "language": "th", "title": "ใบรายชื่อ", "school": "โรงเรียน", "lead": "", "footer": "", "signature": "",
    "words": ["ที่", "ชื่อ", "เพศ", "เลข", "พบ", "ไม่พบ", "หมายเหตุ"],
}  # fmt: skip


def address(world: World, **more: str) -> str:
    classroom = world.items(SCHOOL, Act.VERIFY_ROLL)[0].subject_id
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/units/{SCHOOL}/roll/class-list.pdf?classroom={classroom}{asked}"


@pytest.mark.parametrize("filled", ["", "yes"])
def test_a_class_list_comes_as_pdf_empty_or_filled(signed_in: SignIn, world: World, filled: str) -> None:
    browser = signed_in(f"{SCHOOL}-2").get(address(world, filled=filled))

    assert browser.response is not None
    content = browser.response.get_data()
    assert browser.response.content_type == "application/pdf"
    assert content.startswith(b"%PDF")
    assert citizen_number(1).encode() not in content


def test_the_page_for_paper_leads_to_it(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL).get(address(world).replace("class-list.pdf", "print"))

    assert any("class-list.pdf" in each for each in browser.links())


def test_a_stranger_gets_none(signed_in: SignIn, world: World) -> None:
    assert signed_in(SECOND_SCHOOL).get(address(world)).status == 404
    assert signed_in(CITY).get(address(world)).status == 200  # as the page itself: numbers are covered


@pytest.mark.parametrize("name", ['#panic("x")', "$x", '#import "/etc/passwd"', "*[", "\\", "ก" * 300])
def test_a_name_is_never_markup(name: str) -> None:
    assert pdf_of("class_list", {**LIST, "lines": [{**LINE, "name": name}] * (40 + BLANK_LINES)})


def test_what_cannot_be_set_is_said_and_nothing_hangs() -> None:
    with pytest.raises(NotSet):
        pdf_of("class_list", {})
