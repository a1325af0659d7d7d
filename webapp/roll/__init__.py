"""The pages of a roll: the whole roll of a unit, and each learner on it."""

from webapp.roll import details, follow_ups, history, learner, listing, mending, rows
from webapp.roll.blueprint import bp

__all__ = ["bp", "details", "follow_ups", "history", "learner", "listing", "mending", "rows"]
