"""The pages from which an administrator does one thing to many cases of a round."""

from webapp.operations import finding, following
from webapp.operations.blueprint import bp

__all__ = ["bp", "finding", "following"]
