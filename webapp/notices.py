"""What my unit was told, and that somebody has seen it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from processes.acts.notices import mark_seen
from processes.reports.notices import told_to, unseen_notices
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

bp = Blueprint("notices", __name__, url_prefix="/notices")
bp.context_processor(lambda: VOCABULARY)

NOTICES_A_PAGE = 50


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    page, unit_id = page_asked(), actor().unit_id
    notices, total = told_to(reading(), unit_id, page, NOTICES_A_PAGE)
    return render_template(
        "notices/list.html",
        notices=notices,
        unseen=unseen_notices(reading(), unit_id),
        pages=Pages(page, NOTICES_A_PAGE, total),
    )


@bp.post("/seen")
@signed_in
def see_all() -> ResponseReturnValue:
    with office_door() as office:
        mark_seen(office, actor())
    return redirect(url_for("notices.index"), 303)


@bp.post("/<int:notice_id>/seen")
@signed_in
def see(notice_id: int) -> ResponseReturnValue:
    """Another unit's notice is left as it is; the list says what stands."""
    with office_door() as office:
        mark_seen(office, actor(), notice_id)
    return redirect(url_for("notices.index"), 303)
