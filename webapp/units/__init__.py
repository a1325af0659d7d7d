"""The pages of a unit: its own page, and the report of its figures."""

from webapp.units import page, profile, report
from webapp.units.blueprint import bp

__all__ = ["bp", "page", "profile", "report"]
