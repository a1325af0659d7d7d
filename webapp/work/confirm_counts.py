"""Confirming the counts of other affiliations: checked by affiliation, then attested to (letter 7.3)."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from processes.acts import confirming
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports.outside_grid import OutsideSchool, outside_grid
from processes.reports.work_items import report_is_opened
from processes.rules.outside_counts import written
from processes.terms import OUTSIDE_GRADES, Act, Stream
from webapp.affiliations import affiliation_name, affiliation_short
from webapp.counter import at_counter
from webapp.visitors import actor
from webapp.work.attesting import read_attestation, statement
from webapp.work.count_marks import doubt_words
from webapp.work.counts import last_sums_of, sums_of
from webapp.work.desk import Desk, bp, page_of


@page_of(Act.CONFIRM_COUNTS)
def page(desk: Desk) -> str:
    schools = outside_grid(desk.session, desk.case.round_id, desk.case.unit_id)
    return desk.draw(
        "work/confirm_counts.html",
        schools=schools,
        apart=_by_affiliation(schools),
        affiliation_name=affiliation_name,
        affiliation_short=affiliation_short,
        grades=OUTSIDE_GRADES,
        written=written,
        sums=sums_of(schools),
        last_sums=last_sums_of(schools),
        sums_of=sums_of,
        last_sums_of=last_sums_of,
        blanks=[each for each in schools if each.blanks],
        doubts=[each for each in schools if each.unsettled],
        doubt_words=doubt_words,
        statement=statement(desk.case, Stream.OTHER),
        report_opened=report_is_opened(desk.session, desk.case, Stream.OTHER, desk.actor.officer_id),
    )


@bp.post("/<int:item_id>/confirm-counts")
@at_counter(Act.CONFIRM_COUNTS)
def confirm_counts(office: Office, item: WorkItem) -> ResponseReturnValue:
    attestation = read_attestation(item.case, Stream.OTHER)
    confirmation = confirming.confirm_counts(office, actor(), item, attestation)
    return redirect(url_for("receipts.show", number=confirmation.number), 303)


def _by_affiliation(schools: list[OutsideSchool]) -> list[tuple[str, list[OutsideSchool]]]:
    """The schools of each affiliation: those of the Border Patrol Police stand apart (F59, F60)."""
    apart: dict[str, list[OutsideSchool]] = {}
    for each in schools:
        apart.setdefault(each.school.affiliation, []).append(each)
    return sorted(apart.items())
