"""The letters of a round: everybody downloads them, the department adds them and takes them down."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select, select

from processes.acts import documents
from processes.acts.counter import UnknownItem
from processes.acts.documents import Paper
from processes.records.documents import RoundDocument
from processes.records.rounds import Round
from webapp.counter import administrators_only, signed_in
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.visitors import actor

bp = Blueprint("letters", __name__, url_prefix="/rounds/<int:round_id>/letters")

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@bp.get("/<int:document_id>")
@signed_in
def download(round_id: int, document_id: int) -> ResponseReturnValue:
    found = reading().scalars(_wanted(round_id, document_id)).one_or_none()
    if found is None:
        raise UnknownItem(document_id)
    return as_file(found.content, f"{found.title}.{ENDINGS[found.media_type]}", found.media_type)


@bp.post("/")
@signed_in
def add(round_id: int) -> ResponseReturnValue:
    _administered(round_id)
    file = request.files.get("document")
    title = request.form.get("title", "").strip()[:200]
    if file is None or not file.filename or not title:
        flash(_("โปรดเลือกไฟล์และกรอกชื่อหนังสือ"), "warn")
    else:
        with office_door() as office:
            documents.add(office, actor(), round_id, Paper(title, file.read()))
        flash(_("เพิ่มหนังสือแล้ว ทุกหน่วยงานดาวน์โหลดได้ทันที"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id, _anchor="letters"), 303)


@bp.post("/<int:document_id>/take-down")
@signed_in
def take_down(round_id: int, document_id: int) -> ResponseReturnValue:
    _administered(round_id)
    with office_door() as office:
        found = office.session.scalars(_wanted(round_id, document_id)).one_or_none()
        if found is None:
            raise UnknownItem(document_id)
        documents.take_down(office, actor(), found)
    flash(_("นำหนังสือออกจากหน้านี้แล้ว"), "ok")
    return redirect(url_for("rounds.show", round_id=round_id, _anchor="letters"), 303)


def letters_of(round_id: int) -> list[RoundDocument]:
    wanted = select(RoundDocument).filter_by(round_id=round_id, taken_down_at=None).order_by(RoundDocument.id)
    return list(reading().scalars(wanted))


def _wanted(round_id: int, document_id: int) -> Select[RoundDocument]:
    return select(RoundDocument).filter_by(id=document_id, round_id=round_id, taken_down_at=None)


def _administered(round_id: int) -> None:
    administrators_only()
    if reading().get(Round, round_id) is None:
        raise UnknownItem(round_id)
