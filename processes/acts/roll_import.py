"""Takes a roll from a file into the roll of an institution: planned first, then all of it or nothing."""

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import joinedload

from processes.acts import counter, duplicate_desk, journal, numbers, roll, roll_arrivals, roll_details
from processes.acts.batches import in_batches
from processes.acts.office import Actor, Office
from processes.acts.roll_arrivals import THAI, Rooms, particulars_of
from processes.acts.roll_elsewhere import BATCH, MOST_CLAIMED, known_elsewhere
from processes.acts.roll_plan import Change, Plan, plan_of
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment, Learner
from processes.reports.promotion import year_of_roll
from processes.rules.identity import masked
from processes.rules.roll_files import PlannedLearner, RollFile
from processes.rules.thai import sort_key
from processes.terms import Act, Reason, Refused, Standing, Tier, UnitKind


def plan(office: Office, actor: Actor, case: Case, file: RollFile) -> Plan:
    """What the file would do to the roll; writes nothing."""
    _allow(office, actor, case)
    return plan_of(office, case, file)


def case_for(office: Office, actor: Actor, case_id: int, file: RollFile) -> Case:
    """The institution's case, locked together with those of the units that the file claims children of.

    A claim writes at both units; two rolls that claim from each other would wait for each other for ever.
    """
    wanted = select(Case).filter_by(id=case_id, tier=Tier.INSTITUTION)
    own = office.visible(actor, wanted)
    if own is None:
        raise counter.UnknownItem(case_id)
    known = known_elsewhere(office, own, _indexes(office, file)).values()
    holders = [each.unit_id for each in known if each.enrolment_id is not None]
    if not holders or len(holders) > MOST_CLAIMED:
        return roll.case_of(office, actor, case_id)
    return duplicate_desk.lock_cases(office, own.unit_id, *holders)[own.unit_id]


def accept(
    office: Office, actor: Actor, case: Case, plan_digest: str, file: RollFile, *, seen: bool = False
) -> Plan:
    """Do what was planned, all of it, if the plan still holds; the same file again changes nothing.

    Refused when the roll has changed since the plan was shown, or while any row is in trouble. Learners who
    are not in the file stay on the roll. `seen`: the officer has met everybody who arrives (letter 3.4 (2)).
    The case comes from `case_for` where rows may stand on other rolls.
    """
    _allow(office, actor, case)
    numbers.hold(office, _indexes(office, file))
    planned = plan_of(office, case, file)
    if planned.digest != plan_digest:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    if planned.troubles:
        raise Refused(Reason.FILE_IN_TROUBLE, case_id=case.id)
    met = seen or not planned.arriving or case.unit.kind is not UnitKind.CHILD_CENTRE
    _allow(office, actor, case, seen_here=met)
    if not planned.is_empty:
        newest = _newest(office, case)
        rooms = _take(office, actor, case, planned)
        if seen and case.ended_at is None:
            _mark_seen(office, actor, case, newest)
        roll_arrivals.claim(office, actor, case, planned.claims, rooms, seen)
        _note(office, actor, case, planned, file.sha256)
    return planned


def _indexes(office: Office, file: RollFile) -> list[bytes]:
    typed = (each.identity.number for each in file.learners)
    return [office.cipher.index(number) for number in typed if number]


def _newest(office: Office, case: Case) -> int:
    wanted = select(func.max(Enrolment.id)).where(Enrolment.unit_id == case.unit_id)
    return office.session.scalar(wanted) or 0


def _mark_seen(office: Office, actor: Actor, case: Case, after: int) -> None:
    """Mark everybody who came with the file: the officer has met them."""
    came = select(Enrolment).where(Enrolment.unit_id == case.unit_id, Enrolment.id > after)
    enrolments = list(office.session.scalars(came.options(joinedload(Enrolment.classroom))))
    if enrolments:
        roll.mark(office, actor, case, enrolments, seen=True)


def _allow(office: Office, actor: Actor, case: Case, seen_here: bool = True) -> None:
    confirmed = case.standing is Standing.CONFIRMED
    office.allow(Act.IMPORT_ROLL, actor, case, confirmed=confirmed, seen_here=seen_here)


