"""The report of figures by grade and sex, on which a tier checks what it confirms (letter 4.3.1 (5), F91)."""

from flask import render_template
from flask.typing import ResponseReturnValue

from processes.acts import confirming
from processes.records.cases import Case
from processes.reports.confirmed import Confirmed, confirmed_now, versions_opened
from processes.reports.corrections import corrections_at
from processes.reports.figures import (
    OutsideFigures,
    UnitFigures,
    figures_below,
    outside_figures,
    overall,
    overall_outside,
    roll_figures,
)
from processes.rules.figures import Figures, by_kind
from processes.terms import OUTSIDE_GRADES, Grade, Standing, Stream, Tier
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.paging import Pages, page_asked
from webapp.standpoint import Standpoint, case_here
from webapp.units.blueprint import bp
from webapp.units.spreadsheet import as_csv, institution_lines, lines_below
from webapp.words import figure_rows, figure_sum

UNITS_A_PAGE = 100
NOTHING = Figures({})


@bp.get("/units/<code>/report")
@signed_in
def report(code: str) -> ResponseReturnValue:
    """The figures; that the unit's own officer had exactly this version before them is noted (K9)."""
    here, case = case_here(code)
    if _is_newly_opened(here, case):
        _note_opening(here, case.id)
        here, case = case_here(code)
    confirmed = confirmed_now(reading(), case.id)
    if case.tier is Tier.INSTITUTION:
        return _of_institution(here, confirmed)
    return _of_units_below(here, case, confirmed)


@bp.get("/units/<code>/report.csv")
@signed_in
def report_csv(code: str) -> ResponseReturnValue:
    """The same figures for a spreadsheet."""
    here, case = case_here(code)
    session = reading()
    if case.tier is Tier.INSTITUTION:
        own = confirmed_now(session, case.id).get(Stream.OWN)
        lines = institution_lines(roll_figures(session, here.unit.id), own.own if own else None)
    else:
        lines = lines_below(figures_below(session, case.id))
    return as_file(as_csv(lines), f"report-{here.unit.code}.csv")


def _is_newly_opened(here: Standpoint, case: Case) -> bool:
    """Whether the unit's own officer sees this version for the first time: only then is a row written."""
    if not here.answers_here or case.ended_at is not None:
        return False
    opened = versions_opened(reading(), case.id, here.actor.officer_id)
    return any(opened.get(stream) != case.version_of(stream) for stream in _streams(case))


def _note_opening(here: Standpoint, case_id: int) -> None:
    with office_door() as office:
        case = office.lock_case(case_id)
        for stream in _streams(case):
            confirming.open_report(office, here.actor, case, stream)


def _streams(case: Case) -> list[Stream]:
    nothing = Standing.NOTHING_TO_CONFIRM
    return [Stream.OWN] if case.other_standing is nothing else [Stream.OWN, Stream.OTHER]


def _of_institution(here: Standpoint, confirmed: dict[Stream, Confirmed]) -> str:
    own = confirmed.get(Stream.OWN)
    now = roll_figures(reading(), here.unit.id)
    signed = own.own if own and own.own else None
    grades = [grade for grade in Grade if grade in now.counts or (signed and grade in signed.counts)]
    return render_template(
        "units/report_institution.html",
        here=here,
        corrections=corrections_at(reading(), here.round_id, here.unit),
        own=own,
        roll=now,
        signed=signed,
        grades=grades,
        agrees=signed is None or signed == now,
    )


def _of_units_below(here: Standpoint, case: Case, confirmed: dict[Stream, Confirmed]) -> str:
    session, page = reading(), page_asked()
    below = figures_below(session, case.id)
    total = overall(below)
    kinds = by_kind((each.kind, each.figures) for each in below if each.figures)
    return render_template(
        "units/report_below.html",
        here=here,
        corrections=corrections_at(session, here.round_id, here.unit),
        signed=[confirmed[stream] for stream in Stream if stream in confirmed],
        units=below[(page - 1) * UNITS_A_PAGE : page * UNITS_A_PAGE],
        pages=Pages(page, UNITS_A_PAGE, len(below)),
        total=total,
        rows=figure_rows(total),
        sum_of=figure_sum,
        kinds_below=kinds if case.tier is Tier.LOCAL_AUTHORITY else {},
        missing=[each for each in below if each.figures is None and each.standing not in _SILENT],
        outside=_outside(case, below),
        outside_grades=OUTSIDE_GRADES,
        nothing=NOTHING,
    )


_SILENT = {Standing.NOTHING_TO_CONFIRM}


def _outside(case: Case, below: list[UnitFigures]) -> OutsideFigures:
    """An authority's counts as it records them now; of a tier above, what the authorities confirmed."""
    if case.tier is Tier.LOCAL_AUTHORITY:
        return outside_figures(reading(), case.round_id, case.unit_id) if case.other_total else {}
    return overall_outside(below)
