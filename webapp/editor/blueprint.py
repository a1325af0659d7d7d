"""Where the two pages that change a draft are gathered."""

from flask import Blueprint

from processes.reports.drafts import Draft
from processes.terms import Reason, Refused
from webapp.drawing.blueprint import draft_here
from webapp.names import VOCABULARY

bp = Blueprint("drawing_editor", __name__, url_prefix="/diagrams/drafts")
bp.context_processor(lambda: VOCABULARY)


def open_draft(draft_id: int) -> Draft:
    """The draft that the address names, if it can still be changed."""
    found = draft_here(draft_id)
    if not found.is_open:
        raise Refused(Reason.DRAFT_NOT_OPEN)
    return found
