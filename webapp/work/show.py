"""Shows a work item: its page while it is open, what became of it afterwards; and a refused form again."""

from flask import request
from flask.typing import ResponseReturnValue

from processes.acts.counter import OPEN, UnknownItem
from processes.reports.work_items import draft_of, found_item
from webapp.counter import signed_in
from webapp.door import reading
from webapp.forms.reading import Unfit
from webapp.forms.sheet import Sheet, from_draft
from webapp.visitors import actor
from webapp.work import done
from webapp.work.desk import PAGES, Desk, bp
from webapp.work.forms import own_fields


@bp.get("/<int:item_id>")
@signed_in
def show(item_id: int) -> ResponseReturnValue:
    """The item's page; 404 for what is another unit's or does not exist."""
    return _drawn(desk_of(item_id, None))


@bp.errorhandler(Unfit)
def unfit(error: Unfit) -> ResponseReturnValue:
    """The same form again, with what was typed and what is wrong with it; nothing was kept."""
    item_id = (request.view_args or {})["item_id"]
    return _drawn(desk_of(item_id, Sheet(request.form.to_dict(), error.errors))), error.status


def desk_of(item_id: int, sheet: Sheet | None) -> Desk:
    """The item before who is signed in: with its draft, or with the form as it was just typed."""
    me, session = actor(), reading()
    found = found_item(session, item_id, me.unit_id)
    if found is None:
        raise UnknownItem(item_id)
    if sheet is None:
        draft = draft_of(session, item_id, me.officer_id) if found.item.state == OPEN else None
        sheet = from_draft(*draft) if draft else Sheet()
    return Desk(found, me, sheet)


def _drawn(desk: Desk) -> str:
    if desk.item.state != OPEN:
        return done.page(desk)
    return PAGES.get(desk.item.form, own_fields)(desk)
