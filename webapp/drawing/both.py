"""Choosing between a draft and what somebody saved too late over it; what is not chosen is not lost."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import drafting
from processes.acts.counter import UnknownItem
from processes.acts.drafting import Seen
from webapp.counter import signed_in
from webapp.door import office_door
from webapp.drawing.blueprint import bp, draft_here, revision_seen
from webapp.visitors import actor


@bp.post("/<int:draft_id>/theirs")
@signed_in
def theirs(draft_id: int) -> ResponseReturnValue:
    """Go on with what was saved first; the draft beside it is given up and can still be looked at."""
    standing = _other(draft_id)
    with office_door() as office:
        drafting.drop(office, actor(), draft_id)
    flash(_("ใช้แบบที่บันทึกก่อน แบบที่เก็บไว้ข้าง ๆ ยังเปิดดูได้ในรายการที่ยกเลิก"), "ok")
    return redirect(url_for("drawing.show", draft_id=standing), 303)


@bp.post("/<int:draft_id>/mine")
@signed_in
def mine(draft_id: int) -> ResponseReturnValue:
    """Put what was kept beside into the draft; what stood in it stays in its history."""
    standing = _other(draft_id)
    with office_door() as office:
        drafting.put_in(office, actor(), draft_id, Seen(standing, revision_seen()))
    flash(_("ใช้แบบที่บันทึกทีหลังแล้ว แบบเดิมยังอยู่ในประวัติของแบบร่าง"), "ok")
    return redirect(url_for("drawing.show", draft_id=standing), 303)


def _other(draft_id: int) -> int:
    """The draft that this one is kept beside."""
    found = draft_here(draft_id)
    if found.beside is None:
        raise UnknownItem(draft_id)
    return found.beside
