"""What the forms about a learner stand on: who is meant, and one act on them in one transaction."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from processes.acts import roll
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment
from processes.reports.roll_list import classroom_on, enrolment_on
from processes.terms import Act, Refused
from webapp.door import office_door, reading
from webapp.standpoint import Standpoint
from webapp.visitors import actor


def change(here: Standpoint, enrolment_id: int, act: Callable[[Office, Case, Enrolment], None]) -> None:
    """Do one act on a learner of the unit; another unit's learner is `UnknownItem`."""
    unit_id, case_id = here.unit.id, case_id_of(here)
    with office_door() as office:
        case = roll.case_of(office, actor(), case_id)
        wanted = select(Enrolment).filter_by(id=enrolment_id, unit_id=unit_id)
        enrolment = office.visible(actor(), wanted)
        if enrolment is None or enrolment.learner is None:  # another unit's learner by now
            raise UnknownItem(enrolment_id)
        act(office, case, enrolment)


def case_id_of(here: Standpoint) -> int:
    if here.case is None:
        raise UnknownItem(0)
    return here.case.id


def enrolment_here(here: Standpoint, enrolment_id: int) -> Enrolment:
    found = enrolment_on(reading(), here.unit.id, enrolment_id)
    if found is None or found.learner is None:  # another unit's learner by now
        raise UnknownItem(enrolment_id)
    return found


def classroom_asked(here: Standpoint) -> Classroom:
    asked = request.values.get("classroom", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else 0
    found = classroom_on(reading(), here.unit.id, number)
    if found is None:
        raise UnknownItem(number)
    return found


def refusal(here: Standpoint, act: Act, classroom: Classroom, enrolled: bool) -> Refused | None:
    """Why the officer may not do this to a learner of the class."""
    own = classroom.teacher_id == here.actor.officer_id
    return here.refusal(act, own_class=own, enrolled=enrolled)


def back_to(code: str, enrolment_id: int) -> ResponseReturnValue:
    return redirect(url_for("roll.learner", code=code, enrolment_id=enrolment_id), 303)
