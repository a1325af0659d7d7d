"""Pages and addresses where administrators draw: drafts, their remarks, their checks, their publication."""

from webapp.drawing import both, checks, draft, exchange, history, listing, release
from webapp.drawing.blueprint import bp, checking_bp

__all__ = ["both", "bp", "checking_bp", "checks", "draft", "exchange", "history", "listing", "release"]
