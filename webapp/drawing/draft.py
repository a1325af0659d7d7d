"""A draft's page: its facts, what must be mended, what was remarked, and what may be done next."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import drafting
from processes.acts.drafting import Remark
from processes.acts.publishing import Problem, found_in
from processes.records.drafting import DraftComment
from processes.reports.drafts import Draft, draft_source, drafts_beside, remarks, rounds_to_come
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.drawing.blueprint import bp, draft_here
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.keepers import diagram_words
from webapp.visitors import actor
from webapp.words import short_moment_words

LONGEST_REMARK = 2_000


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
    return render_template(
        "drawing/draft.html",
        draft=found,
        sheet=sheet,
        problems=problems or (found_in(source, diagram_words(), found.diagram) if found.is_open else ()),
        remarks=[_entry(*each) for each in remarks(session, found.id)],
        beside=drafts_beside(session, found.id),
        rounds=rounds_to_come(session),
        is_own=actor().officer_id in {found.owner_id, found.updated_by_id},
        links=_links(found) if found.is_open else [],
    )


def _entry(comment: DraftComment, person: str) -> dict[str, str]:
    """A remark as a timeline shows it."""
    revision = _("แบบที่บันทึกครั้งที่ %(number)s", number=comment.revision)
    return {
        "what": person,
        "when": short_moment_words(comment.made_at),
        "iso": comment.made_at.isoformat(),
        "who": f"{revision} · {comment.element}" if comment.element else revision,
        "note": comment.text,
        "kind": "info",
        "icon": "chat-left-text",
    }


def _links(found: Draft) -> list[tuple[str, str, str]]:
    """Where the draft can be taken next: words, address, icon; a room that is not there has no link."""
    one = f"draft-{found.id}"
    other = f"draft-{found.beside}" if found.beside else found.based_on
    wanted: list[tuple[str, str, dict[str, Any], str]] = [
        (_("วาดแผนผัง"), "drawing_editor.edit", {"draft_id": found.id}, "pencil-square"),
        (_("แก้ในแบบฟอร์ม"), "drawing_editor.plain", {"draft_id": found.id}, "list"),
        (_("ทดลองกับเรื่องของรอบก่อน"), "replaying.show", {"draft_id": found.id}, "clock-history"),
    ]
    if other is not None:
        compare = {"from": other, "to": one}
        wanted.insert(2, (_("เปรียบเทียบกับเดิม"), "diagram_comparing.show", compare, "eye"))
    views = current_app.view_functions
    return [(words, url_for(to, **given), icon) for words, to, given, icon in wanted if to in views]
