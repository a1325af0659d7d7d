"""The list of drafts, and starting one: from an edition, or from a file of any tool."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import drafting
from processes.acts.adopting import Upload, take_in
from processes.acts.drafting import Sketch
from processes.acts.publishing import Problem, UnfitDiagram
from processes.reports.draft_history import drawers
from processes.reports.drafts import Draft, drafts
from processes.reports.editions import all_editions
from processes.terms import DiagramKey, DraftState
from webapp.counter import administrators_only, signed_in
from webapp.door import office_door, reading
from webapp.drawing.blueprint import bp
from webapp.forms.reading import Reading, Unfit
from webapp.forms.sheet import Sheet
from webapp.keepers import diagram_words
from webapp.names import DIAGRAMS
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

A_PAGE = 50
TITLE = 200


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    administrators_only()
    asked, page = request.args.get("state", ""), page_asked()
    state = DraftState(asked) if asked in list(DraftState) else DraftState.OPEN
    found, total = drafts(reading(), state, page, A_PAGE)
    return render_template(
        "drawing/list.html",
        drafts=found,
        state=state,
        pages=Pages(page, A_PAGE, total),
        states=list(DraftState),
        waiting=_waiting(found),
    )


@bp.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """Both ways to begin; `edition` chooses the one to start from."""
    administrators_only()
    return _draw(Sheet(), chosen=request.args.get("edition", ""))


@bp.post("/from-edition")
@signed_in
def from_edition() -> ResponseReturnValue:
    administrators_only()
    form = Reading(request.form.to_dict())
    title = form.text("title", _("โปรดตั้งชื่อแบบร่าง"), TITLE)
    known = [str(each.id) for each in all_editions(reading())]
    edition = form.choice("edition", known, _("โปรดเลือกฉบับที่จะเริ่มจาก"))
    if form.errors:
        return _draw(Sheet(request.form.to_dict(), form.errors)), 422
    with office_door() as office:
        draft_id = drafting.start_from(office, actor(), int(edition), title).id
    flash(_("เริ่มแบบร่างแล้ว"), "ok")
    return redirect(url_for("drawing.show", draft_id=draft_id), 303)


@bp.post("/from-file")
@signed_in
def from_file() -> ResponseReturnValue:
    """Take the file in as a draft, or list everything for which it is kept out."""
    administrators_only()
    try:
        title, upload = _read_upload(Reading(request.form.to_dict()))
    except Unfit as unfit:
        return _draw(Sheet(request.form.to_dict(), unfit.errors)), 422
    try:
        taken = take_in(upload, diagram_words())
    except UnfitDiagram as unfit:
        return _draw(Sheet(request.form.to_dict()), problems=unfit.problems), 422
    with office_door() as office:
        draft_id = drafting.start(office, actor(), Sketch(upload.key, title, taken.source)).id
    flash(_("นำเข้าแผนผังเป็นแบบร่างแล้ว"), "ok")
    if taken.cut:
        flash(_("ตัดส่วนของโปรแกรมอื่นออก %(num)s จุด", num=len(taken.cut)), "warn")
    return redirect(url_for("drawing.show", draft_id=draft_id), 303)


def _waiting(found: list[Draft]) -> list[Draft]:
    """Those that the reader may approve: asked for, and drawn by others."""
    asked = [each for each in found if each.is_open and each.is_asked and not each.is_approved]
    return [each for each in asked if actor().officer_id not in dict(drawers(reading(), each.id))]


def _read_upload(form: Reading) -> tuple[str, Upload]:
    title = form.text("file_title", _("โปรดตั้งชื่อแบบร่าง"), TITLE)
    key = form.choice("diagram", list(DiagramKey), _("โปรดเลือกว่าเป็นแผนผังของระดับใด"))
    source = _sent_file()
    if source is None:
        form.wrong("file", _("โปรดเลือกไฟล์ .bpmn"))
    form.done()
    return title, Upload(DiagramKey(key), source or b"", form.ticked("cut"))


def _sent_file() -> bytes | None:
    file = request.files.get("file")
    if file is None or not file.filename:
        return None
    with file.stream as stream:
        return stream.read()


def _draw(sheet: Sheet, problems: tuple[Problem, ...] = (), chosen: str = "") -> str:
    editions = [
        (str(each.id), _("%(name)s ฉบับที่ %(number)s", name=DIAGRAMS[each.diagram], number=each.number))
        for each in all_editions(reading())
    ]
    return render_template(
        "drawing/new.html",
        sheet=sheet,
        problems=problems,
        editions=editions,
        chosen=chosen,
        keys=[(str(key), words) for key, words in DIAGRAMS.items()],
    )
