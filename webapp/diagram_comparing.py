"""Two versions of a diagram side by side: a sentence for each change, and both drawings with marks."""

import re
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from processes.acts.comparing import (
    BadDiagram,
    Change,
    Comparison,
    Version,
    compared,
    draft_version,
    edition_version,
)
from processes.reports.editions import all_editions
from webapp.change_words import change_words, element_words
from webapp.counter import signed_in
from webapp.door import reading
from webapp.drawing.changes import changes
from webapp.names import VOCABULARY
from webapp.visitors import actor
from webapp.words import short_moment_words

bp = Blueprint("diagram_comparing", __name__)
bp.context_processor(lambda: VOCABULARY)

SENTENCES = 6
KEY = re.compile(r"(draft-)?([0-9]{1,9})(?:[.]([0-9]{1,9}))?")


@bp.get("/diagrams/compare")
@signed_in
def show() -> ResponseReturnValue:
    """`from` and `to` are keys of editions, `draft-<key>` as it stands, or `draft-<key>.<number>` of a save.

    Without `to`, what is to be chosen is shown.
    """
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
        key_of=_key,
        asked=request.args.get("to", ""),
        is_choice=second is not None and _is_choice(first, second),
        base=_base(first),
        changes_of=lambda old, new: changes(old, new, SENTENCES),
    ), status


def address(first: Version, second: Version) -> str:
    """The page that lays the second beside the first."""
    return url_for("diagram_comparing.show") + "?" + urlencode({"from": _key(first), "to": _key(second)})


def xml_of(one: Version) -> str:
    if not one.is_draft:
        return url_for("diagrams.xml", edition_id=one.id)
    if one.is_past:
        return url_for("drawing.earlier_xml", draft_id=one.id, save=one.number)
    return url_for("drawing.xml", draft_id=one.id)


def version_words(one: Version) -> str:
    if not one.is_draft:
        return str(_("ฉบับที่ %(number)s", number=one.number))
    return str(_("แบบร่างของ %(person)s บันทึกเมื่อ %(moment)s", person=one.saved_by, moment=_moment(one)))


def _moment(one: Version) -> str:
    return short_moment_words(one.saved_at) if one.saved_at else ""


def _is_choice(first: Version, second: Version) -> bool:
    """Whether two people saved at once, and these are their drawings as they stand."""
    as_they_stand = not (first.is_past or second.is_past)
    return second.is_draft and first.is_draft and second.beside == first.id and as_they_stand


def _base(one: Version) -> Version | None:
    """The edition that the draft began as: what each of two people changed is told from there."""
    return edition_version(reading(), one.based_on) if one.based_on else None


def _asked(name: str) -> Version | None:
    """None where nothing was asked for; 404 for what is not there, or not mine to see."""
    text = request.args.get(name, "")
    if not text:
        return None
    key = KEY.fullmatch(text)
    if key is None:
        raise NotFound
    draft, id_, number = key.groups()
    if (draft or number) and not (draft and actor().administers):
        raise NotFound
    save = int(number) if number else None
    found = draft_version(reading(), int(id_), save) if draft else edition_version(reading(), int(id_))
    if found is None:
        raise NotFound
    return found


def _key(one: Version) -> str:
    number = f".{one.number}" if one.is_past else ""
    return f"draft-{one.id}{number}" if one.is_draft else str(one.id)


def _rows(found: Comparison) -> list[tuple[Change, str, str]]:
    """Each change with its element's name and its sentence."""
    return [
        (change, element_words(change.element, found), change_words(change, found))
        for change in found.changes
    ]


def _marks(found: Comparison) -> dict[str, str]:
    """How each element is marked on the drawings; a change of the work outweighs a move."""
    return {change.element: change.kind for change in reversed(found.changes)}
