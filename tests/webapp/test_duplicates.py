"""A child at two units on the pages: found on admitting, claimed, answered; strangers see nothing."""

import pytest
from sqlalchemy import select

from processes.records.duplicates import DuplicateCase
from processes.records.learners import Classroom, Enrolment, Learner
from processes.terms import Act, DuplicateDecision, DuplicateState
from tests.builders import (
    CENTRE,
    CITY,
    DEPARTMENT,
    FUNDER,
    PROVINCE,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    citizen_number,
    close_all,
    confirm_institution,
)
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, form

GOOD = {
    "prefix": "ด.ญ.",
    "first_name": "ใหม่",
    "last_name": "ใจดี",
    "sex": "F",
    "birth-day": "1",
    "birth-month": "3",
    "birth-year": "2559",
    "number": citizen_number(11),
    "nationality": "ไทย",
    "seen": "yes",
}


def admitting(sign_in: SignIn, world: World, typed: dict[str, str], code: str = CENTRE) -> Browser:
    """The form for a newcomer, sent."""
    with world.house.reading() as session:
        room = session.scalars(select(Classroom.id).filter_by(unit_id=world.case(code).unit_id)).first()
    browser = sign_in(code).get(f"/units/{code}/roll/new?classroom={room}")
    return browser.submit(typed)


def alike(world: World) -> dict[str, str]:
    """What is typed of a child without a number who has the name and birth of the town's second."""
    with world.house.reading() as session:
        wanted = select(Learner).filter_by(unit_id=world.case(TOWN_CENTRE).unit_id)
        child = session.scalars(wanted.order_by(Learner.id.desc())).first()
        assert child is not None
        assert child.birth_on is not None
        born = {"birth-month": str(child.birth_on.month), "birth-year": str(child.birth_on.year + 543)}
        named = {"first_name": child.first_name, "last_name": child.last_name}
    return {**GOOD, **named, **born, "number": "", "no_number": "yes"}


def claimed(sign_in: SignIn, world: World) -> int:
    """The town's second child is claimed by the city's centre."""
    browser = admitting(sign_in, world, GOOD)
    browser.submit({"seen": "yes"})
    return int(browser.at.rpartition("/")[2])


def main_links(browser: Browser) -> list[str]:
    """Addresses in the middle of the page, less the menu."""
    assert browser.page is not None
    return [str(each) for each in browser.page.xpath("//main//a/@href")]


def case_of(world: World, duplicate_id: int) -> DuplicateCase:
    with world.house.reading() as session:
        return session.get_one(DuplicateCase, duplicate_id)


def size(world: World, code: str) -> int:
    with world.house.reading() as session:
        wanted = select(Enrolment.id).filter_by(unit_id=world.case(code).unit_id, left_at=None)
        return len(session.scalars(wanted).all())


@pytest.mark.letter("F47")
def test_a_number_on_another_roll_is_shown_covered_and_nothing_is_written(
    signed_in: SignIn, world: World
) -> None:
    browser = admitting(signed_in, world, GOOD)

    assert "ศูนย์พัฒนาเด็กเล็กหนองบัว" in browser.text
    assert "ทดสอบ11" not in browser.text
    assert size(world, CENTRE) == 2
    with world.house.reading() as session:
        assert session.scalars(select(DuplicateCase)).all() == []


@pytest.mark.letter("F47", "F112", "N7")
def test_both_sides_read_the_case_speak_and_the_holder_releases(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)
    holder = signed_in(TOWN_CENTRE).get(f"/work/{world.item(TOWN_CENTRE, Act.SETTLE_DUPLICATE)}")
    assert "เจ้าหน้าที่ 304150001" in holder.text

    holder.submit({"words": "จะตรวจสอบให้"}, form("/say"))
    claimant = signed_in(CENTRE).get(f"/duplicates/{found}")
    assert "จะตรวจสอบให้" in claimant.text
    assert citizen_number(11) not in claimant.response.get_data(as_text=True)
    holder.submit({"answer": "moved", "why": "ย้ายแล้ว"}, form("/settle"))

    assert "ปล่อยเด็กแล้ว" in claimant.get(f"/duplicates/{found}").text
    assert (size(world, CENTRE), size(world, TOWN_CENTRE)) == (3, 1)
    assert holder.get("/duplicates/?view=settled").status == 200
    assert f"/duplicates/{found}" in holder.links()


def test_keeping_wants_a_reason_and_may_be_sent_up(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)
    holder = signed_in(TOWN_CENTRE).get(f"/duplicates/{found}")
    holder.submit({"answer": "kept", "why": " "}, form("/settle"))
    unsaid = holder.status
    holder.submit({"answer": "kept", "why": "ยังเรียนอยู่"}, form("/settle"))

    claimant = signed_in(CENTRE).get(f"/duplicates/{found}")
    told = claimant.text
    claimant.submit({"objection": "เรียนกับเราแล้ว"}, form("/raise"))

    assert unsaid == 422
    assert "ยังเรียนอยู่" in told
    assert case_of(world, found).decider_id == world.case(TOWN).unit_id
    town = signed_in(TOWN).get(f"/duplicates/{found}")
    town.submit({"answer": "twice"}, form("/settle"))
    assert case_of(world, found).decision is DuplicateDecision.RELEASED


