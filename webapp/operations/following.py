"""One operation: what its dry run found, beginning it deliberately, and how far it is."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import bulk
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.operations import Operation
from processes.records.rounds import Round
from processes.reports.operation_fates import SIZE, Phase, by_province, cases_of, obstacles_of, phase_of
from processes.terms import Fate
from webapp.counter import administrators_only, signed_in
from webapp.digits import whole_number
from webapp.door import office_door, reading
from webapp.operations.asked import number_in, word_in
from webapp.operations.blueprint import bp
from webapp.operations.particulars import asked_for, node_name, people
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

LONGEST_REASON = 1000


@bp.get("/<int:operation_id>")
@signed_in
def show(operation_id: int) -> ResponseReturnValue:
    """What would happen, or what happened so far: by what stands in the way, and by province."""
    return _draw(_operation(operation_id), {})


@bp.get("/<int:operation_id>/cases")
@signed_in
def cases(operation_id: int) -> ResponseReturnValue:
    """The cases of an operation one by one, of one fate or one province where that is asked for."""
    operation = _operation(operation_id)
    fate, province = word_in(Fate, request.args.get("fate", "")), request.args.get("province", "")
    province_id = number_in(province) if province else None
    found, total = cases_of(reading(), operation.id, fate, province_id, page_asked())
    return render_template(
        "operations/cases.html",
        operation=operation,
        found=found,
        fate=fate,
        pages=Pages(page_asked(), SIZE, total),
    )


@bp.post("/<int:operation_id>/begin")
@signed_in
def begin(operation_id: int) -> ResponseReturnValue:
    """Begin, with a reason and the number of cases typed by hand."""
    operation = _operation(operation_id)
    reason, number = request.form.get("reason", "").strip()[:LONGEST_REASON], _typed()
    errors = {}
    if not reason:
        errors["reason"] = _("โปรดระบุเหตุผล")
    if number != operation.fit:
        errors["number"] = _(
            "โปรดพิมพ์จำนวนเรื่องที่จะทำให้ตรงกับผลการลอง คือ %(number)s", number=f"{operation.fit:,}"
        )
    if errors and phase_of(operation) is Phase.TRIED:
        return _draw(operation, errors), 422
    return _steered(
        operation_id,
        lambda office, me, each: bulk.begin(office, me, each, reason, -1 if number is None else number),
    )


@bp.post("/<int:operation_id>/pause")
@signed_in
def pause(operation_id: int) -> ResponseReturnValue:
    return _steered(operation_id, bulk.pause)


@bp.post("/<int:operation_id>/resume")
@signed_in
def resume(operation_id: int) -> ResponseReturnValue:
    return _steered(operation_id, bulk.resume)


@bp.post("/<int:operation_id>/stop")
@signed_in
def stop(operation_id: int) -> ResponseReturnValue:
    return _steered(operation_id, bulk.stop)


@bp.post("/<int:operation_id>/drop")
@signed_in
def drop(operation_id: int) -> ResponseReturnValue:
    """Throw the dry run away."""
    round_id = _operation(operation_id).round_id
    _steered(operation_id, bulk.drop)
    flash(_("ทิ้งผลการลองแล้ว ไม่มีสิ่งใดเปลี่ยน"), "ok")
    return redirect(url_for("operations.index", round=round_id), 303)


def _steered(operation_id: int, act: Callable[[Office, Actor, Operation], None]) -> ResponseReturnValue:
    administrators_only()
    with office_door() as office:
        operation = office.session.get(Operation, operation_id, with_for_update=True)
        if operation is None:
            raise UnknownItem(operation_id)
        act(office, actor(), operation)
    return redirect(url_for("operations.show", operation_id=operation_id), 303)


def _operation(operation_id: int) -> Operation:
    administrators_only()
    found = reading().get(Operation, operation_id)
    if found is None:
        raise UnknownItem(operation_id)
    return found


def _draw(operation: Operation, errors: dict[str, str]) -> str:
    phase = phase_of(operation)
    provinces = by_province(reading(), operation.id)
    return render_template(
        "operations/operation.html",
        operation=operation,
        phase=phase,
        busy=phase in {Phase.TRYING, Phase.RUNNING},
        round=reading().get_one(Round, operation.round_id),
        obstacles=obstacles_of(reading(), operation.id),
        provinces=provinces,
        columns=[each for each in Fate if any(each in province.fates for province in provinces)],
        asked_for=asked_for(operation),
        people=people(operation),
        target=node_name(operation.edition_id, operation.to_node),
        typed=request.form,
        errors=errors,
    )


def _typed() -> int | None:
    try:
        return whole_number(request.form.get("number", ""))
    except ValueError:
        return None
