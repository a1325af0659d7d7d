"""What bringing in a workbook of a large roll costs: sent, looked over, taken in; plain and whole."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import delete, select, update

from config.bench.timing import Timing
from config.demo.names import first_name, surname
from config.demo.records import record_of
from config.wiring import House
from processes.acts.office import Office
from processes.acts.particulars import written
from processes.acts.roll import NUMBER
from processes.records.learners import Enrolment, Learner
from processes.records.particulars import LearnerRecord
from processes.rules.identity import check_digit
from processes.terms import IdentityKind

STAGES = ("read", "planned", "taken_in")


def measure_workbooks(house: House, client: FlaskClient, code: str, unit_id: int) -> dict[str, Timing]:
    """Every learner's name differs in the plain file; in the whole one every field of every record does."""
    with house.office() as office:
        _make_real(office, unit_id)
    roll = f"/units/{code}/roll"
    plain, whole = (client.get(f"{roll}.xlsx{layout}").data for layout in ("?layout=own", ""))
    timings: dict[str, Timing] = {}
    for kind, book, spoil in (("plain", plain, _rename), ("whole", whole, _forget)):
        with house.office() as office:
            spoil(office, unit_id)
        for stage, work in zip(STAGES, _stages(client, f"{roll}/import", book), strict=True):
            timing = timings[f"{kind}_workbook_{stage}"] = Timing()
            with timing.sample():
                work()
    return timings


def _stages(client: FlaskClient, address: str, book: bytes) -> Iterator[Callable[[], None]]:
    """The three requests; each is made when its turn has come, out of what the last one answered."""
    found: dict[str, Any] = {}

    def send() -> None:
        answer = client.post(address, data={"file": (io.BytesIO(book), "roll.xlsx")})
        found["page"] = _expect(answer.location, answer.status_code == 303)
        answer.request.environ["wsgi.input"].close()  # the client leaves the form it wrote open

    def look_over() -> None:
        found["plan"] = client.get(found["page"]).data

    def take_in() -> None:
        plan = html.fromstring(found["plan"]).xpath("string(//input[@name='plan']/@value)")
        answer = client.post(found["page"], data={"plan": _expect(plan, bool(plan))})
        _expect("", answer.status_code == 303)

    yield from (send, look_over, take_in)


def _expect(found: Any, good: bool) -> Any:
    if not good:
        raise LookupError("the workbook was not taken")
    return found


def _make_real(office: Office, unit_id: int) -> None:
    """Names, numbers and whole records as a file would have them; the base itself is invented in bulk."""
    chance = Random(unit_id)  # noqa: S311 -- it must be repeatable, not secret
    wanted = select(Enrolment).filter_by(unit_id=unit_id, left_at=None).order_by(Enrolment.id)
    for place, enrolment in enumerate(office.session.scalars(wanted).all(), start=1):
        learner = office.session.get_one(Learner, enrolment.learner_id)
        age = 6 + int(enrolment.grade[1:])
        number = f"19997{place:07d}"
        number += check_digit(number)
        learner.prefix = "ด.ช." if learner.sex == "M" else "ด.ญ."
        learner.first_name, learner.last_name = first_name(chance, learner.sex), surname(chance)
        learner.birth_on, learner.nationality = date(2022 - age, 1 + place % 4, 1 + place % 28), "ไทย"
        learner.identity_kind = IdentityKind.CITIZEN
        learner.number_cipher = office.cipher.seal(number.encode(), NUMBER)
        learner.number_index = office.cipher.index(number)
        values = record_of(place, learner.sex, learner.last_name, age, chance)
        content, sealed = written(office.cipher, values)
        office.session.add(
            LearnerRecord(
                learner_id=learner.id,
                content=content,
                sealed=sealed,
                revision=1,
                changed_at=office.now,
                unit_id=learner.unit_id,
                authority_id=learner.authority_id,
                province_id=learner.province_id,
            )
        )


def _rename(office: Office, unit_id: int) -> None:
    office.session.execute(update(Learner).filter_by(unit_id=unit_id).values(last_name="อื่น"))


def _forget(office: Office, unit_id: int) -> None:
    office.session.execute(delete(LearnerRecord).filter_by(unit_id=unit_id))
