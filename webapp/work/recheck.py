"""Checking again what was saved: who was not found leaves the roll, nobody stays unseen (F41, F42)."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import counter, roll
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.records.learners import Enrolment
from processes.reports import class_list
from processes.reports.duplicates import pending_of
from processes.reports.roll import class_counts, roll_count
from processes.reports.saved import class_items, last_mark
from processes.reports.work_items import half_filled
from processes.rules.predicates import all_looked_for
from processes.rules.situations import Situation
from processes.terms import Act, LeavingReason
from webapp.counter import at_counter
from webapp.digits import arabic
from webapp.forms.reading import Unfit
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of, pressed


@page_of(Act.RECHECK_ROLL)
def page(desk: Desk) -> str:
    return desk.draw("work/recheck.html", **what_stands(desk))


def what_stands(desk: Desk) -> dict[str, object]:
    """What the server holds of the roll: by class, in trouble, taken off, without a number."""
    key = (desk.session, desk.case.round_id, desk.case.unit_id)
    trouble = class_list.in_trouble(*key)
    return {
        "classes": class_counts(desk.session, desk.case.round_id, [desk.case.unit_id]),
        "class_items": class_items(desk.session, desk.case.id),
        "last": last_mark(*key),
        "checks": class_list.class_checks(*key),
        "half_filled": half_filled(desk.session, desk.case.id),
        "seen_percent": desk.case.round.seen_percent,
        "too_few_seen": _too_few_seen(desk),
        "unseen": [line for line in trouble if line.seen is None],
        "not_found": [line for line in trouble if line.seen is False],
        "pending": pending_of(desk.session, desk.case.unit_id),
        "taken_off": class_list.taken_off(*key),
        "without_number": class_list.without_number(*key),
    }


def _too_few_seen(desk: Desk) -> bool:
    """Whether fewer were looked for than the round asks (F50): a share of the roll, all of it as a rule."""
    count = roll_count(desk.session, desk.case.round_id, desk.case.unit_id)
    percent = desk.case.round.seen_percent
    return (
        all_looked_for(Situation(roll_size=count.size, unseen=count.unseen, seen_percent=percent)) is not None
    )


@bp.post("/<int:item_id>/learners")
@at_counter(Act.RECHECK_ROLL, Act.CONFIRM)
def settle_learner(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Take learners off the roll, put one back, or say that they were found or not, after all."""
    enrolments = _enrolments(office, item)
    if pressed() == "off":
        for each in enrolments:
            roll.take_off(office, actor(), item.case, each, LeavingReason.NO_SUCH_LEARNER)
        flash(_("นำออกจากระบบแล้ว หากพบตัวภายหลัง นำกลับเข้าได้ในหน้านี้"), "ok")
    elif pressed() == "back":
        for each in enrolments:
            roll.put_back(office, actor(), item.case, each)
        flash(_("นำกลับเข้าบัญชีรายชื่อแล้ว"), "ok")
    elif pressed() in {"found", "missing"}:
        roll.mark(office, actor(), item.case, enrolments, seen=pressed() == "found")
        flash(_("บันทึกผลการตรวจตัวตนแล้ว"), "ok")
    else:
        raise Unfit({"do": _("โปรดเลือกว่าจะทำสิ่งใดกับผู้เรียนคนนี้")})
    return back_to(item.id)


@bp.post("/<int:item_id>/discard")
@at_counter(Act.RECHECK_ROLL, Act.CONFIRM)
def discard(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Throw away a half-filled class page, so that it cannot be taken for something recorded."""
    draft = arabic(request.form.get("draft", ""))
    if not draft.isdecimal() or len(draft) > 18:
        raise UnknownItem(item.id)
    counter.discard_draft(office, actor(), item, int(draft))
    flash(_("ทิ้งแบบร่างแล้ว"), "ok")
    return back_to(item.id)


@bp.post("/<int:item_id>/recheck")
@at_counter(Act.RECHECK_ROLL)
def recheck(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Say that everything is saved; refused while anybody is left unseen or not found."""
    roll.recheck(office, actor(), item)
    return back_to(item.id)


def _enrolments(office: Office, item: WorkItem) -> list[Enrolment]:
    """The learners that the form names; `UnknownItem` unless all of them are this unit's."""
    typed = {arabic(each) for each in request.form.getlist("enrolment")}
    ids = {int(each) for each in typed if each.isdecimal()}
    wanted = select(Enrolment).where(Enrolment.id.in_(ids), Enrolment.unit_id == item.case.unit_id)
    found = list(office.session.scalars(wanted.order_by(Enrolment.id)))
    if not found or len(found) != len(typed):
        raise UnknownItem(item.id)
    return found
