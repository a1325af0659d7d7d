"""Each reason why an act says no has its sentence, in Thai and, through the catalogue, in English."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from processes.terms import Act, Grade, Reason, Refused, Role
from webapp.app import create_app
from webapp.grades import GRADES
from webapp.sentences import NEXT_STEPS, SENTENCES, next_step, sentence
from webapp.shell import ROLES
from webapp.tasks import TASKS

CATALOGUE = Path(__file__).parents[2] / "webapp/translations/en/LC_MESSAGES/messages.po"
THAI = re.compile("[ก-๛]")
GAP = re.compile(r"%\((\w+)\)s")
KNOWN_GAPS = {
    "moment",
    "unit",
    "person",
    "people",
    "below_outstanding",
    "below_unreviewed",
    "unseen",
    "errors",
    "unexplained",
    "not_found",
    "blank_counts",
    "seen_percent",
    "drafts",
    "counts_in_doubt",
    "why",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    place = tmp_path_factory.mktemp("empty") / "empty.db"
    return create_app({"SECRET_KEY": "house test", "SQLALCHEMY_DATABASE_URI": f"sqlite:///{place}"})


def thai_words(app: Flask) -> list[str]:
    with app.test_request_context():
        return [
            str(each) for words in (SENTENCES, NEXT_STEPS, GRADES, ROLES, TASKS) for each in words.values()
        ]


@pytest.mark.letter("N5")
def test_every_reason_has_a_thai_sentence(app: Flask) -> None:
    assert set(SENTENCES) == set(Reason)

    with app.test_request_context():
        for reason in Reason:
            assert THAI.search(str(SENTENCES[reason])), reason


def test_no_two_reasons_read_the_same(app: Flask) -> None:
    with app.test_request_context():
        assert len({str(each) for each in SENTENCES.values()}) == len(Reason)


def test_a_sentence_names_only_what_a_refusal_can_tell(app: Flask) -> None:
    with app.test_request_context():
        gaps = {gap for each in SENTENCES.values() for gap in GAP.findall(str(each))}

    assert gaps <= KNOWN_GAPS


@pytest.mark.parametrize("reason", list(Reason))
def test_a_sentence_is_whole_also_when_nothing_more_is_known(app: Flask, reason: Reason) -> None:
    with app.test_request_context():
        said = sentence(Refused(reason))

    assert "%" not in said
    assert "None" not in said


def test_numbers_and_names_are_written_as_officers_write_them(app: Flask) -> None:
    with app.test_request_context():
        said = sentence(Refused(Reason.LEARNERS_UNSEEN, unseen=1234))
        taken = sentence(Refused(Reason.CLAIMED_BY_ANOTHER), "นางสาวนันทพร วิเศษศรี")
        further = next_step(Reason.CLAIMED_BY_ANOTHER)

    assert "1,234 คน" in said
    assert taken == "นางสาวนันทพร วิเศษศรี รับงานนี้ไปทำแล้ว"
    assert further


def test_every_grade_role_and_task_has_words(app: Flask) -> None:
    assert set(GRADES) == set(Grade)
    assert set(ROLES) == set(Role)
    assert set(TASKS) <= set(Act)


def test_english_is_complete(app: Flask) -> None:
    with CATALOGUE.open("rb") as file:
        english = {message.id: message.string for message in read_po(file) if message.id}

    missing = [words for words in thai_words(app) if not english.get(words)]
    still_thai = [words for words in thai_words(app) if THAI.search(english.get(words) or "")]

    assert missing == []
    assert still_thai == []
