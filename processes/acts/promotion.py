"""Moves a whole roll up a year as one act, and undoes it as one, while nothing was built upon it (F3)."""

from sqlalchemy import Update, func, insert, select, update

from processes.acts import journal, roll
from processes.acts.batches import in_batches
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.acts.promotion_trail import is_built_upon, note_classes
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment
from processes.records.promotions import Promotion, PromotionLine
from processes.reports.promotion import ClassStep, Plan, Step, Wish, plan_of
from processes.rules.ladder import year_to_enter
from processes.terms import Act, Grade, LeavingReason, Reason, Refused, Standing

AT_ONCE = 1000
Rooms = dict[tuple[Grade, str], int]


def plan(office: Office, actor: Actor, case: Case, wish: Wish) -> Plan:
    """What the promotion would do; writes nothing. Refused as the promotion itself would be."""
    entered = year_to_enter(case.round.academic_year, case.round.number, case.ended_at is not None)
    found = plan_of(office.session, case.unit, entered or case.round.academic_year, wish)
    _allow(
        office, Act.PROMOTE_ROLL, actor, case, year_over=entered is not None, to_promote=len(found.learners)
    )
    return found


def promote(office: Office, actor: Actor, case: Case, wish: Wish, plan_digest: str) -> Promotion:
    """Do what was planned, all of it, if the plan still holds: in a few statements, however long the roll."""
    planned = plan(office, actor, case, wish)
    if planned.digest != plan_digest:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    rooms = _rooms_of_the_year(office, case, planned)
    promotion = _begin(office, actor, case, planned)
    _write_lines(office, case, planned, rooms, promotion)
    for step in planned.classes:
        staying = [each.enrolment_id for each in planned.learners if each.stays and _stands_in(each, step)]
        for change in _moves(office, actor, step, staying, rooms):
            _write(office, change)
    note_classes(office, promotion, actor)
    roll.changed(office, case, *_classes_of(office, promotion))
    _note(office, actor, case, Act.PROMOTE_ROLL, promotion)
    return promotion


def undo(office: Office, actor: Actor, case: Case, promotion_id: int) -> None:
    """Put everybody back where the promotion found them."""
    office.lock_window(case)
    promotion = office.session.get(Promotion, promotion_id, populate_existing=True)
    if promotion is None or promotion.unit_id != case.unit_id:
        raise UnknownItem(promotion_id)
    _allow(office, Act.UNDO_PROMOTION, actor, case, built_upon=is_built_upon(office, promotion))
    for before, after, grade in _steps_of(office, promotion):
        _write(office, _way_back(promotion, before, after, grade))
    note_classes(office, promotion, actor, back=True)
    promotion.undone_at, promotion.undone_by = office.now, actor.officer_id
    roll.changed(office, case, *_classes_of(office, promotion))
    _note(office, actor, case, Act.UNDO_PROMOTION, promotion)


def _allow(office: Office, act: Act, actor: Actor, case: Case, **more: object) -> None:
    office.allow(act, actor, case, confirmed=case.standing is Standing.CONFIRMED, **more)


def _begin(office: Office, actor: Actor, case: Case, planned: Plan) -> Promotion:
    newest = select(func.max(Enrolment.id)).where(Enrolment.unit_id == case.unit_id)
    promotion = Promotion(
        round_id=case.round_id,
        academic_year=planned.academic_year,
        moved=planned.moved,
        stayed=planned.stayed,
        finished=planned.finished,
        newest_enrolment=office.session.scalar(newest),
        promoted_by=actor.officer_id,
        promoted_at=office.now,
        **case.unit.belonging,
    )
    office.session.add(promotion)
    office.session.flush()
    return promotion


