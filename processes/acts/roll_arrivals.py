"""Takes in who of an imported roll is known in the country: brought back, or claimed from another roll."""

from collections.abc import Sequence

from sqlalchemy import select

from processes.acts import claiming, roll, roll_details, transfers
from processes.acts.claiming import Claim
from processes.acts.office import Actor, Office
from processes.acts.reading import full_number
from processes.acts.roll import Particulars
from processes.acts.roll_elsewhere import Come
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment, Learner
from processes.rules.identity import Identity
from processes.rules.roll_files import PlannedLearner
from processes.terms import Grade

THAI = "ไทย"
Rooms = dict[tuple[Grade, str], int]


def bring_back(office: Office, actor: Actor, case: Case, rows: Sequence[Come], rooms: Rooms) -> None:
    """Enter learners who stand on no roll: each with all that is recorded, mended as the file says (F112)."""
    wanted = select(Learner).where(Learner.id.in_([each.known.learner_id for each in rows]))
    learners = {each.id: each for each in office.session.scalars(wanted)}
    for each in rows:
        row, learner = each.row, learners[each.known.learner_id]
        transfers.bring(office, learner, case.unit)
        roll.rewrite(office, actor, case, learner, particulars_of(office, row, learner))
        office.session.add(
            Enrolment(
                learner=learner,
                classroom_id=rooms[row.grade, row.room],
                grade=row.grade,
                sex=row.sex,
                admitted_on=office.today,
                admitted_by=actor.officer_id,
                **case.unit.belonging,
            )
        )
    office.session.flush()
    roll_details.resume(office, actor, case, [(each.known.learner_id, each.row) for each in rows])


def claim(office: Office, actor: Actor, case: Case, rows: Sequence[Come], rooms: Rooms, seen: bool) -> None:
    """Open a case for each child of another roll; the rest of the row comes in with the file once settled."""
    for each in rows:
        classroom = office.session.get_one(Classroom, rooms[each.row.grade, each.row.room])
        wanted = Claim(classroom, _typed(each.row), each.known.enrolment_id or 0, seen, by_number=True)
        office.session.flush()  # a claim reads both cases anew
        claiming.claim(office, actor, case.id, wanted)


def particulars_of(office: Office, row: PlannedLearner, learner: Learner) -> Particulars:
    """What the row says, and what is recorded where it says nothing."""
    kept = Identity(learner.identity_kind, full_number(office.cipher, learner))
    return Particulars(
        row.prefix,
        row.first_name,
        row.last_name,
        row.sex,
        row.birth_on or learner.birth_on,
        row.identity if row.identity.number else kept,
        row.nationality or learner.nationality,
    )


def _typed(row: PlannedLearner) -> Particulars:
    return Particulars(
        row.prefix,
        row.first_name,
        row.last_name,
        row.sex,
        row.birth_on,
        row.identity,
        row.nationality or THAI,
    )
