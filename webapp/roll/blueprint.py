"""Where the pages of rolls are gathered, with the words they use."""

from flask import Blueprint

from webapp.names import VOCABULARY

bp = Blueprint("roll", __name__)
bp.context_processor(lambda: VOCABULARY)
