"""Changes the everyday things of a draft from a form, without drawing."""

from processes.acts import drafting
from processes.acts.drafting import Saved, Saving
from processes.acts.office import Actor, Office
from processes.engine.diagrams import DAYS
from processes.engine.plain_editing import (
    PlainChanges,
    PlainDiagram,
    PlainLane,
    PlainTask,
    PlainTimer,
    change_plain,
    read_plain,
)
from processes.engine.wording import IDENTIFIER
from processes.terms import SavedHow

__all__ = [
    "DAYS",
    "IDENTIFIER",
    "PlainChanges",
    "PlainDiagram",
    "PlainLane",
    "PlainTask",
    "PlainTimer",
    "everyday",
    "save_plain",
]


def everyday(source: str) -> PlainDiagram:
    """What of a draft can be changed by a form; raises BadDiagram for what is no XML."""
    return read_plain(source.encode())


def save_plain(office: Office, actor: Actor, draft_id: int, revision: int, changes: PlainChanges) -> Saved:
    """Keep the draft with these values as its next revision; if somebody saved in between, beside it.

    The form holds values and no drawing: beside stands what the other has drawn, with this form's values.
    """
    draft = drafting.held(office, draft_id)
    source = change_plain(draft.source.encode(), changes)
    return drafting.save(office, actor, Saving(draft_id, revision, source, SavedHow.FORM))
