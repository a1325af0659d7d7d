"""The tier above looks at what a unit confirmed: correct, or sent back with the reason (letter 7.1)."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import reviewing
from processes.acts.office import Office
from processes.records.cases import Case, WorkItem
from processes.reports.contacts import units_outstanding
from processes.reports.review import under_review
from processes.terms import Act, Outcome, Reason, Refused, Standing, Stream
from webapp.counter import at_counter
from webapp.door import today
from webapp.forms.reading import Reading
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of

ANSWERS = (Outcome.ACCEPTED, Outcome.SENT_BACK)


@page_of(Act.REVIEW_UNIT)
def page(desk: Desk) -> str:
    reviewed = under_review(desk.session, desk.item.subject_id)
    return desk.draw(
        "work/review.html",
        reviewed=reviewed,
        streams=confirmed_streams(reviewed.case),
        outstanding=units_outstanding(desk.session, desk.case.id, today()),
    )


@bp.post("/<int:item_id>/review")
@at_counter(Act.REVIEW_UNIT)
def review(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Accept the unit's figures, or withdraw its confirmation so that it can mend them."""
    same_versions(office, item)
    form = Reading(request.form)
    answer = form.choice("answer", ANSWERS, _("โปรดเลือกผลการตรวจสอบ"))
    if answer == Outcome.SENT_BACK:
        why = form.text("why", _("โปรดระบุเหตุผลที่ส่งกลับ เพื่อให้หน่วยงานแก้ไขได้ถูก"))
        stream = _stream(form, office.session.get_one(Case, item.subject_id))
        form.done()
        reviewing.send_back(office, actor(), item, Stream(stream), why)
        flash(_("ส่งกลับแล้ว การยืนยันของหน่วยงานถูกยกเลิก และงานกลับไปอยู่ในกล่องงานของหน่วยงานนั้น"), "ok")
    else:
        form.done()
        reviewing.accept(office, actor(), item)
    return back_to(item.id)


def same_versions(office: Office, item: WorkItem) -> None:
    """Refuse a page that showed other versions than those that stand: the unit confirmed again meanwhile."""
    if request.form.get("receipts") != under_review(office.session, item.subject_id).receipts:
        raise Refused(Reason.STALE_PAGE, item_id=item.id)


def confirmed_streams(case: Case) -> list[Stream]:
    """What stands confirmed of the unit, and so can be sent back."""
    standings = {Stream.OWN: case.standing, Stream.OTHER: case.other_standing}
    return [stream for stream, standing in standings.items() if standing is Standing.CONFIRMED]


def _stream(form: Reading, case: Case) -> str:
    streams = confirmed_streams(case)
    if len(streams) == 1:
        return streams[0]
    return form.choice("stream", streams, _("โปรดเลือกข้อมูลส่วนที่ส่งกลับ"))
