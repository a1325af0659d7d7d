"""Where a learner's record comes from: who added, changed, verified and confirmed it, on one page (F82)."""

from flask import render_template
from flask.typing import ResponseReturnValue

from processes.reports.history import names_of
from processes.reports.particulars import changes_of
from processes.reports.provenance import signatures_on
from processes.reports.roll_files import files_moved
from processes.reports.roll_list import former_numbers, marks_of
from webapp.counter import signed_in
from webapp.door import reading
from webapp.keepers import cipher
from webapp.record_words import RECORD_WORDS
from webapp.roll.blueprint import bp
from webapp.roll.desk import enrolment_here
from webapp.roll.details import sees_private
from webapp.roll.listing import institution


@bp.get("/units/<code>/roll/<int:enrolment_id>/history")
@signed_in
def history(code: str, enrolment_id: int) -> ResponseReturnValue:
    here = institution(code)
    enrolment, session = enrolment_here(here, enrolment_id), reading()
    learner, private = enrolment.learner, sees_private(here, enrolment)
    return render_template(
        "roll/history.html",
        here=here,
        unit=here.unit,
        enrolment=enrolment,
        learner=learner,
        private=private,
        names=names_of(session, [enrolment.admitted_by, enrolment.left_by, learner.recorded_by]),
        numbers=former_numbers(session, learner.id),
        changes=changes_of(session, learner.id, private),
        marks=marks_of(session, enrolment.id),
        files=files_moved(session, here.unit.id),
        signatures=signatures_on(session, cipher(), here.unit, learner.id),
        **RECORD_WORDS,
    )
