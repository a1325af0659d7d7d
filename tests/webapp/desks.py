"""Shortcuts of tests to the page of a task, and what its forms are called."""

from collections.abc import Callable

from sqlalchemy import select

from processes.acts import confirming, counter, outside
from processes.acts.confirming import Attestation
from processes.acts.outside import Cell
from processes.acts.people import actor_named
from processes.records.confirmations import Confirmation
from processes.records.learners import Enrolment, PresenceMark
from processes.records.outside import OtherSchool
from processes.terms import OUTSIDE_GRADES, Act, CountState, Stream
from tests.builders import (
    CENTRE,
    CITY,
    FUNDER,
    PROVINCE,
    SCHOOL,
    SECOND_SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    confirm,
    confirm_institution,
)
from tests.webapp.client import Browser

SignIn = Callable[[str], Browser]


def unit_of(username: str) -> str:
    return username.split("-", maxsplit=1)[0]


def at_task(sign_in: SignIn, world: World, username: str, act: Act) -> Browser:
    """The account's browser on the page of the unit's first open item of this act."""
    return sign_in(username).get(f"/work/{world.item(unit_of(username), act)}")


def form(part: str) -> str:
    """The form of the page whose address holds this."""
    return f"//main//form[contains(@action, '{part}')]"


def fields(browser: Browser, beginning: str) -> list[str]:
    """The names of the page's fields that begin so, each once, in order."""
    assert browser.page is not None
    found = [str(name) for name in browser.page.xpath("//main//*/@name")]
    return list(dict.fromkeys(name for name in found if name.startswith(beginning)))


def value_of(browser: Browser, name: str) -> str:
    assert browser.page is not None
    return str(browser.page.xpath("string(//main//*[@name=$name]/@value)", name=name))


def marked(browser: Browser, name: str) -> bool:
    """Whether the field of this id says that it is wrong, and the summary leads to it."""
    assert browser.page is not None
    wrong = browser.page.xpath("//*[@id=$id][@aria-invalid or ../@aria-describedby]", id=name)
    led = browser.page.xpath("//*[@data-error-summary]//a[@href=$link]", link=f"#{name}")
    return bool(wrong and led)


def marks_of(world: World) -> dict[int, bool]:
    with world.house.reading() as session:
        return {mark.enrolment_id: mark.seen for mark in session.scalars(select(PresenceMark))}


def left_count(world: World) -> int:
    with world.house.reading() as session:
        return len(session.scalars(select(Enrolment.id).where(Enrolment.left_at.is_not(None))).all())


def all_confirmations(world: World) -> int:
    with world.house.reading() as session:
        return len(session.scalars(select(Confirmation.id)).all())


def open_report(world: World, code: str, stream: Stream = Stream.OWN) -> None:
    with world.office() as office:
        case = office.lock_case(world.case(code).id)
        confirming.open_report(office, actor_named(office, code), case, stream)


def confirm_city_units(world: World) -> None:
    """Every unit of the city confirms, and the city finds them correct."""
    for code in (SCHOOL, SECOND_SCHOOL, CENTRE):
        confirm_institution(world, code)
    accept_all(world, CITY)


def confirm_city(world: World) -> str:
    confirm_city_units(world)
    return confirm(world, CITY)


def confirm_outside(world: World, code: str, each: int = 7) -> str:
    """The authority fills every cell with the same number and confirms the counts."""
    with world.office() as office:
        actor = actor_named(office, code)
        item = counter.pick(office, actor, world.item(code, Act.RECORD_COUNTS))
        schools = office.session.scalars(select(OtherSchool.id).filter_by(unit_id=item.case.unit_id)).all()
        cells = {
            (school, grade): Cell(CountState.COUNTED, each) for school in schools for grade in OUTSIDE_GRADES
        }
        outside.record_counts(office, actor, item.case, cells)
        outside.finish_recording(office, actor, item)
    open_report(world, code, Stream.OTHER)
    with world.office() as office:
        actor = actor_named(office, code)
        item = counter.pick(office, actor, world.item(code, Act.CONFIRM_COUNTS))
        signed = Attestation("ขอรับรอง", item.case.other_figures_version)
        return confirming.confirm_counts(office, actor, item, signed).number


def confirm_authorities(world: World) -> None:
    """Both streams of every authority of the province are confirmed, none is reviewed."""
    confirm_city(world)
    confirm_institution(world, TOWN_CENTRE)
    accept_all(world, TOWN)
    confirm(world, TOWN)
    for code in (CITY, FUNDER):
        confirm_outside(world, code)


def confirm_whole_province(world: World) -> None:
    """Everything below the province is confirmed and found correct."""
    confirm_authorities(world)
    accept_all(world, PROVINCE)
