"""What authorities propose for the register, and what the province or the department decides."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside_proposals
from processes.acts.outside_proposals import FORM
from processes.reports.outside_register import SIZE, proposal, proposals
from processes.terms import ChangeState
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.forms.reading import Reading
from webapp.outside.blueprint import bp
from webapp.outside.desk import may_keep, reader
from webapp.outside.words import OUTSIDE_WORDS
from webapp.paging import Pages, page_asked
from webapp.work.desk import Desk, page_of

ANSWERS = ("accept", "refuse")


@bp.get("/proposals")
@signed_in
def proposed() -> ResponseReturnValue:
    return _draw({})


@bp.post("/proposals/<int:change_id>")
@signed_in
def decide(change_id: int) -> ResponseReturnValue:
    me = reader()
    form = Reading(request.form)
    with office_door() as office:
        row = outside_proposals.proposal_for(office, me, change_id)
        answer = form.choice(f"answer-{change_id}", ANSWERS, _("โปรดเลือกว่าจะรับหรือไม่รับข้อเสนอ"))
        missing = _("โปรดระบุเหตุผลที่ไม่รับ") if answer == "refuse" else None
        why = form.text(f"why-{change_id}", missing, 500)
        if not form.errors and answer == "accept":
            outside_proposals.accept(office, me, row)
        elif not form.errors:
            outside_proposals.refuse(office, me, row, why)
        state = row.state
    if form.errors:
        return _draw(form.errors), 422
    flash(_decided(state), "ok")
    return redirect(url_for("outside.proposed"), 303)


def _decided(state: ChangeState) -> str:
    if state is ChangeState.REFUSED:
        return str(_("บันทึกแล้วว่าไม่รับข้อเสนอ"))
    if state is ChangeState.NEXT_ROUND:
        return str(_("รับข้อเสนอแล้ว มีผลเมื่อเปิดรอบถัดไป"))
    return str(_("รับข้อเสนอและแก้ไขทะเบียนแล้ว"))


def _draw(errors: dict[str, str]) -> str:
    me, page = reader(), page_asked()
    lines, total = proposals(reading(), page)
    return render_template(
        "outside/proposals.html",
        lines=lines,
        pages=Pages(page, SIZE, total),
        may_decide=may_keep(me),
        errors=errors,
        typed=request.form,
    )


@page_of(FORM)
def page(desk: Desk) -> str:
    """The proposal in the province's inbox; it is decided where all of them are."""
    change_id = int(desk.item.task_ref.rpartition("-")[2])
    line = proposal(desk.session, change_id)
    return desk.draw("work/outside_change.html", line=line, **OUTSIDE_WORDS)
