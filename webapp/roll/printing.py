"""Class lists for paper: empty, to be filled in by hand in the class, or with the marks as they stand."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from processes.reports.class_list import class_list
from webapp.counter import signed_in
from webapp.door import now, reading
from webapp.roll.blueprint import bp
from webapp.roll.desk import classroom_asked
from webapp.roll.listing import institution

BLANK_LINES = 3  # for who turns up and is not on the list


@bp.get("/units/<code>/roll/print")
@signed_in
def paper(code: str) -> ResponseReturnValue:
    here = institution(code)
    classroom = classroom_asked(here)
    return render_template(
        "roll/print.html",
        here=here,
        unit=here.unit,
        round=here.round,
        classroom=classroom,
        lines=class_list(reading(), here.round_id, classroom.id),
        filled=request.args.get("filled") == "yes",
        blank_lines=BLANK_LINES,
        printed_at=now(),
    )
