"""A draft's page: its facts, what must be mended, what was remarked, and what may be done next."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import drafting
from processes.acts.comparing import BadDiagram, names_in
from processes.acts.drafting import Remark
from processes.acts.publishing import Problem, found_in
from processes.records.drafting import DraftComment
from processes.reports.draft_history import drawers, history, may_approve
from processes.reports.drafts import Draft, draft, draft_source, drafts_beside, remarks
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.drawing.blueprint import bp, draft_here
from webapp.drawing.history import WAYS
from webapp.drawing.steps import NAMES, way_of
from webapp.drawing.trial import trial_of
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.keepers import diagram_words
from webapp.visitors import actor
from webapp.words import short_moment_words

LONGEST_REMARK = 2_000
LATEST_SAVES = 3


@bp.get("/<int:draft_id>")
@signed_in
def show(draft_id: int) -> ResponseReturnValue:
    return draw(draft_here(draft_id), Sheet())


@bp.post("/<int:draft_id>/remarks")
@signed_in
def add_remark(draft_id: int) -> ResponseReturnValue:
    found, form = draft_here(draft_id), Reading(request.form.to_dict())
    text = form.text("text", _("โปรดเขียนความเห็น"), LONGEST_REMARK)
    element = form.text("element", None, 100)
    if form.errors:
        return draw(found, Sheet(request.form.to_dict(), form.errors)), 422
    with office_door() as office:
        drafting.remark(office, actor(), Remark(draft_id, text, element))
    return redirect(url_for("drawing.show", draft_id=draft_id, _anchor="remarks"), 303)


@bp.post("/<int:draft_id>/drop")
@signed_in
def drop(draft_id: int) -> ResponseReturnValue:
    draft_here(draft_id)
    with office_door() as office:
        drafting.drop(office, actor(), draft_id)
    flash(_("ยกเลิกแบบร่างแล้ว ยังเปิดดูได้ในรายการที่ยกเลิก"), "ok")
    return redirect(url_for("drawing.index"), 303)


def draw(found: Draft, sheet: Sheet, problems: Sequence[Problem] = ()) -> str:
    """The page; what is wrong with the drawing is looked for only while it can still be mended."""
    session = reading()
    source = (draft_source(session, found.id) or "").encode()
    if found.is_open and not problems:
        problems = found_in(source, diagram_words(), found.diagram)
    names = _names(source)
    people, trial = drawers(session, found.id), trial_of(session, found)
    saves, saved = history(session, found.id, 1, LATEST_SAVES)
    has_drawn = actor().officer_id in dict(people)
    return render_template(
        "drawing/draft.html",
        draft=found,
        sheet=sheet,
        problems=problems,
        remarks=[_entry(*each, names) for each in remarks(session, found.id)],
        elements=sorted(names.items(), key=lambda each: each[1]),
        beside=drafts_beside(session, found.id),
        standing=draft(session, found.beside) if found.beside else None,
        people=[name for _id, name in people],
        has_drawn=has_drawn,
        approvers=may_approve(session, found.id, today()),
        trial=trial,
        way=way_of(found, is_fit=not problems, is_tried=trial.is_settled, has_drawn=has_drawn),
        step_names=NAMES,
        saves=saves,
        saved=saved,
        ways=WAYS,
        links=_links(found),
    )


def _names(source: bytes) -> dict[str, str]:
    """What the elements are called, while the drawing can be read."""
    try:
        return names_in(source)
    except BadDiagram:
        return {}


def _entry(comment: DraftComment, person: str, names: dict[str, str]) -> dict[str, str]:
    """A remark as a timeline shows it."""
    revision = _("แบบที่บันทึกครั้งที่ %(number)s", number=comment.revision)
    return {
        "what": person,
        "when": short_moment_words(comment.made_at),
        "iso": comment.made_at.isoformat(),
        "who": f"{revision} · {names.get(comment.element, comment.element)}" if comment.element else revision,
        "note": comment.text,
        "kind": "info",
        "icon": "chat-left-text",
    }


def _links(found: Draft) -> dict[str, str]:
    """Where the draft can be taken: addresses by what is done there."""
    other = f"draft-{found.beside}" if found.beside else found.based_on
    links = {
        "edit": url_for("drawing_editor.edit", draft_id=found.id),
        "plain": url_for("drawing_editor.plain", draft_id=found.id),
        "try": url_for("replaying.show", draft_id=found.id),
        "history": url_for("drawing.show_history", draft_id=found.id),
        "file": url_for("drawing.xml", draft_id=found.id),
    }
    if other is not None:
        versions: dict[str, Any] = {"from": other, "to": f"draft-{found.id}"}
        links["compare"] = url_for("diagram_comparing.show", **versions)
    return links
