"""Every route as every kind of stranger: another unit's work is not there, the same as what never was."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from processes.acts import reopening
from processes.acts.people import actor_named
from processes.acts.reopening import Wish
from processes.records.learners import Enrolment
from processes.records.notices import Notice
from processes.terms import Act, Stream
from tests.builders import CENTRE, FUNDER, SCHOOL, TOWN, World, confirm_institution
from tests.webapp.client import Browser

# Gaps that name what is everybody's to see, or one's own by the key of who is signed in.
EVERYBODYS = {
    "kind:closing.export",
    "kind:answer_files.download",  # whichever file: it holds the rows in the officer's scope
    "filename",
    "code:language.switch",
    "session_id",
    "round_id",
    "edition_id",
    "token:answering.show",  # its holder is a school without an account
    "token:answering.send",
}
# It leads to the own list whether the notice is a stranger's, was seen already or never was.
TELLS_NOTHING = {"notices.see"}
GAP = re.compile(r"<(?:[^<>:]+:)?(\w+)>")


@pytest.fixture
def secrets(world: World) -> dict[str, object]:
    """What a school has that no stranger may see: its code, items, learners, receipts, requests, notices."""
    number = confirm_institution(world, SCHOOL)
    with world.office() as office:
        case = office.lock_case(world.case(SCHOOL).id)
        wish = Wish(Stream.OWN, "นับผิด", "ป.1 หนึ่งคน")
        request = reopening.ask(office, actor_named(office, SCHOOL), case, wish)
        notice = Notice(key="told", kind="remind", made_at=office.now, **case.unit.belonging)
        office.session.add(notice)
        office.session.flush()
        enrolment = office.session.scalars(select(Enrolment).filter_by(unit_id=case.unit_id)).first()
        assert enrolment is not None
        found = {"request_id": request.id, "enrolment_id": enrolment.id, "notice_id": notice.id}
    done = world.items(SCHOOL, Act.VERIFY_ROLL, "done")[0].id
    return {"code": SCHOOL, "number": number, "item_id": done, "case_id": case.id, **found}


def hidden(app: Flask) -> list[Rule]:
    """The rules that name something of a unit."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if set(gaps(rule))
        - EVERYBODYS
        - {gap for gap in gaps(rule) if f"{gap}:{rule.endpoint}" in EVERYBODYS}
    ]


def gaps(rule: Rule) -> list[str]:
    return GAP.findall(rule.rule)


def visited(browser: Browser, rule: Rule, values: dict[str, object]) -> int:
    address = GAP.sub(lambda gap: str(values.get(gap[1], 1)), rule.rule)
    if "GET" in (rule.methods or ()):
        return browser.get(address).status
    if "PUT" in (rule.methods or ()):
        return browser.client.put(address, headers={"X-CSRFToken": browser.token()}).status_code
    return browser.post(address).status


@pytest.mark.parametrize("username", [CENTRE, TOWN, FUNDER])
def test_no_route_shows_a_stranger_anything_of_a_school(
    app: Flask,
    world: World,
    signed_in: Callable[[str], Browser],
    secrets: dict[str, object],
    username: str,
) -> None:
    browser = signed_in(username)

    answered = {
        f"{rule.endpoint} {rule.rule}": status
        for rule in hidden(app)
        if rule.endpoint not in TELLS_NOTHING and (status := visited(browser, rule, secrets)) != 404
    }

    assert answered == {}


def test_nobody_at_all_is_led_to_signing_in_by_every_route(
    app: Flask, world: World, secrets: dict[str, object]
) -> None:
    browser = Browser(app)
    for rule in hidden(app):
        browser.get("/sign-in")
        address = GAP.sub(lambda gap: str(secrets.get(gap[1], 1)), rule.rule)
        if "PUT" in (rule.methods or ()):  # only a script puts, which is told
            token = {"X-CSRFToken": browser.token(), "Accept": "application/json"}
            assert browser.client.put(address, headers=token).status_code == 401, rule.rule
            continue
        method = browser.get if "GET" in (rule.methods or ()) else browser.post
        assert method(address).heading == "เข้าสู่ระบบ", rule.rule


def test_what_is_a_strangers_and_what_never_was_read_the_same(
    signed_in: Callable[[str], Browser], secrets: dict[str, object]
) -> None:
    browser = signed_in(CENTRE)

    theirs = browser.get(f"/work/{secrets['item_id']}").text
    never = browser.get("/work/987654321").text

    assert theirs == never
