"""Where the pages of drafts are gathered, with the words they use."""

from flask import Blueprint, request

from processes.acts.counter import UnknownItem
from processes.reports.drafts import Draft, draft
from webapp.counter import administrators_only
from webapp.diagram_sentences import problem_words
from webapp.door import reading
from webapp.names import VOCABULARY

bp = Blueprint("drawing", __name__, url_prefix="/diagrams/drafts")
checking_bp = Blueprint("diagram_checks", __name__, url_prefix="/diagrams")
bp.context_processor(lambda: {**VOCABULARY, "problem_words": problem_words})


def draft_here(draft_id: int) -> Draft:
    """The draft that the address names; `UnknownItem` (404) for everybody but administrators."""
    administrators_only()
    found = draft(reading(), draft_id)
    if found is None:
        raise UnknownItem(draft_id)
    return found


def revision_seen() -> int:
    """The revision that the form was drawn for; one without is not ours, and is too old for anything."""
    typed = request.form.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
