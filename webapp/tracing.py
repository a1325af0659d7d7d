"""The way of one case on its diagram, and where the units of a round stand: drawn, and as tables."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from processes.acts.casework import open_tasks
from processes.acts.counter import UnknownItem
from processes.acts.form_reading import answers_of, asks_anything
from processes.acts.reading import HUMAN, steps_of
from processes.acts.tracing import waiting_places, way_of
from processes.records.cases import Case
from processes.records.rounds import Round
from processes.reports import whereabouts
from processes.reports.case_steps import SIZE, done_nodes, steps_of_case
from processes.reports.editions import Edition, all_editions, rounds_on
from processes.reports.rounds import round_in_view
from webapp.counter import signed_in
from webapp.door import now, reading
from webapp.keepers import shelf
from webapp.names import VOCABULARY
from webapp.narrowing import choices, narrowing
from webapp.paging import Pages, page_asked
from webapp.standpoint import Standpoint, case_here, standpoint
from webapp.suspensions import suspension_of
from webapp.tasks import task_title
from webapp.visitors import actor
from webapp.words import length_words
from webapp.work.earlier import keys, sheets
from webapp.work.outcomes import labelled_in, outcome_words

bp = Blueprint("tracing", __name__)
bp.context_processor(lambda: VOCABULARY)


@bp.get("/units/<code>/way")
@signed_in
def case(code: str) -> ResponseReturnValue:
    """Where the unit's case stands on its diagram, and who did what, when, and how long it took."""
    here, found = _case_asked(code)
    session = reading()
    way = way_of(session, shelf(), found)
    steps, total = steps_of_case(session, found.id, page_asked())
    names = {each.id: each.name for each in steps_of(session, shelf(), found.edition_id)}
    since = {each.node: each.opened_at for each in steps if each.state == "open"}
    to_be_done = set(open_tasks(found).values())
    return render_template(
        "tracing/case.html",
        here=here,
        unit=here.unit,
        case=found,
        steps=steps,
        standing_at=[
            (names[node], since.get(node)) for node in way.at if node in to_be_done and names.get(node)
        ],
        waiting_for=[names[node] for node in way.at if node not in to_be_done and names.get(node)],
        marks={
            "done": sorted({*way.passed, *done_nodes(session, found.id)} - {*way.at}),
            "active": [{"id": node, "label": _stay(since.get(node))} for node in way.at],
        },
        length_words=length_words,
        task_title=task_title,
        outcome_words=lambda step: outcome_words(
            step.act, step.outcome, labelled_in(found.edition_id, step.node)
        ),
        now=now(),
        suspension=suspension_of(found),
        open_tasks=[
            (names.get(node) or node, ref, since.get(node)) for ref, node in open_tasks(found).items()
        ],
        answered=sheets(answers_of(session, keys(), found.id)),
        pages=Pages(page_asked(), SIZE, total),
    )


@bp.get("/diagrams/whereabouts")
@signed_in
def here_and_now() -> ResponseReturnValue:
    """The round that is on, on the diagram of the tier below one's own."""
    round_ = round_in_view(reading())
    mine = [each for each in all_editions(reading()) if round_ and _runs(each.id, round_)]
    if round_ is None or not mine:
        raise UnknownItem(0)
    lowest = mine[-1]
    return redirect(url_for("tracing.show", round_id=round_.id, edition_id=lowest.id), 303)


@bp.get("/diagrams/<int:edition_id>/whereabouts/<int:round_id>")
@signed_in
def show(edition_id: int, round_id: int) -> ResponseReturnValue:
    """How many units stand at each step, which of them are late, and how long the step takes."""
    session = reading()
    round_, edition = _asked(round_id, edition_id)
    asked = narrowing(round_id, edition_id)
    part = asked.part
    tasks = whereabouts.counts_at_tasks(session, part, now())
    cases = whereabouts.counts_of_cases(session, part, waiting_places(session, shelf(), edition_id))
    events = cases.at_events
    steps = [
        each for each in steps_of(session, shelf(), edition_id) if each.kind == HUMAN or each.id in events
    ]
    return render_template(
        "tracing/round.html",
        round=round_,
        edition=edition,
        editions=[each for each in all_editions(session) if _runs(each.id, round_)],
        steps=steps,
        tasks=tasks,
        events=events,
        open={node: each.units for node, each in tasks.items()},
        counts={**{node: each.units for node, each in tasks.items()}, **events},
        cases=cases.cases,
        sampled=whereabouts.sampled(cases.cases),
        ended=cases.ended,
        medians=whereabouts.median_times(session, part, cases.cases),
        length_words=length_words,
        asked=asked,
        asks=asks_anything(session, shelf(), edition_id),
        administers=actor().administers,
        **choices(part),
    )


@bp.get("/diagrams/<int:edition_id>/whereabouts/<int:round_id>/<node>")
@signed_in
def units(edition_id: int, round_id: int, node: str) -> ResponseReturnValue:
    """The units that stand at a step."""
    session = reading()
    round_, edition = _asked(round_id, edition_id)
    asked, late = narrowing(round_id, edition_id), bool(request.args.get("late"))
    part = asked.part
    step = next((each for each in steps_of(session, shelf(), edition_id) if each.id == node), None)
    if step is None:
        raise UnknownItem(0)
    event = waiting_places(session, shelf(), edition_id).get(node)
    if event is not None:
        found, total = whereabouts.units_at_event(session, part, event, page_asked())
    else:
        found, total = whereabouts.units_at_task(session, part, node, now() if late else None, page_asked())
    return render_template(
        "tracing/units.html",
        round=round_,
        edition=edition,
        step=step,
        units=found,
        late=late,
        waits=event is not None,
        length_words=length_words,
        now=now(),
        asked=asked,
        pages=Pages(page_asked(), whereabouts.SIZE, total),
    )


def _case_asked(code: str) -> tuple[Standpoint, Case]:
    """The unit's case of the round in the address, or of the one that is on."""
    asked = request.args.get("round", "")
    if not asked:
        return case_here(code)
    here, round_id = (
        standpoint(code),
        int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0,
    )
    found = reading().scalars(select(Case).filter_by(unit_id=here.unit.id, round_id=round_id)).one_or_none()
    if found is None:
        raise UnknownItem(0)
    return here, found


def _stay(since: datetime | None) -> str:
    """What the mark of a token says: how long a task has been open; an event has room for a dot."""
    return length_words(now() - since) if since else "•"


def _asked(round_id: int, edition_id: int) -> tuple[Round, Edition]:
    round_ = reading().get(Round, round_id)
    edition = next((each for each in all_editions(reading()) if each.id == edition_id), None)
    if round_ is None or edition is None:
        raise UnknownItem(edition_id)
    return round_, edition


def _runs(edition_id: int, round_: Round) -> bool:
    return (round_.academic_year, round_.number) in rounds_on(reading()).get(edition_id, [])
