"""The list of a round's running cases, and choosing what is to be done to all that it finds, or to some."""

from collections.abc import Callable
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import bulk
from processes.acts.bulk import Wish
from processes.acts.bulk_batches import run_batch
from processes.acts.counter import UnknownItem
from processes.acts.reading import steps_of
from processes.acts.tracing import waiting_places
from processes.reports.operation_fates import latest_operations, phase_of
from processes.reports.operations import SIZE, Found, Tallies, cases_found, tallies
from processes.terms import OperationKind
from webapp.counter import administrators_only, signed_in
from webapp.door import now, office_door, reading
from webapp.keepers import shelf
from webapp.operations.asked import Asked, asked
from webapp.operations.blueprint import bp
from webapp.operations.words import KINDS, MEANINGS
from webapp.paging import Pages, page_asked
from webapp.visitors import actor
from webapp.words import length_words

ALL, PICKED = "all", "picked"
LONGEST_KEY = 18


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """The running cases that are asked for, with where each stands, and what can be done to them."""
    administrators_only()
    found = asked(request.args)
    return _draw(found, {}) if found else render_template("operations/none.html")


@bp.post("/trials")
@signed_in
def prepare() -> ResponseReturnValue:
    """Begin the dry run; of few cases its result is there at once."""
    administrators_only()
    found = asked(request.form)
    if found is None:
        raise UnknownItem(0)
    errors = _errors(found)
    if errors:
        return _draw(found, errors), 422
    with office_door() as office:
        operation = bulk.prepare(office, actor(), _wish(found))
        run_batch(office, operation.id)
        operation_id = operation.id
    return redirect(url_for("operations.show", operation_id=operation_id), 303)


def _wish(found: Asked) -> Wish:
    kind = OperationKind(request.form["kind"])
    picked = tuple(_picked()) if request.form.get("scope") == PICKED else ()
    to_node = request.form.get("to_node", "") if kind is OperationKind.MOVE else ""
    return Wish(kind, replace(found.wanted, picked=picked), to_node)


def _errors(found: Asked) -> dict[str, str]:
    """What is missing from the choice, by field."""
    kind, scope = request.form.get("kind", ""), request.form.get("scope", "")
    errors = {}
    if kind not in set(_kinds(found)):
        errors["kind"] = _("โปรดเลือกสิ่งที่จะทำ")
    if kind == OperationKind.MOVE and request.form.get("to_node") not in {each.id for each in found.targets}:
        errors["to_node"] = _("โปรดเลือกขั้นตอนที่จะย้ายไป")
    if scope not in {ALL, PICKED}:
        errors["scope"] = _("โปรดเลือกว่าจะทำกับเรื่องใด")
    elif scope == PICKED and not _picked():
        errors["scope"] = _("โปรดเลือกเรื่องในตารางอย่างน้อยหนึ่งเรื่อง")
    return errors


def _picked() -> list[int]:
    """Never more than a page shows; what is no number was not sent by the page."""
    sent = request.form.getlist("case")[:SIZE]
    return [int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < LONGEST_KEY]


def _kinds(found: Asked) -> list[OperationKind]:
    return [each for each in OperationKind if each is not OperationKind.MOVE or found.targets]


def _draw(found: Asked, errors: dict[str, str]) -> str:
    counts = tallies(reading(), replace(found.wanted, condition=None), now())
    number = _number(counts, found)
    page = page_asked()
    rows = cases_found(reading(), found.wanted, now(), page)
    return render_template(
        "operations/list.html",
        asked=found,
        counts=counts,
        number=number,
        rows=rows,
        stands=_standing_words({each.edition_id for each in rows}),
        length_words=length_words,
        now=now(),
        choices=[(str(each), KINDS[each], MEANINGS[each]) for each in _kinds(found)],
        chosen=request.form,
        picked=_picked(),
        errors=errors,
        operations=[
            (each, name, phase_of(each)) for each, name in latest_operations(reading(), found.round.id)
        ],
        pages=Pages(page, SIZE, number),
        turned=lambda to: url_for("operations.index", **found.address, page=to),
    )


def _number(counts: Tallies, found: Asked) -> int:
    condition = found.wanted.condition
    return counts.running + counts.suspended if condition is None else getattr(counts, str(condition))


def _standing_words(edition_ids: set[int]) -> Callable[[Found], str]:
    """Where a case stands: its open tasks by name, or else the events that it waits at."""
    names = {
        id_: {each.id: each.name or each.id for each in steps_of(reading(), shelf(), id_)}
        for id_ in edition_ids
    }
    places = {id_: waiting_places(reading(), shelf(), id_) for id_ in edition_ids}

    def words(each: Found) -> str:
        own = names[each.edition_id]
        tasks = {pair.split(" ", 1)[1] for pair in each.tasks.split(";") if pair}
        heard = set(each.awaits.split())
        at = tasks or {node for node, (message, _host) in places[each.edition_id].items() if message in heard}
        return ", ".join(own.get(node, node) for node in own if node in at)

    return words
