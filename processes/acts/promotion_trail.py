"""What a promotion leaves on each learner's record, and whether anything has been built upon it since."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, String, and_, insert, literal, not_, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, aliased

from processes.acts import numbers
from processes.acts.batches import in_batches
from processes.acts.office import Actor, Office
from processes.records.base import Moment
from processes.records.learners import Classroom, Enrolment, Learner, PresenceMark
from processes.records.particulars import LearnerChange
from processes.records.promotions import Promotion, PromotionLine

CLASS = "class"  # the field of a learner's record that a promotion changes
AT_ONCE = 500


def note_classes(office: Office, promotion: Promotion, actor: Actor, back: bool = False) -> None:
    """Note on each record the class before and after, in one statement for the whole roll (F82)."""
    before, after = aliased(Classroom), aliased(Classroom)
    came, went = _named(before), _named(after)
    rows = (
        select(
            Enrolment.learner_id,
            literal(CLASS),
            went if back else came,
            came if back else went,
            literal(office.now, Moment()),
            literal(actor.officer_id),
            PromotionLine.unit_id,
            PromotionLine.authority_id,
            PromotionLine.province_id,
        )
        .join(Enrolment, Enrolment.id == PromotionLine.enrolment_id)
        .join(before, before.id == PromotionLine.from_classroom_id)
        .join(after, after.id == PromotionLine.to_classroom_id)
        .where(PromotionLine.promotion_id == promotion.id, came != went)
    )
    columns = ["learner_id", "field", "before", "after", "changed_at", "changed_by"]
    belonging = ["unit_id", "authority_id", "province_id"]
    office.session.execute(insert(LearnerChange).from_select([*columns, *belonging], rows))


def is_built_upon(office: Office, promotion: Promotion) -> bool:
    """Whether it was undone, or a learner of it moved, left, came back, was marked, or others came since."""
    return (
        promotion.undone_at is not None
        or _holds(office, promotion, _moved_on(promotion))
        or _holds(office, promotion, _marked_since(promotion))
        or _others_came(office, promotion)
        or _stands_elsewhere(office, promotion)
    )


def _named(room: type[Classroom]) -> ColumnElement[str]:
    grade: InstrumentedAttribute[object] = room.grade
    return type_coerce(grade, String).concat("/").concat(room.room)


def _holds(office: Office, promotion: Promotion, of_a_line: ColumnElement[bool]) -> bool:
    wanted = (
        select(PromotionLine.id)
        .join(Enrolment, Enrolment.id == PromotionLine.enrolment_id)
        .where(PromotionLine.promotion_id == promotion.id, of_a_line)
    )
    return office.session.scalars(wanted.limit(1)).first() is not None


def _moved_on(promotion: Promotion) -> ColumnElement[bool]:
    """A learner who is no longer where the promotion left them; no part of it is ever null."""
    entered, left_at = PromotionLine.to_classroom_id, Enrolment.left_at
    in_class = and_(entered.is_not(None), entered == Enrolment.classroom_id, left_at.is_(None))
    finished = and_(entered.is_(None), left_at.is_not(None), left_at == promotion.promoted_at)
    return not_(or_(in_class, finished))


def _marked_since(promotion: Promotion) -> ColumnElement[bool]:
    mark = select(PresenceMark.id).where(
        PresenceMark.enrolment_id == Enrolment.id, PresenceMark.marked_at >= promotion.promoted_at
    )
    return mark.exists()


def _others_came(office: Office, promotion: Promotion) -> bool:
    wanted = select(Enrolment.id).where(
        Enrolment.unit_id == promotion.unit_id, Enrolment.id > promotion.newest_enrolment
    )
    return office.session.scalars(wanted.limit(1)).first() is not None


def _stands_elsewhere(office: Office, promotion: Promotion) -> bool:
    """Whether one who finished stands on a roll by now; their numbers are held until this work is kept."""
    wanted = (
        select(Learner.id, Learner.number_index)
        .join(Enrolment, Enrolment.learner_id == Learner.id)
        .join(PromotionLine, PromotionLine.enrolment_id == Enrolment.id)
        .where(PromotionLine.promotion_id == promotion.id, PromotionLine.to_classroom_id.is_(None))
    )
    finished = office.session.execute(wanted).all()
    numbers.hold(office, [number for _, number in finished])
    return any(_any_on_a_roll(office, batch) for batch in in_batches(finished, AT_ONCE))


def _any_on_a_roll(office: Office, learners: Sequence[Row[int, bytes | None]]) -> bool:
    ids = [id_ for id_, _ in learners]
    indexes = [number for _, number in learners if number]
    wanted = (
        select(Enrolment.id)
        .join(Learner, Learner.id == Enrolment.learner_id)
        .where(Enrolment.left_at.is_(None), or_(Learner.id.in_(ids), Learner.number_index.in_(indexes)))
    )
    return office.session.scalars(wanted.limit(1)).first() is not None
