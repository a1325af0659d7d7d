"""Seeing a draft through: asked for, approved by another person, summed up, published for a round."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import approving
from processes.acts.approving import Publication
from processes.acts.drafting import Seen
from processes.acts.publishing import UnfitDiagram
from processes.reports.drafts import Draft, rounds_to_come
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.drawing.blueprint import bp, draft_here, revision_seen
from webapp.drawing.draft import draw
from webapp.drawing.summary import summary_of
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.keepers import diagram_words
from webapp.visitors import actor

NEXT = "next"


@bp.post("/<int:draft_id>/ask")
@signed_in
def ask(draft_id: int) -> ResponseReturnValue:
    seen = _seen(draft_here(draft_id))
    with office_door() as office:
        approving.ask(office, actor(), seen)
    flash(_("ขออนุมัติแล้ว ผู้ดูแลระบบอีกคนจะเห็นในรายการแบบร่าง"), "ok")
    return redirect(url_for("drawing.show", draft_id=draft_id), 303)


@bp.post("/<int:draft_id>/approve")
@signed_in
def approve(draft_id: int) -> ResponseReturnValue:
    seen = _seen(draft_here(draft_id))
    with office_door() as office:
        approving.approve(office, actor(), seen, diagram_words())
    flash(_("อนุมัติแล้ว แบบร่างนี้ประกาศใช้ได้ตราบที่ยังไม่มีการแก้ไขอีก"), "ok")
    return redirect(url_for("drawing.show", draft_id=draft_id), 303)


@bp.get("/<int:draft_id>/publish")
@signed_in
def sum_up(draft_id: int) -> ResponseReturnValue:
    """Everything that somebody should know before they publish; what is closed has only its page."""
    found = draft_here(draft_id)
    if not found.is_open:
        return redirect(url_for("drawing.show", draft_id=draft_id))
    return _draw(found, Sheet())


@bp.post("/<int:draft_id>/publish")
@signed_in
def publish(draft_id: int) -> ResponseReturnValue:
    found = draft_here(draft_id)
    try:
        wish = _read(found, Reading(request.form.to_dict()))
    except Unfit as unfit:
        return _draw(found, Sheet(request.form.to_dict(), unfit.errors)), unfit.status
    try:
        with office_door() as office:
            edition = approving.publish_draft(office, actor(), wish, diagram_words())
            edition_id, number = edition.id, edition.number
    except UnfitDiagram as unfit:  # checked when approved: only a newer program finds more
        return draw(found, Sheet(), unfit.problems), 409
    flash(_("ประกาศใช้เป็นฉบับที่ %(number)s แล้ว", number=number), "ok")
    return redirect(url_for("diagrams.show", edition_id=edition_id), 303)


def _draw(found: Draft, sheet: Sheet) -> str:
    return render_template("drawing/publish.html", draft=found, sheet=sheet, summary=summary_of(found))


def _read(found: Draft, form: Reading) -> Publication:
    rounds = {f"{each.academic_year}-{each.number}": each for each in rounds_to_come(reading())}
    reason = form.text("reason", _("โปรดระบุเหตุผล"), 200)
    typed = form.choice("from_round", [NEXT, *rounds], _("โปรดเลือกรอบที่เริ่มใช้ รอบที่เปิดไปแล้วเลือกไม่ได้"))
    form.done()
    chosen = rounds.get(typed)
    return Publication(_seen(found), reason, (chosen.academic_year, chosen.number) if chosen else None)


def _seen(found: Draft) -> Seen:
    return Seen(found.id, revision_seen())
