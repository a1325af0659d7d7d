"""Children who come, go, or stand on two rolls while a rehearsed round is on."""

from random import Random

from sqlalchemy import select

from config.demo.deeds import Deed
from config.demo.learners import learners
from processes.acts import claiming, duplicates, roll
from processes.acts.claiming import Claim
from processes.acts.duplicates import Answer
from processes.acts.office import Actor, Office
from processes.acts.roll import NUMBER, Arrival, Particulars
from processes.records.cases import Case
from processes.records.duplicates import DuplicateCase
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.units import Unit
from processes.rules.identity import Identity
from processes.terms import DuplicateDecision, LeavingReason

FIRST_NUMBER = 8_000_000  # of invented numbers: the rolls of the country end long before


def arrive(number: int) -> Deed:
    """A child comes who stands on no roll (letter 4.3.1 (1))."""

    def deed(office: Office, actor: Actor) -> None:
        classroom = _first_class(office, actor)
        chance = Random(number)  # noqa: S311 -- it must be repeatable, not secret
        plan = learners(classroom.grade, 1, iter([FIRST_NUMBER + number]), chance)[0]
        particulars = Particulars(
            plan.prefix, plan.first_name, plan.last_name, plan.sex, plan.birth_on, plan.identity
        )
        roll.arrive(office, actor, _own_case(office, actor), Arrival(classroom, particulars, seen=True))

    return deed


def leave(office: Office, actor: Actor) -> None:
    """The last on the roll has moved away."""
    wanted = select(Enrolment).filter_by(unit_id=actor.unit_id, left_at=None)
    enrolment = office.session.scalars(wanted.order_by(Enrolment.id.desc()).limit(1)).one()
    roll.take_off(office, actor, _own_case(office, actor), enrolment, LeavingReason.MOVED)


def claim_from(code: str) -> Deed:
    """Enter a child who stands on this unit's roll: the house asks the unit first (letter 4.3.2 (1))."""

    def deed(office: Office, actor: Actor) -> None:
        wanted = (
            select(Enrolment)
            .join(Learner, Learner.id == Enrolment.learner_id)
            .join(Unit, Unit.id == Enrolment.unit_id)
            .where(Unit.code == code, Enrolment.left_at.is_(None), Learner.number_cipher.is_not(None))
        )
        held = office.session.scalars(wanted.order_by(Enrolment.id).limit(1)).one()
        typed = _as_recorded(office, held.learner)
        wish = Claim(_first_class(office, actor), typed, held.id, seen=True, by_number=True)
        claiming.claim(office, actor, _own_case(office, actor, lock=False).id, wish)

    return deed


def release(office: Office, actor: Actor) -> None:
    """Let the child go whom another asked for."""
    wanted = select(DuplicateCase.id).filter_by(holder_id=actor.unit_id, decided_at=None)
    duplicate_id = office.session.scalars(wanted).one()
    duplicates.settle(office, actor, duplicate_id, Answer(DuplicateDecision.RELEASED))


def _own_case(office: Office, actor: Actor, lock: bool = True) -> Case:
    found = office.session.scalars(select(Case).filter_by(unit_id=actor.unit_id)).one()
    return office.lock_case(found.id) if lock else found


def _first_class(office: Office, actor: Actor) -> Classroom:
    wanted = select(Classroom).filter_by(unit_id=actor.unit_id).order_by(Classroom.id).limit(1)
    return office.session.scalars(wanted).one()


def _as_recorded(office: Office, learner: Learner) -> Particulars:
    number = office.cipher.open(learner.number_cipher or b"", NUMBER).decode()
    identity = Identity(learner.identity_kind, number)
    return Particulars(
        learner.prefix, learner.first_name, learner.last_name, learner.sex, learner.birth_on, identity
    )
