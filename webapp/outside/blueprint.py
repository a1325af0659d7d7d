"""Where the pages of outside schools are gathered, with the words they use."""

from flask import Blueprint

from webapp.names import VOCABULARY
from webapp.outside.words import OUTSIDE_WORDS

bp = Blueprint("outside", __name__, url_prefix="/outside-schools")
bp.context_processor(lambda: {**VOCABULARY, **OUTSIDE_WORDS})
