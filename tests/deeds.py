"""What officers and the clock do, in the fewest words, for stories of the whole chain; and how a no shows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import func, select

from processes.acts import (
    clockwork,
    confirming,
    counter,
    outside,
    reopening,
    reviewing,
    roll,
)
from processes.acts.confirming import Attestation
from processes.acts.office import Actor, Office
from processes.acts.outside import Cell
from processes.acts.people import actor_named
from processes.acts.reopening import Wish
from processes.records.base import Record
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import ReopeningRequest
from processes.records.learners import Enrolment
from processes.records.notices import Notice
from processes.records.outside import OtherSchool
from processes.records.units import Unit
from processes.terms import OUTSIDE_GRADES, Act, CountState, Reason, Refused, Stream
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

INSTITUTIONS = (SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE)
WHY, CHANGES = "นับผิดหนึ่งคน", "แก้จำนวนนักเรียน ป.1"


def because(reason: Reason) -> Callable[[Refused], bool]:
    """Exactly this reason, as in `pytest.raises(Refused, check=because(Reason.TOO_LATE))`."""
    return lambda refusal: refusal.reason is reason


@contextmanager
def refused_for(reason: Reason) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What is done inside is refused for exactly this reason."""
    with pytest.raises(Refused, check=because(reason)) as caught:
        yield caught


@contextmanager
def desk(world: World, username: str, item_id: int) -> Iterator[tuple[Office, Actor, WorkItem]]:
    """An officer with an item before them."""
    with world.office() as office:
        actor = actor_named(office, username)
        yield office, actor, counter.pick(office, actor, item_id)


@contextmanager
def case_work(world: World, username: str, code: str) -> Iterator[tuple[Office, Actor, Case]]:
    """An officer at work on a unit's case, beside any task."""
    case_id = world.case(code).id
    with world.office() as office:
        yield office, actor_named(office, username), office.lock_case(case_id)


@contextmanager
def at_roll(world: World, username: str, code: str) -> Iterator[tuple[Office, Actor, Case, list[Enrolment]]]:
    """An officer at work on a roll: every enrolment there ever was, oldest first."""
    with case_work(world, username, code) as (office, actor, case):
        wanted = select(Enrolment).filter_by(unit_id=case.unit_id).order_by(Enrolment.id)
        yield office, actor, case, list(office.session.scalars(wanted))


def look_for(world: World, username: str, code: str, places: Sequence[int], seen: bool = True) -> None:
    """Mark the learners at these places of the roll as seen, or looked for in vain."""
    with at_roll(world, username, code) as (office, actor, case, enrolments):
        roll.mark(office, actor, case, [enrolments[place] for place in places], seen)


def number_of(world: World, record: type[Record], **values: object) -> int:
    with world.house.reading() as session:
        return session.scalars(select(func.count()).select_from(record).filter_by(**values)).one()


def outside_schools(world: World, code: str) -> list[int]:
    with world.house.reading() as session:
        wanted = select(OtherSchool.id).join(Unit, Unit.id == OtherSchool.unit_id).where(Unit.code == code)
        return list(session.scalars(wanted))


def record_counts(world: World, code: str, number: int = 5) -> int:
    """Write the same number into every cell of the authority's outside schools."""
    cell = Cell(CountState.COUNTED, number)
    grid = {(school, grade): cell for school in outside_schools(world, code) for grade in OUTSIDE_GRADES}
    with case_work(world, code, code) as (office, actor, case):
        return outside.record_counts(office, actor, case, grid)


def finish_recording(world: World, code: str) -> None:
    with desk(world, code, world.item(code, Act.RECORD_COUNTS)) as (office, actor, item):
        outside.finish_recording(office, actor, item)


def confirm_counts(world: World, code: str) -> str:
    """Open the report of the outside counts and confirm them; returns the receipt number."""
    with desk(world, code, world.item(code, Act.CONFIRM_COUNTS)) as (office, actor, item):
        confirming.open_report(office, actor, item.case, Stream.OTHER)
        office.session.flush()
        signed = Attestation("ขอรับรอง", item.case.other_figures_version)
        return confirming.confirm_counts(office, actor, item, signed).number


def confirm_outside(world: World, code: str, number: int = 5) -> str:
    record_counts(world, code, number)
    finish_recording(world, code)
    return confirm_counts(world, code)


def confirm_authority(world: World, code: str) -> str:
    """Accept every unit that waits, and confirm the overview."""
    accept_all(world, code)
    return confirm(world, code)


def confirm_up_to_authorities(world: World) -> None:
    """Everything below the province confirmed, both streams."""
    for code in INSTITUTIONS:
        confirm_institution(world, code)
    for code in (CITY, TOWN):
        confirm_authority(world, code)
    for code in (CITY, FUNDER):
        confirm_outside(world, code)


def confirm_up_to_province(world: World) -> str:
    confirm_up_to_authorities(world)
    return confirm_authority(world, PROVINCE)


def take_figures(world: World, username: str) -> None:
    with desk(world, username, world.item(username[:8], Act.TAKE_FIGURES)) as (office, actor, item):
        reviewing.take_figures(office, actor, office.lock_case(item.subject_id), item)


def ask(world: World, code: str, stream: Stream = Stream.OWN, why: str = WHY) -> int:
    """Ask the tier above to open the unit's confirmation; returns the request."""
    with case_work(world, code, code) as (office, actor, case):
        return reopening.ask(office, actor, case, Wish(stream, why, CHANGES)).id


def grant(world: World, username: str, request_id: int) -> None:
    with world.office() as office:
        actor = actor_named(office, username)
        reopening.grant(office, actor, *reopening.request_for(office, actor, request_id))


def refuse(world: World, username: str, request_id: int, why: str = "ข้อมูลถูกต้องแล้ว") -> None:
    with world.office() as office:
        actor = actor_named(office, username)
        request, case = reopening.request_for(office, actor, request_id)
        reopening.refuse(office, actor, request, case, why)


def reopen(world: World, username: str, code: str, stream: Stream = Stream.OWN, why: str = WHY) -> None:
    with case_work(world, username, code) as (office, actor, case):
        reopening.reopen(office, actor, case, stream, why)


def request(world: World, request_id: int) -> ReopeningRequest:
    with world.house.reading() as session:
        return session.get_one(ReopeningRequest, request_id)


def ring(world: World, at: datetime) -> int:
    """Let the clock do everything it owes at a moment; returns how many cases it touched."""
    touched = 0
    with world.office(at) as office:
        while clockwork.run_one_timer(office):
            office.session.flush()
    while True:
        with world.office() as office:
            batch = clockwork.tick_due_cases(office)
        touched += batch
        if not batch:
            return touched


def told(world: World, code: str) -> list[str]:
    """What the unit was told: the kinds of its notices and whom they are about, oldest first."""
    with world.house.reading() as session:
        wanted = select(Notice).join(Unit, Unit.id == Notice.unit_id).where(Unit.code == code)
        return [f"{each.kind} {each.about}" for each in session.scalars(wanted.order_by(Notice.id))]
