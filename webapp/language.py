"""Thai first, English on a switch: the choice is kept in the browser's session."""

from urllib.parse import urlsplit

from babel.support import NullTranslations
from flask import Blueprint, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, Domain, get_translations

bp = Blueprint("language", __name__)

LANGUAGES = ("th", "en")
_CHOSEN = "language"


def language() -> str:
    """The language of this page."""
    chosen = session.get(_CHOSEN)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def words(sentence: str) -> str:
    """A template's sentence in the page's language; in Thai, as it is written, nothing is looked up."""
    return sentence if language() == "th" else str(get_translations().ugettext(sentence))


def counted_words(one: str, many: str, number: int) -> str:
    """Likewise, for a sentence that depends on a number."""
    return str(get_translations().ungettext(one, many, number))


class _Sentences(Domain):  # type: ignore[misc]
    """Sentences of the pages: in Thai they stand as they are written, and no catalogue is looked for."""

    def get_translations(self) -> NullTranslations:
        if has_request_context() and language() == "th":
            return _AS_WRITTEN
        found: NullTranslations = super().get_translations()
        return found


_AS_WRITTEN, _SENTENCES = NullTranslations(), _Sentences()


class Sentences(Babel):  # type: ignore[misc]
    """Flask-Babel over them; looking for the catalogue was most of what fifty sentences of a page cost."""

    @property
    def domain_instance(self) -> Domain:
        return _SENTENCES


def choose(code: str) -> None:
    session[_CHOSEN] = code if code in LANGUAGES else LANGUAGES[0]


def is_own_address(address: str) -> bool:
    """Whether the address leads to a page of this house, and not out of it."""
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and "\\" not in address
    return plain and address.startswith("/") and not address.startswith("//")


def own_address() -> str:
    """The address of this page with all that was asked, below wherever the app is served."""
    return request.script_root + request.full_path.rstrip("?")


def home() -> str:
    return url_for("inbox.show")


@bp.get("/language/<code>")
def switch(code: str) -> ResponseReturnValue:
    """Change the language and stay on the page."""
    choose(code)
    back = request.args.get("next", "")
    return redirect(back if is_own_address(back) else home(), 303)
