"""Cells of the grid saved one by one: what the script is told, and what asks for an explanation."""

from datetime import date

import pytest
from sqlalchemy import select

from processes.records.outside import OtherCount, OtherCountChange, OtherSchool
from processes.records.rounds import Round, Window
from processes.terms import OUTSIDE_GRADES, Act, CountState, Stream, Tier
from tests.builders import CITY, CLOSES, DUE, FUNDER, OPENS, World
from tests.deeds import finish_recording, outside_schools, record_counts
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, at_task, fields, open_report

ASK = {"Accept": "application/json"}
ALL_BLANK = ",,,,,,,,"


def last_round(world: World, code: str, number: int) -> None:
    """The authority counted so many in every cell in the round before."""
    [school] = outside_schools(world, code)
    with world.office() as office:
        now = office.session.get_one(Round, world.round_id)
        before = Round(academic_year=now.academic_year, number=now.number - 1, letter="", real=False)
        office.session.add(before)
        office.session.flush()
        row = office.session.get_one(OtherSchool, school)
        window = Window(  # the guard lets nobody write into a round without one
            round_id=before.id,
            tier=Tier.LOCAL_AUTHORITY,
            opens_at=OPENS,
            due_at=DUE,
            closes_at=CLOSES,
            opens_by="",
            due_by="",
            closes_by="",
        )
        office.session.add(window)
        office.session.flush()
        for grade in OUTSIDE_GRADES:
            office.session.add(
                OtherCount(
                    round_id=before.id,
                    school_id=school,
                    grade=grade,
                    state=CountState.COUNTED,
                    count=number,
                    recorded_by=1,
                    recorded_at=office.now,
                    unit_id=row.unit_id,
                    authority_id=row.authority_id,
                    province_id=row.province_id,
                )
            )
        office.session.flush()
        office.session.delete(window)


def send(browser: Browser, typed: dict[str, str]) -> tuple[int, dict[str, object]]:
    """One request of the script, with the row as the page showed it unless said otherwise."""
    sent = {"csrf_token": browser.token(), **typed}
    answer = browser.client.post(f"{browser.at.split('?')[0]}/counts/at-once", data=sent, headers=ASK)
    return answer.status_code, answer.get_json()


def test_a_cell_is_saved_by_itself_and_its_change_is_kept_with_who_made_it(
    signed_in: SignIn, world: World
) -> None:
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    status, told = send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A2": "๑๒"})

    assert status == 200
    assert told["rows"][str(school)]["was"] == ",12,,,,,,,"  # type: ignore[index]
    assert told["saved"] == "09.00.00"
    browser.get(f"{browser.at}/counts/{school}")
    assert f"เจ้าหน้าที่ {CITY}" in browser.text
    with world.house.reading() as session:
        [change] = session.scalars(select(OtherCountChange))
        assert (change.was, change.became) == ("", "12")


def test_a_colleagues_number_is_shown_with_their_name_and_not_undone(signed_in: SignIn, world: World) -> None:
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A1": "5"})

    status, told = send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A1": "7", f"c-{school}-A2": "3"})

    assert status == 409
    assert "บันทึกเป็น 5 ไปแล้ว" in str(told["sentence"])
    assert f"เจ้าหน้าที่ {CITY}" in str(told["sentence"])
    assert told["rows"][str(school)]["was"] == "5,,,,,,,,"  # type: ignore[index]
    status, told = send(browser, {f"was-{school}": "5,,,,,,,,", f"c-{school}-A1": "7"})
    assert (status, told["rows"][str(school)]["was"]) == (200, "7,,,,,,,,")  # type: ignore[index]


@pytest.mark.parametrize("typed", ["-5", "1.5", "5000", "x"])
def test_one_wrong_cell_keeps_the_whole_request_out(signed_in: SignIn, world: World, typed: str) -> None:
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    status, told = send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A1": "4", f"c-{school}-A2": typed})

    assert status == 422
    assert list(told["errors"]) == [f"c-{school}-A2"]  # type: ignore[call-overload]
    with world.house.reading() as session:
        assert session.scalars(select(OtherCount)).all() == []


