"""Pages and addresses where administrators draw: drafts, their remarks, their checks, their publication."""

from webapp.drawing import checks, draft, exchange, listing, release
from webapp.drawing.blueprint import bp, checking_bp

__all__ = ["bp", "checking_bp", "checks", "draft", "exchange", "listing", "release"]
