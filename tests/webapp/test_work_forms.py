"""A task that a diagram defines by itself: asked, checked, answered, and shown to who comes next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from sqlalchemy import select

from processes.acts import publishing
from processes.acts.form_answers import opened
from processes.acts.office import CLOCK
from processes.acts.publishing import Drawn
from processes.records.cases import FormAnswer, FormFile
from processes.records.journal import JournalEntry
from processes.terms import Act, DiagramKey
from tests.builders import (
    BPMN,
    CENTRE,
    CITY,
    CLOSES,
    SCHOOL,
    Mould,
    World,
    build_world,
    check_report,
    confirm,
    open_round,
    verify_all_classes,
)
from tests.stage import Stage
from tests.webapp.client import Browser
from tests.webapp.desks import fields, marked, value_of

FLOW = '<bpmn:sequenceFlow id="recheck_roll_to_confirm" sourceRef="recheck_roll" targetRef="confirm" />'
SECOND_LOOK = """<bpmn:userTask id="second_look" name="เจ้าหน้าที่คนที่สองตรวจทาน"
 lec:act="answer" lec:form="answer">
<bpmn:extensionElements>
<lec:outcome name="done" label="เห็นชอบ" labelEn="Agreed" />
<lec:outcome name="later" label="ขอดูใหม่" labelEn="Look again" />
<lec:field name="note" type="text" label="ข้อสังเกต" labelEn="Remark" help="สิ่งที่พบ"
 required="true" maxLength="40" />
