"""Confirming: everything is looked over once more, then attested to and locked (letter 6.3, 7.1, 9.2)."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from processes.acts import confirming
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports import class_list
from processes.reports.contacts import units_outstanding, units_unreviewed
from processes.reports.figures import figures_below, overall, overall_outside, roll_figures
from processes.reports.particulars import profile_checked
from processes.reports.profile_fields import missing_in
from processes.reports.promotion import year_of_roll
from processes.reports.roll import roll_count
from processes.reports.since_last_round import compared
from processes.reports.work_items import report_is_opened
from processes.terms import Act, Stream, Tier
from webapp.counter import at_counter
from webapp.door import today
from webapp.record_words import in_words
from webapp.visitors import actor
from webapp.work.attesting import read_attestation, statement
from webapp.work.desk import Desk, bp, page_of
from webapp.work.recheck import what_stands


@page_of(Act.CONFIRM)
def page(desk: Desk) -> str:
    return _institution(desk) if desk.case.tier is Tier.INSTITUTION else _overview(desk)


@bp.post("/<int:item_id>/confirm")
@at_counter(Act.CONFIRM)
def confirm(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Sign the figures of exactly the version that was shown; the answer is the receipt."""
    attestation = read_attestation(item.case, Stream.OWN)
    confirmation = confirming.confirm(office, actor(), item, attestation)
    return redirect(url_for("receipts.show", number=confirmation.number), 303)


def _institution(desk: Desk) -> str:
    key = (desk.session, desk.case.round_id, desk.case.unit_id)
    count, figures = roll_count(*key), roll_figures(desk.session, desk.case.unit_id)
    year = desk.case.round.academic_year
    return desk.draw(
        "work/confirm_institution.html",
        figures=figures,
        compared=compared(desk.session, desk.case.unit_id, figures),
        left_behind=year_of_roll(desk.session, desk.case.unit_id, year) < year,
        year=year,
        statement=statement(desk.case, Stream.OWN),
        seen=count.size - count.trouble,
        newcomers=class_list.admitted_since_opening(*key),
        profile_checked=profile_checked(desk.session, desk.case.unit_id, desk.case.round_id),
        profile_missing=in_words(missing_in(desk.session, desk.case.unit)),
        **what_stands(desk),
    )


def _overview(desk: Desk) -> str:
    below = figures_below(desk.session, desk.case.id)
    return desk.draw(
        "work/confirm_overview.html",
        below=below,
        figures=overall(below),
        outside=overall_outside(below) if desk.case.tier is Tier.PROVINCE else None,
        statement=statement(desk.case, Stream.OWN),
        outstanding=units_outstanding(desk.session, desk.case.id, today()),
        unreviewed=units_unreviewed(desk.session, desk.case.id, today()),
        report_opened=report_is_opened(desk.session, desk.case, Stream.OWN, desk.actor.officer_id),
    )
