"""The pages on which an administrator suspends, resumes or moves one case, each with a reason."""

from webapp.operating import moving, standing_still
from webapp.operating.blueprint import bp

PAGES = (moving, standing_still)

__all__ = ["PAGES", "bp"]
