"""Collecting from outside schools: contacts, sheets, links without an account, and what hostile links get."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import select

from processes.acts import outside
from processes.records.outside import OtherCount
from processes.records.outside_lists import OutsideAnswer, OutsideContact, OutsideLink
from processes.terms import OUTSIDE_GRADES, AnswerState, CountState, Grade
from tests.builders import A_MOMENT, CITY, CLOSES, MONDAY, TOWN, World
from tests.deeds import case_work, confirm_outside
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

CODE = "1041680001"
SCHOOL_PAGE = f"/outside-schools/{CODE}"
NUMBERS = {f"n-{grade}": str(place) for place, grade in enumerate(OUTSIDE_GRADES)}
ANSWER = {**NUMBERS, "n-A1": "-", "person": "ครูทดสอบ ตัวอย่าง", "phone": "0-0000-0009"}


def invite(signed_in: SignIn) -> str:
    """The address that the city gives the school, without the host."""
    browser = signed_in(CITY).get(SCHOOL_PAGE)
    browser.submit(form="//form[contains(@action, '/link')]")
    address: str = browser.page.xpath("string(//input[@id='address']/@value)")
    assert "/answer/" in address
    return address[address.index("/answer/") :]


def rows(world: World, record: type) -> list:  # type: ignore[type-arg]
    with world.house.reading() as session:
        return list(session.scalars(select(record).order_by(record.id)))


def counted(world: World) -> dict[Grade, int | None]:
    return {row.grade: row.count for row in rows(world, OtherCount) if row.state is CountState.COUNTED}


@pytest.mark.letter("F54")
def test_whom_was_asked_is_noted_and_listed(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY).get(SCHOOL_PAGE)
    browser.submit(
        {"way": "phone", "result": "promised", "person": "ผอ. ทดสอบ"},
        form="//form[contains(@action, 'contacts')]",
    )
    assert "ผอ. ทดสอบ" in browser.text
    assert [each.contacted_on for each in rows(world, OutsideContact)] == [date(2022, 10, 17)]

    assert "17 ต.ค. 2565" in browser.get("/outside-schools/collecting").text


@pytest.mark.letter("F54")
def test_a_school_answers_without_an_account_and_the_officer_takes_it_over(
    app: Flask, signed_in: SignIn, world: World
) -> None:
    link = invite(signed_in)
    school = Browser(app).get(link)
    assert "โรงเรียนสังกัดอื่น 1" in school.text

    school.submit(ANSWER)

    assert "ส่งแล้ว" in school.text
    assert counted(world) == {}
    officer = signed_in(CITY).get("/outside-schools/collecting")
    officer.get(next(each for each in officer.links() if "/answers/" in each))
    assert "ครูทดสอบ ตัวอย่าง" in officer.text
    officer.submit({"n-P6": "70", "do": "take_over"})
    assert counted(world)[Grade.P6] == 70
    assert counted(world)[Grade.A2] == 1
    assert Grade.A1 not in counted(world)
    assert [each.state for each in rows(world, OutsideAnswer)] == [AnswerState.TAKEN_OVER]


def test_the_last_sending_is_the_one_that_waits(app: Flask, signed_in: SignIn, world: World) -> None:
    school = Browser(app).get(invite(signed_in))

    school.submit(ANSWER)
    school.submit({**ANSWER, "n-P1": "33"})

    assert [each.state for each in rows(world, OutsideAnswer)] == [AnswerState.REPLACED, AnswerState.WAITING]


def test_an_answer_may_be_left_out(app: Flask, signed_in: SignIn, world: World) -> None:
    Browser(app).get(invite(signed_in)).submit(ANSWER)
    [sent] = rows(world, OutsideAnswer)

    signed_in(CITY).get(f"{SCHOOL_PAGE}/answers/{sent.id}").submit({"do": "set_aside"})

    assert counted(world) == {}
    assert rows(world, OutsideAnswer)[0].state is AnswerState.SET_ASIDE


@pytest.mark.parametrize("broken", ["-1", "3.5", "5000", "สิบ", ""])
def test_numbers_that_cannot_be_are_shown_again_and_nothing_is_kept(
    app: Flask, signed_in: SignIn, world: World, broken: str
) -> None:
    school = Browser(app).get(invite(signed_in))

    school.submit({**ANSWER, "n-P1": broken})

    assert school.status == 422
    assert rows(world, OutsideAnswer) == []


def test_a_link_that_we_did_not_sign_leads_nowhere(app: Flask, signed_in: SignIn, world: World) -> None:
    link = invite(signed_in)
    signature = link.rpartition(".")

    for hostile in (link[:-2] + "xx", "/answer/1", "/answer/" + "a" * 5000, f"/answer/Mg.{signature[2]}"):
        assert Browser(app).get(hostile).status == 404


def test_a_link_ends_when_it_is_revoked_or_replaced(app: Flask, signed_in: SignIn, world: World) -> None:
    first = invite(signed_in)
    school = Browser(app).get(first)
    signed_in(CITY).get(SCHOOL_PAGE).submit(form="//form[contains(@action, 'revoked')]")

    school.post(first, ANSWER)

    assert school.status == 410
    assert "ลิงก์นี้สิ้นสุดแล้ว" in school.text
    assert rows(world, OutsideAnswer) == []
    second = invite(signed_in)
    assert Browser(app).get(second).status == 200
    assert Browser(app).get(first).status == 410


def test_a_link_ends_after_two_weeks(app: Flask, signed_in: SignIn, world: World) -> None:
    link = invite(signed_in)

    world.watch.now = MONDAY + timedelta(days=14) - A_MOMENT
    assert Browser(app).get(link).status == 200
    world.watch.now = MONDAY + timedelta(days=14)
    assert Browser(app).get(link).status == 410


@pytest.mark.letter("F5")
def test_at_the_hour_a_link_says_that_recording_is_closed(
    app: Flask, signed_in: SignIn, world: World
) -> None:
    world.watch.now = CLOSES - timedelta(days=1)
    link = invite(signed_in)
    school = Browser(app).get(link)
    world.watch.now = CLOSES

    school.post(link, ANSWER)

    assert school.status == 423
    assert "17.00 น." in school.text
    assert rows(world, OutsideAnswer) == []


def test_once_the_counts_are_confirmed_a_link_says_so(app: Flask, signed_in: SignIn, world: World) -> None:
    link = invite(signed_in)
    school = Browser(app).get(link)
    confirm_outside(world, CITY)

    school.post(link, ANSWER)

    assert school.status == 409
    assert "อปท. ยืนยันจำนวนแล้ว" in school.text


def test_whoever_sends_too_often_waits(app: Flask, signed_in: SignIn, world: World) -> None:
    school = Browser(app).get(invite(signed_in))
    link = school.at

    statuses = [school.post(link, {"n-A1": "x"}).status for _ in range(21)]

    assert set(statuses[:20]) == {422}
    assert statuses[20] == 429


def test_a_link_shows_nothing_of_the_house_beyond_its_school(app: Flask, signed_in: SignIn) -> None:
    link = invite(signed_in)
    school = Browser(app).get(link)

    assert "เจ้าหน้าที่" not in school.text
    assert school.page.xpath("//nav") == []
    assert school.get(SCHOOL_PAGE).heading == "เข้าสู่ระบบ"


def filled(browser: Browser, numbers: dict[int, object]) -> bytes:
    """The school's own sheet with numbers beside the grades, as its Excel would save it."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["", "รหัสโรงเรียน", "โรงเรียน", "ปีการศึกษา/ครั้งที่"])
        sheet.write_column(0, 1, ["", CODE, "โรงเรียน", "2565/2"])
        grades = ["อ.1", "อ.2", "อ.3", "ป.1", "ป.2", "ป.3", "ป.4", "ป.5", "ป.6"]
        for line, grade in enumerate(grades):
            sheet.write(6 + line, 0, grade)
            sheet.write(6 + line, 1, numbers.get(line, 4))
    return kept.getvalue()


