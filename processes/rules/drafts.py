"""Which saves of a draft stay, so that its history tells everything and yet grows slowly."""

from datetime import datetime, timedelta
from typing import NamedTuple

from processes.terms import SavedHow

TURN = timedelta(minutes=10)


class Save(NamedTuple):
    """Who saved, when, and by which way."""

    person: int | None
    at: datetime
    how: SavedHow


def stays(save: Save, before: Save, kept_at: datetime) -> bool:
    """Whether a save is kept for good; `kept_at`: when the last that was kept had been saved.

    By another person than before, by any way but by itself, or more than ten minutes after the last one kept.
    """
    return save.person != before.person or save.how is not SavedHow.AUTOSAVE or save.at - kept_at > TURN


def gives_way(before: Save, save: Save) -> bool:
    """Whether a save that was not kept is overwritten by the next: within one person's turn."""
    return save.person == before.person and save.how is SavedHow.AUTOSAVE
