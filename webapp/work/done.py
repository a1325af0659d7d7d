"""What became of an item that is no longer open: what was done, by whom, when, and what comes next."""

from processes.records.confirmations import Confirmation
from processes.reports.receipts import signed_at
from processes.reports.requests_to_reopen import asked
from processes.terms import Act, Stream
from webapp.work.desk import Desk
from webapp.work.earlier import answered_here
from webapp.work.outcomes import labelled_in, outcome_words
from webapp.work.reopening import request_id


def page(desk: Desk) -> str:
    """The item as it was done; or that it went away before anybody did it."""
    return desk.draw(
        "work/done.html",
        outcome=outcome_words(
            desk.item.act, desk.item.outcome, labelled_in(desk.case.edition_id, desk.item.node)
        ),
        receipt=_receipt(desk),
        answers=answered_here(desk.session, desk.item),
        asked=asked(desk.session, request_id(desk.item)) if desk.item.act is Act.GRANT_REOPENING else None,
    )


def _receipt(desk: Desk) -> Confirmation | None:
    streams = {Act.CONFIRM: Stream.OWN, Act.CONFIRM_COUNTS: Stream.OTHER}
    stream, done_at = streams.get(desk.item.act), desk.item.done_at
    if stream is None or done_at is None:
        return None
    return signed_at(desk.session, desk.case.id, stream, done_at)
