"""The form of a learner's particulars, to mend what is recorded."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import roll
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.acts.reading import full_number
from processes.records.cases import Case
from processes.records.learners import Enrolment, Learner
from processes.terms import Act, IdentityKind, Reason, Refused
from webapp.counter import signed_in
from webapp.door import today
from webapp.forms.reading import Unfit
from webapp.forms.sheet import Sheet
from webapp.keepers import cipher
from webapp.language import language
from webapp.problem_fields import found_of, said_of
from webapp.roll.blueprint import bp
from webapp.roll.desk import (
    back_to,
    change,
    enrolment_here,
    refusal,
)
from webapp.roll.listing import institution
from webapp.roll.particulars import read_particulars
from webapp.standpoint import Standpoint
from webapp.thaidate import buddhist_parts, month_names
from webapp.visitors import actor


@bp.get("/units/<code>/roll/<int:enrolment_id>/mend")
@signed_in
def mend_form(code: str, enrolment_id: int) -> ResponseReturnValue:
    """The form shows the number in the clear, so only who may mend it is let in."""
    here = institution(code)
    enrolment = enrolment_here(here, enrolment_id)
    if no := refusal(here, Act.MEND_LEARNER, enrolment.classroom, enrolment.left_at is None):
        raise no
    return _draw_mend(here, enrolment, Sheet())


@bp.post("/units/<code>/roll/<int:enrolment_id>/mend")
@signed_in
def mend(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    try:
        particulars = read_particulars(request.form, today())
    except Unfit as wrong:
        enrolment = enrolment_here(here, enrolment_id)
        if not here.is_mine:
            raise UnknownItem(enrolment_id) from wrong
        return _draw_mend(here, enrolment, Sheet(request.form.to_dict(), wrong.errors)), 422
    keep_mended(here, enrolment_id, particulars)
    flash(_("บันทึกการแก้ไขแล้ว"), "ok")
    return back_to(code, enrolment_id)


def keep_mended(here: Standpoint, enrolment_id: int, particulars: roll.Particulars) -> None:
    """Put the learner right, unless somebody did since the form was made."""

    def put_right(office: Office, case: Case, enrolment: Enrolment) -> None:
        if request.form.get("revision") != str(enrolment.learner.revision):
            raise Refused(Reason.STALE_PAGE, case_id=case.id)
        roll.mend(office, actor(), case, enrolment, particulars)

    change(here, enrolment_id, put_right)


def recorded(who: Learner) -> dict[str, str]:
    """What the form of a learner's particulars starts from, the number in the clear."""
    return {
        "prefix": who.prefix,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "sex": str(who.sex),
        "number": full_number(cipher(), who),
        "no_number": "yes" if who.identity_kind is IdentityKind.NONE else "",
        "nationality": who.nationality,
        "revision": str(who.revision),
    }


def _draw_mend(here: Standpoint, enrolment: Enrolment, sheet: Sheet) -> str:
    who, found = enrolment.learner, found_of(here, enrolment.id)
    return draw_form(
        "roll/mend.html",
        here,
        sheet,
        recorded(who),
        birth=buddhist_parts(who.birth_on),
        enrolment=enrolment,
        learner=who,
        found=found,
        said=said_of(found),
    )


def draw_form(
    template: str,
    here: Standpoint,
    sheet: Sheet,
    recorded: dict[str, str],
    birth: tuple[str, str, str],
    **context: object,
) -> str:
    if sheet.touched:
        birth = tuple(sheet.value(f"birth-{part}") for part in ("day", "month", "year"))  # type: ignore[assignment]
    return render_template(
        template,
        here=here,
        unit=here.unit,
        sheet=sheet,
        recorded=recorded,
        birth=birth,
        months=month_names(language()),
        **context,
    )