<lec:field name="meals" type="number" label="จำนวนมื้อ" required="true" min="1" max="7" />
<lec:field name="milk" type="yes_no" label="ได้รับนมครบ" required="true" />
<lec:field name="size" type="choice" label="ขนาด" options="เล็ก,ใหญ่" optionsEn="small,large" />
<lec:field name="met_on" type="date" label="วันที่ตรวจ" earliest="opens_at" latest="today" />
<lec:field name="paper" type="file" label="ภาพถ่ายทะเบียน" />
<lec:field name="stated" type="statement" label="ข้าพเจ้าตรวจด้วยตนเอง" required="true" />
</bpmn:extensionElements>
<bpmn:incoming>recheck_roll_to_second_look</bpmn:incoming>
<bpmn:outgoing>second_look_to_enough</bpmn:outgoing>
</bpmn:userTask>
<bpmn:exclusiveGateway id="enough" default="recheck_roll_to_confirm">
<bpmn:incoming>second_look_to_enough</bpmn:incoming>
<bpmn:outgoing>enough_to_recheck</bpmn:outgoing>
<bpmn:outgoing>recheck_roll_to_confirm</bpmn:outgoing>
</bpmn:exclusiveGateway>
"""
CHANGES = (
    ('<bpmn:userTask id="confirm" ', SECOND_LOOK + '<bpmn:userTask id="confirm" '),
    (
        "<bpmn:outgoing>recheck_roll_to_confirm</bpmn:outgoing>\n    </bpmn:userTask>",
        "<bpmn:outgoing>recheck_roll_to_second_look</bpmn:outgoing>\n    </bpmn:userTask>",
    ),
    (
        "<bpmn:incoming>report_shown_to_recheck</bpmn:incoming>",
        "<bpmn:incoming>report_shown_to_recheck</bpmn:incoming><bpmn:incoming>enough_to_recheck</bpmn:incoming>",
    ),
    (
        "<bpmn:flowNodeRef>confirm</bpmn:flowNodeRef>",
        "<bpmn:flowNodeRef>confirm</bpmn:flowNodeRef><bpmn:flowNodeRef>second_look</bpmn:flowNodeRef>"
        "<bpmn:flowNodeRef>enough</bpmn:flowNodeRef>",
    ),
    (
        FLOW,
        '<bpmn:sequenceFlow id="recheck_roll_to_second_look" sourceRef="recheck_roll"'
        ' targetRef="second_look" />'
        '<bpmn:sequenceFlow id="second_look_to_enough" sourceRef="second_look" targetRef="enough" />'
        '<bpmn:sequenceFlow id="enough_to_recheck" sourceRef="enough" targetRef="recheck">'
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        "answers.meals &lt; 3 &amp;&amp; !answers.paper</bpmn:conditionExpression></bpmn:sequenceFlow>"
        '<bpmn:sequenceFlow id="recheck_roll_to_confirm" sourceRef="enough" targetRef="confirm" />',
    ),
)
GIVEN = {"f-note": "เรียบร้อย", "f-meals": "๓", "f-milk": "yes", "outcome": "done", "f-stated": "yes"}
PDF = b"%PDF-1.7 register"


@dataclass
class Asking:
    """A round whose schools have a second look with fields of its own, and the browser at that task."""

    world: World
    browser: Browser

    def answers(self) -> list[dict[str, object]]:
        with self.world.house.reading() as session:
            cipher = self.world.house.keys.cipher
            return [
                opened(cipher, each) for each in session.scalars(select(FormAnswer).order_by(FormAnswer.id))
            ]

    def at(self, username: str) -> Browser:
        return Browser(self.browser.client.application).sign_in(username)


@pytest.fixture(scope="module")
def looked_twice(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """The small province with the edited diagram in force, built once."""
    place = tmp_path_factory.mktemp("twice")
    world = build_world(place, opened=False)
    with world.office() as office:
        drawn = Drawn(DiagramKey.SCHOOL, edited(), "ตรวจสองคน")
        publishing.publish(office, CLOCK, drawn, (BPMN / "words.toml").read_text(encoding="utf-8"))
    open_round(world)
    verify_all_classes(world, SCHOOL)
    world.house.database.engine.dispose()
    return Mould(place, world.round_id)


@pytest.fixture
def world(stage: Stage, looked_twice: Mould) -> Iterator[World]:
    cast = stage.set_up(looked_twice)
    yield cast
    cast.house.database.engine.dispose()


@pytest.fixture
def asking(world: World, signed_in: Callable[[str], Browser]) -> Asking:
    browser = signed_in(SCHOOL)
    browser.get(f"/work/{world.item(SCHOOL, Act.RECHECK_ROLL)}").submit()
    return Asking(world, browser.get(f"/work/{world.item(SCHOOL, Act.ANSWER)}"))


def edited() -> bytes:
    """The shipped diagram of schools with a second look, and a way back when too little was found."""
    source = (BPMN / "school.bpmn").read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return source.encode()


def pdf(content: bytes = PDF, name: str = "ทะเบียน.pdf") -> dict[str, object]:
    return {"f-paper": (BytesIO(content), name)}


def test_a_diagrams_own_questions_are_asked_and_answered_in_their_types(asking: Asking) -> None:
    named = ["note", "meals", "milk", "size", "met_on-day", "met_on-month", "met_on-year", "paper", "stated"]
    assert fields(asking.browser, "f-") == [f"f-{name}" for name in named]

    days = {"f-met_on-day": "๑๐", "f-met_on-month": "10", "f-met_on-year": "2565"}
    asking.browser.submit({**GIVEN, **days, "f-size": "ใหญ่"})

    assert asking.browser.status == 200
    assert asking.answers() == [
        {
            "note": "เรียบร้อย",
            "meals": 3,
            "milk": True,
            "size": "ใหญ่",
            "met_on": "2022-10-10",
            "paper": False,
            "stated": True,
        }
    ]
    assert "เรียบร้อย" in asking.browser.text
    assert asking.world.items(SCHOOL, Act.CONFIRM)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("f-meals", "8"),
        ("f-met_on-day", "32"),
        ("outcome", "accepted"),
    ],
)
def test_an_answer_that_is_missing_or_none_is_marked_and_the_rest_kept(
    asking: Asking, name: str, typed: str
) -> None:
    asking.browser.submit({**GIVEN, name: typed})

    assert asking.browser.status == 422
    assert marked(asking.browser, name.removesuffix("-day"))
    assert name == "f-meals" or value_of(asking.browser, "f-meals") == "๓"
    assert asking.answers() == []


def test_what_was_not_answered_stays_unanswered_and_is_no_zero(asking: Asking) -> None:
    asking.browser.submit(GIVEN)

    assert asking.answers()[0]["met_on"] is None
    assert asking.answers()[0]["size"] is None


def test_the_answer_chooses_the_way(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, "f-meals": "2"})

    assert asking.world.items(SCHOOL, Act.CONFIRM) == []
    assert asking.world.items(SCHOOL, Act.RECHECK_ROLL)


def test_the_page_asks_in_the_language_of_the_reader(asking: Asking) -> None:
    page = asking.browser.get("/language/en?next=" + asking.browser.at)

    assert "Remark" in page.text
    assert page.page.xpath("//label[normalize-space()='small']")
    assert page.page.xpath("//label[normalize-space()='Look again']")
    assert page.page.xpath("//input[@name='f-size']/@value") == ["เล็ก", "ใหญ่"]


def test_a_file_is_kept_sealed_and_given_out_as_an_attachment(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, "f-meals": "2", **pdf(name="roll/ทะเบียน.pdf")})

    with asking.world.house.reading() as session:
        kept = session.scalars(select(FormFile)).one()
        assert kept.name == "ทะเบียน.pdf"
        assert PDF not in kept.sealed
    assert asking.answers()[0]["paper"] is True
    assert asking.world.items(SCHOOL, Act.CONFIRM)  # few meals, but the diagram takes the file for it
    given = asking.browser.client.get(f"/work/files/{kept.id}")
    assert given.data == PDF
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert asking.at(CITY).get(f"/work/files/{kept.id}").status == 200
    assert asking.at(CENTRE).get(f"/work/files/{kept.id}").status == 404


def test_a_file_stays_when_the_rest_of_the_form_is_refused_and_can_be_taken_back(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, "f-note": "", **pdf()})
    assert asking.browser.status == 422
    assert "ทะเบียน.pdf" in asking.browser.text

    asking.browser.submit({**GIVEN, "f-paper-remove": "yes"})

    assert asking.answers()[0]["paper"] is False


@pytest.mark.parametrize("content", [b"MZ program", b"<svg onload=alert(1)>", b"PK zipped"])
def test_what_is_no_document_is_refused_with_a_sentence(asking: Asking, content: bytes) -> None:
    asking.browser.submit({**GIVEN, **pdf(content)})

    assert asking.browser.status == 422
    assert marked(asking.browser, "f-paper")
    assert asking.answers() == []


def test_ten_thousand_fields_that_were_not_asked_count_for_nothing(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, **{f"f-more{number}": "x" for number in range(10_000)}})

    assert asking.browser.status == 200
    assert len(asking.answers()[0]) == 7


def test_a_page_of_another_edition_is_shown_again_and_nothing_is_kept(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, "made_from": "1"})

    assert asking.browser.status == 409
    assert asking.answers() == []


def test_sent_twice_it_is_answered_once(asking: Asking) -> None:
    item_id = asking.world.item(SCHOOL, Act.ANSWER)
    held = {"made_from": value_of(asking.browser, "made_from")}
    asking.browser.submit(GIVEN)

    asking.browser.post(f"/work/{item_id}/answer", {**held, **GIVEN})

    assert "ทำ" in asking.browser.text
    assert len(asking.answers()) == 1


def test_after_the_close_neither_answer_nor_file_is_taken(asking: Asking) -> None:
    item_id = asking.world.item(SCHOOL, Act.ANSWER)
    held = {"made_from": value_of(asking.browser, "made_from")}
    asking.world.watch.now = CLOSES

    late = asking.at(SCHOOL).post(f"/work/{item_id}/answer", {**held, **GIVEN, **pdf()})

    assert late.status == 423
    with asking.world.house.reading() as session:
        assert session.scalars(select(FormFile)).all() == []


def test_the_next_in_line_and_the_tier_above_read_what_was_answered(asking: Asking) -> None:
    asking.browser.submit(GIVEN)

    assert "เห็นชอบ" in asking.browser.text
    page = asking.browser.get(f"/work/{asking.world.item(SCHOOL, Act.CONFIRM)}")
    assert "เรียบร้อย" in page.text
    assert "เห็นชอบ" in page.text
    assert "เห็นชอบ" in page.get(f"/units/{SCHOOL}/way").text

    confirm(asking.world, SCHOOL)
    check_report(asking.world, SCHOOL)
    city = asking.at(CITY).get(f"/work/{asking.world.item(CITY, Act.REVIEW_UNIT)}")
    assert "ข้อสังเกต" in city.text
    assert "เรียบร้อย" in city.text
    assert "เรียบร้อย" not in asking.at(CENTRE).get("/inbox").text


def test_the_journal_says_who_answered_and_which_files_but_not_what(asking: Asking) -> None:
    asking.browser.submit({**GIVEN, **pdf()})

    with asking.world.house.reading() as session:
        entry = session.scalars(select(JournalEntry).filter_by(act=Act.ANSWER)).one()
    assert "paper" in entry.details
    assert "เรียบร้อย" not in entry.details


def test_answers_are_taken_along_as_a_file_in_which_nothing_is_a_formula(asking: Asking) -> None:
    edition = asking.world.case(SCHOOL).edition_id
    asking.browser.submit({**GIVEN, "f-note": "=1+1"})

    answer = asking.browser.client.get(f"/diagrams/{edition}/answers/{asking.world.round_id}.csv")

    told = answer.data.decode("utf-8-sig").splitlines()
    assert "ข้อสังเกต" in told[0]
    assert told[1].startswith(f"{SCHOOL},")
    assert "'=1+1" in told[1]
    assert "เห็นชอบ" in told[1]
    with asking.world.house.reading() as session:
        assert session.scalars(select(JournalEntry).filter_by(act=Act.EXPORT_ANSWERS)).one()


def test_a_file_of_answers_holds_the_officers_own_units_and_only_officers_take_it(asking: Asking) -> None:
    address = f"/diagrams/{asking.world.case(SCHOOL).edition_id}/answers/{asking.world.round_id}"
    asking.browser.submit(GIVEN)

    assert SCHOOL in asking.at(CITY).client.get(f"{address}.csv").data.decode()
    assert SCHOOL not in asking.at(CENTRE).client.get(f"{address}.csv").data.decode()
    assert asking.at(f"{SCHOOL}-2").client.get(f"{address}.csv").status_code == 409
    assert asking.browser.client.get(f"{address}.xlsx").data.startswith(b"PK")
    assert asking.browser.client.get(f"{address}.exe").status_code == 404