@pytest.mark.letter("F104")
def test_a_confirmed_holder_is_led_to_asking_for_its_reopening(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)
    confirm_institution(world, TOWN_CENTRE)
    holder = signed_in(TOWN_CENTRE).get(f"/duplicates/{found}")

    [link] = [each for each in holder.links() if "/reopening/new" in each]
    holder.post(f"/duplicates/{found}/settle", {"answer": "moved"})

    assert holder.status == 409
    assert f"/duplicates/{found}" in holder.links()
    assert "เด็กซ้ำ เรื่องที่" in holder.get(link).page.xpath("string(//textarea[@name='reason'])")


@pytest.mark.letter("F47")
def test_who_is_waited_for_stands_on_the_check_the_receipt_and_the_closing_list(
    signed_in: SignIn, world: World
) -> None:
    found = claimed(signed_in, world)
    number = confirm_institution(world, CENTRE)
    browser = signed_in(CENTRE)

    assert f"/duplicates/{found}" in browser.get(f"/units/{CENTRE}/roll").links()
    assert f"/duplicates/{found}" in browser.get(f"/receipts/{number}").links()
    close_all(world)
    assert f"/duplicates/{found}" in signed_in(CENTRE).get(f"/rounds/{world.round_id}/closing").links()
    assert "ระบบปิดก่อนที่เรื่องนี้จะเสร็จ" in signed_in(CENTRE).get(f"/duplicates/{found}").text


def test_the_closing_list_turns_its_pages_of_children_by_themselves(signed_in: SignIn, world: World) -> None:
    claimed(signed_in, world)
    close_all(world)
    closing = f"/rounds/{world.round_id}/closing"

    assert "/duplicates/" not in " ".join(main_links(signed_in(CENTRE).get(f"{closing}?waiting=2")))
    assert "/duplicates/" in " ".join(main_links(signed_in(CENTRE).get(f"{closing}?waiting=one")))


def test_each_side_is_told_how_the_case_goes_on(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)
    holder = signed_in(TOWN_CENTRE).get("/notices/")
    opened = holder.text
    holder.get(f"/duplicates/{found}").submit({"answer": "moved", "why": "ย้ายแล้ว"}, form("/settle"))

    assert "มีหน่วยงานขอรับเด็กที่อยู่ในบัญชีของท่าน" in opened
    for code in (TOWN_CENTRE, CENTRE):
        told = signed_in(code).get("/notices/")
        assert "เรื่องเด็กซ้ำเสร็จแล้ว" in told.text
        assert "/duplicates/?view=settled" in told.links()


@pytest.mark.letter("F37", "F112")
def test_a_child_of_the_same_name_and_birth_is_another_or_the_same(signed_in: SignIn, world: World) -> None:
    browser = admitting(signed_in, world, alike(world))
    assert "คนละคน" in browser.text

    browser.submit({}, "//form[.//input[@name='same'][@value='another']]")

    assert size(world, CENTRE) == 3
    with world.house.reading() as session:
        assert len(session.scalars(select(Learner.id)).all()) == 12


def test_a_claim_is_dropped_from_the_page(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)

    signed_in(CENTRE).get(f"/duplicates/{found}").submit({}, form("/drop"))

    assert case_of(world, found).state is DuplicateState.SETTLED
    assert size(world, TOWN_CENTRE) == 2


@pytest.mark.parametrize("username", [SCHOOL, FUNDER])
def test_strangers_see_no_case(signed_in: SignIn, world: World, username: str) -> None:
    found = claimed(signed_in, world)
    stranger = signed_in(username)

    assert stranger.get(f"/duplicates/{found}").status == 404
    for part in ("settle", "raise", "drop", "say", "take-over"):
        assert stranger.post(f"/duplicates/{found}/{part}", {"answer": "moved"}).status == 404
    assert f"/duplicates/{found}" not in stranger.get("/duplicates/").links()


@pytest.mark.parametrize("username", [CITY, TOWN, PROVINCE, DEPARTMENT])
def test_those_above_either_side_may_look_and_not_decide(
    signed_in: SignIn, world: World, username: str
) -> None:
    found = claimed(signed_in, world)
    above = signed_in(username).get(f"/duplicates/{found}")

    assert above.status == 200
    assert above.post(f"/duplicates/{found}/settle", {"answer": "moved"}).status == 409
    assert above.post(f"/duplicates/{found}/settle", {"answer": "burn"}).status == 422
    assert case_of(world, found).state is DuplicateState.OPEN


def test_the_holder_still_shows_that_the_child_has_left(signed_in: SignIn, world: World) -> None:
    found = claimed(signed_in, world)
    holder = signed_in(TOWN_CENTRE).get(f"/duplicates/{found}")
    holder.submit({"answer": "moved", "why": "ย้ายแล้ว"}, form("/settle"))
    gone = f"/units/{TOWN_CENTRE}/roll/{case_of(world, found).enrolment_id}"

    assert gone in holder.get(f"/units/{TOWN_CENTRE}/roll?view=left").links()
    assert "ย้ายแล้ว" in holder.get(gone).text
    assert holder.get(f"{gone}/history").status == 404
    assert holder.post(f"{gone}/put-back").status == 404
