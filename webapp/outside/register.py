"""The register of outside schools as a list, and the page of one school (letter 2.3 (2), 4.2)."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from processes.reports.outside_collecting import answers_of, contacts_of, numbers_sent, standing_link
from processes.reports.outside_register import (
    SIZE,
    Wanted,
    changes_of,
    counts_by_round,
    proposals,
    provinces,
    register_lines,
)
from processes.rules.affiliations import AFFILIATIONS
from processes.terms import OUTSIDE_GRADES, Tier
from webapp.counter import signed_in
from webapp.door import now, reading, today
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.outside.blueprint import bp
from webapp.outside.desk import SchoolDesk, desk_for, may_keep, may_propose, reader
from webapp.outside.links import address_of
from webapp.paging import Pages, page_asked
from webapp.thaidate import buddhist_parts, month_names


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    me, wanted = reader(), wanted_here()
    lines, total = register_lines(reading(), wanted)
    return render_template(
        "outside/list.html",
        me_tier=me.tier,
        wanted=wanted,
        lines=lines,
        pages=Pages(wanted.page, SIZE, total),
        waiting=proposals(reading())[1],
        provinces=provinces(reading()) if me.tier is Tier.DEPARTMENT else [],
        may_keep=may_keep(me),
        may_propose=may_propose(me),
    )


@bp.get("/<code>")
@signed_in
def show(code: str) -> ResponseReturnValue:
    return draw(desk_for(code), Sheet())


def draw(desk: SchoolDesk, sheet: Sheet) -> str:
    """The school's page; its form of contacts as typed, when something in it was wrong."""
    session, school, round_id = reading(), desk.school, desk.mine.round_id
    link = standing_link(session, round_id, school.id, now()) if desk.is_listed else None
    return render_template(
        "outside/school.html",
        desk=desk,
        school=school,
        sheet=sheet,
        grades=OUTSIDE_GRADES,
        rounds=counts_by_round(session, school.id),
        changes=changes_of(session, school.id),
        contacts=contacts_of(session, round_id, school.id) if desk.is_listed else [],
        answers=answers_of(session, round_id, school.id) if desk.is_listed else [],
        numbers_sent=numbers_sent,
        link=link,
        address=address_of(link.id) if link else "",
        months=month_names(language()),
        today=buddhist_parts(today()),
    )


def wanted_here() -> Wanted:
    """What the address asks for."""
    affiliation, state = request.args.get("affiliation", ""), request.args.get("state", "")
    return Wanted(
        affiliation=affiliation if affiliation in AFFILIATIONS else "",
        state=state if state in {"standing", "dissolved"} else "",
        province=request.args.get("province", "").strip()[:40],
        authority=request.args.get("authority", "").strip()[:40],
        search=request.args.get("search", "").strip()[:200],
        page=page_asked(),
    )
