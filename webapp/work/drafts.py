"""Keeps half-filled forms; nothing is recorded by it, so it asks no rule but whose item it is."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts.counter import UnknownItem
from webapp.counter import signed_in
from webapp.door import now
from webapp.drafts import keep_typed
from webapp.thaidate import bangkok
from webapp.visitors import wants_words
from webapp.work.desk import back_to, bp


@bp.post("/<int:item_id>/draft", endpoint="draft")
@signed_in
def keep_draft(item_id: int) -> ResponseReturnValue:
    """Keep what is typed so far; a script is told when, a person goes back to the page."""
    if not keep_typed(item_id):
        raise UnknownItem(item_id)
    if wants_words():
        return {"saved": f"{bangkok(now()):%H.%M}"}
    flash(_("เก็บร่างแล้ว ยังไม่ได้บันทึกเข้าระบบ"), "ok")
    return back_to(item_id)
