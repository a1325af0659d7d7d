"""Check answers, attest, confirm: on the page of a school, an authority and a province."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from processes.acts import reopening, roll
from processes.acts.people import actor_named
from processes.records.learners import Enrolment
from processes.terms import Act, Standing, Stream
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    PROVINCE,
    SCHOOL,
    World,
    close_all,
    recheck,
    verify_all_classes,
)
from tests.webapp.desks import (
    SignIn,
    all_confirmations,
    at_task,
    confirm_city_units,
    confirm_whole_province,
    fields,
    form,
    marked,
    open_report,
)

CONFIRM = form("/confirm")
SIGNED = {"attested": "yes"}


def ready(world: World, code: str = SCHOOL) -> None:
    verify_all_classes(world, code)
    recheck(world, code)


@pytest.mark.letter("F43")
def test_a_school_looks_over_its_figures_attests_and_gets_a_receipt(signed_in: SignIn, world: World) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    assert "ป.1" in browser.text
    assert "ข้าพเจ้าเป็นผู้รับผิดชอบ" in browser.text

    browser.submit(SIGNED, CONFIRM)

    (made,) = world.confirmations(SCHOOL)
    assert browser.at == f"/receipts/{made.number}"
    assert made.number in browser.text
    assert made.digest in browser.text
    assert "17 ตุลาคม 2565 เวลา 09.00.00 น." in browser.text
    assert "5 คน" in browser.text


def test_the_statement_that_is_kept_is_the_statement_that_was_shown_and_names_the_person(
    signed_in: SignIn, world: World
) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    assert browser.page is not None
    shown = browser.page.xpath("string(//blockquote)").strip()

    browser.submit({**SIGNED, "attestation": "something else"}, CONFIRM)

    (made,) = world.confirmations(SCHOOL)
    assert made.attestation == shown
    assert f"เจ้าหน้าที่ {SCHOOL}" in made.attestation


def test_without_the_tick_nothing_is_confirmed(signed_in: SignIn, world: World) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)

    browser.submit({}, CONFIRM)

    assert browser.status == 422
    assert marked(browser, "attested")
    assert not all_confirmations(world)


def test_a_page_made_before_the_roll_changed_is_stale(signed_in: SignIn, world: World) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    with world.office() as office:
        case = office.lock_case(world.case(SCHOOL).id)
        enrolment = office.session.scalars(select(Enrolment).filter_by(unit_id=case.unit_id)).first()
        assert enrolment is not None
        roll.mark(office, actor_named(office, SCHOOL), case, [enrolment], seen=True)

    browser.submit(SIGNED, CONFIRM)

    assert browser.status == 409
    assert not all_confirmations(world)


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_form_of_no_version_is_stale(signed_in: SignIn, world: World, version: str) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)

    browser.submit({**SIGNED, "figures_version": version}, CONFIRM)

    assert browser.status == 409
    assert not all_confirmations(world)


def test_a_second_click_leads_to_what_was_done_with_its_receipt(signed_in: SignIn, world: World) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    address, version = browser.at, world.case(SCHOOL).figures_version
    browser.submit(SIGNED, CONFIRM)

    browser.post(f"{address}/confirm", {**SIGNED, "figures_version": version})

    (made,) = world.confirmations(SCHOOL)
    assert browser.at == address
    assert "ยืนยันข้อมูลแล้ว" in browser.text
    assert f"/receipts/{made.number}" in browser.links()


@pytest.mark.letter("F101")
def test_a_confirmation_sent_at_the_hour_is_refused_on_the_closed_page(
    signed_in: SignIn, world: World
) -> None:
    ready(world)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    world.watch.now = CLOSES
    browser.sign_in(SCHOOL).get(f"/work/{world.item(SCHOOL, Act.CONFIRM)}")
    assert "บันทึกเพิ่มไม่ได้แล้ว" in browser.text

    browser.submit(SIGNED, CONFIRM)

    assert browser.status == 423
    assert "11 พฤศจิกายน 2565 เวลา 17.00" in browser.text
    assert not all_confirmations(world)


def test_a_task_that_the_close_took_away_says_so(signed_in: SignIn, world: World) -> None:
    ready(world)
    item = world.item(SCHOOL, Act.CONFIRM)
    close_all(world)

    browser = signed_in(SCHOOL).get(f"/work/{item}")

    assert "ไม่อยู่ในกล่องงานแล้ว" in browser.text


def test_a_learner_who_became_unseen_again_blocks_and_can_be_settled_on_the_page(
    signed_in: SignIn, world: World
) -> None:
    ready(world)
    with world.office() as office:
        case = office.lock_case(world.case(SCHOOL).id)
        enrolment = office.session.scalars(select(Enrolment).filter_by(unit_id=case.unit_id)).first()
        assert enrolment is not None
        roll.mark(office, actor_named(office, SCHOOL), case, [enrolment], seen=False)
    browser = at_task(signed_in, world, SCHOOL, Act.CONFIRM)
    assert "ยังยืนยันไม่ได้" in browser.text
    assert not fields(browser, "attested")

    browser.submit({"do": "off"}, form("learners"))

    assert fields(browser, "attested")


@pytest.mark.letter("F66")
def test_an_authority_cannot_confirm_once_one_of_its_units_was_reopened(
    signed_in: SignIn, world: World
) -> None:
    confirm_city_units(world)
    browser = at_task(signed_in, world, CITY, Act.CONFIRM)
    open_report(world, CITY)
    browser.get(browser.at)

    reopen(world, CENTRE)
    browser.submit(SIGNED, CONFIRM)

    assert browser.status == 409
    assert not world.confirmations(CITY)


@pytest.mark.letter("F65")
def test_an_authority_confirms_the_overview_once_its_report_was_opened(
    signed_in: SignIn, world: World
) -> None:
    confirm_city_units(world)
    browser = at_task(signed_in, world, CITY, Act.CONFIRM)
    assert "ต้องเปิดรายงานก่อนยืนยัน" in browser.text
    assert f"/units/{CITY}/report" in browser.links()
    assert not fields(browser, "attested")

    open_report(world, CITY)
    browser.get(browser.at).submit(SIGNED, CONFIRM)

    (made,) = world.confirmations(CITY)
    assert browser.at == f"/receipts/{made.number}"
    assert made.total == 9


def test_confirming_without_the_report_is_refused_whatever_the_page_showed(
    signed_in: SignIn, world: World
) -> None:
    confirm_city_units(world)
    browser = at_task(signed_in, world, CITY, Act.CONFIRM)

    version = world.case(CITY).figures_version
    browser.post(f"{browser.at}/confirm", {**SIGNED, "figures_version": version})

    assert browser.status == 409
    assert not world.confirmations(CITY)


@pytest.mark.letter("F65")
def test_the_overview_shows_each_unit_with_its_receipt(signed_in: SignIn, world: World) -> None:
    confirm_city_units(world)

    browser = at_task(signed_in, world, CITY, Act.CONFIRM)

    for code in (SCHOOL, CENTRE):
        assert world.confirmations(code)[0].number in browser.text


def test_the_overview_asks_the_database_a_fixed_number_of_times(
    signed_in: SignIn, world: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    confirm_city_units(world)
    browser = at_task(signed_in, world, CITY, Act.CONFIRM)

    with statements() as asked:
        browser.get(browser.at)

    assert len([each for each in asked if each.startswith("SELECT")]) <= 20


@pytest.mark.letter("F70")
def test_a_province_confirms_both_streams_of_its_authorities(signed_in: SignIn, world: World) -> None:
    confirm_whole_province(world)
    open_report(world, PROVINCE)

    browser = at_task(signed_in, world, PROVINCE, Act.CONFIRM)
    assert "จำนวนนักเรียนของสังกัดอื่น" in browser.text
    browser.submit(SIGNED, CONFIRM)

    (made,) = world.confirmations(PROVINCE)
    assert browser.at == f"/receipts/{made.number}"
    assert world.case(PROVINCE).standing is Standing.CONFIRMED


def reopen(world: World, code: str) -> None:
    with world.office() as office:
        case = office.lock_case(world.case(code).id)
        reopening.reopen(office, actor_named(office, CITY), case, Stream.OWN, "ตรวจพบข้อผิดพลาด")
