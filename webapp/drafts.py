"""Half-filled forms: what was typed is kept as it was sent, for the page to put back."""

import json

from flask import request

from processes.acts import counter
from processes.acts.counter import UnknownItem
from webapp.door import office_door
from webapp.visitors import actor

_NOT_TYPED = {"csrf_token", "password"}


def typed() -> str:
    """The form of this request as a draft keeps it."""
    fields = request.form.to_dict(flat=False)
    return json.dumps({name: values for name, values in fields.items() if name not in _NOT_TYPED})


def keep_typed(item_id: int) -> bool:
    """Keep what this request sent as a draft of the item; False when the item takes none any more."""
    try:
        with office_door() as office:
            counter.keep_draft(office, actor(), item_id, typed())
    except UnknownItem:
        return False
    return True
