"""Where the pages of operations are gathered, with the words they use."""

from flask import Blueprint

from webapp.names import VOCABULARY
from webapp.operations import words

bp = Blueprint("operations", __name__, url_prefix="/operations")
bp.context_processor(lambda: {**VOCABULARY, **words.WORDS})
