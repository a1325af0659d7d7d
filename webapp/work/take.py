"""The department takes what a province confirmed as correct and complete (letter 9.2)."""

from flask.typing import ResponseReturnValue

from processes.acts import reviewing
from processes.acts.office import Office
from processes.records.cases import Case, WorkItem
from processes.reports.review import under_review
from processes.terms import Act
from webapp.counter import at_counter
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of
from webapp.work.review import same_versions


@page_of(Act.TAKE_FIGURES)
def page(desk: Desk) -> str:
    reviewed = under_review(desk.session, desk.item.subject_id)
    return desk.draw("work/take.html", reviewed=reviewed)


@bp.post("/<int:item_id>/take")
@at_counter(Act.TAKE_FIGURES)
def take(office: Office, item: WorkItem) -> ResponseReturnValue:
    same_versions(office, item)
    reviewing.take_figures(office, actor(), office.session.get_one(Case, item.subject_id), item)
    return back_to(item.id)
