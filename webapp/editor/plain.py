"""The form that changes a draft's everyday things, for whoever cannot or need not draw."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import plain_drawing
from processes.acts.counter import UnknownItem
from processes.acts.plain_drawing import PlainDiagram, PlainLane
from processes.reports.drafts import Draft, draft_source
from processes.terms import Role
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.editor.blueprint import bp, open_draft
from webapp.editor.edit import calendar_of, struck_at
from webapp.editor.plain_form import asks, read_changes, shown
from webapp.editor.plain_rows import KINDS, OWN_DAY, rearranged, rows_of
from webapp.editor.words import TEXTS
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.shell import ROLES
from webapp.visitors import actor

SAVE = "save"


@bp.get("/<int:draft_id>/plain")
@signed_in
def plain(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    diagram = _everyday(draft_id)
    return _draw(draft, diagram, Sheet(shown(diagram)))


@bp.post("/<int:draft_id>/plain")
@signed_in
def save_plain(draft_id: int) -> ResponseReturnValue:
    """Keep the values; or show the form again: with one more question, with errors, or over a newer save."""
    draft, diagram = open_draft(draft_id), _everyday(draft_id)
    typed = request.form.to_dict()
    if (do := typed.get("do", SAVE)) != SAVE:
        return _draw(draft, diagram, Sheet(rearranged(typed, do)))
    try:
        changes = read_changes(Reading(typed), diagram)
    except Unfit as unfit:
        return _draw(draft, diagram, Sheet(typed, unfit.errors)), unfit.status
    revision = Reading(typed).count("revision") or 0
    with office_door() as office:
        beside = plain_drawing.save_plain(office, actor(), draft_id, revision, changes).beside
        beside_id = beside.id if beside else None
    if beside_id is not None:
        return _draw(open_draft(draft_id), diagram, Sheet(typed), beside_id=beside_id), 409
    flash(_("บันทึกร่างแล้ว"), "ok")
    return redirect(url_for("drawing_editor.plain", draft_id=draft_id), 303)


def _everyday(draft_id: int) -> PlainDiagram:
    source = draft_source(reading(), draft_id)
    if source is None:
        raise UnknownItem(draft_id)
    return plain_drawing.everyday(source)


def _draw(draft: Draft, diagram: PlainDiagram, sheet: Sheet, beside_id: int | None = None) -> str:
    return render_template(
        "drawing/plain.html",
        draft=draft,
        diagram=diagram,
        sheet=sheet,
        beside_id=beside_id,
        asks=asks,
        rows_of=rows_of,
        calendar=calendar_of(draft),
        said={key: str(text) for key, text in TEXTS.items()},
        kinds_of_fields=[(kind, str(TEXTS[f"lec.kind.{kind}"])) for kind in KINDS],
        days=_days(draft),
        strikes=lambda timer: struck_at(draft, timer.word, timer.hours),
        lane_choices=[(each.id, _lane_words(each)) for each in diagram.lanes],
        role_choices=[(str(role), str(ROLES[role])) for role in Role],
    )


def _days(draft: Draft) -> list[tuple[str, str]]:
    """What may bound a date."""
    words = [("today", str(TEXTS["lec.day.today"])), (OWN_DAY, str(TEXTS["lec.day.own"]))]
    return [("", str(TEXTS["lec.day.any"])), *calendar_of(draft), *words]


def _lane_words(lane: PlainLane) -> str:
    role = str(ROLES[Role(lane.role)]) if lane.role in set(Role) else str(_("ระบบ"))
    return lane.name if role == lane.name else f"{lane.name or lane.id} ({role})"
