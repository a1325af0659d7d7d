"""The pages of a roll: the whole roll of a unit, each learner on it, and the files it comes and goes in."""

from webapp.roll import (
    admitting,
    details,
    exporting,
    follow_ups,
    history,
    importing,
    learner,
    leavers,
    listing,
    mending,
    printing,
    promotion,
    rows,
    since,
)
from webapp.roll.blueprint import bp

__all__ = [
    "admitting",
    "bp",
    "details",
    "exporting",
    "follow_ups",
    "history",
    "importing",
    "learner",
    "leavers",
    "listing",
    "mending",
    "printing",
    "promotion",
    "rows",
    "since",
]