@pytest.mark.parametrize("school", ["999", "0", "x", "١", "9" * 30])
def test_a_row_that_is_not_on_the_list_does_not_exist(signed_in: SignIn, world: World, school: str) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    status, _told = send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A1": "4"})

    assert status == 404


@pytest.mark.letter("F62")
def test_a_school_that_another_authority_pays_is_not_written(signed_in: SignIn, world: World) -> None:
    [foreign] = outside_schools(world, FUNDER)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    assert send(browser, {f"was-{foreign}": ALL_BLANK, f"c-{foreign}-A1": "4"})[0] == 404
    assert browser.get(f"{browser.at}/counts/{foreign}").status == 404


def test_a_number_far_from_the_last_rounds_holds_up_confirming_until_it_is_explained(
    signed_in: SignIn, world: World
) -> None:
    last_round(world, CITY, 40)
    record_counts(world, CITY, 0)
    finish_recording(world, CITY)
    open_report(world, CITY, Stream.OTHER)
    browser = at_task(signed_in, world, CITY, Act.CONFIRM_COUNTS)
    task = browser.at
    assert "ครั้งก่อนมีนักเรียน 40 คน ครั้งนี้เป็น 0" in browser.text
    version = str(world.case(CITY).other_figures_version)
    browser.post(f"{task}/confirm-counts", {"attested": "yes", "figures_version": version})
    assert browser.status == 409
    assert "ยังไม่ได้ชี้แจง" in browser.text

    [school] = outside_schools(world, CITY)
    browser.get(f"{task}/counts/{school}")
    browser.submit(dict.fromkeys(fields(browser, "explain-"), "ไม่มีผู้สมัครเรียน"))

    assert browser.at == task
    assert "ยังไม่ได้ชี้แจง" not in browser.text


def test_an_explanation_goes_when_the_number_does(signed_in: SignIn, world: World) -> None:
    last_round(world, CITY, 40)
    record_counts(world, CITY, 0)
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    task = browser.at
    browser.get(f"{task}/counts/{school}").submit({"explain-A1": "ย้ายทั้งชั้น"} | _others("A1"))
    browser.get(task)

    status, told = send(browser, {f"was-{school}": "0,0,0,0,0,0,0,0,0", f"c-{school}-A1": "1"})

    assert status == 200
    assert told["rows"][str(school)]["states"]["A1"] == "asks"  # type: ignore[index]


def test_boys_and_girls_are_counted_apart_and_added_up(signed_in: SignIn, world: World) -> None:
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    task = browser.at
    browser.post(f"{task}/counts/by-sex", {"do": "apart"})
    assert len(fields(browser, "m-")) == len(fields(browser, "f-")) == 9

    browser.get(task)
    whole = send(browser, {f"was-{school}": ALL_BLANK, f"m-{school}-A1": "5", f"f-{school}-A1": "7"})
    half = send(browser, {f"was-{school}": "5/7,,,,,,,,", f"m-{school}-A2": "5", f"f-{school}-A2": ""})

    assert (whole[0], half[0]) == (200, 422)
    with world.house.reading() as session:
        [row] = session.scalars(select(OtherCount))
        assert (row.count, row.male, row.female) == (12, 5, 7)


@pytest.mark.letter("F56")
def test_a_dissolved_school_is_all_zero_with_one_button_and_takes_no_learners(
    signed_in: SignIn, world: World
) -> None:
    with world.office() as office:
        for each in office.session.scalars(select(OtherSchool)):
            each.dissolved_on = date(2022, 10, 12)
    [school] = outside_schools(world, CITY)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    assert send(browser, {f"was-{school}": ALL_BLANK, f"c-{school}-A1": "4"})[0] == 422

    browser.submit({"do": f"zero-{school}"})

    with world.house.reading() as session:
        assert [row.count for row in session.scalars(select(OtherCount))] == [0] * 9


def test_a_saved_cell_leaves_the_page_of_own_learners_up_to_date(world: World) -> None:
    before = world.case(CITY)

    record_counts(world, CITY, 4)

    after = world.case(CITY)
    assert after.figures_version == before.figures_version
    assert after.other_figures_version == before.other_figures_version + 1


def _others(but: str) -> dict[str, str]:
    return {f"explain-{grade}": "ไม่มีผู้สมัคร" for grade in OUTSIDE_GRADES if str(grade) != but}
