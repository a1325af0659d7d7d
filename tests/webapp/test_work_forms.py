"""A task that a diagram defines by itself: its fields are asked, checked and answered."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from config.web import build_web
from processes.records.cases import FormAnswer
from processes.records.rounds import DiagramEdition
from processes.terms import Act, DiagramKey
from tests.builders import SCHOOL, World, build_world, open_round, sha256_of, verify_all_classes
from tests.webapp.client import Browser
from tests.webapp.desks import fields, marked, value_of
from webapp.database import db

PLAIN = 'lec:act="recheck_roll" lec:form="recheck_roll" lec:outcomes="done">'
ASKING = """lec:act="answer" lec:form="answer" lec:outcomes="done,later">
<bpmn:extensionElements>
<lec:field name="note" type="text" label="ข้อสังเกต" required="true" />
<lec:field name="meals" type="number" label="จำนวนมื้อ" required="true" />
<lec:field name="milk" type="yes_no" label="ได้รับนมครบ" required="true" />
<lec:field name="size" type="choice" label="ขนาด" options="เล็ก,ใหญ่" />
</bpmn:extensionElements>"""


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[tuple[World, Browser]]:
    """A round whose school diagram asks four questions where it had the recheck; at that task."""
    world = build_world(tmp_path, opened=False)
    with world.office() as office:
        edition = office.session.scalars(select(DiagramEdition).filter_by(diagram=DiagramKey.SCHOOL)).one()
        assert PLAIN in edition.source
        edition.source = edition.source.replace(PLAIN, ASKING)
        edition.checksum = sha256_of(edition.source)
    open_round(world)
    verify_all_classes(world, SCHOOL)
    app = build_web(replace(world.house.settings, clock="none"), world.watch)
    app.testing = True
    yield world, Browser(app).sign_in(SCHOOL).get(f"/work/{world.item(SCHOOL, Act.ANSWER)}")
    with app.app_context():
        db.engine.dispose()
    world.house.database.engine.dispose()


GIVEN = {"f-note": "เรียบร้อย", "f-meals": "๓", "f-milk": "yes", "outcome": "done"}


def answers(world: World) -> list[dict[str, object]]:
    with world.house.reading() as session:
        return [json.loads(content) for content in session.scalars(select(FormAnswer.content))]


def test_a_diagrams_own_questions_are_asked_and_answered_in_their_types(
    asking: tuple[World, Browser],
) -> None:
    world, browser = asking
    assert fields(browser, "f-") == ["f-note", "f-meals", "f-milk", "f-size"]

    browser.submit(GIVEN)

    assert browser.status == 200
    assert answers(world) == [{"note": "เรียบร้อย", "meals": 3, "milk": True, "size": ""}]
    assert "เรียบร้อย" in browser.text
    assert world.items(SCHOOL, Act.CONFIRM)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("f-note", " "),
        ("f-meals", ""),
        ("f-meals", "สาม"),
        ("f-milk", ""),
        ("f-size", "กลาง"),
        ("outcome", ""),
    ],
)
def test_an_answer_that_is_missing_or_none_is_marked_and_the_rest_kept(
    asking: tuple[World, Browser], name: str, typed: str
) -> None:
    world, browser = asking

    browser.submit({**GIVEN, name: typed})

    assert browser.status == 422
    assert marked(browser, name)
    assert name == "f-meals" or value_of(browser, "f-meals") == "๓"
    assert answers(world) == []
