"""The menu: which pages a person finds at the side; a line is shown once its page exists."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.acts.office import Actor
from processes.reports.inbox import InboxCounts

MenuLine = tuple[str, str, str, int, bool]  # address, icon, words, count, whether the page is this one


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: the endpoint it leads to, and who sees it."""

    endpoint: str
    icon: str
    words: LazyString
    seen_by: Callable[[Actor], bool] = lambda _actor: True
    count: Callable[[InboxCounts], int] = lambda _counts: 0


ENTRIES = (
    Entry("inbox.show", "inbox", _("กล่องงาน"), count=lambda counts: counts.mine),
    Entry("account.show", "person-badge", _("บัญชีของฉัน")),
)


def menu(actor: Actor, counts: InboxCounts) -> list[MenuLine]:
    """The lines that this person sees, in their order."""
    here = (request.endpoint or "").partition(".")[0]
    return [
        (
            url_for(each.endpoint),
            each.icon,
            str(each.words),
            each.count(counts),
            each.endpoint.partition(".")[0] == here,
        )
        for each in ENTRIES
        if each.endpoint in current_app.view_functions and each.seen_by(actor)
    ]
