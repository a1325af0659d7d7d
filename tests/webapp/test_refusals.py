"""Every "no" is a page that says what happened and where to look now: refused, closed, unknown, broken."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from processes.records.cases import FormDraft, WorkItem
from processes.terms import Act, Reason, Refused
from tests.builders import (
    CITY,
    CLOSES,
    DEPARTMENT,
    SCHOOL,
    SECOND_SCHOOL,
    World,
    close_all,
    confirm_institution,
    mark_class,
    verify_all_classes,
)
from tests.webapp.client import Browser
from webapp import counter
from webapp.door import office_door

SignIn = Callable[[str], Browser]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    return own_app


@pytest.fixture
def refusing(app: Flask) -> Callable[..., str]:
    """A page whose act refuses with this reason and these details."""

    def made(reason: Reason, **details: object) -> str:
        def page() -> str:
            with office_door():
                raise Refused(reason, **details)

        app.add_url_rule("/refusing", "refusing", counter.signed_in(page))
        return "/refusing"

    return made


def drafts(world: World) -> list[FormDraft]:
    with world.house.reading() as session:
        return list(session.scalars(select(FormDraft)))


def test_what_a_colleague_finished_meanwhile_is_said_with_name_and_time(
    signed_in: SignIn, world: World
) -> None:
    verify_all_classes(world, SCHOOL)
    item = world.item(SCHOOL, Act.RECHECK_ROLL)
    browser = signed_in(SCHOOL)
    _finish(world, item, f"{SCHOOL}-2")

    browser.post(f"/inbox/{item}/claim")

    assert browser.status == 409
    assert f"เจ้าหน้าที่ {SCHOOL}-2 ทำงานนี้เสร็จแล้วเมื่อ 17 ตุลาคม 2565 เวลา 09.00 น." in browser.text
    assert "สิ่งที่ท่านเพิ่งส่งไม่ถูกบันทึกซ้ำ" in browser.text
    assert {f"/work/{item}", "/inbox"} <= set(browser.links())


def test_ones_own_repeat_leads_to_what_was_done(signed_in: SignIn, world: World) -> None:
    item = world.item(SCHOOL, Act.VERIFY_ROLL)
    mark_class(world, f"{SCHOOL}-2", item)
    browser = signed_in(f"{SCHOOL}-2")

    browser.post(f"/inbox/{item}/claim", follow=False)

    assert browser.status == 303
    assert browser.response is not None
    assert browser.response.location == f"/work/{item}"


@pytest.mark.letter("F66", "F92", "N5")
def test_the_units_in_the_way_are_named_with_whom_to_call(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    confirm_institution(world, SCHOOL)
    address = refusing(Reason.BELOW_OUTSTANDING, case_id=world.case(CITY).id, below_outstanding=2)

    browser = signed_in(CITY).get(address)

    assert browser.status == 409
    assert "หน่วยงานในสังกัด 2 แห่งยังยืนยันไม่ครบ" in browser.text
    assert f"โรงเรียนเทศบาล 2 มุขมนตรี · เจ้าหน้าที่ {SECOND_SCHOOL} · โทร. 0-0000-0001" in browser.text
    assert "โรงเรียนเทศบาล 1 โพศรี" not in browser.text


def test_the_classes_in_the_way_are_named_with_how_many(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    address = refusing(Reason.LEARNERS_UNSEEN, case_id=world.case(SCHOOL).id, unseen=5)

    browser = signed_in(SCHOOL).get(address)

    assert "ผู้เรียน 5 คนที่ยังไม่ได้ตรวจสอบตัวตน" in browser.text
    assert "ป.1/1: 3 คน" in browser.text
    assert "ป.2/1: 2 คน" in browser.text


def test_the_outside_schools_in_the_way_are_named_with_their_blank_cells(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    address = refusing(Reason.COUNTS_BLANK, case_id=world.case(CITY).id, blank_counts=9)

    browser = signed_in(CITY).get(address)

    assert "โรงเรียนสังกัดอื่น 1: 9 ช่อง" in browser.text


def test_names_of_units_out_of_sight_are_not_told(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    address = refusing(Reason.BELOW_OUTSTANDING, case_id=world.case(CITY).id, below_outstanding=3)

    browser = signed_in(SCHOOL).get(address)

    assert browser.status == 409
    assert "มุขมนตรี" not in browser.text


@pytest.mark.letter("F5", "F6")
def test_after_the_close_the_page_says_when_what_was_kept_and_whom_to_call(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    number, address = confirm_institution(world, SCHOOL), refusing(Reason.WINDOW_CLOSED, moment=CLOSES)
    world.watch.now = CLOSES + timedelta(seconds=3)

    browser = signed_in(SCHOOL).get(address)

    assert browser.status == 423
    assert browser.heading == "ปิดรับข้อมูลแล้ว"
    assert "ระบบปิดรับข้อมูลเมื่อ 11 พฤศจิกายน 2565 เวลา 17.00.00 น." in browser.text
    assert "คำขอนี้มาถึงระบบเมื่อ 11 พฤศจิกายน 2565 เวลา 17.00.03 น." in browser.text
    assert number in browser.text
    assert "5 คน" in browser.text
    assert f"เจ้าหน้าที่ {CITY}" in browser.text


@pytest.mark.parametrize("told", [False, True])
def test_a_form_sent_after_the_close_is_kept_as_a_draft(signed_in: SignIn, world: World, told: bool) -> None:
    item = world.item(SCHOOL, Act.VERIFY_ROLL)
    world.watch.now = CLOSES - timedelta(minutes=1)
    browser = signed_in(f"{SCHOOL}-2").get(f"/work/{item}")
    world.watch.now = CLOSES
    if told:
        close_all(world)

    browser.submit({"do": "rest", "note": "เห็นแล้ว"}, form="//form[contains(@action, '/marks')]")

    assert browser.status == 423
    assert "เก็บเป็นร่างแล้ว" in browser.text
    assert "เห็นแล้ว" in drafts(world)[0].content.encode().decode("unicode_escape")
    assert "csrf_token" not in drafts(world)[0].content


def test_the_top_bar_says_that_recording_has_closed(signed_in: SignIn, world: World) -> None:
    world.watch.now = CLOSES

    browser = signed_in(SCHOOL)

    assert "ปิดรับข้อมูลแล้วเมื่อ 11 พฤศจิกายน 2565 เวลา 17.00 น." in browser.text


def test_a_script_is_refused_with_a_sentence(
    signed_in: SignIn, world: World, refusing: Callable[..., str]
) -> None:
    address = refusing(Reason.STALE_PAGE)

    answer = signed_in(SCHOOL).client.get(address, headers={"Accept": "application/json"})

    assert answer.status_code == 409
    assert "ข้อมูลเปลี่ยนไป" in answer.get_json()["sentence"]


def test_an_unknown_page_and_a_wrong_method_are_the_same_honest_page(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)

    assert browser.get("/nowhere").status == 404
    assert browser.heading == "ไม่พบหน้าที่ต้องการ"
    browser.post("/account")
    assert browser.status == 405
    assert browser.heading == "ไม่พบหน้าที่ต้องการ"


@pytest.mark.parametrize("address", ["/rounds/{}", "/work/{}", "/receipts/{}", "/operations/{}"])
def test_a_key_beyond_what_a_database_counts_is_the_address_of_nothing(
    signed_in: SignIn, address: str
) -> None:
    assert signed_in(DEPARTMENT).get(address.format("9" * 25)).status == 404


def test_a_form_without_its_token_changes_nothing_and_says_so(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    item = world.item(SCHOOL, Act.RECHECK_ROLL)
    browser = signed_in(SCHOOL)

    browser.post(f"/inbox/{item}/claim", {"csrf_token": "forged"})

    assert browser.status == 400
    assert browser.heading == "หน้านี้เปิดค้างไว้นานเกินไป"
    assert world.items(SCHOOL, Act.RECHECK_ROLL)[0].claimed_by is None


def test_more_than_is_read_is_refused_before_it_is_read(signed_in: SignIn) -> None:
    browser = signed_in(SCHOOL)

    browser.post("/account/password", {"old": "x" * (21 << 20)})

    assert browser.status == 413
    assert "20 MB" in browser.text


def test_a_lost_database_is_an_honest_page(signed_in: SignIn, app: Flask) -> None:
    def lost() -> str:
        raise OperationalError("select 1", {}, Exception("database or disk is full"))

    app.add_url_rule("/lost", "lost", lost)

    browser = signed_in(SCHOOL).get("/lost")

    assert browser.status == 503
    assert browser.heading == "ระบบยังไม่พร้อมให้บริการ"
    assert "disk is full" not in browser.text
    assert browser.response is not None
    assert browser.response.headers["Retry-After"] == "60"


def test_a_database_that_is_not_there_at_all_is_the_same_page(signed_in: SignIn, world: World) -> None:
    browser = signed_in(SCHOOL)
    engine = world.house.database.engine
    engine.dispose()
    file = Path(str(engine.url.database))
    file.rename(file.with_suffix(".away"))
    browser.client.application.extensions["lec_house"].database.engine.dispose()

    browser.get("/inbox")

    assert browser.status == 503
    assert browser.heading == "ระบบยังไม่พร้อมให้บริการ"


def test_a_fault_of_ours_shows_a_number_to_quote_and_no_traceback(signed_in: SignIn, app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        raise ZeroDivisionError("secret detail")

    app.add_url_rule("/broken", "broken", broken)

    browser = signed_in(SCHOOL).get("/broken")

    assert browser.status == 500
    assert browser.heading == "ระบบขัดข้อง"
    assert "โปรดแจ้งรหัส" in browser.text
    assert "secret detail" not in browser.text
    assert "ZeroDivisionError" not in browser.text


def _finish(world: World, item: int, username: str) -> None:
    done = {"state": "done", "done_at": world.watch.now, "done_by": world.actor(username).officer_id}
    with world.office() as office:
        office.session.execute(update(WorkItem).filter_by(id=item).values(**done))
