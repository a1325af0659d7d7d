"""The grid of other affiliations: blank, zero and not offered, kept, finished and confirmed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy import select

from processes.records.outside import OtherCount, OtherSchool
from processes.records.units import Unit
from processes.terms import Act, CountState, Stream
from tests.builders import CITY, FUNDER, SCHOOL, TOWN, World, add_outside_school
from tests.webapp.desks import SignIn, at_task, fields, marked, open_report, value_of

CELLS = "c-"


def kept(world: World) -> list[tuple[CountState, int | None, str | None]]:
    with world.house.reading() as session:
        rows = session.scalars(select(OtherCount).order_by(OtherCount.id))
        return [(row.state, row.count, row.reason) for row in rows if row.state is not CountState.BLANK]


@pytest.mark.letter("F55")
def test_nine_cells_are_asked_of_each_school_and_no_names(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    assert len(fields(browser, CELLS)) == 9
    assert "อ.1" in browser.text
    assert "ป.6" in browser.text


@pytest.mark.letter("N13")
def test_blank_zero_and_not_offered_are_three_states_from_the_form_to_the_record(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    first, second, third, *_rest = fields(browser, CELLS)
    why = fields(browser, "why-")[0]

    browser.submit({first: "๑๒", second: "0", third: "-", why: "ไม่เปิดสอน อ.3", "do": "save"})

    assert "บันทึกแล้ว 3 ช่อง" in browser.text
    assert kept(world) == [
        (CountState.COUNTED, 12, None),
        (CountState.COUNTED, 0, None),
        (CountState.NOT_APPLICABLE, None, "ไม่เปิดสอน อ.3"),
    ]
    assert [value_of(browser, name) for name in fields(browser, CELLS)][:4] == ["12", "0", "-", ""]


def test_one_tick_says_that_all_blanks_are_not_offered(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    none, why = fields(browser, "none-")[0], fields(browser, "why-")[0]

    browser.submit({fields(browser, CELLS)[0]: "3", none: "yes", why: "เปิดเฉพาะ อ.1", "do": "finish"})

    assert "กรอกจำนวนครบแล้ว" in browser.text
    assert [state for state, _count, _why in kept(world)].count(CountState.NOT_APPLICABLE) == 8


@pytest.mark.parametrize("typed", ["-5", "1.5", "สิบ", "2001", "1e3", "๒๐๐๐๐"])
def test_what_is_no_believable_count_is_marked_in_its_cell_and_nothing_is_kept(
    signed_in: SignIn, world: World, typed: str
) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    first, second, *_rest = fields(browser, CELLS)

    browser.submit({first: typed, second: "4", "do": "save"})

    assert browser.status == 422
    assert marked(browser, first)
    assert (value_of(browser, first), value_of(browser, second)) == (typed, "4")
    assert kept(world) == []


def test_not_offered_without_a_reason_is_refused(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    browser.submit({fields(browser, CELLS)[0]: "-", "do": "save"})

    assert browser.status == 422
    assert marked(browser, fields(browser, "why-")[0])


def test_finishing_with_blanks_names_each_of_them(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    browser.submit({fields(browser, CELLS)[0]: "4", "do": "finish"})

    assert browser.status == 422
    assert sum(marked(browser, name) for name in fields(browser, CELLS)) == 8
    assert world.items(CITY, Act.RECORD_COUNTS)


@pytest.mark.letter("F56")
def test_a_dissolved_school_is_offered_zeros_which_are_kept_as_counts(
    signed_in: SignIn, world: World
) -> None:
    with world.office() as office:
        for school in office.session.scalars(select(OtherSchool)):
            school.dissolved_on = date(2022, 5, 1)
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    assert "ประกาศเลิกสถานศึกษา" in browser.text

    browser.submit({"do": "finish"})

    assert kept(world) == [(CountState.COUNTED, 0, None)] * 9


@pytest.mark.letter("F57", "F61")
def test_the_counts_are_confirmed_in_an_act_of_their_own(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    browser.submit(dict.fromkeys(fields(browser, CELLS), "7") | {"do": "finish"})
    browser = at_task(signed_in, world, CITY, Act.CONFIRM_COUNTS)
    assert "ต้องเปิดรายงานก่อนยืนยัน" in browser.text

    open_report(world, CITY, Stream.OTHER)
    browser.get(browser.at).submit({"attested": "yes"})

    (made,) = world.confirmations(CITY, Stream.OTHER)
    assert browser.at == f"/receipts/{made.number}"
    assert made.total == 63
    assert "สังกัดอื่น" in made.attestation


def test_the_school_of_another_authority_is_not_in_the_grid_and_not_written(
    signed_in: SignIn, world: World
) -> None:
    foreign = fields(at_task(signed_in, world, FUNDER, Act.RECORD_COUNTS), CELLS)[0]
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    assert foreign not in fields(browser, CELLS)

    browser.submit({foreign: "5", "do": "save"})

    assert kept(world) == []


@pytest.mark.parametrize("stranger", [FUNDER, TOWN, SCHOOL])
def test_the_grid_of_another_unit_does_not_exist(signed_in: SignIn, world: World, stranger: str) -> None:
    item = world.item(CITY, Act.RECORD_COUNTS)
    browser = signed_in(stranger)

    assert browser.get(f"/work/{item}").status == 404
    assert browser.post(f"/work/{item}/counts", {"do": "finish"}).status == 404


def test_forty_schools_ask_no_more_of_the_database_than_one(
    signed_in: SignIn, world: World, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with world.office() as office:
        unit = office.session.scalars(select(Unit).filter_by(code=CITY)).one()
        for number in range(40):
            add_outside_school(office, unit, f"10416800{number + 10}")
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)

    with statements() as asked:
        browser.get(browser.at)

    assert len(fields(browser, CELLS)) == 41 * 9
    assert len([each for each in asked if each.startswith("SELECT")]) <= 20


def test_an_old_grid_does_not_undo_newer_counts(signed_in: SignIn, world: World) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    first, second, *_rest = fields(browser, CELLS)
    at_task(signed_in, world, CITY, Act.RECORD_COUNTS).submit({first: "5", "do": "save"})

    browser.submit({second: "6", "do": "save"})

    assert [count for _state, count, _why in kept(world)] == [5, 6]


def test_two_officers_in_one_cell_are_told_of_each_other_and_nothing_is_lost(
    signed_in: SignIn, world: World
) -> None:
    browser = at_task(signed_in, world, CITY, Act.RECORD_COUNTS)
    first, second, *_rest = fields(browser, CELLS)
    at_task(signed_in, world, CITY, Act.RECORD_COUNTS).submit({first: "5", "do": "save"})

    browser.submit({first: "7", second: "6", "do": "save"})

    assert browser.status == 409
    assert "บันทึกเป็น 5 ไปแล้ว" in browser.text
    assert (value_of(browser, first), value_of(browser, second)) == ("7", "6")
    assert [count for _state, count, _why in kept(world)] == [5]
    browser.submit({"do": "save"})
    assert [count for _state, count, _why in kept(world)] == [7, 6]
