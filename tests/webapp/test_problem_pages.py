"""The page of problems: what was found leads to its field, and queries are explained together."""

import pytest
from sqlalchemy import select

from processes.records.problems import Problem
from processes.rules.checks.catalogue import shipped
from processes.terms import Act
from tests.acts.test_checking import ALSO_TOO_OLD, TOO_OLD, explain, mend, open_counts
from tests.builders import CITY, SCHOOL, TOWN, World, verify_all_classes
from tests.webapp.desks import SignIn, at_task
from webapp.problem_words import FOUND, NAMED

PAGE = f"/units/{SCHOOL}/problems"


def ticks(world: World) -> list[str]:
    with world.house.reading() as session:
        return [f"{each.id}.{each.fingerprint}" for each in session.scalars(select(Problem))]


@pytest.mark.letter("F34")
def test_a_problem_leads_to_its_field(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)

    browser = signed_in(SCHOOL).get(PAGE)

    assert "อายุห่างจากเกณฑ์ของชั้น ป.1 (6 ปี) มาก" in browser.text
    [field] = [each for each in browser.links() if each.endswith("/mend#birth")]
    form = browser.get(field).page
    assert form is not None
    assert "อายุห่างจากเกณฑ์" in form.xpath("string(//p[@id='birth-hint'])")


@pytest.mark.letter("F34", "N6")
def test_several_queries_are_explained_at_once(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    mend(world, 1, TOO_OLD)
    given = {"problem": ticks(world), "explanation": "ตรวจสูติบัตรแล้ว"}

    browser = signed_in(SCHOOL)
    browser.get(PAGE).post(f"{PAGE}/explain", given)

    assert "ชี้แจงแล้ว 2 รายการ" in browser.text
    assert open_counts(world) == (0, 0)


def test_an_explanation_without_words_or_without_a_query_is_asked_for(
    world: World, signed_in: SignIn
) -> None:
    mend(world, 0, TOO_OLD)
    browser = signed_in(SCHOOL)

    assert (
        browser.get(PAGE).post(f"{PAGE}/explain", {"problem": ticks(world), "explanation": " "}).status == 422
    )
    assert browser.get(PAGE).post(f"{PAGE}/explain", {"explanation": "ตรวจแล้ว"}).status == 422
    assert browser.get(PAGE).post(f"{PAGE}/explain", {"problem": "x.y", "explanation": "ก"}).status == 404
    assert open_counts(world) == (0, 1)


def test_a_stale_page_explains_nothing(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    given = {"problem": ticks(world), "explanation": "ตรวจสูติบัตรแล้ว"}
    browser = signed_in(SCHOOL)
    browser.get(PAGE)
    mend(world, 0, ALSO_TOO_OLD)

    assert browser.post(f"{PAGE}/explain", given).status == 409


def test_the_old_explanation_is_shown_when_the_value_has_changed(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    explain(world)
    mend(world, 0, ALSO_TOO_OLD)

    browser = signed_in(SCHOOL).get(PAGE)

    assert "ตรวจสูติบัตรแล้ว" in browser.text
    assert "ค่าเปลี่ยนไปหลังจากชี้แจง" in browser.text


def test_the_authority_reads_the_explanations_and_explains_nothing(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    explain(world)

    browser = signed_in(CITY).get(PAGE)

    assert "ตรวจสูติบัตรแล้ว" in browser.text
    assert "บันทึกคำชี้แจง" not in browser.text
    assert not any("/mend" in each for each in browser.links())


def test_another_authority_finds_no_such_page(world: World, signed_in: SignIn) -> None:
    assert signed_in(TOWN).get(PAGE).status == 404


def test_every_rule_has_its_name_and_its_sentence() -> None:
    assert set(NAMED) == set(shipped().rules) == {each.partition(".")[0] for each in FOUND}


def test_what_was_found_stands_where_the_work_is_done(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    with world.house.reading() as session:
        enrolment_id = session.scalars(select(Problem.enrolment_id)).one()
    sentence, browser = "อายุห่างจากเกณฑ์ของชั้น ป.1 (6 ปี) มาก", signed_in(SCHOOL)
    item = world.items(SCHOOL, Act.VERIFY_ROLL)[0].id

    assert sentence in browser.get(f"/units/{SCHOOL}/roll/{enrolment_id}").text
    assert sentence in browser.get(f"/units/{SCHOOL}/roll/{enrolment_id}/mend").text
    assert "ข้อมูลของชั้นนี้มีข้อสังเกต 1 รายการ" in browser.get(f"/work/{item}").text
    assert PAGE in browser.get("/inbox").links()


def test_a_refusal_names_the_rules_and_leads_to_their_lists(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)
    verify_all_classes(world, SCHOOL)
    browser = at_task(signed_in, world, SCHOOL, Act.RECHECK_ROLL)

    browser.post(f"{browser.at}/recheck")

    assert browser.status == 409
    assert "อายุไม่ตรงกับชั้น: 1 รายการ" in browser.text
    assert f"{PAGE}?severity=query&rule=E07" in browser.links()


def test_the_roll_lists_those_with_something_to_mend_or_explain(world: World, signed_in: SignIn) -> None:
    mend(world, 0, TOO_OLD)

    browser = signed_in(SCHOOL).get(f"/units/{SCHOOL}/roll?view=problems")

    assert "1 คน" in browser.text
    explain(world)
    assert "0 คน" in browser.get(f"/units/{SCHOOL}/roll?view=problems").text
