"""Where the pages of units are gathered, with the words they use."""

from flask import Blueprint

from webapp.names import VOCABULARY

bp = Blueprint("units", __name__)
bp.context_processor(lambda: VOCABULARY)
