"""The pages of a roll: the whole roll of a unit, and each learner on it."""

from webapp.roll import learner, listing, mending
from webapp.roll.blueprint import bp

__all__ = ["bp", "learner", "listing", "mending"]