def _take(office: Office, actor: Actor, case: Case, planned: Plan) -> Rooms:
    """Write it all but the claims; returns the classes of the rows."""
    arrived = [*planned.new, *(each.row for each in planned.returning)]
    other = [*(each.row for each in planned.claims), *(each.row for each in planned.changed)]
    rooms = _rooms(office, case, [*arrived, *other])
    touched = {rooms[row.grade, row.room] for row in arrived}
    for rows in in_batches(planned.new, BATCH):
        _admit(office, actor, case, rows, rooms)
    for back in in_batches(planned.returning, BATCH):
        roll_arrivals.bring_back(office, actor, case, back, rooms)
    for changes in in_batches([each for each in planned.changed if each.columns], BATCH):
        touched |= _mend(office, actor, case, changes, rooms)
    roll_details.amend(office, actor, case, planned.changed)
    touched |= {rooms[each.row.grade, each.row.room] for each in planned.changed}
    if touched:
        roll.changed(office, case, *sorted(touched))
    return rooms


def _note(office: Office, actor: Actor, case: Case, planned: Plan, sha256: str) -> None:
    journal.note(
        office,
        case,
        Act.IMPORT_ROLL,
        actor,
        new=len(planned.new),
        returning=len(planned.returning),
        claims=len(planned.claims),
        changed=len(planned.changed),
        unchanged=planned.unchanged,
        missing=len(planned.missing),
        plan=planned.digest,
        **({"sha256": sha256} if sha256 else {}),
    )


def _rooms(office: Office, case: Case, rows: Sequence[PlannedLearner]) -> Rooms:
    """The classes of the rows; those that are not there yet are made, and have no teacher so far."""
    round_year = case.round.academic_year
    year = max(round_year, year_of_roll(office.session, case.unit_id, round_year))
    wanted = select(Classroom).filter_by(unit_id=case.unit_id, academic_year=year)
    rooms = {(each.grade, each.room): each.id for each in office.session.scalars(wanted)}
    for grade, room in sorted({(row.grade, row.room) for row in rows} - set(rooms)):
        fresh = Classroom(academic_year=year, grade=grade, room=room, **case.unit.belonging)
        office.session.add(fresh)
        office.session.flush()
        rooms[grade, room] = fresh.id
    return rooms


def _admit(office: Office, actor: Actor, case: Case, rows: Sequence[PlannedLearner], rooms: Rooms) -> None:
    """Enter those who are new, in two statements: a school of 2,000 must not hold the writer for long."""
    belonging = case.unit.belonging
    entered = {"recorded_at": office.now, "recorded_by": actor.officer_id, "revision": 1, **belonging}
    learners = [{**_values(office, row), **entered} for row in rows]
    statement = insert(Learner).returning(Learner.id, sort_by_parameter_order=True)
    ids = office.session.scalars(statement, learners).all()
    admitted = {"admitted_on": office.today, "admitted_by": actor.officer_id, **belonging}
    enrolments = [
        {
            "learner_id": learner_id,
            "classroom_id": rooms[row.grade, row.room],
            "grade": row.grade,
            "sex": row.sex,
            **admitted,
        }
        for learner_id, row in zip(ids, rows, strict=True)
    ]
    office.session.execute(insert(Enrolment), enrolments)
    roll_details.begin(office, actor, case, list(zip(ids, rows, strict=True)))


def _values(office: Office, row: PlannedLearner) -> dict[str, object]:
    number = row.identity.number
    return {
        "prefix": row.prefix,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "sort_key": sort_key(f"{row.first_name} {row.last_name}"),
        "sex": row.sex,
        "birth_on": row.birth_on,
        "nationality": row.nationality or THAI,
        "identity_kind": row.identity.kind,
        "number_cipher": office.cipher.seal(number.encode(), roll.NUMBER) if number else None,
        "number_index": office.cipher.index(number) if number else None,
        "number_masked": masked(row.identity),
    }


def _mend(office: Office, actor: Actor, case: Case, changes: Sequence[Change], rooms: Rooms) -> set[int]:
    """Put right who differs; returns the classes that were touched, left or entered."""
    rows = {each.recorded.enrolment_id: each.row for each in changes}
    wanted = select(Enrolment).where(Enrolment.id.in_(rows)).options(joinedload(Enrolment.learner))
    touched = set()
    for enrolment in office.session.scalars(wanted):
        row = rows[enrolment.id]
        learner = enrolment.learner
        particulars = particulars_of(office, row, learner)
        roll.rewrite(office, actor, case, learner, particulars)
        touched |= {enrolment.classroom_id, rooms[row.grade, row.room]}
        enrolment.sex, enrolment.grade = row.sex, row.grade
        enrolment.classroom_id = rooms[row.grade, row.room]
    return touched
