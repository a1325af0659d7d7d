"""Pages of drafts: started, saved, remarked on, approved by another, published for a round that comes."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from config.wiring import diagram_words
from processes.acts import publishing
from processes.acts.office import CLOCK
from processes.acts.publishing import Drawn
from processes.records.drafting import DiagramDraft
from processes.records.rounds import DiagramEdition
from processes.terms import DiagramKey
from tests.builders import BPMN, DEPARTMENT, SCHOOL, World
from tests.deeds import number_of
from tests.engine.test_attacks import attack
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn

SECOND = f"{DEPARTMENT}-3"
SOURCE = (BPMN / "school.bpmn").read_bytes()
CHANGED = SOURCE.replace(b'name="', 'name="ใหม่ '.encode(), 1)


@dataclass
class Desk:
    """An administrator's browser with a draft begun from the school's edition."""

    browser: Browser
    address: str

    def put(self, source: bytes, revision: int = 1, how: str = "") -> tuple[int, dict[str, object]]:
        token = self.browser.get(self.address).token()
        headers = {"If-Match": f'"{revision}"', "X-CSRFToken": token}
        answer = self.browser.client.put(f"{self.address}/xml{how}", data=source, headers=headers)
        return answer.status_code, answer.get_json()

    def do(self, what: str, revision: int = 2, **fields: str) -> Browser:
        return self.browser.get(self.address).post(f"{self.address}/{what}", {"revision": revision, **fields})


def begun(browser: Browser, world: World) -> Desk:
    edition = world.case(SCHOOL).edition_id
    browser.get("/diagrams/drafts/new").post(
        "/diagrams/drafts/from-edition", {"edition": edition, "title": "เพิ่มผู้ตรวจคนที่สอง"}
    )
    assert browser.heading == "เพิ่มผู้ตรวจคนที่สอง"
    return Desk(browser, browser.at)


@pytest.fixture
def desk(signed_in: SignIn, world: World) -> Desk:
    return begun(signed_in(DEPARTMENT), world)


def at(signed_in: SignIn, username: str, desk: Desk) -> Desk:
    return Desk(signed_in(username), desk.address)


def upload(browser: Browser, source: bytes, name: str = "a.bpmn", **more: str) -> Browser:
    token = browser.get("/diagrams/drafts/new").token()
    file = FileStorage(BytesIO(source), name)
    fields = {"csrf_token": token, "file": file, "diagram": "school", "file_title": "จากไฟล์", **more}
    boundary, body = encode_multipart(fields)  # whole in memory: the client's own way leaves a file open
    return browser.send("/diagrams/drafts/from-file", body, f"multipart/form-data; boundary={boundary}")


def test_a_draft_begins_as_an_edition_and_has_nothing_to_mend(desk: Desk) -> None:
    answer = desk.browser.client.get(f"{desk.address}/xml")

    assert (answer.data, answer.headers["ETag"]) == (SOURCE, '"1"')
    assert "ไม่พบสิ่งที่ต้องแก้ไข" in desk.browser.text
    assert "เพิ่มผู้ตรวจคนที่สอง" in desk.browser.get("/diagrams/drafts/").text


@pytest.mark.parametrize("username", [SCHOOL, f"{DEPARTMENT}-2"])
def test_to_everybody_but_administrators_drafts_are_not_there(
    signed_in: SignIn, desk: Desk, username: str
) -> None:
    browser = signed_in(username)

    addresses = ("/diagrams/drafts/", "/diagrams/drafts/new", desk.address, f"{desk.address}/xml")
    assert [browser.get(address).status for address in addresses] == [404] * 4
    assert browser.get("/diagrams/").post(f"{desk.address}/drop").status == 404


def test_a_save_is_answered_with_its_revision_and_what_must_be_mended(desk: Desk) -> None:
    good = desk.put(CHANGED)
    bad = desk.put(CHANGED.replace(b'lec:act="confirm"', b'lec:act="allocate"'), 2)

    assert good == (200, {"revision": 2, "problems": []})
    [problem] = bad[1]["problems"]  # type: ignore[misc]
    assert (bad[0], bad[1]["revision"], problem["code"]) == (200, 3, "unknown_act")  # type: ignore[index]
    assert "“allocate”" in problem["text"]  # type: ignore[index]
    assert "“allocate”" in desk.browser.get(desk.address).text
    assert next_step(desk) == "ขั้นต่อไป: แก้สิ่งที่ระบบพบ"


def test_who_saves_second_is_shown_both_and_loses_nothing(signed_in: SignIn, desk: Desk) -> None:
    second = at(signed_in, SECOND, desk)
    theirs = CHANGED.replace("ใหม่".encode(), "อีกแบบ".encode())

    desk.put(CHANGED)
    status, told = second.put(theirs)
    again = second.put(theirs)

    assert (status, told["revision"]) == (409, 2)
    assert told["author"]
    assert again[1]["beside"] == told["beside"]
    assert second.browser.client.get(f"{told['beside']}/xml").data == theirs
    for page in (desk.address, str(told["beside"]), str(told["compare"])):
        assert "มีผู้บันทึกทับกัน" in second.browser.get(page).text
    assert captions(second.browser)[0] != captions(second.browser)[1]


def captions(browser: Browser) -> list[str]:
    assert browser.page is not None
    return [each.text_content() for each in browser.page.xpath("//figcaption")]


@pytest.mark.parametrize(("chosen", "stands"), [("mine", "อีกแบบ"), ("theirs", "ใหม่")])
def test_one_of_two_is_chosen_and_the_other_can_still_be_brought_back(
    signed_in: SignIn, desk: Desk, chosen: str, stands: str
) -> None:
    second = at(signed_in, SECOND, desk)
    desk.put(CHANGED)
    beside = str(second.put(CHANGED.replace("ใหม่".encode(), "อีกแบบ".encode()))[1]["beside"])

    stale = second.browser.get(beside).post(f"{beside}/{chosen}", {"revision": 1}).status
    page = second.browser.get(beside).post(f"{beside}/{chosen}", {"revision": 2})

    assert stale == (409 if chosen == "mine" else 200)
    assert f'name="{stands} '.encode() in page.client.get(f"{desk.address}/xml").data
    assert "ยกเลิกแล้ว" in page.get(beside).text
    assert "นำแบบนี้กลับไปใช้แทน" in page.text
    assert page.get(desk.address).post(f"{desk.address}/theirs", {"revision": 2}).status == 404


def test_who_fills_in_the_form_second_keeps_the_values_and_chooses_without_scripts(
    signed_in: SignIn, desk: Desk
) -> None:
    browser = signed_in(SECOND).get(f"{desk.address}/plain")
    desk.put(CHANGED)

    browser.submit({"amount-due_soon": "9", "do": "save"}, "//form[contains(@action, '/plain')]")

    assert browser.status == 409
    assert browser.page is not None
    assert browser.page.xpath("//input[@name='amount-due_soon']/@value") == ["9"]
    told = browser.get(compare_link(browser)).text
    assert "เลื่อนจาก 3 วันก่อนครบกำหนด เป็น 9 วันก่อนครบกำหนด" in told
    assert "มีผู้บันทึกทับกัน" in told


def compare_link(browser: Browser) -> str:
    return next(each for each in browser.links() if "/diagrams/compare?" in each)


def test_the_history_tells_who_changed_what_and_brings_an_earlier_save_back(
    signed_in: SignIn, desk: Desk
) -> None:
    desk.put(CHANGED)
    at(signed_in, SECOND, desk).put(SOURCE.replace(b"72h", b"120h"), 2, "?how=file")

    told = desk.browser.get(f"{desk.address}/history").text
    compared = desk.browser.get(compare_link(desk.browser)).text
    stale = desk.do("1/bring-back", revision=2).status
    desk.do("1/bring-back", revision=3)

    assert "เลื่อนจาก 3 วันก่อนครบกำหนด เป็น 5 วันก่อนครบกำหนด" in told
    assert "เลื่อนจาก 3 วันก่อนครบกำหนด เป็น 5 วันก่อนครบกำหนด" in compared
    assert "เปิดจากไฟล์" in told
    assert stale == 409
    assert desk.browser.client.get(f"{desk.address}/xml").data == SOURCE
    assert desk.browser.client.get(f"{desk.address}/3.bpmn").data == SOURCE.replace(b"72h", b"120h")
    assert desk.browser.client.get(f"{desk.address}/9.bpmn").status_code == 404


def test_the_same_save_once_more_is_the_same_save(desk: Desk) -> None:
    first, again = desk.put(CHANGED), desk.put(CHANGED)

    assert first == again


@pytest.mark.parametrize(
    ("body", "match", "status"),
    [
        (b"", '"1"', 400),
        (b"<html/>", '"1"', 400),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '"1"', 400),
        (b"<a>" + b" " * 1_000_001 + b"</a>", '"1"', 413),
        (SOURCE, "", 400),
        (SOURCE, '"9999999999999999999999"', 400),
    ],
)
def test_what_is_no_diagram_is_not_saved_and_a_sentence_says_so(
    desk: Desk, body: bytes, match: str, status: int
) -> None:
    headers = {"If-Match": match, "X-CSRFToken": desk.browser.token()}

    answer = desk.browser.client.put(f"{desk.address}/xml", data=body, headers=headers)

    assert answer.status_code == status
    assert answer.get_json()["text"]
    assert desk.browser.client.get(f"{desk.address}/xml").data == SOURCE


def test_a_remark_names_its_element_and_writer(signed_in: SignIn, desk: Desk) -> None:
    second = at(signed_in, SECOND, desk)

    second.do("remarks", text="ควรเตือนก่อน 5 วัน", element="confirm")
    empty = second.do("remarks", text=" ")

    assert empty.status == 422
    assert "ควรเตือนก่อน 5 วัน" in desk.browser.get(desk.address).text


def test_a_draft_that_was_dropped_is_only_looked_at(desk: Desk) -> None:
    assert next_step(desk) == "ขั้นต่อไป: วาดหรือแก้ในแบบฟอร์ม"
    desk.do("drop")

    assert desk.put(CHANGED)[0] == 409
    assert desk.do("remarks", text="สาย").status == 409
    assert "เพิ่มผู้ตรวจคนที่สอง" in desk.browser.get("/diagrams/drafts/?state=dropped").text


def next_step(desk: Desk) -> str:
    page = desk.browser.get(desk.address).page
    assert page is not None
    return str(page.xpath("string(//*[@id='next']//h2)"))


@pytest.mark.letter("F97", "N11")
def test_what_another_administrator_approved_is_published_for_a_round_that_comes(
    signed_in: SignIn, world: World, desk: Desk
) -> None:
    second = at(signed_in, SECOND, desk)
    desk.put(CHANGED)

    unasked = second.do("approve").status
    own = [desk.do("ask").status, desk.do("approve").status]
    waits = [next_step(desk), next_step(second)]
    listed = second.browser.get("/diagrams/drafts/").text
    early = desk.do("publish", reason="ภาคเรียนใหม่", from_round="next").status
    approved = second.do("approve").status
    published = desk.do("publish", reason="ภาคเรียนใหม่", from_round="next")

    assert (unasked, own, early, approved) == (409, [200, 409], 409, 200)
    assert waits == ["ขั้นต่อไป: ทดลองกับเรื่องของรอบก่อน", "ขั้นต่อไป: ตรวจและอนุมัติ"]
    assert "รอท่านตรวจและอนุมัติ" in listed
    assert published.status == 409  # its replay on the round is still to be looked at
    assert "ผลการทดลอง" in published.text
    summed_up = desk.browser.get(f"{desk.address}/publish").text
    assert "เปลี่ยนการทำงาน 1 จุด" in summed_up
    assert "ยังไม่ได้ทดลองแบบที่บันทึกล่าสุดกับเรื่องของรอบก่อน" in summed_up
    assert "รอบ 2565/2 ที่ยังดำเนินการอยู่ ใช้ฉบับเดิมจนจบ ไม่มีเรื่องใดเปลี่ยน" in summed_up
    assert number_of(world, DiagramEdition, diagram="school") == 1


def test_who_publishes_over_a_newer_edition_is_told_what_that_undoes(
    signed_in: SignIn, world: World, desk: Desk
) -> None:
    newer = Drawn(DiagramKey.SCHOOL, SOURCE.replace(b"72h", b"120h"), "ฉบับใหม่กว่า")
    with world.office() as office:
        publishing.publish(office, CLOCK, newer, diagram_words())

    told = desk.browser.get(f"{desk.address}/publish").text

    assert "แบบร่างเริ่มจากฉบับที่ 1 แต่ฉบับที่ 2 ประกาศใช้ไปแล้ว" in told
    assert "เลื่อนจาก 5 วันก่อนครบกำหนด เป็น 3 วันก่อนครบกำหนด" in told
    assert "ยังประกาศใช้ไม่ได้" in told


def test_approval_holds_for_what_was_seen_alone(signed_in: SignIn, desk: Desk) -> None:
    second = at(signed_in, SECOND, desk)
    desk.put(CHANGED)
    desk.do("ask")

    stale = second.do("approve", revision=1).status
    second.do("approve")
    desk.put(SOURCE.replace(b'name="', 'name="หลังอนุมัติ '.encode(), 1), 2)

    assert stale == 409
    assert "ยังไม่อนุมัติ" in desk.browser.get(desk.address).text


CAMUNDA = (
    SOURCE.replace(
        b"<bpmn:definitions ",
        b'<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
        b'xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda" ',
        1,
    )
    .replace(b'id="school"', b'id="Process_0gz6b7d"')
    .replace(b'bpmnElement="school"', b'bpmnElement="Process_0gz6b7d"')
)


def test_a_file_of_another_modeler_is_taken_under_the_houses_key(signed_in: SignIn, world: World) -> None:
    browser = upload(signed_in(DEPARTMENT), CAMUNDA)

    assert browser.heading == "จากไฟล์"
    assert "ไม่พบสิ่งที่ต้องแก้ไข" in browser.text
    assert b"Process_0gz6b7d" not in browser.client.get(f"{browser.at}/xml").data


def test_parts_of_other_engines_are_refused_until_they_may_be_cut_out(
    signed_in: SignIn, world: World
) -> None:
    connected = CAMUNDA.replace(b"<bpmn:userTask ", b'<bpmn:userTask camunda:assignee="${who}" ', 1).replace(
        b"</bpmn:userTask>", b"</bpmn:userTask>", 1
    )
    browser = signed_in(DEPARTMENT)

    refused = upload(browser, connected).text
    taken = upload(browser, connected, cut="yes")

    assert "assignee" in refused
    assert taken.heading == "จากไฟล์"
    assert b"assignee" not in taken.client.get(f"{taken.at}/xml").data


def test_a_file_in_another_encoding_is_kept_in_ours(signed_in: SignIn, world: World) -> None:
    thai = SOURCE.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")

    browser = upload(signed_in(DEPARTMENT), thai)

    kept = browser.client.get(f"{browser.at}/xml").data
    assert "ครูประจำชั้น" in kept.decode()


def test_the_editor_learns_which_words_it_may_use_in_the_readers_language(signed_in: SignIn) -> None:
    browser = signed_in(DEPARTMENT)

    known = browser.client.get("/diagrams/words").get_json()

    assert {each["name"] for each in known["acts"]} >= {"confirm", "answer"}
    assert all(each["help"] for each in known["words"])
    assert known["steps"][0]["to"][0]["label"] == "หน่วยงานเอง"
    assert signed_in(SCHOOL).client.get("/diagrams/words").status_code == 404


@pytest.mark.parametrize(
    ("text", "kind", "ok"),
    [
        ("units_confirmed >= units_total", "condition", True),
        ("answers.second == true", "condition", False),
        ("units_confirmedd > 1", "condition", False),
        ("__import__('os').system('true')", "condition", False),
        ("[1].all(x, x > 0)", "condition", False),
        ('due_at - duration("72h")', "moment", True),
        ('timestamp("2565-11-11T17:00:00Z")', "moment", False),
        ('duration("48h")', "duration", True),
        ("", "duration", False),
    ],
)
def test_an_expression_is_judged_while_it_is_typed(signed_in: SignIn, text: str, kind: str, ok: bool) -> None:
    browser = signed_in(DEPARTMENT)

    answer = browser.client.post(
        "/diagrams/check-expression",
        json={"text": text, "kind": kind},
        headers={"X-CSRFToken": browser.token()},
    ).get_json()

    assert answer["ok"] is ok
    assert bool(answer["text"]) is not ok


def test_an_expression_may_name_the_fields_of_its_own_drawing(signed_in: SignIn) -> None:
    browser = signed_in(DEPARTMENT)
    field = (
        b'<bpmn:extensionElements><lec:field name="second" type="yes_no" label="x"/></bpmn:extensionElements>'
    )
    xml = SOURCE.replace(b"</bpmn:userTask>", field + b"</bpmn:userTask>", 1).decode()
    asked = {"text": "answers.second == true", "kind": "condition", "xml": xml}

    answer = browser.client.post(
        "/diagrams/check-expression", json=asked, headers={"X-CSRFToken": browser.token()}
    )

    assert answer.get_json()["ok"] is True


@pytest.mark.parametrize("sent", [b"", b"[]", b'"x"', b"{", b'{"kind": "python", "text": "1"}'])
def test_a_question_that_is_none_is_answered_with_a_sentence(signed_in: SignIn, sent: bytes) -> None:
    browser = signed_in(DEPARTMENT)

    answer = browser.client.post(
        "/diagrams/check-expression",
        data=sent,
        content_type="application/json",
        headers={"X-CSRFToken": browser.token()},
    )

    assert (answer.status_code, answer.get_json()["ok"]) == (400, False)


def test_a_drawing_is_checked_without_being_kept(signed_in: SignIn, world: World) -> None:
    browser = signed_in(DEPARTMENT)

    answer = browser.client.post(
        "/diagrams/check", data=attack("script", "1"), headers={"X-CSRFToken": browser.token()}
    )

    assert answer.get_json()["problems"][0]["code"] == "element_not_allowed"
    assert number_of(world, DiagramDraft) == 0
