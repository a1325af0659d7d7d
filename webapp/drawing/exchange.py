"""A draft's drawing as the editor fetches and saves it; who saves second is told, and loses nothing."""

import re

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import drafting
from processes.acts.adopting import plain_source
from processes.acts.counter import UnknownItem
from processes.acts.drafting import Saving
from processes.acts.publishing import Code, UnfitDiagram, found_in
from processes.reports.draft_history import revision_source
from processes.reports.drafts import Draft, draft_source
from processes.terms import Refused, SavedHow
from webapp.counter import signed_in
from webapp.diagram_sentences import problem_line, problem_words
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.drawing.blueprint import bp, draft_here
from webapp.keepers import diagram_words
from webapp.sentences import sentence
from webapp.visitors import actor

REVISION = re.compile(r'(?:W/)?"(\d{1,18})"')


@bp.get("/<int:draft_id>/xml")
@signed_in
def xml(draft_id: int) -> ResponseReturnValue:
    """The bytes as they were last saved, with their revision."""
    found = draft_here(draft_id)
    answer = _file(found, found.revision, draft_source(reading(), draft_id))
    answer.headers["ETag"] = f'"{found.revision}"'
    return answer


@bp.get("/<int:draft_id>/<int:save>.bpmn")
@signed_in
def earlier_xml(draft_id: int, save: int) -> ResponseReturnValue:
    """A save that is in the draft's history."""
    return _file(draft_here(draft_id), save, revision_source(reading(), draft_id, save))


@bp.put("/<int:draft_id>/xml")
@signed_in
def save(draft_id: int) -> ResponseReturnValue:
    """Keep the drawing if nobody saved in between; else beside the draft, and say whose save came first."""
    draft_here(draft_id)
    revision = REVISION.fullmatch(request.headers.get("If-Match", ""))
    if revision is None:
        return {"text": _("โปรดเปิดหน้าวาดใหม่ แล้วบันทึกอีกครั้ง")}, 400
    try:
        source = plain_source(request.get_data())
        with office_door() as office:
            saved = drafting.save(office, actor(), Saving(draft_id, int(revision[1]), source, _how()))
            kept, beside = saved.draft.revision, saved.beside.id if saved.beside else None
    except UnfitDiagram as unfit:
        status = 413 if unfit.problems[0].code is Code.TOO_LARGE else 400
        return {"text": problem_words(unfit.problems[0])}, status
    except Refused as refusal:
        return {"text": sentence(refusal)}, 409
    found = draft_here(draft_id)
    if beside is not None:
        saved_at = found.updated_at.isoformat()
        told = {"author": found.updated_by, "saved_at": saved_at, **_both(draft_id, beside)}
        return {"revision": kept, **told}, 409
    problems = [problem_line(each) for each in found_in(source, diagram_words(), found.diagram)]
    return {"revision": kept, "problems": problems}, 200, {"ETag": f'"{kept}"'}


def _file(found: Draft, number: int, source: str | None) -> Response:
    if source is None:
        raise UnknownItem(found.id)
    return as_file(source, f"{found.diagram}-draft-{found.id}-{number}.bpmn")


def _how() -> SavedHow:
    """Whether the drawing came from a file; else the editor saved it by itself."""
    return SavedHow.FILE if request.args.get("how") == SavedHow.FILE else SavedHow.AUTOSAVE


def _both(draft_id: int, beside: int) -> dict[str, str]:
    """Where the second saver finds the own drawing, and both laid side by side."""
    versions = {"from": f"draft-{draft_id}", "to": f"draft-{beside}"}
    return {
        "beside": url_for("drawing.show", draft_id=beside),
        "theirs": url_for("drawing.theirs", draft_id=beside),
        "compare": url_for("diagram_comparing.show", **versions),  # type: ignore[arg-type]
    }
