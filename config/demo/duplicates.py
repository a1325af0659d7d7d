"""Children of the demonstration who stand at one centre while another asks for them (letter 4.3.2 (1))."""

from sqlalchemy import select

from config.demo.deeds import Deed, case_of
from processes.acts import claiming, duplicate_desk, duplicates
from processes.acts.claiming import Claim
from processes.acts.duplicates import Answer
from processes.acts.office import Actor, Office
from processes.acts.reading import full_number
from processes.acts.roll import Particulars
from processes.records.duplicates import DuplicateCase
from processes.records.learners import Classroom, Enrolment
from processes.rules.identity import Identity
from processes.terms import DuplicateDecision, DuplicateState

QUESTION = "เด็กมาเรียนกับเราตั้งแต่ต้นเดือน ผู้ปกครองแจ้งว่าย้ายบ้านแล้ว ขอให้ตรวจสอบด้วย"
MOVED = "ผู้ปกครองแจ้งย้ายแล้ว"


def claim(holder: str, place: int) -> Deed:
    """The officer's centre asks for a child of another centre's roll, by the number."""

    def deed(office: Office, actor: Actor) -> None:
        held = _standing(office, holder)[place]
        child = held.learner
        identity = Identity(child.identity_kind, full_number(office.cipher, child))
        typed = Particulars(
            child.prefix, child.first_name, child.last_name, child.sex, child.birth_on, identity
        )
        rooms = select(Classroom).filter_by(unit_id=actor.unit_id).order_by(Classroom.grade, Classroom.id)
        wanted = Claim(office.session.scalars(rooms).all()[0], typed, held.id, seen=True, by_number=True)
        case = claiming.claim(office, actor, _own(office, actor), wanted)
        office.session.flush()
        duplicates.discuss(office, actor, case.id, QUESTION)

    return deed


def release(office: Office, actor: Actor) -> None:
    """The holder lets the child go who was asked for first."""
    wanted = select(DuplicateCase.id).filter_by(decider_id=actor.unit_id, state=DuplicateState.OPEN)
    found = office.session.scalars(wanted.order_by(DuplicateCase.id)).first() or 0
    duplicates.settle(office, actor, found, Answer(DuplicateDecision.RELEASED, MOVED))


def _standing(office: Office, code: str) -> list[Enrolment]:
    wanted = select(Enrolment).filter_by(unit_id=case_of(office, code).unit_id, left_at=None)
    return list(office.session.scalars(wanted.order_by(Enrolment.id)))


def _own(office: Office, actor: Actor) -> int:
    """The key of the officer's own case."""
    return duplicate_desk.latest_case(office, actor.unit_id).id
