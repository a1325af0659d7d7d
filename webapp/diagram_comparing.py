"""Two versions of a diagram side by side: a sentence for each change, and both drawings with marks."""

from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from processes.acts.comparing import BadDiagram, Change, Comparison, Version, compared, version
from processes.reports.editions import all_editions
from webapp.change_words import change_words, element_words
from webapp.counter import signed_in
from webapp.door import reading
from webapp.names import VOCABULARY
from webapp.visitors import actor

bp = Blueprint("diagram_comparing", __name__)
bp.context_processor(lambda: VOCABULARY)

DRAFT = "draft-"
LONGEST_KEY = 9


@bp.get("/diagrams/compare")
@signed_in
def show() -> ResponseReturnValue:
    """`from` and `to` are keys of editions, or `draft-<key>`; without `to`, what is to be chosen is shown."""
    first, second = _asked("from"), _asked("to")
    found, status = None, 200
    if first is None:
        raise NotFound
    if second is not None and second.key is not first.key:
        second, status = None, 400
    if second is not None:
        try:
            found = compared(first, second)
        except BadDiagram:
            status = 409
    return render_template(
        "diagrams/compare.html",
        first=first,
        second=second,
        comparison=found,
        rows=_rows(found) if found else [],
        marks=_marks(found) if found else {},
        editions=[each for each in all_editions(reading()) if each.diagram is first.key],
        version_words=version_words,
        address=address,
        xml_of=xml_of,
        asked=request.args.get("to", ""),
    ), status


def address(first: Version, second: Version) -> str:
    """The page that lays the second beside the first."""
    return url_for("diagram_comparing.show") + "?" + urlencode({"from": _key(first), "to": _key(second)})


def xml_of(one: Version) -> str:
    if one.is_draft:
        return f"/diagrams/drafts/{one.id}/xml"
    return url_for("diagrams.xml", edition_id=one.id)


def version_words(one: Version) -> str:
    if one.is_draft:
        return str(_("แบบร่าง %(title)s", title=one.title))
    return str(_("ฉบับที่ %(number)s", number=one.number))


def _asked(name: str) -> Version | None:
    """None where nothing was asked for; 404 for what is not there, or not mine to see."""
    text = request.args.get(name, "")
    if not text:
        return None
    is_draft, key = text.startswith(DRAFT), text.removeprefix(DRAFT)
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        raise NotFound
    if is_draft and not actor().administers:
        raise NotFound
    found = version(reading(), int(key), is_draft)
    if found is None:
        raise NotFound
    return found


def _key(one: Version) -> str:
    return f"{DRAFT}{one.id}" if one.is_draft else str(one.id)


def _rows(found: Comparison) -> list[tuple[Change, str, str]]:
    """Each change with its element's name and its sentence."""
    return [
        (change, element_words(change.element, found), change_words(change, found))
        for change in found.changes
    ]


def _marks(found: Comparison) -> dict[str, str]:
    """How each element is marked on the drawings; a change of the work outweighs a move."""
    return {change.element: change.kind for change in reversed(found.changes)}
