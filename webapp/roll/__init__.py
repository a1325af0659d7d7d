"""The pages of a roll: the whole roll of a unit, and each learner on it."""

from webapp.roll import details, history, learner, listing, mending
from webapp.roll.blueprint import bp

__all__ = ["bp", "details", "history", "learner", "listing", "mending"]