def send_sheet(browser: Browser, content: bytes) -> Browser:
    browser.get(SCHOOL_PAGE)
    return browser.post(f"{SCHOOL_PAGE}/sheet", {"file": (BytesIO(content), "school.xlsx")})


def test_the_excel_sheet_is_locked_but_for_the_numbers_and_comes_back_filled(
    signed_in: SignIn, world: World
) -> None:
    browser = signed_in(CITY)
    given = browser.client.get(f"{SCHOOL_PAGE}/sheet.xlsx").get_data()
    assert b"sheetProtection" in zipfile.ZipFile(BytesIO(given)).read("xl/worksheets/sheet1.xml")
    assert "................" in browser.get(f"{SCHOOL_PAGE}/sheet").text

    send_sheet(browser, filled(browser, {0: "-", 8: "๑๒"}))

    assert "โปรดตรวจรับก่อนลงตาราง" in browser.text
    [sent] = rows(world, OutsideAnswer)
    assert '"P6":12' in sent.content
    assert '"A1":null' in sent.content


def test_an_empty_or_foreign_sheet_is_refused_with_a_sentence(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY)
    blank = browser.client.get(f"{SCHOOL_PAGE}/sheet.xlsx").get_data()

    assert send_sheet(browser, blank).status == 422
    assert send_sheet(browser, b"no workbook\x00").status == 422
    assert send_sheet(browser, filled(browser, {0: "-3"})).status == 422
    assert rows(world, OutsideAnswer) == []


def test_nobody_collects_once_the_counts_stand_confirmed(signed_in: SignIn, world: World) -> None:
    browser = signed_in(CITY).get(SCHOOL_PAGE)
    confirm_outside(world, CITY)

    browser.post(f"{SCHOOL_PAGE}/link")

    assert browser.status == 409
    assert rows(world, OutsideLink) == []


