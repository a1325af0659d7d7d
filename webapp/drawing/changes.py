"""What one drawing changes of another in a few sentences, for pages that lead to the whole comparison."""

from typing import NamedTuple

from processes.acts.comparing import BadDiagram, Version, compared
from webapp.change_words import change_words


class Changes(NamedTuple):
    """How much changes the work, how much only the picture, and the first sentences."""

    work: int
    picture: int
    first: list[str]


def changes(old: Version, new: Version, most: int) -> Changes | None:
    """None where one of them is no diagram that can be read."""
    try:
        found = compared(old, new)
    except BadDiagram:
        return None
    work = [each for each in found.changes if not each.is_layout]
    first = [change_words(each, found) for each in work[:most]]
    return Changes(len(work), len(found.changes) - len(work), first)
