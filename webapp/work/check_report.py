"""Whether the report shows what was confirmed; if not, that is withdrawn (letter 4.3.1 (5))."""

import json

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import confirming
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports.figures import roll_figures
from processes.reports.receipts import versions
from processes.rules.figures import Figures, changes, figures_from_plain
from processes.terms import Act, Outcome, Stream
from webapp.counter import at_counter
from webapp.forms.reading import Reading
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of


@page_of(Act.CHECK_REPORT)
def page(desk: Desk) -> str:
    """The report from the rows as they are committed, beside what was signed."""
    signed = next((each for each in versions(desk.session, desk.case.id)[Stream.OWN]), None)
    confirmed = figures_from_plain(json.loads(signed.figures)["own"]) if signed else Figures({})
    reported = roll_figures(desk.session, desk.case.unit_id)
    return desk.draw(
        "work/check_report.html",
        receipt=signed,
        confirmed=confirmed,
        reported=reported,
        differences=changes(confirmed, reported),
    )


@bp.post("/<int:item_id>/check-report")
@at_counter(Act.CHECK_REPORT)
def check_report(office: Office, item: WorkItem) -> ResponseReturnValue:
    form = Reading(request.form)
    answer = form.choice(
        "answer", (Outcome.SHOWN, Outcome.MISSING), _("โปรดเลือกว่ารายงานแสดงจำนวนครบถ้วนหรือไม่")
    )
    form.done()
    confirming.check_report(office, actor(), item, answer)
    if answer == Outcome.MISSING:
        flash(_("ยกเลิกการยืนยันแล้ว แก้ไขข้อมูลแล้วยืนยันอีกครั้งได้จากกล่องงาน"), "warn")
    return back_to(item.id)