def test_a_school_that_is_on_another_list_cannot_be_collected_from(signed_in: SignIn, world: World) -> None:
    browser = signed_in(TOWN).get("/outside-schools/")

    assert browser.post(f"{SCHOOL_PAGE}/link").status == 404
    assert rows(world, OutsideLink) == []


def test_taking_over_an_answer_twice_is_refused_the_second_time(
    app: Flask, signed_in: SignIn, world: World
) -> None:
    Browser(app).get(invite(signed_in)).submit(ANSWER)
    [sent] = rows(world, OutsideAnswer)
    first, second = (signed_in(CITY).get(f"{SCHOOL_PAGE}/answers/{sent.id}") for _ in range(2))
    first.submit({"do": "take_over"})

    second.submit({"n-P6": "99", "do": "take_over"})

    assert second.status == 409
    assert counted(world)[Grade.P6] == 8


def count_apart(world: World) -> None:
    """The city counts boys and girls apart from now on."""
    with case_work(world, CITY, CITY) as (office, actor, case):
        outside.count_by_sex(office, actor, case, by_sex=True)


def by_sex(world: World) -> dict[Grade, tuple[int | None, int | None, int | None]]:
    return {row.grade: (row.count, row.male, row.female) for row in rows(world, OtherCount)}


def test_boys_and_girls_come_apart_under_a_link_and_go_so_into_the_grid(
    app: Flask, signed_in: SignIn, world: World
) -> None:
    count_apart(world)
    sent = {
        f"{kind}-{grade}": number for grade in OUTSIDE_GRADES for kind, number in (("m", "4"), ("f", "๕"))
    }
    school = Browser(app).get(invite(signed_in))
    school.submit({**sent, "m-A1": "-", "f-A1": "", "person": "ครูทดสอบ", "phone": "0-0000-0009"})
    assert "ส่งแล้ว" in school.text
    [answer] = rows(world, OutsideAnswer)

    signed_in(CITY).get(f"{SCHOOL_PAGE}/answers/{answer.id}").submit({"do": "take_over"})

    assert by_sex(world)[Grade.P1] == (9, 4, 5)
    assert by_sex(world)[Grade.A1] == (None, None, None)


def test_half_a_pair_is_asked_for_again(app: Flask, signed_in: SignIn, world: World) -> None:
    count_apart(world)
    sent = {f"{kind}-{grade}": "4" for grade in OUTSIDE_GRADES for kind in "mf"}
    school = Browser(app).get(invite(signed_in))

    school.submit({**sent, "f-P1": "", "person": "ครูทดสอบ", "phone": "0-0000-0009"})

    assert school.status == 422
    assert rows(world, OutsideAnswer) == []


def test_a_sum_that_came_before_is_not_split_by_anybody_but_the_officer(
    app: Flask, signed_in: SignIn, world: World
) -> None:
    Browser(app).get(invite(signed_in)).submit(ANSWER)
    count_apart(world)
    [answer] = rows(world, OutsideAnswer)
    browser = signed_in(CITY).get(f"{SCHOOL_PAGE}/answers/{answer.id}")

    browser.submit({"do": "take_over"})

    assert browser.status == 422
    assert by_sex(world) == {}


def test_the_excel_sheet_has_a_column_for_boys_and_one_for_girls(signed_in: SignIn, world: World) -> None:
    count_apart(world)
    browser = signed_in(CITY)
    given = browser.client.get(f"{SCHOOL_PAGE}/sheet.xlsx").get_data()
    head = b"".join(zipfile.ZipFile(BytesIO(given)).read(name) for name in ("xl/sharedStrings.xml",)).decode()
    assert "ชาย" in head
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ("รหัสโรงเรียน", CODE))
        sheet.write_row(1, 0, ("ปีการศึกษา/ครั้งที่", "2565/2"))
        sheet.write_row(2, 0, ("ชั้น", "ชาย", "หญิง"))
        for line, grade in enumerate(
            ("อ.1", "อ.2", "อ.3", "ป.1", "ป.2", "ป.3", "ป.4", "ป.5", "ป.6"), start=3
        ):
            sheet.write_row(line, 0, (grade, 3, 2 if line > 3 else "-"))

    send_sheet(browser, kept.getvalue())

    assert "โปรดตรวจรับก่อนลงตาราง" in browser.text
    [sent] = rows(world, OutsideAnswer)
    assert '"A1":null' in sent.content
    assert '"P6":[3,2]' in sent.content


def test_the_sheet_can_be_had_as_pdf_by_who_collects_and_nobody_else(signed_in: SignIn) -> None:
    answer = signed_in(CITY).client.get(f"{SCHOOL_PAGE}/sheet.pdf")

    assert answer.data.startswith(b"%PDF")
    assert "1041680001_counts.pdf" in answer.headers["Content-Disposition"]
    assert signed_in(TOWN).client.get(f"{SCHOOL_PAGE}/sheet.pdf").status_code == 404
