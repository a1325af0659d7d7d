"""Diagrams as published: every edition, drawn and in words, with how much work stands at each step."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from processes.acts.counter import UnknownItem
from processes.acts.reading import HUMAN, SERVICE, steps_of
from processes.reports.draft_history import drawers_of_edition
from processes.reports.editions import all_editions, open_at_nodes, rounds_on, source_of
from processes.reports.rounds import round_in_view
from processes.terms import Act, Role
from webapp.counter import signed_in
from webapp.door import reading
from webapp.downloads import as_file
from webapp.keepers import shelf
from webapp.names import VOCABULARY
from webapp.tasks import TASKS
from webapp.visitors import actor

bp = Blueprint("diagrams", __name__, url_prefix="/diagrams")
bp.context_processor(lambda: VOCABULARY)


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    return render_template(
        "diagrams/list.html",
        editions=all_editions(reading()),
        rounds=rounds_on(reading()),
        administers=actor().administers,
    )


@bp.get("/<int:edition_id>")
@signed_in
def show(edition_id: int) -> ResponseReturnValue:
    """The drawing, and under it the same steps as a table for phones and screen readers."""
    session = reading()
    edition = next((each for each in all_editions(session) if each.id == edition_id), None)
    if edition is None:
        raise UnknownItem(edition_id)
    round_ = round_in_view(session)
    counts = open_at_nodes(session, edition_id, round_.id) if round_ else {}
    steps = [each for each in steps_of(session, shelf(), edition_id) if each.kind in {HUMAN, SERVICE}]
    return render_template(
        "diagrams/diagram.html",
        edition=edition,
        rounds=rounds_on(session).get(edition_id, []),
        round=round_,
        counts=counts,
        administers=actor().administers,
        drawers=[name for _id, name in drawers_of_edition(session, edition_id)] or [edition.drawn_by],
        steps=steps,
        human=HUMAN,
        role_of=lambda step: Role(step.role) if step.role else None,
        task_of=lambda step: TASKS.get(Act(step.act)) if step.act else None,
    )


@bp.get("/<int:edition_id>.bpmn")
@signed_in
def xml(edition_id: int) -> ResponseReturnValue:
    """The exact bytes that were published."""
    session = reading()
    edition = next((each for each in all_editions(session) if each.id == edition_id), None)
    source = source_of(session, edition_id)
    if edition is None or source is None:
        raise UnknownItem(edition_id)
    return as_file(source, f"{edition.diagram}-{edition.number}.bpmn")
