"""The form of a draft's everyday things: what it changes, and what it refuses beside which field."""

import pytest

from processes.acts.publishing import found_in
from processes.engine.plain_editing import PlainTask, read_plain
from processes.terms import DiagramKey
from tests.builders import BPMN, DEPARTMENT, SCHOOL, World
from tests.webapp.client import Browser
from tests.webapp.desks import SignIn, fields, marked, value_of

WORDS = (BPMN / "words.toml").read_text(encoding="utf-8")
SOURCE = (BPMN / "school.bpmn").read_bytes()
# The second look at the roll asks fields of its own.
ASKING = SOURCE.replace(b'lec:act="recheck_roll" lec:form="recheck_roll"', b'lec:act="answer"')
FORM = "//form[contains(@action, '/plain')]"
FIRST = "field-recheck_roll-0"
GOOD = {f"{FIRST}-label": "พบกี่คน", f"{FIRST}-type": "number", f"{FIRST}-name": "found"}


@pytest.fixture
def form(signed_in: SignIn, world: World) -> Browser:
    """The form of a draft of which one task has one question, not yet worded."""
    browser = signed_in(DEPARTMENT)
    given = {"edition": world.case(SCHOOL).edition_id, "title": "ร่าง"}
    browser.get("/diagrams/drafts/new").post("/diagrams/drafts/from-edition", given)
    draft = browser.at
    headers = {"If-Match": '"1"', "X-CSRFToken": browser.token()}
    assert browser.client.put(f"{draft}/xml", data=ASKING, headers=headers).status_code == 200
    return browser.get(f"{draft}/plain").submit({"do": "add:field:recheck_roll"}, FORM)


def source_of(form: Browser) -> bytes:
    return form.client.get(form.at.replace("/plain", "/xml")).data


def task_of(form: Browser) -> PlainTask:
    return next(each for each in read_plain(source_of(form)).tasks if each.id == "recheck_roll")


def test_a_question_an_outcome_a_deadline_and_another_lane_are_kept_and_stay_publishable(
    form: Browser,
) -> None:
    form.submit({**GOOD, "do": "add:outcome:recheck_roll"}, FORM)
    words = {"label": "ครบ", "labelEn": "Complete"}
    given = {f"outcome-recheck_roll-0-{part}": value for part, value in words.items()}
    given |= {"outcome-recheck_roll-1-label": "ไม่ครบ", "outcome-recheck_roll-1-name": "short"}
    given |= {"amount-due_soon": "5", "lane-recheck_roll": "lane_class_teacher", "do": "save"}
    given |= {f"{FIRST}-required": "yes", f"{FIRST}-min": "1", f"{FIRST}-max": "40"}

    form.submit(given, FORM)

    assert "บันทึกร่างแล้ว" in form.text
    task = task_of(form)
    asked = {"name": "found", "type": "number", "label": "พบกี่คน", "required": "true", "min": "1", "max": "40"}
    assert [dict(each) for each in task.fields] == [asked]
    assert [dict(each) for each in task.outcomes] == [
        {"name": "done", **words},
        {"name": "short", "label": "ไม่ครบ"},
    ]
    assert task.lane == "lane_class_teacher"
    assert b'due_at - duration("120h")' in source_of(form)
    assert found_in(source_of(form), WORDS, DiagramKey.SCHOOL) == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (f"{FIRST}-label", ""),
        (f"{FIRST}-name", "ชื่อไทย"),
        (f"{FIRST}-type", "script"),
        (f"{FIRST}-max", "มาก"),
        ("amount-due_soon", "0"),
        ("amount-due_soon", "99999"),
        ("word-due_soon", "tomorrow"),
        ("name-confirm", " "),
        ("role-lane_responsible", "root"),
        ("lane-confirm", "nowhere"),
        ("outcome-recheck_roll-0-name", "Done!"),
    ],
)
def test_what_cannot_be_kept_is_marked_where_it_stands_and_nothing_is_kept(
    form: Browser, name: str, typed: str
) -> None:
    form.submit({**GOOD, "name-check_report": "ที่พิมพ์ไว้", name: typed, "do": "save"}, FORM)

    assert form.status == 422
    assert marked(form, name)
    assert value_of(form, "name-check_report") == "ที่พิมพ์ไว้"
    assert source_of(form) == ASKING


def test_a_day_that_does_not_exist_is_marked_and_one_that_does_is_kept(form: Browser) -> None:
    day = {
        **GOOD,
        f"{FIRST}-type": "date",
        f"{FIRST}-latest": "today",
        f"{FIRST}-earliest": "own",
        "do": "save",
    }
    form.submit({**day, f"{FIRST}-earliest-day": "31/2/2565"}, FORM)
    assert (form.status, marked(form, f"{FIRST}-earliest-day")) == (422, True)

    form.submit({f"{FIRST}-earliest-day": "๑๖/๕/๒๕๖๕", "do": "save"}, FORM)

    [field] = task_of(form).fields
    assert (field["earliest"], field["latest"]) == ("2022-05-16", "today")
    assert value_of(form, f"{FIRST}-earliest-day") == "16/5/2565"


def test_questions_move_up_and_down_and_go_with_all_they_hold(form: Browser) -> None:
    form.submit({**GOOD, "do": "add:field:recheck_roll"}, FORM)
    second = "field-recheck_roll-1"
    form.submit(
        {f"{second}-label": "ครบหรือไม่", f"{second}-type": "yes_no", "do": f"up:{second.replace('-', ':')}"},
        FORM,
    )

    assert value_of(form, f"{FIRST}-label") == "ครบหรือไม่"
    form.submit({"do": "down:field:recheck_roll:1"}, FORM)  # already the last
    form.submit({f"{FIRST}-gone": "yes", "do": "save"}, FORM)

    assert [each["name"] for each in task_of(form).fields] == ["found"]


@pytest.mark.parametrize("do", ["add:field:nobody", "up:field:recheck_roll:x", "down:lanes:a:0", "::", "add"])
def test_a_button_that_does_not_exist_changes_nothing(form: Browser, do: str) -> None:
    before = fields(form, "field-")

    form.submit({"do": do}, FORM)

    assert form.status == 200
    assert fields(form, "field-") == before
    assert source_of(form) == ASKING


def test_a_task_with_a_page_of_the_house_is_asked_no_fields(form: Browser) -> None:
    assert fields(form, "fields-") == ["fields-recheck_roll"]
    assert "งานนี้ใช้หน้าของระบบ" in form.text
