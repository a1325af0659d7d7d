"""How much waits for who is signed in; asked once a request, for the menu and the inbox alike."""

from flask import g

from processes.reports.inbox import Holder, InboxCounts, inbox_counts
from processes.reports.windows import WindowLine, window_of
from webapp.deadlines import end_of_day
from webapp.door import now, reading
from webapp.visitors import actor


def holder() -> Holder:
    """Whose inbox this is."""
    me = actor()
    return Holder(me.officer_id or 0, me.unit_id, me.roles)


def my_counts() -> InboxCounts:
    if "inbox_counts" not in g:
        g.inbox_counts = inbox_counts(reading(), holder(), now(), end_of_day(now()))
    found: InboxCounts = g.inbox_counts
    return found


def my_window() -> WindowLine | None:
    """The window that my unit records in, of the round that is on."""
    if "window" not in g:
        g.window = window_of(reading(), actor().tier, actor().unit_id)
    found: WindowLine | None = g.window
    return found
