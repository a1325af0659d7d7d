"""Who left the roll in this round: why, when, by whom, with the way back (F38)."""

from flask import render_template
from flask.typing import ResponseReturnValue

from processes.reports.leavers import SIZE, alone_in_both_roles, leavers_by_reason, leavers_of
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import reading
from webapp.paging import Pages, page_asked
from webapp.roll.blueprint import bp
from webapp.roll.listing import institution


@bp.get("/units/<code>/roll/left")
@signed_in
def leavers(code: str) -> ResponseReturnValue:
    here, page = institution(code), page_asked()
    key = (reading(), here.round_id, here.unit.id)
    reasons = leavers_by_reason(*key)
    return render_template(
        "roll/leavers.html",
        here=here,
        unit=here.unit,
        lines=leavers_of(*key, page),
        reasons=reasons,
        alone=alone_in_both_roles(*key),
        no_putting_back=here.why_not(Act.PUT_BACK, enrolled=False),
        pages=Pages(page, SIZE, reasons.total()),
    )
