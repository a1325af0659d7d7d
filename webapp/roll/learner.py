"""A learner of a roll: who they are, who marked and changed what; taken off with a reason, and put back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import roll
from processes.records.learners import Enrolment
from processes.reports.history import names_of
from processes.reports.roll_list import enrolment_on, follow_up_of, former_numbers, marks_of
from processes.terms import Act, LeavingReason
from webapp.counter import signed_in
from webapp.door import reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.problem_fields import found_of
from webapp.record_words import RECORD_WORDS
from webapp.roll.blueprint import bp
from webapp.roll.desk import back_to, change, enrolment_here
from webapp.roll.details import record_shown
from webapp.roll.listing import institution
from webapp.standpoint import Standpoint
from webapp.visitors import actor
from webapp.words import LEAVING

REASONS = [str(each) for each in LeavingReason]


@bp.get("/units/<code>/roll/<int:enrolment_id>")
@signed_in
def learner(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    found = enrolment_on(reading(), here.unit.id, enrolment_id)
    if found is not None and found.learner is None:
        return _draw_gone(here, found)
    return draw_learner(here, enrolment_here(here, enrolment_id), Sheet())


@bp.post("/units/<code>/roll/<int:enrolment_id>/take-off")
@signed_in
def take_off(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    form = Reading(request.form)
    reason = form.choice("reason", REASONS, _("โปรดเลือกเหตุผลที่นำออก"))
    twice = LeavingReason.RECORDED_TWICE
    why_twice = _("โปรดระบุว่าบันทึกซ้ำกับรายการใด หรือสถานศึกษาใด") if reason == twice else None
    note = form.text("note", why_twice, limit=500)
    if form.errors:
        enrolment = enrolment_here(here, enrolment_id)
        return draw_learner(here, enrolment, Sheet(request.form.to_dict(), form.errors)), 422
    change(
        here,
        enrolment_id,
        lambda office, case, enrolment: roll.take_off(
            office, actor(), case, enrolment, LeavingReason(reason), note
        ),
    )
    flash(_("นำออกจากบัญชีรายชื่อแล้ว ประวัติยังอยู่ครบ และนำกลับเข้าได้จากหน้านี้"), "ok")
    return back_to(code, enrolment_id)


@bp.post("/units/<code>/roll/<int:enrolment_id>/put-back")
@signed_in
def put_back(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    change(
        here,
        enrolment_id,
        lambda office, case, enrolment: roll.put_back(office, actor(), case, enrolment),
    )
    flash(_("นำกลับเข้าบัญชีรายชื่อแล้ว"), "ok")
    if request.form.get("back") == "leavers":
        return redirect(url_for("roll.leavers", code=code), 303)
    return back_to(code, enrolment_id)


def _draw_gone(here: Standpoint, enrolment: Enrolment) -> str:
    """Who stands on another roll now: when and why this unit let go, and nothing of the record."""
    names = names_of(reading(), [enrolment.left_by])
    return render_template(
        "roll/learner_gone.html", here=here, unit=here.unit, enrolment=enrolment, names=names
    )


def draw_learner(here: Standpoint, enrolment: Enrolment, sheet: Sheet) -> str:
    session, who = reading(), enrolment.learner
    own = enrolment.classroom.teacher_id == here.actor.officer_id
    standing = enrolment.left_at is None
    marks = marks_of(session, enrolment.id)
    return render_template(
        "roll/learner.html",
        here=here,
        unit=here.unit,
        found=found_of(here, enrolment.id),
        enrolment=enrolment,
        learner=who,
        sheet=sheet,
        marks=marks,
        follow_up=follow_up_of(session, enrolment.id),
        no_follow_up=here.why_not(Act.FOLLOW_UP),
        numbers=former_numbers(session, who.id),
        names=names_of(session, [enrolment.admitted_by, enrolment.left_by, who.recorded_by]),
        no_mend=here.why_not(Act.MEND_LEARNER, own_class=own, enrolled=standing),
        no_taking_off=here.why_not(Act.TAKE_OFF, own_class=own, enrolled=standing),
        no_putting_back=here.why_not(Act.PUT_BACK, own_class=own, enrolled=standing),
        reasons=[(each, LEAVING[LeavingReason(each)]) for each in REASONS],
        **record_shown(here, enrolment),
        **RECORD_WORDS,
    )
