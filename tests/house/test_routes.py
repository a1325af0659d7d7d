"""Every page asks who is there, or is on this short list; whoever is not signed in is led to signing in."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from webapp.app import create_app
from webapp.counter import GUARDED
from webapp.menu import ENTRIES

# What anybody may open: the way in, the language, files, and what a machine asks.
OPEN = {
    "static",
    "language.switch",
    "signing_in.show",
    "signing_in.enter",
    "answering.show",  # a school without an account, under a signed link
    "answering.send",
    "health.alive",
    "health.ready",
    "health.metrics",  # asks by itself: this machine, or the token
}
SAFE = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    place = tmp_path_factory.mktemp("empty") / "empty.db"
    return create_app({"SECRET_KEY": "house test", "SQLALCHEMY_DATABASE_URI": f"sqlite:///{place}"})


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OPEN]


def test_every_page_is_guarded_or_on_the_list(app: Flask) -> None:
    unguarded = {
        rule.endpoint for rule in rules(app) if not getattr(app.view_functions[rule.endpoint], GUARDED, False)
    }

    assert unguarded == set()


def test_the_list_names_no_page_that_is_gone(app: Flask) -> None:
    assert set(app.view_functions) >= OPEN


def test_no_page_answers_to_a_form_under_an_address_that_is_also_looked_at_by_get_alone(app: Flask) -> None:
    """A link must never change anything: who changes something posts, under a rule of its own."""
    mixed = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.methods and "POST" in rule.methods and "GET" in rule.methods
    ]

    assert mixed == []


def test_every_form_asks_for_the_token(app: Flask) -> None:
    client = app.test_client()

    for rule in app.url_map.iter_rules():
        if rule.methods and (changing := rule.methods - SAFE):
            answer = client.open(_address(rule), method=changing.pop())
            assert answer.status_code == 400, f"{rule.rule} took a form without its token"


def test_the_menu_leads_to_pages_that_are_there(app: Flask) -> None:
    missing = {entry.endpoint for entry in ENTRIES} - set(app.view_functions)

    assert missing == set()


def test_addresses_hold_no_name_of_a_person_and_no_verb_of_the_web(app: Flask) -> None:
    odd = [rule.rule for rule in rules(app) if re.search(r"[A-Z_]|/(get|do|handle|process)\b", _bare(rule))]

    assert odd == []


def _bare(rule: Rule) -> str:
    return re.sub(r"<[^>]*>", "", rule.rule)


def _address(rule: Rule) -> str:
    """The rule's address with something in every gap."""
    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda gap: "1" if gap[1] else "x", rule.rule)
