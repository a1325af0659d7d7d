"""A child at two units as a task of the inbox: the page of the case itself."""

from processes.acts.counter import UnknownItem
from processes.reports.duplicates import duplicate_seen
from webapp.duplicates import draw_case
from webapp.work.desk import Desk, page_of

FORM = "duplicate"


@page_of(FORM)
def page(desk: Desk) -> str:
    found = duplicate_seen(desk.session, desk.item.subject_id)
    if found is None:
        raise UnknownItem(desk.item.id)
    return draw_case(found, desk.sheet)
