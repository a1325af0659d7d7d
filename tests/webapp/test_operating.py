"""Operating one case from its pages: suspended for everybody to see, resumed, and its token moved."""

from processes.terms import Act
from tests.builders import CITY, DEPARTMENT, PROVINCE, SCHOOL, World, close_all, confirm, verify_all_classes
from tests.webapp.desks import SignIn

WAY = f"/units/{SCHOOL}/way"
WHY = "ตรวจสอบข้อร้องเรียนเรื่องจำนวนเด็ก"


def test_a_suspended_case_says_so_wherever_its_officers_look_and_goes_on_when_it_is_resumed(
    signed_in: SignIn, world: World
) -> None:
    department, school = signed_in(DEPARTMENT), signed_in(SCHOOL)
    item = world.item(SCHOOL, Act.VERIFY_ROLL)

    assert department.get(f"{WAY}/suspend").post(f"{WAY}/suspend", {"reason": " "}).status == 422
    department.post(f"{WAY}/suspend", {"reason": WHY + "<script>"})
    assert "ระงับเรื่องไว้แล้ว" in department.text

    for page in (WAY, f"/units/{SCHOOL}", f"/work/{item}"):
        told = school.get(page).text
        assert WHY in told
        assert f"เจ้าหน้าที่ {DEPARTMENT}" in told
    assert "ระงับไว้" in school.get("/inbox?box=unit").text
    assert "รับงาน" not in school.text
    assert "ระงับไว้" in signed_in(CITY).get("/board").text
    refused = school.get("/account").post(f"/inbox/{item}/claim")
    assert (refused.status, WHY in refused.text) == (409, True)

    assert department.get(f"{WAY}/suspend").post(f"{WAY}/suspend", {"reason": WHY}).status == 409
    department.get(f"{WAY}/resume").post(f"{WAY}/resume", {"reason": "ชี้แจงแล้ว"})
    assert department.get(f"{WAY}/resume").post(f"{WAY}/resume", {"reason": WHY}).status == 409
    assert "ระงับไว้" not in school.get("/inbox?box=unit").text
    assert school.get(f"/work/{item}").post(f"/inbox/{item}/claim").status == 200


def test_a_token_is_moved_after_what_follows_was_shown(signed_in: SignIn, world: World) -> None:
    verify_all_classes(world, SCHOOL)
    ref = world.case(SCHOOL).tasks.split(" ")[0]
    page, browser = f"{WAY}/move/{ref}", signed_in(DEPARTMENT)

    told = browser.get(page).text
    assert "โรงเรียนเทศบาล 1 โพศรี ยังไม่ได้ยืนยันข้อมูล" in told
    assert "ไม่มีอะไรเหลือให้ทำ" in told
    assert browser.post(page, {"target": "", "reason": ""}).status == 422
    assert browser.get(page).post(page, {"target": "check_report", "reason": WHY}).status == 409
    assert browser.get(page).post(page, {"target": "no such", "reason": WHY}).status == 409
    browser.get(page).post(page, {"target": "confirm", "reason": WHY})
    assert world.items(SCHOOL, Act.CONFIRM) == []
    assert "งานที่จะออกจากกล่องงาน" in browser.text
    browser.post(page, {"target": "confirm", "reason": WHY, "sure": "yes"})

    assert "ย้ายเรื่องแล้ว" in browser.text
    assert confirm(world, SCHOOL)
    assert browser.get(page).status == 409  # the task is gone


def test_nobody_else_finds_these_pages_and_an_ended_case_is_not_operated(
    signed_in: SignIn, world: World
) -> None:
    ref = world.case(SCHOOL).tasks.split(" ")[0]
    pages = (f"{WAY}/suspend", f"{WAY}/resume", f"{WAY}/move/{ref}")

    for username in (PROVINCE, SCHOOL):
        browser = signed_in(username)
        assert "สำหรับผู้ดูแลระบบ" not in browser.get(WAY).text
        assert {browser.get(page).status for page in pages} == {404}
        assert {browser.get("/account").post(page, {"reason": WHY}).status for page in pages} == {404}
    close_all(world)
    department = signed_in(DEPARTMENT)

    assert "ระงับหรือย้ายไม่ได้" in department.get(WAY).text
    assert department.post(f"{WAY}/suspend", {"reason": WHY}).status == 409
    assert department.get(f"{WAY}/move/{ref}").status == 409
    assert department.get("/units/999/way/suspend").status == 404
