"""The counter of the web: guards pages, opens the office for a task's form, finds the item to be shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask.typing import ResponseReturnValue

from processes.acts import counter
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.terms import Act
from webapp.door import office_door, reading
from webapp.visitors import actor, is_anybody, sign_in_first

P = ParamSpec("P")
Answer = ResponseReturnValue
Page = Callable[P, Answer]
TaskForm = Callable[Concatenate[Office, WorkItem, P], Answer]

GUARDED = "asks_who_is_there"


def signed_in(page: Page[P]) -> Page[P]:
    """Let in who is signed in; a house test sees that every page is guarded or on the list of open ones."""

    @wraps(page)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Answer:
        if not is_anybody():
            return sign_in_first()  # type: ignore[no-any-return]
        return page(*args, **kwargs)

    setattr(guarded, GUARDED, True)
    return guarded


def at_counter(*acts: Act) -> Callable[[TaskForm[P]], Callable[..., Answer]]:
    """Open the office, pick the item the address names (`item_id`), and hand both to the view.

    One transaction: what the view's act wrote is kept when the view answers, and nothing when it raises.
    An item of another unit, or of another act than these, is `UnknownItem`: 404.
    """

    def decorated(view: TaskForm[P]) -> Callable[..., Answer]:
        @wraps(view)
        def task_form(*, item_id: int, **rest: Any) -> Answer:
            with office_door() as office:
                item = counter.pick(office, actor(), item_id)
                if acts and item.act not in acts:
                    raise UnknownItem(item_id)
                return view(office, item, **rest)  # type: ignore[call-arg]

        return signed_in(task_form)

    return decorated


def administrators_only() -> None:
    """Let in the department's administrators; for everybody else there is no such page (404)."""
    if not actor().administers:
        raise UnknownItem(0)


def item_here(item_id: int, *acts: Act) -> WorkItem:
    """The item to be shown, open or not, as this request's session sees it; `UnknownItem`: 404."""
    item = reading().get(WorkItem, item_id)
    if item is None or item.unit_id != actor().unit_id or (acts and item.act not in acts):
        raise UnknownItem(item_id)
    return item
