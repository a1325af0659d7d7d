"""The history of a draft: who saved what when, what each save changed, and bringing one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.acts import drafting
from processes.acts.comparing import draft_version
from processes.acts.drafting import Seen
from processes.reports.draft_history import Revision, drawers, history
from processes.terms import SavedHow
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.drawing.blueprint import bp, draft_here, revision_seen
from webapp.drawing.changes import Changes, changes
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

A_PAGE = 10
SENTENCES = 3

WAYS = {
    SavedHow.START: lazy_gettext("เริ่มแบบร่าง"),
    SavedHow.AUTOSAVE: lazy_gettext("วาด"),
    SavedHow.FORM: lazy_gettext("แก้ในแบบฟอร์ม"),
    SavedHow.FILE: lazy_gettext("เปิดจากไฟล์"),
    SavedHow.RESTORE: lazy_gettext("นำแบบก่อนหน้ากลับมา"),
    SavedHow.BESIDE: lazy_gettext("นำแบบที่เก็บไว้ข้าง ๆ มาใช้"),
}


@bp.get("/<int:draft_id>/history")
@signed_in
def show_history(draft_id: int) -> ResponseReturnValue:
    found, page = draft_here(draft_id), page_asked()
    rows, total = history(reading(), draft_id, page, A_PAGE)
    return render_template(
        "drawing/history.html",
        draft=found,
        rows=[(each, _changed(draft_id, each)) for each in rows],
        ways=WAYS,
        people=[name for _id, name in drawers(reading(), draft_id)],
        pages=Pages(page, A_PAGE, total),
    )


@bp.post("/<int:draft_id>/<int:save>/bring-back")
@signed_in
def bring_back(draft_id: int, save: int) -> ResponseReturnValue:
    draft_here(draft_id)
    with office_door() as office:
        drafting.bring_back(office, actor(), Seen(draft_id, revision_seen()), save)
    flash(_("นำแบบที่บันทึกครั้งที่ %(number)s กลับมาแล้ว แบบเมื่อครู่ยังอยู่ในประวัติ", number=save), "ok")
    return redirect(url_for("drawing.show", draft_id=draft_id), 303)


def _changed(draft_id: int, revision: Revision) -> Changes | None:
    """What a save changed of the one before it in the history."""
    if revision.before is None:
        return None
    old = draft_version(reading(), draft_id, revision.before)
    new = draft_version(reading(), draft_id, revision.number)
    return changes(old, new, SENTENCES) if old and new else None
