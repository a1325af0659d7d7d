"""The page of a unit: who it is, where it stands in the chain, what it confirmed, what happened to it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from processes.records.cases import Case
from processes.records.units import Unit
from processes.reports.appointed import appointed_at
from processes.reports.corrections import corrections_at
from processes.reports.history import confirmations_of, deeds_of, names_of
from processes.reports.leavers import alone_in_both_roles
from processes.reports.notices import told_to
from processes.reports.requests import requests_of
from processes.reports.standing import Link, chain_above, counts_below
from processes.reports.units import units_in_district
from processes.terms import TOLD_BY_DISTRICT, Act, Role, Standing, Stream, Tier
from webapp.counter import signed_in
from webapp.deeds import entries
from webapp.door import reading, today
from webapp.paging import Pages, page_asked
from webapp.standpoint import Standpoint, standpoint
from webapp.suspensions import suspension_of
from webapp.units.blueprint import bp
from webapp.visitors import visitor

DEEDS_A_PAGE = 20
LATEST_NOTICES = 5
MOST_OFFICERS = 6


@bp.get("/unit")
@signed_in
def mine() -> ResponseReturnValue:
    """My own unit, for the menu."""
    return redirect(url_for("units.show", code=visitor().unit_code), 303)


@bp.get("/units/<code>")
@signed_in
def show(code: str) -> ResponseReturnValue:
    here = standpoint(code)
    session, unit, page = reading(), here.unit, page_asked()
    if unit.tier is None:
        return _district(here)
    deeds, total = deeds_of(session, unit.id, page, DEEDS_A_PAGE)
    signed = confirmations_of(session, unit.id)
    return render_template(
        "units/unit.html",
        here=here,
        unit=unit,
        chain=_chain(here),
        corrections=corrections_at(session, here.round_id, unit),
        trail=_trail,
        below=counts_below(session, here.case.id) if here.case and _has_units(unit) else None,
        officers=appointed_at(session, unit.id, today()),
        confirmations=signed,
        names=names_of(session, [each.withdrawn_by for each in signed]),
        requests=requests_of(session, unit.id),
        most_officers=MOST_OFFICERS,
        entries=entries(deeds),
        pages=Pages(page, DEEDS_A_PAGE, total),
        notices=told_to(session, unit.id, size=LATEST_NOTICES)[0],
        may_ask=[stream for stream in Stream if _may_ask(here, stream)],
        may_reopen=[stream for stream in Stream if _may_reopen(here, stream)],
        alone=_alone(here),
        only_watches=here.actor.roles == {Role.EXECUTIVE},
        suspension=suspension_of(here.case),
    )


def _district(here: Standpoint) -> str:
    """It groups authorities and passes letters on to some of them; nothing of it is confirmed (F22)."""
    units = units_in_district(reading(), here.unit)
    above = here.unit.parent
    return render_template(
        "units/district.html",
        here=here,
        units=units,
        province=above.code if above else "",
        told_by_district=TOLD_BY_DISTRICT,
    )


def _chain(here: Standpoint) -> list[Link]:
    """The whole way from the department down to this unit."""
    unit, case = here.unit, here.case
    own = Link(unit.code, unit.name, unit.tier or here.actor.tier, *_standings(case))
    return [*chain_above(reading(), here.round_id or None, unit), own]


def _trail(chain: list[Link]) -> list[tuple[str, str | None]]:
    """The way down to the unit; what lies above the officer's own unit is no page of theirs."""
    above = True
    steps: list[tuple[str, str | None]] = []
    for link in chain:
        above = above and link.code != visitor().unit_code
        last = link is chain[-1]
        steps.append((link.name, None if above or last else url_for("units.show", code=link.code)))
    return steps


def _alone(here: Standpoint) -> list[tuple[str, int]]:
    """Who looked in vain for learners of the institution and took them off as well (X11)."""
    if here.case is None or _has_units(here.unit):
        return []
    return alone_in_both_roles(reading(), here.case.round_id, here.unit.id)


def _standings(case: Case | None) -> tuple[Standing | None, Standing | None]:
    return (case.standing, case.other_standing) if case else (None, None)


def _has_units(unit: Unit) -> bool:
    return unit.tier is not Tier.INSTITUTION


def _may_ask(here: Standpoint, stream: Stream) -> bool:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    has_above = here.unit.parent_id is not None
    return has_above and here.obstacle(Act.ASK_REOPENING, confirmed=confirmed) is None


def _may_reopen(here: Standpoint, stream: Stream) -> bool:
    confirmed = here.standing_of(stream) is Standing.CONFIRMED
    return here.obstacle(Act.REOPEN, confirmed=confirmed) is None
