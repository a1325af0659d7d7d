"""The groups of a learner's record beyond the roll: a form each, for who may mend the learner (F40)."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import particulars
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.learners import Enrolment
from processes.reports.particulars import record_of, values_of
from processes.rules.record_fields import GROUPS, Group, is_private
from processes.terms import Act, Reason, Refused, Role
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import reading, today
from webapp.forms.fields import choices_of, day_parts, read_fields
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.keepers import cipher
from webapp.language import language
from webapp.record_words import RECORD_WORDS
from webapp.roll.blueprint import bp
from webapp.roll.desk import back_to, change, enrolment_here, refusal
from webapp.roll.listing import institution
from webapp.standpoint import Standpoint
from webapp.thaidate import month_names
from webapp.visitors import actor


@bp.get("/units/<code>/roll/<int:enrolment_id>/details/<group>")
@signed_in
def details_form(code: str, enrolment_id: int, group: str) -> ResponseReturnValue:
    """The form shows sensitive values, so only who may record them is let in."""
    here = institution(code)
    enrolment, asked = enrolment_here(here, enrolment_id), _group(group)
    if no := refusal(here, Act.MEND_LEARNER, enrolment.classroom, enrolment.left_at is None):
        raise no
    return _draw(here, enrolment, asked, Sheet())


@bp.post("/units/<code>/roll/<int:enrolment_id>/details/<group>")
@signed_in
def record_details(code: str, enrolment_id: int, group: str) -> ResponseReturnValue:
    here, asked = institution(code), _group(group)
    form = Reading(request.form)
    values = read_fields(form, GROUPS[asked], today())
    if form.errors:
        enrolment = enrolment_here(here, enrolment_id)
        if no := refusal(here, Act.MEND_LEARNER, enrolment.classroom, enrolment.left_at is None):
            raise no
        return _draw(here, enrolment, asked, Sheet(request.form.to_dict(), form.errors)), 422

    def keep(office: Office, case: Case, enrolment: Enrolment) -> None:
        revision = arabic(request.form.get("revision", ""))
        if not revision.isdecimal():
            raise Refused(Reason.STALE_PAGE, case_id=case.id)
        particulars.record_details(office, actor(), case, enrolment, values, int(revision))

    change(here, enrolment_id, keep)
    flash(_("บันทึกแล้ว"), "ok")
    return back_to(code, enrolment_id)


def sees_private(here: Standpoint, enrolment: Enrolment) -> bool:
    """Whether the officer needs the private fields: the responsible of the unit and the class teacher do."""
    own = enrolment.classroom.teacher_id == here.actor.officer_id
    return here.is_mine and (own or Role.RESPONSIBLE in here.actor.roles)


def record_shown(here: Standpoint, enrolment: Enrolment) -> dict[str, object]:
    """What the learner's page shows of the record: each group with the fields that its reader may see."""
    private = sees_private(here, enrolment)
    record = record_of(reading(), enrolment.learner_id)
    shown = {
        group: [each for each in fields if private or not is_private(each)]
        for group, fields in GROUPS.items()
    }
    return {
        "groups": {group: fields for group, fields in shown.items() if fields},
        "values": values_of(cipher(), record, private),
        "sees_private": private,
    }


def _group(asked: str) -> Group:
    if asked not in list(Group):
        raise UnknownItem(0)
    return Group(asked)


def _draw(here: Standpoint, enrolment: Enrolment, group: Group, sheet: Sheet) -> str:
    record = record_of(reading(), enrolment.learner_id)
    return render_template(
        "roll/details.html",
        here=here,
        unit=here.unit,
        enrolment=enrolment,
        learner=enrolment.learner,
        group=group,
        fields=GROUPS[group],
        values=values_of(cipher(), record),
        revision=record.revision if record else 0,
        sheet=sheet,
        months=month_names(language()),
        choices_of=choices_of,
        day_parts=day_parts,
        **RECORD_WORDS,
    )
