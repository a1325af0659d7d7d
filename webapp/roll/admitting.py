"""Admitting who has newly arrived: new, come from another roll, or still on one (letter 4.3.2 (1))."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import claiming, roll
from processes.acts.claiming import Claim
from processes.acts.roll import Arrival, Particulars
from processes.records.learners import Classroom, Learner
from processes.reports.known_learners import Known, known_alike, known_by_number
from processes.rules.thai import sort_key
from processes.terms import Act, Reason, Refused, UnitKind
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.forms.reading import Unfit
from webapp.forms.sheet import Sheet
from webapp.keepers import cipher
from webapp.roll.blueprint import bp
from webapp.roll.desk import back_to, case_id_of, classroom_asked, refusal
from webapp.roll.listing import institution
from webapp.roll.mending import draw_form
from webapp.roll.particulars import read_particulars
from webapp.sentences import sentence
from webapp.standpoint import Standpoint
from webapp.visitors import actor

ANOTHER = "another"
NOT_CARRIED = {"csrf_token", "same", "seen"}


@bp.get("/units/<code>/roll/new")
@signed_in
def admit(code: str) -> ResponseReturnValue:
    here, classroom = _may_admit(code)
    return _draw_admit(here, classroom, Sheet())


@bp.post("/units/<code>/roll/new")
@signed_in
def admit_learner(code: str) -> ResponseReturnValue:
    """Look through the country first: who may be the child is shown before anything is written."""
    here, classroom = _may_admit(code)
    try:
        typed = read_particulars(request.form, today())
    except Unfit as wrong:
        return _draw_admit(here, classroom, Sheet(request.form.to_dict(), wrong.errors)), 422
    if here.unit.kind is UnitKind.CHILD_CENTRE and request.form.get("seen") != "yes":
        errors = {"seen": sentence(Refused(Reason.NOT_SEEN_HERE))}
        return _draw_admit(here, classroom, Sheet(request.form.to_dict(), errors)), 422
    found, choice = _known(typed), request.form.get("same", "")
    picked = next((each for each in found if str(each.learner_id) == choice), None)
    if found and picked is None and (choice != ANOTHER or found[0].by_number):
        return _draw_found(here, classroom, found, {})
    if picked is not None and picked.enrolment_id is not None:
        return _claim(here, classroom, typed, picked)
    return _arrive(here, classroom, typed, picked, found)


def _may_admit(code: str) -> tuple[Standpoint, Classroom]:
    here = institution(code)
    classroom = classroom_asked(here)
    if no := refusal(here, Act.ADMIT_LEARNER, classroom, enrolled=False):
        raise no
    return here, classroom


def _known(typed: Particulars) -> list[Known]:
    session, number = reading(), typed.identity.number
    if found := known_by_number(session, cipher().index(number) if number else None):
        return found
    return known_alike(
        session, sort_key(f"{typed.first_name} {typed.last_name}"), typed.birth_on, typed.identity.kind
    )


def _arrive(
    here: Standpoint, classroom: Classroom, typed: Particulars, picked: Known | None, found: list[Known]
) -> ResponseReturnValue:
    code, case_id, classroom_id = here.unit.code, case_id_of(here), classroom.id
    others = () if picked else tuple(each.learner_id for each in found)
    seen = request.form.get("seen") == "yes"
    with office_door() as office:
        case = roll.case_of(office, actor(), case_id)
        room = office.session.get_one(Classroom, classroom_id)
        known = office.session.get_one(Learner, picked.learner_id) if picked else None
        arrival = Arrival(room, typed, known, others, seen)
        enrolment_id = roll.arrive(office, actor(), case, arrival).id
    words = _("เพิ่มผู้เรียนแล้ว โปรดบันทึกผลตรวจตัวตนของผู้เรียนคนนี้ด้วย")
    flash(_("เพิ่มผู้เรียนแล้ว ท่านระบุว่าพบตัวแล้ว") if seen else words, "ok")
    return back_to(code, enrolment_id)


def _claim(here: Standpoint, classroom: Classroom, typed: Particulars, picked: Known) -> ResponseReturnValue:
    """Ask the unit that holds the child; the record waits with the case until both have settled it."""
    seen = request.form.get("seen") == "yes"
    if not seen and here.unit.kind is UnitKind.CHILD_CENTRE:
        errors = {"seen": _("ศูนย์พัฒนาเด็กเล็กขอรับเด็กได้เมื่อพบตัวเด็กแล้วเท่านั้น")}
        return _draw_found(here, classroom, _known(typed), errors), 422
    case_id, classroom_id = case_id_of(here), classroom.id
    with office_door() as office:
        room = office.session.get_one(Classroom, classroom_id)
        wanted = Claim(room, typed, picked.enrolment_id or 0, seen, picked.by_number)
        duplicate_id = claiming.claim(office, actor(), case_id, wanted).id
    flash(_("ส่งคำขอรับเด็กแล้ว หน่วยงานที่มีชื่อเด็กอยู่จะเห็นในกล่องงานทันที"), "ok")
    return redirect(url_for("duplicates.show", duplicate_id=duplicate_id), 303)


def _draw_admit(here: Standpoint, classroom: Classroom, sheet: Sheet) -> str:
    return draw_form("roll/admit.html", here, sheet, {}, birth=("", "", ""), classroom=classroom)


def _draw_found(here: Standpoint, classroom: Classroom, found: list[Known], errors: dict[str, str]) -> str:
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    return render_template(
        "roll/admit_found.html",
        here=here,
        unit=here.unit,
        classroom=classroom,
        found=found,
        by_number=found[0].by_number,
        typed=typed,
        errors=errors,
        seen=request.form.get("seen") == "yes",
        is_centre=here.unit.kind is UnitKind.CHILD_CENTRE,
    )