def _rooms_of_the_year(office: Office, case: Case, planned: Plan) -> Rooms:
    """The classes of the new year: those of the old with their teachers, and those that are entered."""
    year = planned.academic_year
    known = select(Classroom).filter_by(unit_id=case.unit_id, academic_year=year)
    rooms = {(each.grade, each.room): each.id for each in office.session.scalars(known)}
    teachers: dict[tuple[Grade, str], int | None] = {
        (each.grade_after, each.room): None for each in planned.classes if each.grade_after
    }
    teachers |= {(each.grade, each.room): each.teacher_id for each in planned.classes}
    for (grade, room), teacher_id in teachers.items():
        if (grade, room) not in rooms:
            fresh = Classroom(
                academic_year=year, grade=grade, room=room, teacher_id=teacher_id, **case.unit.belonging
            )
            office.session.add(fresh)
            office.session.flush()
            rooms[grade, room] = fresh.id
    return rooms


def _write_lines(office: Office, case: Case, planned: Plan, rooms: Rooms, promotion: Promotion) -> None:
    steps = {each.classroom_id: each for each in planned.classes}
    lines = [
        {
            "promotion_id": promotion.id,
            "enrolment_id": each.enrolment_id,
            "from_classroom_id": each.classroom_id,
            "to_classroom_id": _destination(steps[each.classroom_id], rooms, each.stays),
            **case.unit.belonging,
        }
        for each in planned.learners
    ]
    for batch in in_batches(lines, AT_ONCE):
        office.session.execute(insert(PromotionLine), batch)


def _destination(step: ClassStep, rooms: Rooms, stays: bool) -> int | None:
    grade = step.grade if stays else step.grade_after
    return rooms[grade, step.room] if grade else None


def _stands_in(learner: Step, step: ClassStep) -> bool:
    return learner.classroom_id == step.classroom_id


def _moves(office: Office, actor: Actor, step: ClassStep, staying: list[int], rooms: Rooms) -> list[Update]:
    """The changes of one class: who goes on or finishes, then who stays back in the grade."""
    whole = update(Enrolment).where(Enrolment.classroom_id == step.classroom_id, Enrolment.left_at.is_(None))
    going = whole.where(Enrolment.id.not_in(staying)) if staying else whole
    entered: dict[str, object]
    if step.grade_after:
        entered = {"classroom_id": _destination(step, rooms, stays=False), "grade": step.grade_after}
    else:
        entered = {
            "left_at": office.now,
            "left_by": actor.officer_id,
            "leaving_reason": LeavingReason.FINISHED,
            "leaving_note": None,
        }
    back = whole.values(classroom_id=_destination(step, rooms, stays=True))
    return [going.values(entered), *([back] if staying else [])]


def _steps_of(office: Office, promotion: Promotion) -> list[tuple[int, int | None, Grade]]:
    """From which class into which, and the grade of the class before."""
    wanted = (
        select(PromotionLine.from_classroom_id, PromotionLine.to_classroom_id, Classroom.grade)
        .join(Classroom, Classroom.id == PromotionLine.from_classroom_id)
        .where(PromotionLine.promotion_id == promotion.id)
        .distinct()
    )
    return [tuple(row) for row in office.session.execute(wanted)]  # type: ignore[misc]


def _way_back(promotion: Promotion, before: int, after: int | None, grade: Grade) -> Update:
    lines = select(PromotionLine.enrolment_id).where(
        PromotionLine.promotion_id == promotion.id,
        PromotionLine.from_classroom_id == before,
        PromotionLine.to_classroom_id.is_not_distinct_from(after),
    )
    values: dict[str, object] = {"classroom_id": before, "grade": grade}
    if after is None:
        values |= {"left_at": None, "left_by": None, "leaving_reason": None, "leaving_note": None}
    return update(Enrolment).where(Enrolment.id.in_(lines)).values(values)


def _write(office: Office, change: Update) -> None:
    office.session.execute(change, execution_options={"synchronize_session": False})


def _classes_of(office: Office, promotion: Promotion) -> list[int]:
    steps = _steps_of(office, promotion)
    return sorted({id_ for before, after, _ in steps for id_ in (before, after) if id_})


def _note(office: Office, actor: Actor, case: Case, act: Act, promotion: Promotion) -> None:
    journal.note(
        office,
        case,
        act,
        actor,
        promotion=promotion.id,
        year=promotion.academic_year,
        moved=promotion.moved,
        stayed=promotion.stayed,
        finished=promotion.finished,
    )
